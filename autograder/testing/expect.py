"""What a hidden test says: ``call(student.f, *args).gives(expected)``, ``check``, ``value``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from autograder.client.faults import Raised
from autograder.client.student import Answer
from autograder.testing.calls import current_calls
from autograder.testing.compare import mismatch, nearest
from autograder.testing.evidence import Evidence
from autograder.testing.known import current
from autograder.testing.values import ATOL, FLOAT32_RTOL, RTOL, is_float32, is_nested, numbers, same
from autograder.testing.words import GIVES_NOTHING

PLAIN = (int, float, str, np.generic)
BY_HAND = "What does one small case, worked out by hand, give?"
NOTHING = "Does every way through the function end in a return?"


class CheckFailed(AssertionError):
    """A check that the answer does not pass: what happened, and what to try.

    >>> raise CheckFailed("There are two curves.", "How many rates are there?")
    Traceback (most recent call last):
    autograder.testing.expect.CheckFailed: There are two curves.

    ``candidates`` names the mistakes that would show just this, ``unsure`` those of which it says
    nothing. Which of them the student reads of is decided when all checks of the exercise have run
    (``grading.headline``).
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        candidates: tuple[str, ...] = (),
        unsure: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
        self.candidates, self.unsure = candidates, unsure


def check(condition: bool, message: str, hint: str = "", diagnosis: str | None = None) -> None:
    """Unless ``condition``, fail with what happened and one thing to try.

    ``diagnosis`` names a mistake that the condition shows, whatever was returned.

    >>> got = call(student.double, 4.0).value()
    >>> check(got != 4.0, "It comes back as it went in.", "What is done with x?", "not_doubled")
    """
    calls = current_calls()
    if diagnosis is not None:
        calls.next()  # a place of its own: the call before it may be wrong, too
    if condition:
        return
    if diagnosis is None:
        raise CheckFailed(message, hint)
    evidence = Evidence(calls.exercise, (), None, None, shows=diagnosis)
    ways = current().ways(calls.note(evidence, right=False))
    raise CheckFailed(message, hint, (diagnosis, *ways))


def failure(message: str, hint: str, evidence: Evidence) -> CheckFailed:
    """Return the failure of a check, with the known mistakes that would show this evidence.

    >>> seen = Evidence("double", (4.0,), 12.0, 8.0)
    >>> raise failure("`double` is wrong.", "What is two times four?", seen)
    Traceback (most recent call last):
    autograder.testing.expect.CheckFailed: `double` is wrong.
    """
    calls = current_calls()
    placed = calls.note(evidence, right=False)
    if calls.measuring:
        return CheckFailed(message, hint)
    suspects = current().diagnose(placed)
    return CheckFailed(message, hint, suspects.found, suspects.unsure)


def fail(message: str, hint: str, evidence: Evidence) -> None:
    """Fail the check; while fingerprints are measured, it goes on to its next call."""
    failed = failure(message, hint, evidence)
    if not current_calls().goes_on:
        raise failed


def value(answer: Answer) -> Any:
    """Return what the name holds in the student's notebook (for dict exercises).

    >>> value(student.sizes)["columns"]
    2
    """
    return answer.get()


def call(answer: Answer, *args: Any) -> Expectation:
    """Begin a sentence about ``answer(*args)``; nothing runs until ``gives`` or ``value``.

    >>> call(student.double, [1.0, 2.5]).gives([2.0, 5.0])
    >>> call(student.double, 1 / 3).gives(0.6667, rtol=1e-3)
    >>> call(student.double, 4.0).gives(9.0)
    Traceback (most recent call last):
    autograder.testing.expect.CheckFailed: `double` returned another number than the right one.
    >>> call(student.double, np.ones(3)).leaves_no_trace(gives=[2.0, 2.0, 2.0])
    """
    current_calls().next()
    return Expectation(answer, args)


