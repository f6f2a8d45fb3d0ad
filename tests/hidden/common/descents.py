"""Wrong ways to go down. Each returns the positions that it would have visited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Slope = Callable[[Any], Any]
Way = list[Any]
Walk = Callable[[Slope, Any, float, int], Way]


def _walk(step: Callable[[Any, Any, float, int], Any]) -> Walk:
    """A way of which every position is step(theta, slope at theta, alpha, k)."""

    def walk(df: Slope, start: Any, alpha: float, n: int) -> Way:
        way = [start]
        for k in range(n):
            way.append(step(way[-1], np.asarray(df(way[-1]), dtype=float), alpha, k))
        return way

    return walk


right = _walk(lambda t, g, a, k: t - a * g)


def _never_again(df: Slope, start: Any, alpha: float, n: int) -> Way:
    slope = np.asarray(df(start), dtype=float)
    return [start - k * alpha * slope for k in range(n + 1)]


def _whole(df: Slope, start: Any, alpha: float, n: int) -> Way:
    return _walk(lambda t, g, a, k: np.trunc(t - a * g))(df, start, alpha, n)


def _one_only(index: int) -> Walk:
    def step(t: Any, g: Any, a: float, k: int) -> Any:
        return np.where(np.arange(np.size(t)) == index, t - a * g, t) if np.size(t) > 1 else None

    return _walk(step)


def _in_turn(df: Slope, start: Any, alpha: float, n: int) -> Way:
    """Each component moves before the next slope is measured."""
    way = [start]
    for _ in range(n):
        theta = np.array(way[-1], dtype=float)
        for j in range(theta.size):
            theta[j] -= alpha * np.asarray(df(theta.copy()))[j]
        way.append(theta)
    return way


def _piling(df: Slope, start: Any, alpha: float, n: int) -> Way:
    """The sum of the slopes is never set back to zero."""
    way, total = [start], np.zeros(np.shape(start))
    for _ in range(n):
        total = total + np.asarray(df(way[-1]), dtype=float)
        way.append(way[-1] - alpha * total)
    return way


WRONG_WAYS: tuple[tuple[str, Walk], ...] = (
    ("gradient_added", _walk(lambda t, g, a, k: t + a * g)),
    ("gradient_not_recomputed", _never_again),
    ("old_theta_lost", _walk(lambda t, g, a, k: -a * g)),
    ("alpha_twice", _walk(lambda t, g, a, k: t - a * a * g)),
    ("alpha_missing", _walk(lambda t, g, a, k: t - g)),
    ("decaying_alpha", _walk(lambda t, g, a, k: t - a / (k + 1) * g)),
    ("normalised_step", _walk(lambda t, g, a, k: t - a * g / np.linalg.norm(g))),
    ("slopes_pile_up", _piling),
    ("half_factor", _walk(lambda t, g, a, k: t - a * g / 2)),
    ("double_factor", _walk(lambda t, g, a, k: t - a * g * 2)),
    ("one_component_updated/first", _one_only(0)),
    ("one_component_updated/second", _one_only(1)),
    ("sequential_update", _in_turn),
    ("int_truncation", _whole),
)


def _other_steps(change: Callable[[int], int]) -> Walk:
    return lambda df, start, alpha, n: right(df, start, alpha, change(n))


COUNTING: tuple[tuple[str, Walk], ...] = (
    ("one_step_short", _other_steps(lambda n: max(n - 1, 0))),
    ("one_step_too_many", _other_steps(lambda n: n + 1)),
    ("stops_after_first_step", _other_steps(lambda n: min(n, 1))),
)
