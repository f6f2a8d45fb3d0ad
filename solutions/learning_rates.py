"""Lesson 04: loss curves of a line, the largest rate that works, and how to read a curve."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# The notebook's own data, and the mean squared error of the least-squares line.
rng = np.random.default_rng(1)
x: Floats = rng.uniform(0, 5, 30)
y: Floats = 3 * x + 2 + rng.normal(0, 1, 30)
best = float(np.mean((np.polyval(np.polyfit(x, y, 1), x) - y) ** 2))


def run_gd(x: Floats, y: Floats, lr: float, steps: int) -> list[float]:
    """Return the mean squared error of the line ŷ = t0 + t1·x at the start and after each step.

    Formula: loss (1/n) Σ (ŷ − y)²; slopes (2/n) Σ (ŷ − y) and (2/n) Σ (ŷ − y)·x, both at one
             point; t ← t − lr·slope; the start is t0 = t1 = 0. (The last update is not used.)
    Shapes:  x (n,), y (n,); result: steps + 1 losses, loss k is the one after k updates.
    Units:   [y]².
    Errors:  ValueError when x and y cannot be paired; a rate far too large gives inf, then nan.
    Source:  the update rule on the mean squared error.
    """
    X = np.column_stack([np.ones(len(x)), x])
    theta, losses = np.zeros(2), []
    for _ in range(steps + 1):
        error = X @ theta - y
        losses.append(float(np.mean(error**2)))
        theta = theta - lr * 2 / len(y) * X.T @ error
    return losses


def alpha_max(X: Floats) -> float:
    """Return the rate below which descent on the mean squared error converges for this X.

    Formula: 2/λ, where λ is the largest eigenvalue of the curvature matrix (2/n) XᵀX.
    Shapes:  X (n, d) with the bias column in it; result: a number, which itself is too large.
    Units:   the inverse of those of the curvature.
    Errors:  LinAlgError when X holds nan or inf.
    Source:  along an eigenvector each step multiplies the distance by 1 − rate·λ.
    """
    curvatures = np.linalg.eigvalsh(2 / len(X) * X.T @ X)
    return float(2 / np.max(curvatures))


# Formula: gap = (last − best)/(first − best) after 100 updates. Source: ``run_gd`` on x and y.
rates: dict[str, float] = {"too_small": 0.0002, "good": 0.05, "too_large": 0.12}


def diagnose(losses: Sequence[float] | Floats, best: float) -> str:
    """Name the learning rate that gave this loss curve.

    Formula: "too large" when the last loss is not finite or exceeds the first; otherwise by
             gap = (last − best)/(first − best): "too small" above 0.10, "good" below 0.01.
    Shapes:  losses: two numbers or more, first that of the start; best: the lowest possible loss.
    Units:   losses and best alike; the gap has none.
    Errors:  ZeroDivisionError or nan when the start is already best.
    Source:  the rule of the lesson; between 0.01 and 0.10 either name is fair.
    """
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > first:
        return "too large"
    gap = (last - best) / (first - best)
    return "too small" if gap > 0.10 else "good"