class Expectation:
    """One call of a student's function, to be made in the jail and judged here."""

    def __init__(self, answer: Answer, args: tuple[Any, ...]) -> None:
        self.answer, self.args = answer, args

    def value(self) -> Any:
        """Return what the call gave, as plain values; raise StudentFault when it gave none."""
        return self.answer(*self.args)

    def gives(self, expected: Any, *, rtol: float = RTOL, atol: float = ATOL) -> None:
        """Compare shape, then numbers; a known mistake is named before "wrong" is said."""
        self._judge([expected], rtol, atol)

    def gives_one_of(self, outcomes: Sequence[Any], *, near: float = 1e-8) -> int:
        """Compare with the nearest of several right results, and return its index.

        For a tuple its first part says what is nearest.
        """
        return self._judge(outcomes, near, near)

    def _judge(self, outcomes: Sequence[Any], rtol: float, atol: float) -> int:
        try:
            got = self.value()
        except Raised as fault:
            seen = Evidence(self.answer.name, self.args, None, outcomes[0], fault.type_name)
            explain(seen, fault)
            return 0
        return self._compare(got, outcomes, rtol, atol)

    def _compare(self, got: Any, outcomes: Sequence[Any], rtol: float, atol: float) -> int:
        if is_float32(got):  # what is worked out from such numbers knows no more digits
            rtol = max(rtol, FLOAT32_RTOL)
        index = nearest(got, outcomes)
        found = mismatch(got, outcomes[index], rtol, atol)
        evidence = Evidence(self.answer.name, self.args, got, outcomes[index], rtol=rtol)
        if found is None:
            current_calls().note(evidence, right=True)
        else:
            hint = NOTHING if got is None else BY_HAND
            fail(f"`{self.answer.name}` {found.says}.", hint, evidence)
        return index

    def leaves_arguments_alone(self) -> Any:
        """Fail when the call changed what it was handed; else return what it gave."""
        try:
            returned = self.answer.call(*self.args)
        except Raised as fault:
            explain(Evidence(self.answer.name, self.args, None, None, fault.type_name), fault)
            raise
        returns = returned.value is not None
        check(returns, f"`{self.answer.name}` returned nothing.", NOTHING, GIVES_NOTHING)
        after = returned.arguments_after
        for old, new in zip(self.args, after, strict=True):
            if not callable(old) and not unchanged(old, new):
                says = f"`{self.answer.name}` changed what it was handed."
                hint = (
                    "Where does your code write into an argument, and could it write into a copy?"
                )
                check(False, says, hint, "changes_arguments")
        return returned.value

    def leaves_no_trace(self, *, gives: Any = None) -> None:
        """Fail when a call changes what it is handed, or when a second one gives something else.

        What the second call ``gives`` is compared, too, if that is said.
        """
        first = self.leaves_arguments_alone()
        second = self.value()
        comparable = is_nested(first) or numbers(first) is not None
        says = f"`{self.answer.name}` gives another answer when it is called again."
        again = not comparable or same(first, second, equal_nan=True)
        check(again, says, "What do you see if you call it twice?", "keeps_state")
        if gives is not None:
            self._compare(second, [gives], RTOL, ATOL)


def explain(evidence: Evidence, fault: Raised) -> None:
    """Fail the check for an exception, and say which known mistakes lead to it, if any do.

    A blank that was not filled in leads to the exceptions of many mistakes, and is none of them.

    >>> try:
    ...     got = call(student.inverse, np.ones((2, 2))).value()
    ... except Raised as fault:
    ...     explain(Evidence("inverse", (np.ones((2, 2)),), None, None, fault.type_name), fault)
    Traceback (most recent call last):
    autograder.client.faults.Raised: `inverse` raised LinAlgError: Singular matrix...
    """
    if fault.blank:
        raise fault
    failed = failure(fault.says, fault.hint, evidence)
    if current_calls().goes_on:
        return
    if failed.candidates:
        raise failed from None
    raise fault


def unchanged(old: Any, new: Any) -> bool:
    """Say whether ``new`` is of the same kind as ``old`` and holds the same."""
    if isinstance(old, pd.DataFrame):
        return isinstance(new, pd.DataFrame) and bool(old.equals(new))
    if isinstance(old, pd.Series):
        return isinstance(new, pd.Series) and bool(old.equals(new))
    if isinstance(old, np.ndarray):
        return isinstance(new, np.ndarray) and np.array_equal(old, new, equal_nan=True)
    if isinstance(old, list | tuple):
        return (
            isinstance(new, list | tuple)
            and len(old) == len(new)
            and all(unchanged(a, b) for a, b in zip(old, new, strict=True))
        )
    if isinstance(old, dict):
        return (
            isinstance(new, dict)
            and old.keys() == new.keys()
            and all(unchanged(value, new[key]) for key, value in old.items())
        )
    if isinstance(old, set | frozenset):
        return isinstance(new, set | frozenset) and old == new
    if isinstance(old, PLAIN):  # what it became may be anything, such as a whole array
        return isinstance(new, PLAIN) and bool(old == new)
    return True
