"""Lesson 02: one step of gradient descent by hand, for a line and for any number of parameters."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# The page with three wrong lines (exercise ``errata``): two rows, a bias column, two features.
X_page: Floats = np.array([[1.0, 1.0, 2.0], [1.0, 4.0, 5.0]])
y_page: Floats = np.array([3.0, 6.0])
theta_page: Floats = np.array([0.5, 1.0, 0.5])
lr_page = 0.001


def one_step(x: ArrayLike, y: ArrayLike, t0: float, t1: float, lr: float) -> tuple[float, float]:
    """Take one step down half the mean squared error of the line ŷ = t0 + t1·x.

    Formula: g0 = (1/n) Σ (ŷ − y),  g1 = (1/n) Σ (ŷ − y)·x, both at (t0, t1);
             result (t0 − lr·g0, t1 − lr·g1).
    Shapes:  x, y: n numbers each (list, tuple, Series, array), paired by position; rest numbers.
    Units:   g0 in [y], g1 in [x]·[y]; lr carries what is missing, here as in every plain descent.
    Errors:  ValueError when x and y cannot be paired.
    Source:  chain rule on (1/2n) Σ (ŷ − y)²; the 1/2 cancels the 2 of the square.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = t0 + t1 * x - y
    slope_0 = np.mean(error)
    slope_1 = np.mean(error * x)
    return t0 - lr * slope_0, t1 - lr * slope_1


def mse_gradient_matrix(X: Floats, y: Floats, theta: Floats) -> Floats:
    """Return the gradient of the mean squared error for any number of parameters.

    Formula: (2/n) Xᵀ(Xθ − y).
    Shapes:  X (n, d) with the bias column in it, y (n,), theta (d,); result (d,).
    Units:   component j in [y]·[column j of X].
    Errors:  ValueError when the shapes do not fit.
    Source:  chain rule on (1/n) ‖Xθ − y‖².
    """
    error = X @ theta - y
    return 2 / len(y) * X.T @ error


def gradient_factor(loss: str, n: int) -> float:
    """Return what stands before Σ (ŷ − y)·x in the gradient of a named loss of n rows.

    Formula: mse 2/n, half_mse 1/n, sse 2, half_sse 1.
    Shapes:  loss is one of these four names, n ≥ 1 is the number of rows; result is a number.
    Units:   none.
    Errors:  KeyError for any other name.
    Source:  derivative of e² is 2e; the loss's own factor stays in front.
    """
    factors = {"mse": 2 / n, "half_mse": 1 / n, "sse": 2, "half_sse": 1}
    return factors[loss]


# Formula: MSE = (1/n) Σ (ŷ − y)²; (2/n) Xᵀ(Xθ − y); θ − lr · gradient. Source: the page's own data.
errata: dict[str, float | Floats] = {
    "loss": float(np.mean((X_page @ theta_page - y_page) ** 2)),
    "gradient": mse_gradient_matrix(X_page, y_page, theta_page),
    "theta_new": theta_page - lr_page * mse_gradient_matrix(X_page, y_page, theta_page),
}
