"""Carries errors forward: what needs an earlier answer that is wrong is tried beside the reference.

A reference is lent in a process of its own, in which no other exercise is checked: what a student
keeps of it, a stub or the values that it gave, is of no use for any other answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.client.deadlines import Clock
from autograder.client.student import Student
from autograder.course import Exercise
from autograder.grading.names_kept import Kept
from autograder.grading.score import Grader
from autograder.records import ExerciseGrade, Submission

NO_VALUE = ("missing", "raised")  # why a call gave none that a cell further down could have mended


def carry_forward(
    grader: Grader,
    submission: Submission,
    grades: Mapping[str, ExerciseGrade],
    kept: Kept,
    clock: Clock,
) -> dict[str, ExerciseGrade]:
    """Return the new grades of failed exercises whose dependencies failed, too.

    An exercise that passes only with a reference is still replaced by its own reference for the
    exercises that need it: by itself it is wrong. Cells that bind names again (``kept``) leave a
    reference as it is.
    """
    found = {}
    for exercise in grader.assignment.exercises:
        grade = grades[exercise.name]
        failed = [n for n in grader.tests.needs(exercise.name) if grades[n].status != "passed"]
        if failed and grade.status in ("failed", "partial"):
            second = _with_references(grader, submission, exercise, failed, kept, clock)
            found[exercise.name] = _better(second, grade)
    return found


def _with_references(
    grader: Grader,
    submission: Submission,
    exercise: Exercise,
    failed: Sequence[str],
    kept: Kept,
    clock: Clock,
) -> ExerciseGrade:
    """Grade an exercise beside the references of what failed; first on the cells up to its check.

    If some call gives no value there, the whole notebook is run: a helper may stand further down
    than the answer that calls it.
    """
    ours = {name: grader.assignment.reference(name) for name in failed}
    keep = {at: [name for name in names if name in ours] for at, names in kept.items()}
    for cells in (until(submission, exercise.graded_cell), submission):
        with Student(
            grader.sandbox, cells, grader.limits, replace=ours, clock=clock, keep=keep
        ) as student:
            grade = grader.grade_one(exercise, student, blocked_by=failed)
        if not any(check.reason in NO_VALUE for check in grade.checks):
            break
    return grade


def _better(second: ExerciseGrade, first: ExerciseGrade) -> ExerciseGrade:
    """The grade with more points; the second where they have the same, or it is our fault."""
    if second.status == "could_not_check":
        return second
    return max(second, first, key=lambda g: (g.points, g.status == "blocked"))


def until(submission: Submission, last: str) -> Submission:
    """Return the notebook with what stands below the cell ``last`` made text, which is not run."""
    names = [cell.name for cell in submission.cells]
    end = names.index(last) + 1
    below = (replace(cell, role="text") for cell in submission.cells[end:])
    return replace(submission, cells=(*submission.cells[:end], *below))
