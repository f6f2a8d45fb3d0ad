"""The way of a right descent: what rules about other ways begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def descend(df: Callable[[Any], Any], start: Any, alpha: float, n: int) -> list[Any]:
    """Return the start, and where each of the n steps leads."""
    positions = [start]
    for _ in range(n):
        here = positions[-1]
        positions.append(here - alpha * np.asarray(df(here), dtype=float))
    return positions
