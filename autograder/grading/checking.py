"""Runs an exercise's checks; an exception outside of a check costs that exercise only."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from autograder.client.faults import Busy
from autograder.client.student import Student
from autograder.errors import noted, number_of
from autograder.records import Check


class HiddenTests(Protocol):
    """The hidden tests of one assignment, however they are run."""

    def needs(self, exercise: str) -> tuple[str, ...]:
        """Return the earlier exercises that this one may call."""

    def run(self, exercise: str, student: Student) -> tuple[Check, ...]:
        """Run the exercise's checks on an open student."""


def checked(tests: HiddenTests, exercise: str, student: Student) -> tuple[Check, ...]:
    """Run an exercise's checks; if that itself breaks, this exercise could not be checked."""
    try:
        return tests.run(exercise, student)
    except Exception as error:
        noted(error, exercise)
        return (ours(Check("could be checked", False), exercise, error),)


def ours(check: Check, where: str, error: BaseException) -> Check:
    """Return a check that failed for a fault of ours, under the number that the log has it by."""
    message = "Something broke on our side; this does not count against you"
    number = number_of(error, where)
    reason = "busy" if isinstance(error, Busy) else "ours"
    return replace(check, passed=False, message=f"{message} ({number}).", reason=reason)
