"""Lesson 06: mistakes in momentum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.testing import Evidence, Floats, Makes, Table, rows

from .optimisers import is_way, measured, unless_raised

# (theta, velocity, slope function, alpha, beta) → (theta, velocity)
Roll = Callable[..., tuple[Floats, Floats]]


def _rolling(roll: Roll, change: Callable[[int], int] = lambda n: n) -> Makes:
    def makes(e: Evidence) -> Any:
        df, start, alpha, beta, n = e.args
        theta, velocity = np.array(start, dtype=float), np.zeros(np.size(start))
        for _ in range(change(n)):
            theta, velocity = roll(theta, velocity, measured(df), alpha, beta)
        return theta

    return lambda e: None if e.raised else makes(e)


def _roll(new: Callable[..., Floats], step: Callable[..., Floats] | None = None) -> Roll:
    """A velocity new(v, g, beta), and theta − alpha · (it, or step(old, new, g, beta))."""

    def roll(theta: Floats, v: Floats, df: Any, alpha: float, beta: float) -> Any:
        g = df(theta)
        w = new(v, g, beta)
        return theta - alpha * (w if step is None else step(v, w, g, beta)), w

    return roll


def _ahead(theta: Floats, v: Floats, df: Any, alpha: float, beta: float) -> Any:
    """Nesterov's: the slope is measured where the velocity would lead."""
    w = beta * v + df(theta - alpha * beta * v)
    return theta - alpha * w, w


right_roll = _roll(lambda v, g, b: b * v + g)


def _first_slope(e: Evidence) -> Any:
    """The velocity begins as the first slope."""
    df, start, alpha, beta, n = e.args
    theta = np.array(start, dtype=float)
    velocity = measured(df)(theta)
    for _ in range(n):
        theta, velocity = right_roll(theta, velocity, measured(df), alpha, beta)
    return theta


def _fixed_beta(e: Evidence) -> Any:
    df, start, alpha, _, n = e.args
    return _rolling(right_roll)(replace(e, args=(df, start, alpha, 0.9, n)))


def _other_order(e: Evidence) -> Any:
    """alpha and beta in each other's places."""
    df, start, alpha, beta, n = e.args
    return _rolling(right_roll)(replace(e, args=(df, start, beta, alpha, n)))


def _decaying(e: Evidence) -> Any:
    df, start, alpha, beta, n = e.args
    theta, velocity = np.array(start, dtype=float), np.zeros(np.size(start))
    for k in range(n):
        theta, velocity = right_roll(theta, velocity, measured(df), alpha / (k + 1), beta)
    return theta


def _is_velocity(e: Evidence) -> Any:
    df, start, alpha, beta, n = e.args
    theta, velocity = np.array(start, dtype=float), np.zeros(np.size(start))
    for _ in range(n):
        theta, velocity = right_roll(theta, velocity, measured(df), alpha, beta)
    return velocity


def _one_slope(e: Evidence) -> Any:
    """The slope is measured once, at the start."""
    df, start = e.args[:2]
    first = np.array(measured(df)(np.array(start, dtype=float)))
    return _rolling(right_roll)(replace(e, args=(lambda theta: first, *e.args[1:])))


def _lost(theta: Floats, v: Floats, df: Any, alpha: float, beta: float) -> Any:
    w = beta * v + df(theta)
    return -alpha * w, w


MOMENTUM: Table = rows(
    ("returns_trace", unless_raised(lambda e: is_way(e, e.args[4]))),
    ("velocity_not_kept", _rolling(_roll(lambda v, g, b: g))),
    ("velocity_not_kept", _rolling(_roll(lambda v, g, b: g, lambda v, w, g, b: b * g))),
    ("averaged_velocity", _rolling(_roll(lambda v, g, b: b * v + (1 - b) * g))),
    ("averaged_velocity", _rolling(_roll(lambda v, g, b: (1 - b) * v + b * g))),
    ("old_velocity_used", _rolling(_roll(lambda v, g, b: b * v + g, lambda v, w, g, b: v))),
    ("velocity_not_damped", _rolling(_roll(lambda v, g, b: v + g))),
    ("slope_damped_too", _rolling(_roll(lambda v, g, b: b * (v + g)))),
    ("slope_added_twice", _rolling(_roll(lambda v, g, b: b * v + g, lambda v, w, g, b: w + g))),
    ("looks_ahead", _rolling(_ahead)),
    (
        "looks_ahead",
        _rolling(_roll(lambda v, g, b: b * v + g, lambda v, w, g, b: b * w + g)),
    ),
    ("velocity_starts_as_slope", unless_raised(_first_slope)),
    ("gradient_added", _rolling(_roll(lambda v, g, b: b * v - g))),
    ("gradient_added", _rolling(_roll(lambda v, g, b: g - b * v))),
    ("gradient_not_recomputed", unless_raised(_one_slope)),
    ("one_step_short", _rolling(right_roll, lambda n: max(n - 1, 0))),
    ("one_step_too_many", _rolling(right_roll, lambda n: n + 1)),
    ("stops_after_first_step", _rolling(right_roll, lambda n: min(n, 1))),
    ("fixed_beta", unless_raised(_fixed_beta)),
    ("arguments_in_other_order", unless_raised(_other_order)),
    ("decaying_alpha", unless_raised(_decaying)),
    ("not_moved", unless_raised(lambda e: e.args[1])),
    ("returns_velocity", unless_raised(_is_velocity)),
    ("alpha_missing", _rolling(lambda t, v, df, a, b: right_roll(t, v, df, 1.0, b))),
    ("alpha_twice", _rolling(lambda t, v, df, a, b: right_roll(t, v, df, a * a, b))),
    ("old_theta_lost", _rolling(_lost)),
)
