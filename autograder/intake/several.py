"""Assignments of several notebooks: a hand-in has a file for each, and its cells stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.course import Assignment
from autograder.intake.parse import Refused, Unreadable
from autograder.intake.rebuild import untouched
from autograder.records import Submission

NOT_ATTEMPTED = "its exercises count as not attempted"


def together(
    student: str,
    assignment: Assignment,
    names: Sequence[str],
    read: Callable[[Assignment], Submission],
) -> Submission:
    """Read each notebook of which there is a file among ``names``, and lay them together.

    One that is not there, or is refused, is as it was handed out, with a note; raise Refused where
    none can be used.
    """
    found: list[Submission] = []
    notes: list[str] = []
    missing: list[str] = []
    for part in assignment.parts:
        name = f"{part.notebook}.ipynb"
        try:
            if name not in names:
                raise Refused("is not there")
            one = read(part)
            notes += [f"{part.notebook}: {note}" for note in one.notes]
        except Unreadable:
            raise
        except Refused as why:
            one = untouched(student, part)
            missing.append(part.notebook)
            notes.append(f"{name}: {why}; {NOT_ATTEMPTED}")
        found.append(one)
    if len(missing) == len(assignment.parts):
        raise Refused("; ".join(notes))
    return Submission(
        student,
        assignment.name,
        tuple(cell for one in found for cell in one.cells),
        assignment.files,
        tuple(notes),
        tuple(there for one in found for there in one.elsewhere),
        next((one.python for one in found if one.python), ""),
        tuple(missing),
    )


def parts_of(
    submission: Submission, assignment: Assignment
) -> Iterator[tuple[Assignment, int, Submission]]:
    """Yield each notebook of a submission, with the place of its first cell in the whole."""
    if len(assignment.parts) == 1:
        yield assignment, 0, submission
        return
    begin = 0
    for part in assignment.parts:
        cells = tuple(cell for cell in submission.cells if cell.notebook == part.notebook)
        names = {exercise.name for exercise in part.exercises}
        there = tuple(one for one in submission.elsewhere if one.exercise in names)
        yield part, begin, replace(submission, cells=cells, elsewhere=there, notes=())
        begin += len(cells)


def path_of(folder: Path, assignment: Assignment) -> Path:
    """Return where a hand-in's notebook stands in its folder; of several, the first."""
    return folder / f"{assignment.notebooks[0]}.ipynb"
