"""Do returned values mean what was asked? Shape before value; no student object gets this far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

FLOAT32_RTOL = 1e-4
COUNTED = 9  # larger sizes are "many": a size is the student's choice, and could spell out an input


@dataclass(frozen=True)
class Mismatch:
    """Why a value is not the one asked for, without saying what was asked."""

    kind: str  # "type", "shape" or "value"
    says: str


def numbers(got: Any) -> np.ndarray[Any, np.dtype[np.float64]] | None:
    """Return ``got`` as a float array, or None when it is not made of numbers (bool is not one)."""
    if isinstance(got, pd.Series | pd.DataFrame):
        got = got.to_numpy()
    if isinstance(got, bool | np.bool_ | str) or got is None:
        return None
    if isinstance(got, list | tuple):
        return _stack(got)
    array = np.asarray(got)
    return array.astype(np.float64) if array.dtype.kind in "iuf" else None


def _stack(items: list[Any] | tuple[Any, ...]) -> np.ndarray[Any, np.dtype[np.float64]] | None:
    """A list of numbers or of equally long rows; [array([1.]), 2.0] counts as two numbers."""
    if set(map(type, items)) <= {float}:  # the usual case, a hundred times quicker
        return np.array(items, dtype=np.float64)
    parts = [numbers(item) for item in items]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if all(part.size == 1 for part in known) and any(part.ndim == 0 for part in known):
        known = [part.reshape(()) for part in known]
    if len({part.shape for part in known}) > 1:
        return None
    return np.stack(known)


def shape_text(got: Any) -> str:
    """Describe ``got`` by its kind and size, never by its numbers."""
    array = numbers(got)
    if array is None:
        return f"a {type(got).__name__}"
    if array.ndim == 0:
        return "one number"
    if array.ndim == 1:
        return f"{count_text(array.size)} number{'s' * (array.size != 1)}"
    if array.ndim > 2:
        return "numbers in more than two dimensions"
    return f"numbers of shape ({', '.join(map(count_text, array.shape))})"


def count_text(size: int) -> str:
    """Write a small size as it is, and a large one as "many"."""
    return str(size) if size <= COUNTED else "many"


def mismatch(got: Any, expected: Any, rtol: float, atol: float) -> Mismatch | None:
    """Return None when ``got`` means ``expected``.

    A tuple that holds a vector or matrix is compared part by part, and so are a dict, texts and
    rows of several lengths; a set of texts or numbers as what it holds; text, True, False and None
    exactly; all else as numbers, where a list, tuple, Series, column or row of d numbers stands for
    d numbers.
    """
    if isinstance(expected, str):
        return _compare_text(got, expected)
    if expected is None or isinstance(expected, bool | np.bool_):
        return _compare_word(got, expected)
    if isinstance(expected, dict):
        return _compare_dict(got, expected, rtol, atol)
    if isinstance(expected, set | frozenset):
        return _compare_set(got, expected, rtol, atol)
    if isinstance(expected, tuple) and any(_depth(part) > 0 for part in expected):
        return _compare_parts(got, expected, rtol, atol)
    if isinstance(expected, list | tuple) and numbers(expected) is None:
        return _compare_parts(got, tuple(expected), rtol, atol)
    return _compare_numbers(got, np.asarray(expected, dtype=np.float64), rtol, atol)


def nearest(got: Any, outcomes: Sequence[Any]) -> int:
    """Return the index of the outcome that is nearest; a tuple's first part speaks for it."""
    if len(outcomes) == 1:
        return 0
    pairs = isinstance(outcomes[0], tuple)
    made = np.array([outcome[0] if pairs else outcome for outcome in outcomes])
    found = numbers(got[0] if pairs and isinstance(got, list | tuple) and got else got)
    if found is None or found.size != made[0].size:
        return 0
    return int(np.argmin(np.nan_to_num(np.abs(made - found.ravel()).max(axis=1), nan=np.inf)))


def _compare_text(got: Any, expected: str) -> Mismatch | None:
    if not isinstance(got, str):
        return Mismatch("type", f"returned {shape_text(got)}; a piece of text is asked")
    return None if got == expected else Mismatch("value", "returned another answer than asked")


