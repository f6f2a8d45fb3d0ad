"""The calls that were right: they refute a mistake that would have shown in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

from autograder.diagnosis import Evidence, would_show
from autograder.grading.headline import SPOILS_OTHERS, chosen_name
from autograder.records import Check

_calls: ContextVar[list[Evidence] | None] = ContextVar("calls", default=None)


@contextmanager
def recorded() -> Iterator[list[Evidence]]:
    """Collect the right calls of the checks that run within."""
    calls: list[Evidence] = []
    token = _calls.set(calls)
    try:
        yield calls
    finally:
        _calls.reset(token)


def record(evidence: Evidence) -> None:
    """Keep a call that was right, if somebody collects them."""
    calls = _calls.get()
    if calls is not None:
        calls.append(evidence)


def unrefuted(checks: Sequence[Check], calls: Sequence[Evidence]) -> tuple[Check, ...]:
    """Return the checks without candidates that right calls refute.

    Only the name that would be chosen is tried, then the next one: there are few. A mistake that
    could have spoilt any result would explain whatever is wrong: it needs a right one beside it.
    """
    checks = tuple(checks)
    right = bool(calls) or any(check.passed and not check.edge for check in checks)
    while (name := chosen_name(checks)) and (
        (name in SPOILS_OTHERS and not right) or any(would_show(name, call) for call in calls)
    ):
        checks = tuple(_without(name, check) for check in checks)
    return checks


def _without(name: str, check: Check) -> Check:
    left = tuple(candidate for candidate in check.candidates if candidate != name)
    return check if len(left) == len(check.candidates) else replace(check, candidates=left)
