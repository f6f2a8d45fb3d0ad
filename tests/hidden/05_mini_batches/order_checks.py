"""Judge answers that draw an order from an rng: by what all orders can lead to, not by chance."""

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

from .epoch_outcomes import Deal, Task, cut, deals, journeys, outcomes

Ints = NDArray[np.intp]
SEEDS = range(31_400, 31_420)  # thirty deals drawn twenty times: five or fewer, one time in 10^10
FEW = 5
MOST_ROWS = 10_000  # of what was returned: nobody asks for more, and each is looked at


def _fail_unless(answer: Answer, happened: bool, name: str) -> None:
    """Unless ``happened``, fail and name the mistake that takes several calls to see."""
    says = f"`{answer.name}` does not draw the order of the rows as the task asks."
    check(happened, says, "What do you see if you print the rows of several calls?", name)


# --- minibatches


def batches_of(answer: Answer, n: int, size: int, seed: int) -> Deal:
    """Call ``minibatches`` and check that it deals every row once, in batches of this size."""
    args = (n, size, rng(seed))
    got = _returned(answer, args)
    dealt = _deal(got)
    if dealt is not None and _is_right(dealt, n, size):
        return dealt
    other = "does not deal every row once, in batches of the size asked for"
    what = "does not return batches of row numbers" if dealt is None else other
    says, hint = f"`{answer.name}` {what}.", "What do you see if you print each batch?"
    raise failure(says, hint, Evidence(answer.name, args, got, None))


def _returned(answer: Answer, args: tuple[Any, ...]) -> Any:
    try:
        return call(answer, *args).value()
    except Raised as fault:
        explain(Evidence(answer.name, args, None, None, fault.type_name), fault)
        raise


def _deal(got: Any) -> Deal | None:
    """Read batches, whatever they came as; None when they are no row numbers."""
    if not isinstance(got, list | tuple | np.ndarray) or not 0 < len(got) <= MOST_ROWS:
        return None
    arrays = [np.asarray(batch) for batch in got]
    if sum(array.size for array in arrays) > MOST_ROWS:
        return None
    whole = all(a.ndim > 0 and (a.dtype.kind in "iu" or not a.size) for a in arrays)
    return tuple(tuple(int(row) for row in a.ravel()) for a in arrays) if whole else None


def _is_right(dealt: Deal, n: int, size: int) -> bool:
    """Every row once, in pieces of this size; the last may be short, not empty."""
    asked = [len(batch) for batch in cut(range(n), size)]
    rows = sorted(row for batch in dealt for row in batch)
    return [len(batch) for batch in dealt] == asked and rows == [*range(n)]


def mixes_batches(answer: Answer, size: int = 5, n: int = 12) -> None:
    """Fail when the order is always the same one."""
    drawn = [batches_of(answer, n, size, seed) for seed in SEEDS[:6]]
    _mixes(answer, drawn, cut(range(n), size))


def reaches_every_deal(answer: Answer, n: int = 4, size: int = 2, calls: int = 100) -> None:
    """Fail when some deal never comes: six deals in a hundred calls miss one in 10^7 times."""
    drawn = {_sorted(batches_of(answer, n, size, 7_000 + k)) for k in range(calls)}
    _fail_unless(answer, len(drawn) == len(deals(n, size)), "few_orders")


def reaches_every_order(answer: Answer, n: int = 3, size: int = 2, calls: int = 100) -> None:
    """Fail when some order never comes: six orders in a hundred calls miss one in 10^7 times."""
    drawn = {batches_of(answer, n, size, 8_000 + k) for k in range(calls)}
    _fail_unless(answer, len(drawn) == math.factorial(n), "few_orders")


def mixes_many_rows(answer: Answer, n: int = 600, size: int = 50) -> None:
    """Fail when rows stay near their places, or beside their neighbours."""
    order = [row for batch in batches_of(answer, n, size, 9_113) for row in batch]
    _fail_unless(answer, _is_mixed(np.arange(n), np.array(order)), "few_orders")
    beside = int((np.abs(np.diff(order)) == 1).sum())  # two of a fair order
    _fail_unless(answer, beside < n / 10, "few_orders")


