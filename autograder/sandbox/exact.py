"""Which values are on the other side of the wire what they are here: of the same type, and whole.

A teacher's own test compares with `==`, asks for a type, takes an item: a generator that arrives as
a list would pass where it fails in the notebook.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

PLAIN = (type(None), bool, int, float, str)
SEQUENCES = (list, tuple, set)
NUMBERS = "biuf"


def is_exact(value: Any, depth: int = 0) -> bool:
    """Say whether a value arrives as it is."""
    if type(value) is np.ndarray or isinstance(value, np.generic):
        return bool(value.dtype.kind in NUMBERS and value.dtype.itemsize <= 8)
    kind = _plain_kind(value)
    if kind in PLAIN:
        return True
    if kind in SEQUENCES:
        return depth < 16 and _all_exact(kind.__iter__(value), depth)
    if kind is dict:
        texts = all(type(key) is str for key in dict.keys(value))
        return texts and depth < 16 and _all_exact(dict.values(value), depth)
    if kind is pd.Series:
        return _is_exact_column(value) and _is_exact_index(value.index)
    if kind is pd.DataFrame:
        names = all(type(name) is str for name in value.columns)
        columns = (column for _, column in value.items())
        return names and _is_exact_index(value.index) and all(map(_is_exact_column, columns))
    return False


def _plain_kind(value: Any) -> Any:
    """Return the plain type that a value is of, or extends without comparing in its own way.

    A named tuple is none: its items have names.
    """
    kind = type(value)
    for base in () if hasattr(kind, "_fields") else (list, tuple, set, dict, str, int, float):
        if kind is not bool and issubclass(kind, base) and kind.__eq__ is base.__eq__:
            return base
    return kind


def _all_exact(values: Iterable[Any], depth: int) -> bool:
    return all(is_exact(value, depth + 1) for value in values)


def _is_exact_column(column: Any) -> bool:
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in NUMBERS:
        return True
    if isinstance(column.dtype, pd.StringDtype):
        return True
    return column.dtype == object and all(type(cell) in PLAIN for cell in column)


def _is_exact_index(index: Any) -> bool:
    return isinstance(index, pd.RangeIndex) or (index.name is None and _is_exact_column(index))
