"""Lesson 03: the mean squared error on the tips data, its gradient, and descent along it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Pair = Sequence[float] | Floats
Table = pd.DataFrame | Floats
Column = pd.Series | Floats
Point = TypeVar("Point", float, Floats)

# The notebook's own names for its data: one copy of the file, the one that students get.
tips = pd.read_csv(Path(__file__).resolve().parent.parent / "source" / "03_tips" / "tips.csv")
X = pd.DataFrame({"bias": 1.0, "total_bill": tips["total_bill"]})
y = tips["tip"]
theta_probe: Floats = np.array([0.9, 0.1])


def mse(theta: Pair, X: Table, y_obs: Column) -> float:
    """Return the mean squared error of ŷ = θ₀·x₀ + θ₁·x₁.

    Formula: (1/n) Σ (y − θ₀·x₀ − θ₁·x₁)².
    Shapes:  theta: 2 numbers; X (n, 2) and y_obs (n,), both frames with one index or both arrays.
    Units:   [y]², here squared dollars.
    Errors:  ValueError when X has not exactly two columns or the lengths differ.
    Source:  definition.
    """
    x0, x1 = np.asarray(X, dtype=float).T
    miss = np.asarray(y_obs, dtype=float) - theta[0] * x0 - theta[1] * x1
    return float(np.mean(miss**2))


def gradient_without_reduction(theta: Pair, X: Table, y_obs: Column) -> Floats:
    """Return each row's own gradient side by side: shape (2, n). Given to students as faulty."""
    bias, bill = np.asarray(X, dtype=float).T
    miss = np.asarray(y_obs, dtype=float) - theta[0] * bias - theta[1] * bill
    return np.array([-2 * miss * bias, -2 * miss * bill])


def gradient_with_sum(theta: Pair, X: Table, y_obs: Column) -> Floats:
    """Return the sum of the rows' gradients. Given to students as faulty."""
    bias, bill = np.asarray(X, dtype=float).T
    miss = np.asarray(y_obs, dtype=float) - theta[0] * bias - theta[1] * bill
    return np.array([np.sum(-2 * miss * bias), np.sum(-2 * miss * bill)])


# Formula: the sum over n rows is n times their mean. Source: the two faulty gradients, measured.
symptom: dict[str, float | tuple[int, ...]] = {
    "shape_without_reduction": gradient_without_reduction(theta_probe, X, y).shape,
    "ratio_with_sum": float(
        gradient_with_sum(theta_probe, X, y)[1]
        / np.mean(gradient_without_reduction(theta_probe, X, y)[1])
    ),
    "ratio_for_100_rows": 100.0,
}


def mse_gradient(theta: Pair, X: Table, y_obs: Column) -> Floats:
    """Return the gradient of the mean squared error.

    Formula: ∂/∂θⱼ = (1/n) Σ −2·(y − θ₀·x₀ − θ₁·x₁)·xⱼ  for j = 0, 1.
    Shapes:  as in ``mse``; result (2,).
    Units:   [y]·[xⱼ]: dollars, and squared dollars.
    Errors:  ValueError when X has not exactly two columns or the lengths differ.
    Source:  chain rule on one row, averaged over the rows.
    """
    x0, x1 = np.asarray(X, dtype=float).T
    miss = np.asarray(y_obs, dtype=float) - theta[0] * x0 - theta[1] * x1
    return np.array([np.mean(-2 * miss * x0), np.mean(-2 * miss * x1)])


def gradient_single_arg(theta: Pair) -> Floats:
    """Return the gradient of the mean squared error on the tips data.

    Formula: ``mse_gradient(theta, X, y)`` with X and y of this module.
    Shapes:  theta: 2 numbers; result (2,).
    Units:   dollars, and squared dollars.
    Errors:  IndexError when theta has fewer than two numbers.
    Source:  ``mse_gradient``.
    """
    return mse_gradient(theta, X, y)


def gradient_descent(
    df: Callable[[Point], Point], theta_init: Point, alpha: float, n_steps: int
) -> Point:
    """Return where n_steps steps against the gradient lead.

    Formula: θ ← θ − alpha·df(θ), exactly n_steps times.
    Shapes:  theta_init: a number or (d,); df and the result are of the same kind.
    Units:   those of theta_init; alpha·df(θ) must have them too.
    Errors:  whatever df raises.
    Source:  the update rule; theta_init is not changed, because each step makes a new object.
    """
    theta = theta_init
    for _ in range(n_steps):
        theta = theta - alpha * df(theta)
    return theta


def gradient_descent_with_trace(
    df: Callable[[Floats], Floats], theta_init: Pair, alpha: float, n_steps: int
) -> tuple[Floats, Floats]:
    """Return the end of the descent and every position on the way.

    Formula: θ ← θ − alpha·df(θ), exactly n_steps times; row k of the trace is θ after k updates.
    Shapes:  theta_init (d,); result ((d,), (n_steps + 1, d)); row 0 is the start.
    Units:   those of theta_init.
    Errors:  whatever df raises.
    Source:  the update rule; rows are snapshots, because each step makes a new object.
    """
    theta = np.array(theta_init, dtype=float)
    trace = [theta]
    for _ in range(n_steps):
        theta = theta - alpha * df(theta)
        trace.append(theta)
    return theta, np.array(trace)
