"""Grades an answer that stands too far up at its own place as well.

All answers merged into the first cell: it stops at what a cell of the notebook's own makes further
down, and what it had not made by then is missing. The cell is run once more in the answer's place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from autograder.client.deadlines import Clock
from autograder.client.student import Student
from autograder.grading.retry import bound, runs
from autograder.grading.score import Grader
from autograder.records import Cell, ExerciseGrade, Submission

COUNTS = "and counts as if it stood in its own cell."


def try_at_own_place(
    grader: Grader,
    submission: Submission,
    grades: Mapping[str, ExerciseGrade],
    lost: Collection[int],
    clock: Clock,
) -> tuple[dict[str, ExerciseGrade], tuple[str, ...]]:
    """Return the grades that are better there, and flags that say where the code stands."""
    places = {cell.name: at for at, cell in enumerate(submission.cells) if cell.name}
    cells, moved = _moved(submission, grades, places, lost)
    if not moved:
        return {}, ()
    with_them = replace(submission, cells=cells)
    better, flags = {}, []
    first = min(places[name] for name in moved) + 1
    with Student(
        grader.sandbox, with_them, grader.limits, clock=clock, until=first, lost=lost
    ) as student:
        for exercise in grader.assignment.exercises:
            if exercise.name not in moved:
                continue
            student.go_on(places[exercise.name] + 1)
            grade = grader.grade_one(exercise, student)
            if grade.points > grades[exercise.name].points:
                where = moved[exercise.name]
                said = f"Its code stands in {where} further up, {COUNTS}"
                better[exercise.name] = replace(grade, message=f"{said} {grade.message}".strip())
                flags.append(f"{exercise.name}: its code stands in {where}, {COUNTS}")
    return better, tuple(flags)


def _moved(
    submission: Submission,
    grades: Mapping[str, ExerciseGrade],
    places: Mapping[str, int],
    lost: Collection[int],
) -> tuple[tuple[Cell, ...], dict[str, str]]:
    """Return the cells with code moved to its own place, and by exercise where it stands."""
    cells = list(submission.cells)
    moved: dict[str, str] = {}
    for there in submission.elsewhere:
        name, here = there.exercise, places.get(there.exercise, -1)
        if not there.runs or grades[name].status not in ("failed", "partial"):
            continue
        above = enumerate(submission.cells[: max(here, 0)])
        found = [
            at for at, c in above if c.role in ("answer", "scratch") and name in bound(c.source)
        ]
        if found and found[-1] not in lost and runs(cells[here]):
            cell = submission.cells[found[-1]]
            cells[here] = replace(cells[here], source=cell.source)
            moved[name] = cell.place(found[-1])
    return tuple(cells), moved
