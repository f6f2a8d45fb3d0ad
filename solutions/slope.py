"""Lesson 01: descent on a function of one number, and what the learning rate does to it."""

from __future__ import annotations

from collections.abc import Callable


def descend_1d(
    df: Callable[[float], float], x_start: float, learning_rate: float, n_steps: int
) -> list[float]:
    """Return every position of a descent along one number.

    Formula: x ← x − learning_rate·df(x), exactly n_steps times.
    Shapes:  x_start: a number; df takes one number; result: n_steps + 1 numbers, first the start.
    Units:   those of x_start; learning_rate·df(x) must have them too.
    Errors:  whatever df raises.
    Source:  the update rule.
    """
    positions = [x_start]
    for _ in range(n_steps):
        here = positions[-1]
        positions.append(here - learning_rate * df(here))
    return positions


def regime(curvature: float, learning_rate: float) -> str:
    """Name what descent does on f(x) = curvature/2·x².

    Formula: each step multiplies x by 1 − learning_rate·curvature. With p for that product:
             p < 1 monotone, p = 1 one-step, 1 < p < 2 alternating, p = 2 cycles, p > 2 diverges.
    Shapes:  two positive numbers; result: one of these five names.
    Units:   those of learning_rate are the inverse of those of curvature, so p has none.
    Errors:  none.
    Source:  df(x) = curvature·x, put into the update rule.
    """
    product = learning_rate * curvature
    if product < 1:
        return "monotone"
    if product == 1:
        return "one-step"
    if product < 2:
        return "alternating"
    return "cycles" if product == 2 else "diverges"
