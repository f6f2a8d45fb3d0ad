"""The numbers in a value that came back, whatever they are wrapped in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd


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
