"""From an exercise's checks to its points, its status and its one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autograder.client.student import Student
from autograder.course import Exercise
from autograder.grading.headline import headline, one_name
from autograder.grading.shares import Shares
from autograder.records import Check, ExerciseGrade, ExerciseStatus
from autograder.testing.words import OF_ANY, Words

GONE = ("ended", "time")  # the process was lost before the answer could show itself
OURS = ("ours", "busy")  # something of ours broke, or the machine had no time for it


@dataclass(frozen=True)
class Marking:
    """How points are given: the most that a wrong answer earns, and what each mistake earns."""

    cap: float
    shares: Shares
    words: Mapping[str, Words] = field(default_factory=lambda: OF_ANY)

    def grade(
        self,
        exercise: Exercise,
        checks: tuple[Check, ...],
        student: Student,
        blocked_by: Sequence[str] = (),
    ) -> ExerciseGrade:
        """Grade an exercise from the checks that were run on an open student."""
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
    if checks is None or (checks and all(c.reason == "not_attempted" for c in checks)):
        return _not_attempted(exercise, checks or ())
    if not checks or any(c.reason in OURS for c in checks):
        return _could_not_check(exercise, checks)
    if all(c.passed for c in checks):
        return ExerciseGrade(
            exercise.name, "passed", exercise.points, exercise.points, None, "", checks
        )
    if blocked_by and all(c.reason in GONE for c in checks):
        message = f"Not checked yet: needs `{blocked_by[0]}` first."
        return ExerciseGrade(exercise.name, "blocked", 0.0, exercise.points, None, message, checks)
    checks = one_name(checks, words)
    worst = headline(checks)
    assert worst is not None  # some check failed
    share = 0.0 if echo else min(shares.earned(checks, worst.diagnosis), cap)
    points = round(exercise.points * share, 2)
    return ExerciseGrade(
        exercise.name,
        "partial" if points else "failed",
        points,
        exercise.points,
        worst.diagnosis,
        f"{worst.message} {worst.hint}".strip(),
        checks,
    )


def _not_attempted(exercise: Exercise, checks: tuple[Check, ...]) -> ExerciseGrade:
    message = next((f"{c.message} {c.hint}".strip() for c in checks), "")
    message = message or (
        f"`{exercise.name}` is still as it was handed out. Replace the line under YOUR CODE HERE."
    )
    return ExerciseGrade(
        exercise.name, "not_attempted", 0.0, exercise.points, None, message, checks
    )


def _could_not_check(exercise: Exercise, checks: tuple[Check, ...]) -> ExerciseGrade:
    ours = next((c.message for c in checks if c.reason in OURS), "")
    message = ours or "There are no hidden tests for this exercise; a person will look at it."
    return ExerciseGrade(
        exercise.name, "could_not_check", 0.0, exercise.points, None, message, checks
    )
