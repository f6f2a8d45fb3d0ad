"""The way of a right descent: what rules about other ways begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from autograder.testing import affine

USUAL_RATES = (1.0, 0.5, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01, 0.005, 0.001, 0.0001)
MOST_STEPS = 200  # with each of these shares; where more are asked for, an answer shows in others
# what is left of a learning rate in step k, from 0, where it shrinks
SHRINKING: tuple[Callable[[int], float], ...] = (
    *((lambda k, share=share: share**k) for share in (0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999)),
    *((lambda k, c=c: 1 / (1 + c * k)) for c in (1.0, 0.5, 0.1, 0.01, 0.001)),
    lambda k: (k + 1) ** -0.5,
)


def shrunk_ends(df: Callable[[Any], Any], start: Any, alpha: float, n: int) -> Iterator[Any]:
    """Yield where n steps end whose rate shrinks in some usual way, at once or after a step."""
    for left in SHRINKING:
        for first in (0, 1):
            here = start
            for k in range(n):
                here = here - alpha * left(k + first) * np.asarray(df(here), dtype=float)
            yield here


def descend(df: Callable[[Any], Any], start: Any, alpha: float, n: int) -> list[Any]:
    """Return the start, and where each of the n steps leads."""
    if isinstance(df, affine) and np.ndim(start) == 1:
        return [*_known_way(df, tuple(start), alpha, n)]
    return _way(df, start, alpha, n)


def _way(df: Callable[[Any], Any], start: Any, alpha: float, n: int) -> list[Any]:
    positions = [start]
    for _ in range(n):
        here = positions[-1]
        positions.append(here - alpha * np.asarray(df(here), dtype=float))
    return positions


@lru_cache(maxsize=256)
def _known_way(df: affine, start: tuple[float, ...], alpha: float, n: int) -> list[Any]:
    """The same of every student whose wrong answer is looked at."""
    return _way(df, np.array(start), alpha, n)
