"""Every theta to which one epoch of mini-batches can lead, for a few rows.

Which order a right answer draws is not known, but five rows can be partitioned into batches of two
in only thirty ways. A theta that is none of the thirty outcomes is wrong; if it is an outcome of a
known mistake, the answer is taken to make that mistake.
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
Partition = tuple[tuple[int, ...], ...]  # the row numbers of each batch, in the order of the steps
MOST_ROWS = 6  # 720 orders; more would take too long
MOST_ENDS = 300_000  # thetas after an epoch, for all starts together: some 50 MB
NEAR = 1e-8


class TooManyOrders(ValueError):
    """There are too many partitions of the rows, or too many outcomes, to list them."""


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
class BatchRows:
    """Several partitions, step by step: the rows taken from X and from y, (partitions, rows)."""

    x: tuple[Ints, ...]
    y: tuple[Ints, ...]

    def __len__(self) -> int:
        return len(self.x[0])


@dataclass(frozen=True)
class Batch:
    """One step of p partitions at once: theta (p, d), X (p, rows, d), y (p, rows)."""

    theta: Floats
    start: Floats  # theta at the start of the epoch
    X: Floats
    y: Floats
    task: Task
    before: Floats  # theta before the previous step; at the first step, at the start of the epoch
    index: int = 0  # of the step in its epoch

    def slope(self, theta: Floats) -> Floats:
        """The sum of (ŷ − y)·x over the rows of the batch, with ŷ from this theta."""
        error = np.einsum("wkd,wd->wk", self.X, theta) - self.y
        return np.asarray(np.einsum("wkd,wk->wd", self.X, error))

    def move(self, factor: float) -> Floats:
        """Return theta after a step along minus ``factor`` times that sum."""
        return self.theta - self.task.lr * factor * self.slope(self.theta)

    @property
    def rows(self) -> int:
        """The rows of this batch."""
        return int(self.y.shape[1])


Step = Callable[[Batch], Floats]


def right_step(batch: Batch) -> Floats:
    """The right step: along minus the mean over the rows of the batch."""
    return batch.move(1 / batch.rows)


def cut(order: Sequence[int], size: int) -> Partition:
    """Return consecutive batches of ``size`` rows; the last may be short."""
    return tuple(tuple(order[k : k + size]) for k in range(0, len(order), size))


@cache
def partitions(n: int, size: int) -> tuple[Partition, ...]:
    """Return every partition of n rows into batches; the order inside a batch does not count."""
    if size >= n:
        return (cut(range(n), size),)
    if n > MOST_ROWS:
        raise TooManyOrders(f"{n} rows have too many orders")
    sorts = {tuple(tuple(sorted(b)) for b in cut(o, size)) for o in permutations(range(n))}
    return tuple(sorted(sorts))


def batch_rows(
    x_partitions: Iterable[Partition], y_partitions: Iterable[Partition] | None = None
) -> BatchRows:
    """Stack partitions with equal batch sizes; the rows of y are those of X unless named."""
    x = _by_step(x_partitions)
    return BatchRows(x, x if y_partitions is None else _by_step(y_partitions))


def _by_step(some: Iterable[Partition]) -> tuple[Ints, ...]:
    return tuple(np.array(step, dtype=np.intp) for step in zip(*some, strict=True))


def all_partitions(task: Task) -> BatchRows:
    """Return every partition of the rows of a task."""
    return batch_rows(partitions(task.n, task.size))


def run_epoch(starts: Floats, task: Task, rows: BatchRows, step: Step = right_step) -> Floats:
    """Run one epoch from each start with each partition: (starts · partitions, d), by start."""
    if len(starts) * len(rows) > MOST_ENDS:
        raise TooManyOrders(f"{len(starts)} starts, each with {len(rows)} partitions")
    theta = start = before = np.repeat(starts, len(rows), axis=0)
    for index, (x_rows, y_rows) in enumerate(zip(rows.x, rows.y, strict=True)):
        X = np.tile(task.X[x_rows], (len(starts), 1, 1))
        y = np.tile(task.y[y_rows], (len(starts), 1))
        moved = step(Batch(theta, start, X, y, task, before, index))
        theta, before = moved, theta
    return theta


def outcomes(task: Task) -> Floats:
    """Return every theta to which one epoch can lead, (partitions, d)."""
    return run_epoch(task.theta[None, :], task, all_partitions(task))


def epoch_sequences(task: Task, epochs: int) -> list[tuple[Floats, Floats]]:
    """Return every (theta, losses) to which some epochs can lead.

    Of two epochs and m partitions, item i takes partition i // m first, then partition i % m.
    """
    rows, thetas = all_partitions(task), task.theta[None, :]
    losses: Floats = np.empty((1, 0))
    for _ in range(epochs):
        thetas = run_epoch(thetas, task, rows)
        after = np.mean((thetas @ task.X.T - task.y) ** 2, axis=1)
        losses = np.column_stack([np.repeat(losses, len(rows), axis=0), after])
    return list(zip(thetas, losses, strict=True))


def is_one_of(theta: Floats, made: Floats, near: float = NEAR) -> bool:
    """Whether some row of ``made`` is this theta."""
    return theta.size == made.shape[1] and bool(
        np.isclose(made, theta.ravel(), rtol=near, atol=near).all(axis=1).any()
    )
