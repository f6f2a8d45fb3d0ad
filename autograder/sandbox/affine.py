"""A function of ours that crosses the wire as numbers, since a descent calls it hundreds of times.

What is lent otherwise stays here, and each of its calls is a message there and one back.
"""

from __future__ import annotations

from typing import Any

import numpy as np

KINDS = frozenset(map(np.dtype, ("float64", "float32", "int64", "int32")))
NUMBERS = (float, *(kind.type for kind in KINDS))


class affine:  # noqa: N801 - a hidden test reads affine(2.0), as it reads rng(7)
    """The function t ↦ factor · t + shift, for a hidden test to lend.

    Shapes: t is a number, or (d,); ``factor`` is a number, (d,), which is taken row by row, or
    (d, d), which makes a matrix product; ``shift`` is a number or (d,).
    Errors: ValueError where the shapes do not fit.

    >>> affine(2.0)(3.0)
    6.0
    >>> affine([[2.0, 1.0], [1.0, 4.0]], [-1.0, 2.0])(np.array([1.0, 0.0])).tolist()
    [1.0, 3.0]
    """

    def __init__(self, factor: Any, shift: Any = 0.0) -> None:
        self._factor, self._shift = (_plain(value) for value in (factor, shift))
        self._matrix = np.ndim(self._factor) == 2
        self._lengths = {len(part) for part in (self._factor, self._shift) if np.ndim(part)}

    def __call__(self, t: Any) -> Any:
        """The value at ``t``, of the kind that ``t`` is; a list counts as an array.

        Numbers beyond all bounds are inf or nan, whatever NumPy is told of them in this process.
        """
        t = t if isinstance(t, int | float | np.generic) else np.asarray(t, dtype=float)
        with np.errstate(all="ignore"):
            return (self._factor @ t if self._matrix else self._factor * t) + self._shift

    def __repr__(self) -> str:
        return "affine({factor}, {shift})".format(**self.numbers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, affine) and self.numbers == other.numbers

    def __hash__(self) -> int:
        return hash(repr(self))

    @property
    def numbers(self) -> dict[str, Any]:
        """What makes the same function on the other side, as JSON takes it."""
        parts = {"factor": self._factor, "shift": self._shift}
        return {name: np.asarray(value).tolist() for name, value in parts.items()}

    def takes(self, t: Any) -> bool:
        """Whether ``t`` is what a descent hands it: numbers that fit, which cross as they are."""
        if type(t) is np.ndarray and t.dtype in KINDS and t.ndim < 2:
            return not self._lengths or (t.ndim == 1 and self._lengths == {len(t)})
        return type(t) in NUMBERS and not self._lengths


def _plain(value: Any) -> Any:
    """A float, or an array of floats."""
    array = np.asarray(value, dtype=float)
    return array if array.ndim else float(array)
