"""When are two returned values the same numbers?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autograder.testing.compare import close

Floats = NDArray[np.float64]
RTOL, ATOL, FLOAT32_RTOL = 1e-6, 1e-9, 1e-4


def numbers(value: Any) -> Floats | None:
    """Return ``value`` as an array of floats, or None when it is not made of numbers.

    >>> numbers([1, 2.5])
    array([1. , 2.5])
    >>> numbers("two")
    """
    if isinstance(value, pd.Series | pd.DataFrame):
        value = value.to_numpy()
    if isinstance(value, list | tuple):
        if set(map(type, value)) <= {float}:  # the usual case, a hundred times quicker
            return np.array(value, dtype=np.float64)
        parts = [numbers(part) for part in value]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts) or len({part.shape for part in known}) > 1:
            return None
        return np.array(known)
    if isinstance(value, str | bool | np.bool_) or value is None:
        return None
    array = np.asarray(value)
    return array.astype(float) if array.dtype.kind in "iuf" else None


def shape_of(value: Any) -> tuple[int, ...] | None:
    """Return the shape of what was returned, or None when it is not made of numbers.

    >>> shape_of([[1, 2], [3, 4], [5, 6]])
    (3, 2)
    """
    array = numbers(value)
    return None if array is None else array.shape


def vector(value: Any) -> Floats:
    """Return the numbers in order; raise ValueError when there are none.

    >>> vector([[1.0], [2.0]])
    array([1., 2.])
    """
    array = numbers(value)
    if array is None:
        raise ValueError("not made of numbers")
    return array.ravel()


def is_nan(value: Any) -> bool:
    """Tell whether there is a nan among the numbers.

    >>> is_nan([1.0, float("nan")])
    True
    """
    array = numbers(value)
    return array is not None and bool(np.isnan(array).any())


def is_nested(value: Any) -> bool:
    """Tell whether a value is several things, of which one is itself more than a number.

    >>> is_nested(([1.0, 2.0], 5)), is_nested((1.0, 2.0))
    (True, False)
    """
    return isinstance(value, tuple) and any(
        isinstance(part, list | tuple) or np.ndim(part) > 0 for part in value
    )


def same(one: Any, two: Any, *, equal_nan: bool = False, rtol: float = RTOL) -> bool:
    """Compare part by part, then as numbers: a column or row of d numbers is d numbers.

    >>> same([[1.0], [2.0]], (1.0, 2.0 + 1e-9)), same([1.0, 2.0], [2.0, 1.0])
    (True, False)
    """
    if isinstance(one, str) or isinstance(two, str):
        return isinstance(one, str) and isinstance(two, str) and one == two
    if is_nested(one) or is_nested(two):
        return _same_parts(one, two, equal_nan, rtol)
    a, b = numbers(one), numbers(two)
    if a is None or b is None or not a.size or _flat(a).shape != _flat(b).shape:
        return False
    rtol = max(rtol, FLOAT32_RTOL) if is_float32(one) or is_float32(two) else rtol
    return close(_flat(a), _flat(b), rtol, ATOL, equal_nan=equal_nan)


def _same_parts(one: Any, two: Any, equal_nan: bool, rtol: float) -> bool:
    if not isinstance(one, tuple | list) or not isinstance(two, tuple | list):
        return False
    pairs = zip(one, two, strict=False)
    return len(one) == len(two) and all(
        same(a, b, equal_nan=equal_nan, rtol=rtol) for a, b in pairs
    )


def _flat(array: Floats) -> Floats:
    return array.ravel() if array.ndim < 2 or array.size == max(array.shape) else array


def is_float32(value: Any) -> bool:
    """Tell whether some of the numbers have only seven digits.

    >>> is_float32([1.0, np.float32(2.0)])
    True
    """
    if isinstance(value, list | tuple):
        return any(is_float32(part) for part in value)
    if isinstance(value, pd.DataFrame):
        return any(dtype == np.float32 for dtype in value.dtypes)
    return getattr(value, "dtype", None) == np.float32


def is_rounded(got: Floats, right: Floats, steps: float = 0.501) -> bool:
    """Tell whether these are the right numbers but for a rounding, to within some last digits.

    >>> is_rounded(np.array([0.67]), np.array([2 / 3]))
    True
    """
    if not got.size or got.shape != right.shape:
        return False
    for digits in range(6):
        if np.array_equal(got, np.round(got, digits)):
            return bool((np.abs(got - right) <= steps * 10.0**-digits).all())
    return False
