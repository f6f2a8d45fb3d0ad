"""From an exercise's checks to its points, its status and its one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autograder.client.student import Student
from autograder.course import Assignment, Exercise
from autograder.grading.checking import HiddenTests, checked
from autograder.grading.headline import headline, one_name
from autograder.grading.shares import Shares
from autograder.records import Check, ExerciseGrade, ExerciseStatus, Limits
from autograder.sandbox.launcher import Sandbox
from autograder.testing.pictures import Picture
from autograder.testing.words import OF_ANY, Words

GONE = ("ended", "time")  # the process was lost before the answer could show itself
OURS = ("ours", "busy")  # something of ours broke, or the machine had no time for it
STOPPED = "check_stopped"  # a check of ours raised, which the model answer passes
NO_TESTS = "There are no hidden tests for this exercise; a person will look at it."
UNTOUCHED = "`{}` is still as it was handed out. Replace the line under YOUR CODE HERE."


@dataclass(frozen=True)
class Grader:
    """What grading the exercises of one assignment takes; ``cap`` is the most below full marks."""

    assignment: Assignment
    tests: HiddenTests
    sandbox: Sandbox
    limits: Limits
    cap: float
    pictures: tuple[Picture, ...] = ()
    tests_hash: str = ""  # of what was read: ``autograder.course.inputs``
    shares: Shares = Shares()  # noqa: RUF009 - frozen
    words: Mapping[str, Words] = field(default_factory=lambda: OF_ANY)

    def grade_one(
        self, exercise: Exercise, student: Student, blocked_by: Sequence[str] = ()
    ) -> ExerciseGrade:
        """Run an exercise's checks on an open student, and grade it from them."""
        checks = checked(self.tests, exercise.name, student)
        echo = student.echoes[exercise.name].only
        return exercise_grade(exercise, checks, self.cap, blocked_by, self.shares, echo, self.words)


def manual_grade(exercise: Exercise, attempted: bool) -> ExerciseGrade:
    """A written answer waits for a person; an untouched one does not."""
    status: ExerciseStatus = "manual" if attempted else "not_attempted"
    message = "A person reads this answer." if attempted else "No answer yet."
    return ExerciseGrade(exercise.name, status, 0.0, exercise.points, None, message)


def exercise_grade(
    exercise: Exercise,
    checks: tuple[Check, ...] | None,
    cap: float,
    blocked_by: Sequence[str] = (),
    shares: Shares = Shares(),  # noqa: B008 - frozen
    echo: bool = False,
    words: Mapping[str, Words] = OF_ANY,
) -> ExerciseGrade:
    """Grade an exercise from its checks; None means that the answer was left as it was given.

    All checks passed: all points. Otherwise the share that ``shares`` gives to what is wrong, but
    never more than ``cap``; nothing for an ``echo``, which gave one same thing to every call, or
    what it was handed. ``blocked_by`` names the earlier exercises that stood replaced in this try.
    """

    def grade(
        status: ExerciseStatus, points: float, message: str = "", diagnosis: str | None = None
    ) -> ExerciseGrade:
        most, shown = exercise.points, checks or ()
        return ExerciseGrade(exercise.name, status, points, most, diagnosis, message, shown)

    if checks is None or (checks and all(c.reason == "not_attempted" for c in checks)):
        told = next((f"{c.message} {c.hint}".strip() for c in checks or ()), "")
        return grade("not_attempted", 0.0, told or UNTOUCHED.format(exercise.name))
    if not checks or any(c.reason in OURS for c in checks):
        ours = next((c.message for c in checks if c.reason in OURS), "")
        return grade("could_not_check", 0.0, ours or NO_TESTS)
    if all(c.passed for c in checks):
        return grade("passed", exercise.points)
    if blocked_by and all(c.reason in GONE for c in checks):
        return grade("blocked", 0.0, f"Not checked yet: needs `{blocked_by[0]}` first.")
    checks = one_name(checks, words)
    worst = headline(checks)
    assert worst is not None  # some check failed
    share = 0.0 if echo else min(shares.earned(checks, worst.diagnosis), cap)
    points = round(exercise.points * share, 2)
    message = f"{worst.message} {worst.hint}".strip()
    return grade("partial" if points else "failed", points, message, worst.diagnosis)
