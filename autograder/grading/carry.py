"""Carries errors forward: what needs an earlier answer that is wrong is tried beside the reference.

A reference is lent in a process of its own, in which no other exercise is checked: what a student
keeps of it, a stub or the values that it gave, is of no use for any other answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.client.deadlines import Clock
from autograder.client.student import Student
from autograder.course import Assignment, Exercise
from autograder.grading.checking import HiddenTests, checked
from autograder.grading.score import Marking
from autograder.records import ExerciseGrade, Limits, Submission
from autograder.sandbox.launcher import Sandbox

NO_VALUE = ("missing", "raised")  # why a call gave none that a cell further down could have mended


@dataclass(frozen=True)
class Carry:
    """What a second try takes."""

    assignment: Assignment
    tests: HiddenTests
    sandbox: Sandbox
    limits: Limits
    marking: Marking

    def forward(
        self, submission: Submission, grades: Mapping[str, ExerciseGrade], clock: Clock
    ) -> dict[str, ExerciseGrade]:
        """Try again from the first cell on; what then passes counts."""
        return {
            exercise.name: self._again(submission, exercise, grade, failed, clock)
            for exercise, grade, failed in self._blocked(grades)
        }

    def _blocked(
        self, grades: Mapping[str, ExerciseGrade]
    ) -> Iterator[tuple[Exercise, ExerciseGrade, list[str]]]:
        """Yield what failed and needs what failed before: exercise, grade, names of the latter.

        What passes only with the reference stays replaced for the exercises that need it: by
        itself it is wrong.
        """
        for exercise in self.assignment.exercises:
            grade = grades[exercise.name]
            failed = [n for n in self.tests.needs(exercise.name) if grades[n].status != "passed"]
            if failed and grade.status in ("failed", "partial"):
                yield exercise, grade, failed

    def _again(
        self,
        submission: Submission,
        exercise: Exercise,
        grade: ExerciseGrade,
        failed: Sequence[str],
        clock: Clock,
    ) -> ExerciseGrade:
        """Try an exercise beside the references; the whole notebook, if a part gives no values.

        A helper may stand further down than the answer that calls it.
        """
        ours = {name: self.assignment.reference(name) for name in failed}
        for cells in (until(submission, exercise.graded_cell), submission):
            with Student(self.sandbox, cells, self.limits, replace=ours, clock=clock) as student:
                checks = checked(self.tests, exercise.name, student)
            if not any(check.reason in NO_VALUE for check in checks):
                break
        second = self.marking.grade(exercise, checks, student, blocked_by=failed)
        return second if second.status == "could_not_check" else _better(second, grade)


def _better(second: ExerciseGrade, first: ExerciseGrade) -> ExerciseGrade:
    """The better of the second try and the first; of two that are equal, the second."""
    return max(second, first, key=lambda g: (g.points, g.status == "blocked"))


def until(submission: Submission, last: str) -> Submission:
    """Return the notebook with what stands below the cell ``last`` made text, which is not run."""
    names = [cell.name for cell in submission.cells]
    end = names.index(last) + 1
    below = (replace(cell, role="text") for cell in submission.cells[end:])
    return replace(submission, cells=(*submission.cells[:end], *below))
