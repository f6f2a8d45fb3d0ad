"""The hidden tests of one assignment as pytest collected them, and whose fault it is if one raises.

A check that raises is run with the reference, in the same worker. If it raises there, too, the
fault is ours; else the student's value made it raise, and the check has failed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

import pytest

from autograder.client.deadlines import TooSlow, no_longer_than
from autograder.client.student import Student
from autograder.course import Assignment, Course
from autograder.errors import noted
from autograder.grading.checking import ours
from autograder.grading.plugin import CURRENT, OUTCOME, RAISED, needs_of, run_plain
from autograder.grading.refuted import unrefuted
from autograder.grading.score import STOPPED
from autograder.intake import read_submission, untouched
from autograder.records import Check
from autograder.sandbox.launcher import Sandbox
from autograder.testing.calls import current_calls, recorded
from autograder.testing.known import Known, using

LONGEST_SECONDS = 10.0  # of our processor for one check: ten times what the slowest takes
TRY = "What does the task ask it to give?"


def reference_student(sandbox: Sandbox, assignment: Assignment, course: Course) -> Student:
    """Return the right answers as a student, in a process of their own.

    Where the solved notebook is not at hand, as in the zip for Gradescope, the solutions stand in
    for the stubs of the released one.
    """
    source, limits = assignment.source, course.limits
    if source.is_file():
        solved = read_submission(source, "reference", assignment, course.notebook_mb)
        return Student(sandbox, solved, limits)
    solutions = {}
    for exercise in assignment.exercises:
        with suppress(ImportError, AttributeError):  # a written answer has none
            solutions[exercise.name] = assignment.reference(exercise.name)
    return Student(sandbox, untouched("reference", assignment), limits, replace=solutions)


class Collected:
    """The hidden tests of one assignment, run as pytest runs them."""

    def __init__(
        self,
        config: pytest.Config,
        items: Mapping[str, list[pytest.Item]],
        reference: Callable[[], Student],
        known: Known,
        *,
        measuring: bool = False,
        secret: str = "",
    ) -> None:
        self._config, self._items, self._reference = config, items, reference
        self._known, self._measuring, self._secret = known, measuring, secret
        self._passes: dict[str, bool] = {}  # of a check that raised: whether the reference passes

    def needs(self, exercise: str) -> tuple[str, ...]:
        """Return the earlier exercises that this one may call."""
        items = self._items.get(exercise, [])
        return tuple(dict.fromkeys(name for item in items for name in needs_of(item)))

    def run(self, exercise: str, student: Student) -> tuple[Check, ...]:
        """Run the exercise's checks on an open student."""
        items = self._items.get(exercise, [])
        following = [*items[1:], None]
        pairs = zip(items, following, strict=False)
        calling = recorded(exercise, measuring=self._measuring, secret=self._secret)
        with using(self._known), calling as calls:
            checks = [self._settled(item, after, exercise, student) for item, after in pairs]
        return unrefuted(checks, calls.right, self._known, calls.wrong)

    def _settled(
        self, item: pytest.Item, after: pytest.Item | None, exercise: str, student: Student
    ) -> Check:
        check = self._run(item, after, student)
        if check.reason not in ("ours", "wrong_call"):
            return check
        raised = item.stash[RAISED]
        if not self._passes_reference(item, after, student):
            noted(raised, item.nodeid)
            return ours(check, item.nodeid, raised)
        if check.reason == "ours" and not isinstance(raised, TooSlow):
            check = self._run(item, after, student)  # what was passing by is gone now
        if check.reason != "ours":
            return check
        noted(raised, item.nodeid)
        message = f"`{exercise}` gave something that cannot be compared with what is expected."
        return replace(check, message=message, hint=TRY, reason=STOPPED)

    def _run(self, item: pytest.Item, after: pytest.Item | None, student: Student) -> Check:
        self._config.stash[CURRENT] = student
        if OUTCOME in item.stash:
            del item.stash[OUTCOME]  # of the student before
        with no_longer_than(LONGEST_SECONDS):
            if outcome := run_plain(item, student):
                return outcome
            current_calls().begin(item.name)
            item.ihook.pytest_runtest_protocol(item=item, nextitem=after)
            return item.stash[OUTCOME]

    def _passes_reference(
        self, item: pytest.Item, after: pytest.Item | None, student: Student
    ) -> bool:
        """Say whether the reference passes a check; asked once, unless the machine was busy."""
        name = item.nodeid
        if name not in self._passes:
            student.close()  # a sandbox holds one process; its next call opens another
            try:
                with recorded(""), self._reference() as reference:  # its calls are nobody's
                    check = self._run(item, after, reference)
            except Exception as error:
                noted(error, f"{name} with the reference")
                return False
            if check.reason == "busy":
                return False
            self._passes[name] = check.passed
        return self._passes[name]
