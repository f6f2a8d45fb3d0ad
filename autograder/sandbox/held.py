"""Whether a value that crosses the wire is still held by somebody else on its own side.

What crosses is a copy: a list that is returned and kept, or kept of the arguments, is one list in
the notebook and two here. CPython counts who holds an object; the counts are compared with that of
a list that nobody else holds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

CHANGEABLE = (list, dict, set, np.ndarray, pd.DataFrame, pd.Series)
SEQUENCES: tuple[Any, ...] = (list, tuple, set, frozenset)
MOST = 20_000  # objects that are looked through
DEEPEST = 16


def changeable(values: Iterable[Any]) -> list[Any]:
    """Return all objects in ``values`` that can be changed, and what an array is a view of."""
    found: list[Any] = []
    _collect(values, found, 0)
    return found


def counts(found: list[Any]) -> list[int]:
    """Return how often each of these objects is held."""
    return [sys.getrefcount(one) for one in found]


def is_held(holder: list[Any]) -> bool:
    """Say whether what ``holder`` holds can be changed, and is held elsewhere, too."""
    return any(count > ALONE for count in counts(changeable(holder)))


def _collect(values: Iterable[Any], found: list[Any], depth: int) -> None:
    for value in values:
        if isinstance(value, CHANGEABLE):
            found.append(value)
        if depth > DEEPEST or len(found) > MOST:
            return
        # by the base's own method: a class of the student's may have another idea of its items
        if base := next((kind for kind in SEQUENCES if isinstance(value, kind)), None):
            _collect(base.__iter__(value), found, depth + 1)
        elif isinstance(value, dict):
            _collect(dict.values(value), found, depth + 1)
        elif isinstance(value, np.ndarray) and value.base is not None:
            _collect([value.base], found, depth + 1)


_OUTER: list[Any] = [[]]
ALONE = counts(changeable(_OUTER))[0]
