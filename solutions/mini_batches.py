"""Lesson 05: the mini-batch loop, and the best line without any loop."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


def minibatches(n: int, batch_size: int, rng: np.random.Generator) -> Iterable[Rows]:
    """Deal the row numbers 0 … n−1 into batches, in a fresh random order.

    Formula: batch k holds the entries k·batch_size … (k+1)·batch_size − 1 of a random order.
    Shapes:  ⌈n / batch_size⌉ batches of batch_size integers; the last may be shorter, never empty.
    Units:   row numbers.
    Errors:  ValueError when batch_size is 0.
    Source:  a cut pack of cards: every row once, every order possible.
    """
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


def minibatch_epoch(
    theta: Floats, X: Floats, y: Floats, lr: float, batch_size: int, rng: np.random.Generator
) -> Floats:
    """Walk through all rows once: one step per batch, each down half the MSE of that batch.

    Formula: θ ← θ − lr·(1/m) Σ (ŷ − y)·x over the m rows of the batch; m is its actual length.
    Shapes:  theta (d,), X (n, d) with the bias column in it, y (n,); result (d,).
    Units:   those of theta.
    Errors:  ValueError when the shapes do not fit.
    Source:  the update rule; theta is not changed, because each step makes a new object.
    """
    for rows in minibatches(len(y), batch_size, rng):
        error = X[rows] @ theta - y[rows]
        theta = theta - lr / len(rows) * X[rows].T @ error
    return theta


def minibatch_gd(
    X: Floats,
    y: Floats,
    theta_init: Floats,
    lr: float,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
) -> tuple[Floats, list[float]]:
    """Walk through the rows ``epochs`` times and note the loss on all of them after each time.

    Formula: θ ← minibatch_epoch(θ, …); losses[k] = (1/n) Σ (ŷ − y)² after epoch k + 1.
    Shapes:  as in ``minibatch_epoch``; result ((d,), ``epochs`` numbers).
    Units:   those of theta; [y]².
    Errors:  ValueError when the shapes do not fit.
    Source:  the steps descend half the MSE of a batch; what is noted is the MSE of all rows.
    """
    theta, losses = np.array(theta_init, dtype=float), []
    for _ in range(epochs):
        theta = minibatch_epoch(theta, X, y, lr, batch_size, rng)
        losses.append(float(np.mean((X @ theta - y) ** 2)))
    return theta, losses


def normal_equation(X: Floats, y: Floats) -> NDArray[np.floating[Any]]:
    """Return the theta with the lowest mean squared error, without walking.

    Formula: XᵀX·θ = Xᵀy.
    Shapes:  X (n, d) with the bias column in it, y (n,); result (d,).
    Units:   component j in [y] / [column j of X].
    Errors:  ValueError when the columns of X depend on each other, be it only up to rounding,
             or when there are fewer rows than columns: then many thetas are equally good.
    Source:  the gradient (2/n) Xᵀ(Xθ − y) is zero at the lowest point.
    """
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("the columns of X depend on each other: no single theta is best")
    return np.linalg.solve(X.T @ X, X.T @ y)