def _is_mixed(before: Ints, after: Ints) -> bool:
    """Tell whether places have changed; a fair order moves a row by a third of their number."""
    return float(np.abs(before - after).mean()) > float(np.ptp(before)) / 6


def _sorted(dealt: Deal) -> Deal:
    return tuple(tuple(sorted(batch)) for batch in dealt)


def _mixes(answer: Answer, drawn: Sequence[Any], kept: Any) -> None:
    _fail_unless(answer, any(deal != kept for deal in drawn), "no_shuffle")
    _fail_unless(answer, any(deal != drawn[0] for deal in drawn), "rng_not_used")


# --- epochs


def epoch_call(task: Task, seed: int) -> tuple[Any, ...]:
    """The arguments of ``minibatch_epoch``."""
    return task.theta, task.X, task.y, task.lr, task.size, rng(seed)


def descent_call(task: Task, epochs: int, seed: int) -> tuple[Any, ...]:
    """The arguments of ``minibatch_gd``."""
    return task.X, task.y, task.theta, task.lr, epochs, task.size, rng(seed)


def deal_of(answer: Answer, task: Task, seed: int) -> Deal:
    """Call ``minibatch_epoch``, check that it is an outcome of some order, and say of which."""
    index = call(answer, *epoch_call(task, seed)).gives_one_of(list(outcomes(task)))
    return deals(task.n, task.size)[index]


def deals_of(answer: Answer, task: Task, epochs: int, seed: int) -> list[Deal]:
    """Call ``minibatch_gd`` and say how each of its epochs dealt the rows."""
    args = descent_call(task, epochs, seed)
    index = call(answer, *args).gives_one_of(journeys(task, epochs))
    ways, found = deals(task.n, task.size), []
    for _ in range(epochs):
        index, last = divmod(index, len(ways))
        found.append(ways[last])
    return found[::-1]


def marked_rows(n: int = 600, size: int = 5, every: int = 10, lr: float = 0.05) -> Task:
    """Rows whose batch can be read from theta: a common column, and one for every tenth row.

    All targets are 1, so before batch k (from 0) every row's miss is (1 − lr)ᵏ, whatever the order:
    a marked row's own parameter becomes lr/size·(1 − lr)ᵏ, and the common one ends at
    1 − (1 − lr)^batches.
    """
    marks = np.zeros((n, n // every))
    marks[np.arange(0, n, every), np.arange(n // every)] = 1.0
    X = np.column_stack([np.ones(n), marks])
    return Task(np.zeros(X.shape[1]), X, np.ones(n), lr, size)


def mixes_marked_rows(answer: Answer, task: Task, theta_of: Callable[[Task], Any]) -> None:
    """Fail unless one epoch's theta is that of some order of ``marked_rows``, and a mixed one."""
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


def mixes_rows(answer: Answer, drawn: Sequence[Deal], task: Task) -> None:
    """Fail when the epochs of twenty seeds know one order, or only a few."""
    _mixes(answer, drawn, cut(range(task.n), task.size))
    _fail_unless(answer, len(set(drawn)) > FEW, "few_orders")


def mixes_epochs(answer: Answer, pairs: Sequence[Sequence[Deal]], task: Task) -> None:
    """Fail when the two epochs of ten seeds know one order, or the second deals as the first."""
    _mixes(answer, pairs, [cut(range(task.n), task.size)] * 2)
    _fail_unless(answer, any(first != second for first, second in pairs), "shuffled_once")
    _fail_unless(answer, len({deal for pair in pairs for deal in pair}) > FEW, "few_orders")


def same_again(answer: Answer, *args: Any) -> None:
    """Fail when the same arguments, and an rng in the same state, give something else."""
    first, second = (_flat(_returned(answer, args)) for _ in range(2))
    comparable = first is not None and second is not None
    _fail_unless(answer, not comparable or np.array_equal(first, second), "order_from_elsewhere")


def _flat(got: Any) -> Any:
    """All numbers of whatever was returned, in a row; None when there are others, or nan."""
    dealt = _deal(got)
    parts = dealt if dealt is not None else got if isinstance(got, tuple) else (got,)
    arrays = [array for part in parts if (array := numbers(part)) is not None]
    if len(arrays) < len(parts) or not all(np.isfinite(array).all() for array in arrays):
        return None
    return np.concatenate([np.ravel(array) for array in arrays])
