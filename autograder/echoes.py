"""Does an answer answer at all? Not when it gives the same to every call, or what it was handed."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.testing.compare import numbers


class Echoes:
    """What the calls of one answer gave, as far as it takes to tell an answer from junk."""

    def __init__(self) -> None:
        self._calls = 0
        self._first: Any = None
        self._constant = self._echo = True

    @property
    def only(self) -> bool:
        """Whether two or more calls all gave one same thing, or each nothing but what it was given.

        The latter are numbers among those of the call's own arguments, or zeros, in any wrapping:
        the start a hundred times over is still the start.
        """
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
        self._echo = self._echo and _is_handed(value, args)


def _seen(value: Any) -> Any:
    """Something that is equal for equal numbers, whatever wraps them, and for equal words."""
    array = numbers(value)
    return repr(value) if array is None else (array.shape, array.tobytes())


def _is_handed(value: Any, args: tuple[Any, ...]) -> bool:
    gave = _flat(value)
    if gave.size == 0:
        return any(_seen(value) == _seen(arg) for arg in args if not callable(arg))
    handed = [_flat(arg) for arg in args if not callable(arg)]
    return bool(np.isin(gave, np.concatenate([np.zeros(1), *handed])).all())


def _flat(value: Any) -> Any:
    """All numbers in a value, in a row; none when there is something else in it."""
    array = numbers(value)
    if array is not None:
        return array.ravel()
    if not isinstance(value, list | tuple) or not value:
        return np.zeros(0)
    parts = [_flat(item) for item in value]
    return np.concatenate(parts) if all(part.size for part in parts) else np.zeros(0)
