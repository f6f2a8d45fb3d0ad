"""The words of our hidden tests, for graders that run them in the student's own kernel.

``benchmarks.peer_tests`` copies the text of this module, of ``autograder/testing/compare.py`` and
of a hidden test into one function. So all graders make the same calls and judge by the same rules.
"""

from __future__ import annotations

import copy
from typing import Any

import numpy as np

from autograder.testing.compare import mismatch


class Student:
    """The names of the kernel: ``student.mse`` is the function that the notebook defined."""

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names

    def __getattr__(self, name: str) -> Any:
        """The value of ``name``."""
        return self._names[name]


class Expectation:
    """One call, which gets copies of its arguments, as it does across the wall."""

    def __init__(self, function: Any, args: tuple[Any, ...]) -> None:
        self._function, self._args = function, args

    def value(self) -> Any:
        """What the call returns."""
        return self._function(*copy.deepcopy(self._args))

    def gives(self, expected: Any, *, rtol: float = 1e-6, atol: float = 1e-9) -> None:
        """Assert that the call returns what is expected."""
        wrong = mismatch(self.value(), expected, rtol, atol)
        assert wrong is None, wrong

    def leaves_arguments_alone(self) -> Any:
        """Assert that the call changes nothing that it is handed."""
        handed = copy.deepcopy(self._args)
        value = self._function(*handed)
        assert value is not None
        for before, after in zip(self._args, handed, strict=True):
            assert callable(before) or np.array_equal(before, after)
        return value

    def leaves_no_trace(self, *, gives: Any = None) -> None:
        """Assert that, and that a second call returns the same, which is what is expected."""
        first, second = self.leaves_arguments_alone(), self.value()
        assert repr(first) == repr(second)
        if gives is not None:
            wrong = mismatch(second, gives, 1e-6, 1e-9)
            assert wrong is None, wrong


class Entry:
    """One entry of a dict."""

    def __init__(self, held: Any, key: str) -> None:
        self._held, self._key = held, key

    def gives(self, expected: Any, *, rtol: float = 1e-6, atol: float = 1e-9) -> None:
        """Assert that the entry is what is expected."""
        wrong = mismatch(self._held[self._key], expected, rtol, atol)
        assert wrong is None, wrong


def call(function: Any, *args: Any) -> Expectation:
    """Begin a sentence about a call."""
    return Expectation(function, args)


def entry(held: Any, key: str) -> Entry:
    """Begin a sentence about an entry."""
    return Entry(held, key)


def check(condition: bool, *words: Any) -> None:
    """Assert a condition."""
    assert condition, words
