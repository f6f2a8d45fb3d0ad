"""All that one epoch of mini-batches can lead to: few rows, every order, every outcome.

Nobody can say which order a right answer draws, but with five rows in batches of two there are only
thirty ways to deal them. A theta that is none of the thirty outcomes is wrong, and if it is an
outcome of a known mistake, that mistake is behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Deal = tuple[tuple[int, ...], ...]
MOST_ROWS = 6  # 720 orders; more would take too long
MOST_ENDS = 300_000  # of all starts together: some 50 MB
NEAR = 1e-8


class TooManyOrders(ValueError):
    """There are more ways to deal the rows, or ends to which they lead, than can be listed."""


@dataclass(frozen=True)
class Task:
    """What an epoch is called with, but for its rng."""

    theta: Floats
    X: Floats
    y: Floats
    lr: float
    size: int

    @property
    def n(self) -> int:
        """The number of rows."""
        return len(self.y)


@dataclass(frozen=True)
class Dealt:
    """Ways to deal: for each step the rows that it takes from X and from y, (ways, rows) each."""

    x: tuple[Ints, ...]
    y: tuple[Ints, ...]

    def __len__(self) -> int:
        return len(self.x[0])


@dataclass(frozen=True)
class Batch:
    """One step of every way at once: theta (ways, d), X (ways, rows, d), y (ways, rows)."""

    theta: Floats
    start: Floats  # where the epoch began
    X: Floats
    y: Floats
    task: Task
    before: Floats  # where the step before this one began; at the first step, where the epoch began
    index: int = 0  # of the step in its epoch

    def slope(self, theta: Floats) -> Floats:
        """The sum of (ŷ − y)·x over the batch's rows, with ŷ from this theta."""
        error = np.einsum("wkd,wd->wk", self.X, theta) - self.y
        return np.asarray(np.einsum("wkd,wk->wd", self.X, error))

    def move(self, factor: float) -> Floats:
        """One step down this many times the sum."""
        return self.theta - self.task.lr * factor * self.slope(self.theta)

    @property
    def rows(self) -> int:
        """The rows of this batch."""
        return int(self.y.shape[1])


Step = Callable[[Batch], Floats]


def right_step(batch: Batch) -> Floats:
    """Down half the MSE of the batch: the mean over the rows that are in it."""
    return batch.move(1 / batch.rows)


def cut(order: Sequence[int], size: int) -> Deal:
    """Consecutive pieces; the last may be short."""
    return tuple(tuple(order[k : k + size]) for k in range(0, len(order), size))


@cache
def deals(n: int, size: int) -> tuple[Deal, ...]:
    """Every way to deal n rows; the order inside a batch makes no difference."""
    if size >= n:
        return (cut(range(n), size),)
    if n > MOST_ROWS:
        raise TooManyOrders(f"{n} rows have too many orders")
    sorts = {tuple(tuple(sorted(b)) for b in cut(o, size)) for o in permutations(range(n))}
    return tuple(sorted(sorts))


def dealt(ways: Iterable[Deal], y_ways: Iterable[Deal] | None = None) -> Dealt:
    """Line up deals of the same sizes, step by step; y goes with X unless it is said otherwise."""
    x = tuple(np.array(step, dtype=np.intp) for step in zip(*ways, strict=True))
    if y_ways is None:
        return Dealt(x, x)
    return Dealt(x, tuple(np.array(step, dtype=np.intp) for step in zip(*y_ways, strict=True)))


def fair(task: Task) -> Dealt:
    """Every way to deal the rows of a task."""
    return dealt(deals(task.n, task.size))


def walk(starts: Floats, task: Task, ways: Dealt, step: Step = right_step) -> Floats:
    """From each start every way: (starts · ways, d), all ways of the first start first."""
    if len(starts) * len(ways) > MOST_ENDS:
        raise TooManyOrders(f"{len(starts)} starts, each with {len(ways)} ways")
    theta = start = before = np.repeat(starts, len(ways), axis=0)
    for index, (x_rows, y_rows) in enumerate(zip(ways.x, ways.y, strict=True)):
        X = np.tile(task.X[x_rows], (len(starts), 1, 1))
        y = np.tile(task.y[y_rows], (len(starts), 1))
        moved = step(Batch(theta, start, X, y, task, before, index))
        theta, before = moved, theta
    return theta


def outcomes(task: Task, ways: Dealt | None = None, step: Step = right_step) -> Floats:
    """Everything to which one epoch can lead, (ways, d)."""
    return walk(task.theta[None, :], task, fair(task) if ways is None else ways, step)


def journeys(task: Task, epochs: int, step: Step = right_step) -> list[tuple[Floats, Floats]]:
    """Every (theta, losses) to which some epochs can lead.

    Journey i of two epochs dealt as deal i // m, then as deal i % m, of m deals.
    """
    ways, thetas = fair(task), task.theta[None, :]
    losses: Floats = np.empty((1, 0))
    for _ in range(epochs):
        thetas = walk(thetas, task, ways, step)
        after = np.mean((thetas @ task.X.T - task.y) ** 2, axis=1)
        losses = np.column_stack([np.repeat(losses, len(ways), axis=0), after])
    return list(zip(thetas, losses, strict=True))


def is_one_of(theta: Floats, made: Floats, near: float = NEAR) -> bool:
    """Whether some row of ``made`` is this theta."""
    return theta.size == made.shape[1] and bool(
        np.isclose(made, theta.ravel(), rtol=near, atol=near).all(axis=1).any()
    )
