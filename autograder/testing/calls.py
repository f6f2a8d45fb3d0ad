"""The calls that gave the right result, kept while an exercise's checks run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from autograder.testing.mistakes import Evidence

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
