"""The calls that hidden tests judge, numbered, kept while one exercise's checks run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from autograder.testing.evidence import Evidence

MOST_WRONG = 12  # calls of one check: more tell no more


@dataclass
class Calls:
    """The judged calls of one exercise: hidden tests are fixed, so a place means the same call.

    A place is a check's name and the number of the call in it, from 1. While ``measuring``, a check
    goes on after a wrong call, so that all of them are seen.
    """

    exercise: str = ""
    measuring: bool = False
    secret: str = ""  # of digests: a hash of what no student knows
    right: list[Evidence] = field(default_factory=list)
    wrong: list[Evidence] = field(default_factory=list)
    _check: str = ""
    _number: int = 0

    def begin(self, check: str) -> None:
        """Begin a check: its calls are numbered from 1, and what an earlier try of it saw goes."""
        self._check, self._number = check, 0
        self.right = [call for call in self.right if call.place[0] != check]
        self.wrong = [call for call in self.wrong if call.place[0] != check]

    def next(self) -> None:
        """Begin a judged call: it has the next number of its check."""
        self._number += 1

    def note(self, evidence: Evidence, *, right: bool) -> Evidence:
        """Keep a judged call, and return it with its place."""
        placed = replace(evidence, place=(self._check, self._number))
        (self.right if right else self.wrong).append(placed)
        return placed

    @property
    def goes_on(self) -> bool:
        """Whether a check that has failed makes its next call, to see what that one replies."""
        return self.measuring and len(self.of_check()) < MOST_WRONG

    def of_check(self) -> list[Evidence]:
        """Return the wrong calls of the check that runs."""
        return [call for call in self.wrong if call.place[0] == self._check]


_calls: ContextVar[Calls | None] = ContextVar("calls", default=None)


@contextmanager
def recorded(exercise: str, *, measuring: bool = False, secret: str = "") -> Iterator[Calls]:
    """Collect the judged calls of the checks of an exercise, which run within."""
    calls = Calls(exercise, measuring, secret)
    token = _calls.set(calls)
    try:
        yield calls
    finally:
        _calls.reset(token)


def current_calls() -> Calls:
    """Return where judged calls are collected; nobody reads it outside of ``recorded``."""
    return _calls.get() or Calls()
