"""Checks for answers that shuffle the rows: compared with what every order can give."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.testing import (
    Answer,
    CheckFailed,
    Evidence,
    Raised,
    call,
    check,
    explain,
    failure,
    numbers,
    rng,
)

from .epoch_outcomes import Partition, Task, cut, epoch_sequences, outcomes, partitions

Ints = NDArray[np.intp]
SEEDS = range(31_400, 31_420)
FEW = 5  # of 30 partitions, 20 fair draws give this many or fewer once in 10^10 times
MOST_ROWS = 10_000  # read of a returned value; no test asks for more


def _fail_unless(answer: Answer, happened: bool, name: str) -> None:
    """Fail unless ``happened``; ``name`` is the mistake that shows in several calls together."""
    says = f"`{answer.name}` does not draw the order of the rows as the task asks."
    check(happened, says, "What do you see if you print the rows of several calls?", name)


# --- minibatches


def batches_of(answer: Answer, n: int, size: int, seed: int) -> Partition:
    """Call ``minibatches``; fail unless it gives every row once, in batches of this size."""
    args = (n, size, rng(seed))
    got = _returned(answer, args)
    batches = _batches_in(got)
    if batches is not None and _is_right(batches, n, size):
        return batches
    other = "does not deal every row once, in batches of the size asked for"
    what = "does not return batches of row numbers" if batches is None else other
    says, hint = f"`{answer.name}` {what}.", "What do you see if you print each batch?"
    raise failure(says, hint, Evidence(answer.name, args, got, _right_end(batches, n, size)))


def _returned(answer: Answer, args: tuple[Any, ...]) -> Any:
    try:
        return call(answer, *args).value()
    except Raised as fault:
        explain(Evidence(answer.name, args, None, None, fault.type_name), fault)
        raise


def _batches_in(got: Any) -> Partition | None:
    """Return the row numbers in lists, tuples or arrays; None for anything else."""
    if not isinstance(got, list | tuple | np.ndarray) or not 0 < len(got) <= MOST_ROWS:
        return None
    arrays = [np.asarray(batch) for batch in got]
    if sum(array.size for array in arrays) > MOST_ROWS:
        return None
    whole = all(a.ndim > 0 and (a.dtype.kind in "iu" or not a.size) for a in arrays)
    return tuple(tuple(int(row) for row in a.ravel()) for a in arrays) if whole else None


def _is_right(batches: Partition, n: int, size: int) -> bool:
    """Whether every row is there once, in batches of this size; the last may be short."""
    asked = [len(batch) for batch in cut(range(n), size)]
    rows = sorted(row for batch in batches for row in batch)
    return [len(batch) for batch in batches] == asked and rows == [*range(n)]


def _right_end(batches: Partition | None, n: int, size: int) -> list[tuple[int, ...]] | None:
    """Return the last batches if they are a right deal: what is before them is of earlier calls."""
    end = (batches or ())[-len(cut(range(n), size)) :]
    return [*end] if _is_right(end, n, size) else None


def mixes_batches(answer: Answer, size: int = 5, n: int = 12) -> None:
    """Fail when every call gives the same order."""
    drawn = [batches_of(answer, n, size, seed) for seed in SEEDS[:6]]
    _mixes(answer, drawn, cut(range(n), size))


def reaches_every_partition(answer: Answer, n: int = 4, size: int = 2, calls: int = 100) -> None:
    """Fail when a partition never comes up; of six, 100 fair calls miss one once in 10^7 times."""
    drawn = {_sorted(batches_of(answer, n, size, 7_000 + k)) for k in range(calls)}
    _fail_unless(answer, len(drawn) == len(partitions(n, size)), "few_orders")


def reaches_every_order(answer: Answer, n: int = 3, size: int = 2, calls: int = 100) -> None:
    """Fail when an order never comes up; of six, 100 fair calls miss one once in 10^7 times."""
    drawn = {batches_of(answer, n, size, 8_000 + k) for k in range(calls)}
    _fail_unless(answer, len(drawn) == math.factorial(n), "few_orders")


def mixes_many_rows(answer: Answer, n: int = 600, size: int = 50) -> None:
    """Fail when rows stay near their old places, or next to their old neighbours."""
    order = [row for batch in batches_of(answer, n, size, 9_113) for row in batch]
    _fail_unless(answer, _is_mixed(np.arange(n), np.array(order)), "few_orders")
    beside = int((np.abs(np.diff(order)) == 1).sum())  # about two in a fair order
    _fail_unless(answer, beside < n / 10, "few_orders")


def _is_mixed(before: Ints, after: Ints) -> bool:
    """Whether rows moved far enough: in a fair order, a third of their number on average."""
    return float(np.abs(before - after).mean()) > float(np.ptp(before)) / 6


def _sorted(batches: Partition) -> Partition:
    return tuple(tuple(sorted(batch)) for batch in batches)


def _mixes(answer: Answer, drawn: Sequence[Any], kept: Any) -> None:
    _fail_unless(answer, any(one != kept for one in drawn), "no_shuffle")
    _fail_unless(answer, any(one != drawn[0] for one in drawn), "rng_not_used")


# --- epochs


def epoch_call(task: Task, seed: int) -> tuple[Any, ...]:
    """The arguments of ``minibatch_epoch``."""
    return task.theta, task.X, task.y, task.lr, task.size, rng(seed)


def descent_call(task: Task, epochs: int, seed: int) -> tuple[Any, ...]:
    """The arguments of ``minibatch_gd``."""
    return task.X, task.y, task.theta, task.lr, epochs, task.size, rng(seed)


def partition_of(answer: Answer, task: Task, seed: int) -> Partition:
    """Call ``minibatch_epoch``; return the partition that leads to its theta, or fail."""
    index = call(answer, *epoch_call(task, seed)).gives_one_of(list(outcomes(task)))
    return partitions(task.n, task.size)[index]


def partitions_of(answer: Answer, task: Task, epochs: int, seed: int) -> list[Partition]:
    """Call ``minibatch_gd``; return the partition of each epoch, or fail."""
    args = descent_call(task, epochs, seed)
    index = call(answer, *args).gives_one_of(epoch_sequences(task, epochs))
    known, found = partitions(task.n, task.size), []
    for _ in range(epochs):
        index, last = divmod(index, len(known))
        found.append(known[last])
    return found[::-1]


def marked_rows(n: int = 600, size: int = 5, every: int = 10, lr: float = 0.05) -> Task:
    """Return rows whose batch can be read from theta after one epoch.

    X has a column of ones, and one column of its own for every tenth row (a marked row). All
    targets are 1, so before batch k (from 0) every row's error is (1 − lr)ᵏ in any order: the
    marked row's parameter becomes lr/size·(1 − lr)ᵏ, the common one ends at 1 − (1 − lr)^batches.
    """
    marks = np.zeros((n, n // every))
    marks[np.arange(0, n, every), np.arange(n // every)] = 1.0
    X = np.column_stack([np.ones(n), marks])
    return Task(np.zeros(X.shape[1]), X, np.ones(n), lr, size)


def mixes_marked_rows(answer: Answer, task: Task, theta_of: Callable[[Task], Any]) -> None:
    """Fail unless one epoch's theta comes from a well mixed order of ``marked_rows``."""
    theta = numbers(theta_of(task))
    batches = task.n // task.size
    levels = task.lr / task.size * (1 - task.lr) ** np.arange(batches)
    marks = task.X.shape[1] - 1
    fits = theta is not None and theta.size == marks + 1
    theta = np.ravel(theta) if fits and theta is not None else np.full(marks + 1, np.nan)
    near = np.isclose(theta[1:, None], levels, rtol=1e-4, atol=0)
    common = np.isclose(theta[0], 1 - (1 - task.lr) ** batches, rtol=1e-4)
    if not (common and near.any(axis=1).all()):
        says = f"`{answer.name}` leads where no order of its {task.n:,} rows leads."
        raise CheckFailed(says, "Which rows does each step see?")
    if not _is_mixed(np.arange(marks) * batches // marks, near.argmax(axis=1)):
        says = f"`{answer.name}` hardly changes the order of {task.n:,} rows."
        check(False, says, "How far can a row move?", "few_orders")


def mixes_rows(answer: Answer, drawn: Sequence[Partition], task: Task) -> None:
    """Fail when the epochs of twenty seeds show only one partition, or a few."""
    _mixes(answer, drawn, cut(range(task.n), task.size))
    _fail_unless(answer, len(set(drawn)) > FEW, "few_orders")


def mixes_epochs(answer: Answer, pairs: Sequence[Sequence[Partition]], task: Task) -> None:
    """Fail when ten seeds show few partitions, or the second epoch always repeats the first."""
    _mixes(answer, pairs, [cut(range(task.n), task.size)] * 2)
    _fail_unless(answer, any(first != second for first, second in pairs), "shuffled_once")
    _fail_unless(answer, len({one for pair in pairs for one in pair}) > FEW, "few_orders")


def same_again(answer: Answer, *args: Any) -> None:
    """Fail when equal arguments, with the rng in the same state, give different results."""
    first, second = (_flat(_returned(answer, args)) for _ in range(2))
    comparable = first is not None and second is not None
    says = f"`{answer.name}` gives another answer when it is called again."
    as_many = not comparable or first.size == second.size
    check(as_many, says, "What do you see if you call it twice?", "keeps_state")
    _fail_unless(answer, not comparable or np.array_equal(first, second), "order_from_elsewhere")


def _flat(got: Any) -> Any:
    """Return all numbers of a returned value in one row; None for other values, nan or inf."""
    batches = _batches_in(got)
    parts = batches if batches is not None else got if isinstance(got, tuple) else (got,)
    arrays = [array for part in parts if (array := numbers(part)) is not None]
    if len(arrays) < len(parts) or not all(np.isfinite(array).all() for array in arrays):
        return None
    return np.concatenate([np.ravel(array) for array in arrays])
