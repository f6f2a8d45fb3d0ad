"""Does an answer answer at all? Not when it gives the same to every call, or what it was handed."""

from __future__ import annotations

from typing import Any

from autograder.grading.compare import numbers


class Echoes:
    """What the calls of one answer gave, as far as it takes to tell an answer from junk."""

    def __init__(self) -> None:
        self._calls = 0
        self._first: Any = None
        self._constant = self._echo = True

    @property
    def only(self) -> bool:
        """Whether all calls, two or more, gave one same thing, or each one of its own arguments."""
        return self._calls > 1 and (self._constant or self._echo)

    def note(self, args: tuple[Any, ...], value: Any) -> None:
        """Remember a call; once both are ruled out, nothing more is looked at."""
        if not (self._constant or self._echo):
            return
        gave = _seen(value)
        if self._calls == 0:
            self._first = gave
        self._calls += 1
        self._constant = self._constant and gave == self._first
        self._echo = self._echo and any(gave == _seen(arg) for arg in args if not callable(arg))


def _seen(value: Any) -> Any:
    """Something that is equal for equal numbers, whatever wraps them, and for equal words."""
    array = numbers(value)
    return repr(value) if array is None else (array.shape, array.tobytes())
