"""What waits for a person though it is no written answer, and what the page says of it."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator, Mapping, Sequence

from autograder.course import Assignment
from autograder.intake import python_that_reads
from autograder.records import CellRun, ExerciseGrade, Submission

ELSEWHERE = (
    "The cell for this answer is as it was handed out, but near it stands something that you "
    "wrote. A person reads it."
)
ERRORS = ("SyntaxError", "IndentationError", "TabError")
VERSION = re.compile(r"(\d{1,2})\.(\d{1,3})(?:\.\d{1,3})?")


def waiting_grades(
    assignment: Assignment, submission: Submission, runs: Sequence[CellRun | None]
) -> Mapping[str, ExerciseGrade]:
    """Return the exercises that a person must look at, by name."""
    told = {there.exercise: ELSEWHERE for there in submission.elsewhere if not there.runs}
    told |= {name: f"{said} A person looks at it." for name, said in _newer(submission, runs)}
    return {
        e.name: ExerciseGrade(e.name, "manual", 0.0, e.points, None, told[e.name])
        for e in assignment.exercises
        if e.name in told
    }


def newer_syntax(submission: Submission, runs: Sequence[CellRun | None]) -> Mapping[str, str]:
    """Return a flag for each cell that a newer Python would have run, by the cell's name."""
    return {name: f"{name or 'an added cell'}: {said}" for name, said in _newer(submission, runs)}


def _newer(submission: Submission, runs: Sequence[CellRun | None]) -> Iterator[tuple[str, str]]:
    here = platform.python_version()
    for cell, run in zip(submission.cells, runs, strict=True):
        if run is None or cell.role not in ("answer", "scratch"):
            continue
        if not any(output.get("ename") in ERRORS for output in run.outputs):
            continue
        claimed = VERSION.fullmatch(submission.python)
        newer = claimed and (int(claimed[1]), int(claimed[2])) > _minor(here)
        if newer:
            yield (
                cell.name,
                _said(here, f"the notebook names Python {submission.python}"),
            )
        elif needed := python_that_reads(cell.source):
            yield cell.name, _said(here, f"its syntax came with Python {needed}")


def _said(here: str, there: str) -> str:
    return f"this is graded with Python {here}, which cannot read the cell; {there}."


def _minor(version: str) -> tuple[int, int]:
    major, minor = version.split(".")[:2]
    return int(major), int(minor)