def _depth(part: Any) -> int:
    """How many dimensions a part has; one that is no block of numbers counts as one."""
    found = numbers(part)
    return 1 if found is None else found.ndim


def _compare_word(got: Any, expected: bool | np.bool_ | None) -> Mismatch | None:
    """True, False and None: no number stands for them."""
    if not (got is None if expected is None else isinstance(got, bool | np.bool_)):
        what = "None is asked" if expected is None else "True or False is asked"
        return Mismatch("type", f"returned {shape_text(got)}; {what}")
    return None if got == expected else Mismatch("value", "returned another answer than asked")


def _compare_dict(got: Any, expected: dict[Any, Any], rtol: float, atol: float) -> Mismatch | None:
    if not isinstance(got, dict):
        return Mismatch("type", f"returned {shape_text(got)}; a dict is asked")
    if got.keys() != expected.keys():
        return Mismatch("shape", "returned a dict with other keys than asked")
    found = (mismatch(got[key], value, rtol, atol) for key, value in expected.items())
    return next((m for m in found if m), None)


def _compare_set(got: Any, expected: Any, rtol: float, atol: float) -> Mismatch | None:
    """Each thing once, in no order; numbers may differ by rounding."""
    if not isinstance(got, set | frozenset):
        return Mismatch("type", f"returned {shape_text(got)}; a set is asked")
    if len(got) != len(expected):
        return Mismatch("shape", "returned another number of things than asked")
    left = list(got)
    for thing in expected:
        near = (k for k, one in enumerate(left) if mismatch(one, thing, rtol, atol) is None)
        place = next(near, None)
        if place is None:
            return Mismatch("value", "returned other things than asked")
        del left[place]
    return None


def _compare_parts(
    got: Any, expected: tuple[Any, ...], rtol: float, atol: float
) -> Mismatch | None:
    if not isinstance(got, list | tuple) or len(got) != len(expected):
        return Mismatch("shape", f"returned {shape_text(got)}; {len(expected)} things are asked")
    found = (mismatch(g, e, rtol, atol) for g, e in zip(got, expected, strict=True))
    return next((m for m in found if m), None)


def _compare_numbers(got: Any, expected: Any, rtol: float, atol: float) -> Mismatch | None:
    array = numbers(got)
    fitted = None if array is None else _fit(array, expected.shape)
    if fitted is None:
        kind = "type" if array is None else "shape"
        return Mismatch(kind, f"returned {shape_text(got)}; {shape_text(expected)} asked")
    if close(fitted, expected, rtol, atol, equal_nan=True):
        return None
    if not np.all(np.isfinite(fitted) | ~np.isfinite(expected)):
        return Mismatch("value", "returned nan or inf")
    if any(part == np.float32 for part in _dtypes(got)):
        rtol = max(rtol, FLOAT32_RTOL)
        if close(fitted, expected, rtol, atol, equal_nan=True):
            return None
    return Mismatch("value", "returned other numbers than asked")


def close(got: Any, expected: Any, rtol: float, atol: float, *, equal_nan: bool = False) -> bool:
    """Tell whether all numbers are near, as ``np.allclose`` does.

    Grading asks this a hundred times a submission, mostly about two or three finite numbers, for
    which ``np.allclose`` takes more than twice as long.
    """
    if np.isfinite(expected).all() and np.isfinite(got).all():
        return bool((np.abs(got - expected) <= atol + rtol * np.abs(expected)).all())
    return bool(np.allclose(got, expected, rtol=rtol, atol=atol, equal_nan=equal_nan))


def _fit(array: Any, shape: tuple[int, ...]) -> Any | None:
    """A scalar may come as one number in any wrapping, a vector as a row or a column."""
    if array.shape == shape:
        return array
    flat = max(array.shape, default=1) == array.size
    if len(shape) < 2 and flat and array.size == np.prod(shape, dtype=int):
        return array.reshape(shape)
    return None


def _dtypes(got: Any) -> Iterator[Any]:
    if isinstance(got, list | tuple):
        for item in got:
            yield from _dtypes(item)
    elif isinstance(got, pd.DataFrame):
        yield from got.dtypes
    elif hasattr(got, "dtype"):
        yield got.dtype
