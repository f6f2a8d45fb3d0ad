"""A student's own check: the public checks of a notebook, and nothing hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment, Course, CourseError
from autograder.intake import Refused, read_submission
from autograder.records import CellRun
from autograder.sandbox.launcher import Sandbox
from autograder.student import Student

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class PublicCheck:
    """One public check cell: did it pass, and what it said."""

    exercise: str
    passed: bool
    said: str


def self_check(course: Course, notebook: Path) -> list[PublicCheck]:
    """Run a notebook top to bottom in the sandbox and return what its public checks said."""
    assignment = course.assignment(notebook.stem)
    try:
        submission = read_submission(notebook, "you", assignment, course.notebook_mb)
    except Refused as why:
        raise CourseError(f"{notebook}: {why}") from None
    with Sandbox(course.limits) as sandbox:
        student = Student(sandbox, submission, course.limits, run_checks=True)
        student.open()
        runs = {run.name: run for run in student.runs if run is not None}
        student.close()
    return list(_results(assignment, runs))


def _results(assignment: Assignment, runs: dict[str, CellRun]) -> list[PublicCheck]:
    checked = []
    for exercise in assignment.exercises:
        run = runs.get(exercise.graded_cell)
        if exercise.manual or run is None:
            continue
        wrong = [o for o in run.outputs if o["output_type"] == "error"]
        said = " ".join(f"{o['ename']}: {o['evalue']}".strip(": ") for o in wrong)
        checked.append(PublicCheck(exercise.name, not wrong and not run.ended, ANSI.sub("", said)))
    return checked
