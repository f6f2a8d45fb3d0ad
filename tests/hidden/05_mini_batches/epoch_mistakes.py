"""Lesson 05: which mistake led to this theta? Every outcome of every known mistake is listed.

A mistake is a wrong way to deal the rows, or a wrong step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations_with_replacement, permutations, product

import numpy as np

from autograder.testing import CANNOT_TELL, Floats

from .epoch_outcomes import (
    MOST_ROWS,
    Batch,
    BatchRows,
    Partition,
    Step,
    Task,
    TooManyOrders,
    all_partitions,
    batch_rows,
    cut,
    is_one_of,
    partitions,
    right_step,
    run_epoch,
)

Ways = Callable[[Task], Iterable[BatchRows | None]]
NEAR = 1e-7

# --- wrong ways to deal; None is an epoch without any batch


def _listable(task: Task) -> None:
    """The rows of X and y have more orders side by side than one of them alone."""
    if task.n >= MOST_ROWS:
        raise TooManyOrders(f"{task.n} rows")


def _alike(ways: Iterable[Partition]) -> Iterator[BatchRows]:
    """Only deals whose sizes agree step by step can be lined up."""
    by_sizes = defaultdict(list)
    for way in ways:
        by_sizes[tuple(map(len, way))].append(way)
    return map(batch_rows, by_sizes.values())


def last_dropped(task: Task) -> Iterator[BatchRows | None]:
    """The last batch is left out, at least when it is short."""
    if task.size < task.n:
        yield batch_rows(deal[:-1] for deal in partitions(task.n, task.size))
    elif task.size > task.n:
        yield None


def first_only(task: Task) -> Iterator[BatchRows]:
    """One batch, and that is that."""
    if task.size < task.n:
        yield batch_rows(deal[:1] for deal in partitions(task.n, task.size))


def first_again(task: Task) -> Iterator[BatchRows]:
    """The same batch in every step."""
    if task.size < task.n:
        yield batch_rows((d[0],) * len(d) for d in partitions(task.n, task.size))


def _pairs(x: Iterable[Partition], y: Iterable[Partition]) -> BatchRows:
    left, right = zip(*product(x, y), strict=True)
    return batch_rows(left, right)


def _orders(task: Task) -> list[Partition]:
    return [cut(order, task.size) for order in permutations(range(task.n))]


def x_only(task: Task) -> Iterator[BatchRows]:
    """X in a new order, y as it was, or the other way round."""
    _listable(task)
    kept, moved = [cut(range(task.n), task.size)], _orders(task)
    yield _pairs(moved, kept)
    yield _pairs(kept, moved)


def apart(task: Task) -> Iterator[BatchRows]:
    """X in one order, y in another."""
    _listable(task)
    yield _pairs(partitions(task.n, task.size), _orders(task))


def repeated(task: Task) -> Iterator[BatchRows]:
    """Every batch is drawn from all rows."""
    _listable(task)
    size = min(task.size, task.n)
    full, rest = divmod(task.n, size)
    for sizes in {(size,) * full, (size,) * (full + 1), (size,) * full + (rest,)}:
        drawn = [combinations_with_replacement(range(task.n), k) for k in sizes if k]
        yield batch_rows(product(*drawn))


def blocks(task: Task) -> Iterator[BatchRows]:
    """Neighbours stay together; only the batches change places."""
    if task.size >= task.n:
        return iter(())
    _listable(task)
    return _alike(permutations(cut(range(task.n), task.size)))


def evened(task: Task) -> Iterator[BatchRows]:
    """``np.array_split`` into as many batches as fit makes batches of other sizes."""
    if task.size >= task.n:
        return
    _listable(task)
    for parts in {task.n // task.size, task.size}:
        lengths = [len(p) for p in np.array_split(range(task.n), parts)]
        yield batch_rows(_chop(order, lengths) for order in permutations(range(task.n)))


def _chop(order: tuple[int, ...], lengths: list[int]) -> Partition:
    ends = np.cumsum(lengths)
    return tuple(order[end - k : end] for end, k in zip(ends, lengths, strict=True))


def one_by_one(task: Task) -> Iterator[BatchRows]:
    """Every row is a batch of its own."""
    if task.size > 1 < task.n:
        _listable(task)
        yield batch_rows(cut(order, 1) for order in permutations(range(task.n)))


def dealt_fairly(task: Task) -> Iterator[BatchRows]:
    """Every row once: no mistake."""
    yield all_partitions(task)


# --- wrong steps


def _times(factor: Callable[[Batch], float]) -> Step:
    """The sum over the batch, with this in front of it."""
    return lambda b: b.move(factor(b))


def _from_start(factor: Callable[[Batch], float]) -> Step:
    """Every slope is measured where the epoch began."""
    return lambda b: b.theta - b.task.lr * factor(b) * b.slope(b.start)


def _begins_again(b: Batch) -> Floats:
    """Every step begins where the epoch began."""
    return np.asarray(b.start - b.task.lr / b.rows * b.slope(b.start))


def _steps(b: Batch) -> int:
    return -(-b.task.n // b.task.size)


def _whole_data(b: Batch) -> Floats:
    error = b.theta @ b.task.X.T - b.task.y
    return np.asarray(b.theta - b.task.lr / b.task.n * error @ b.task.X)


def _means_apart(b: Batch) -> Floats:
    error = np.einsum("wkd,wd->wk", b.X, b.theta) - b.y
    return np.asarray(b.theta - b.task.lr * error.mean(axis=1)[:, None] * b.X.mean(axis=1))


def _target_only(b: Batch) -> Floats:
    return np.asarray(b.theta + b.task.lr / b.rows * np.einsum("wkd,wk->wd", b.X, b.y))


def _mean_over_everything(b: Batch) -> Floats:
    total = b.slope(b.theta).sum(axis=1, keepdims=True)
    return np.asarray(b.theta - b.task.lr * total / b.rows / b.theta.shape[1])


def _in_turn(b: Batch) -> Floats:
    """Each component moves before the next slope is measured."""
    theta = b.theta.copy()
    for j in range(theta.shape[1]):
        theta[:, j] -= b.task.lr / b.rows * b.slope(theta)[:, j]
    return theta


def _piling(b: Batch) -> Floats:
    """The step before is made once more: the sum of the slopes is not set back to zero."""
    return right_step(b) + (b.theta - b.before)


def _not_scaled(b: Batch) -> Floats:
    return np.asarray(b.theta - b.slope(b.theta) / b.rows)


def _lost(b: Batch) -> Floats:
    return right_step(b) - b.theta


WRONG_STEPS: tuple[tuple[str, Step], ...] = (
    ("gradient_added", _times(lambda b: -1 / b.rows)),
    ("double_factor", _times(lambda b: 2 / b.rows)),
    ("half_factor", _times(lambda b: 0.5 / b.rows)),
    ("divided_by_all_rows", _times(lambda b: 1 / b.task.n)),
    ("divided_by_batch_size", _times(lambda b: 1 / b.task.size)),
    ("missing_mean", _times(lambda b: 1.0)),
    ("missing_mean", _times(lambda b: 2.0)),
    ("divided_twice", _times(lambda b: 1 / b.rows**2)),
    ("divided_twice", _times(lambda b: 1 / b.rows / b.task.n)),
    ("alpha_twice", _times(lambda b: b.task.lr / b.rows)),
    ("alpha_missing", _not_scaled),
    ("decaying_alpha", _times(lambda b: 1 / b.rows / (b.index + 1))),
    ("sequential_update", _in_turn),
    ("slopes_pile_up", _piling),
    ("mean_over_everything", _mean_over_everything),
    ("divided_by_columns", _times(lambda b: 1 / len(b.task.theta))),
    ("last_batch_only", _begins_again),
    ("updates_at_the_end", _from_start(lambda b: 1 / b.rows)),
    ("updates_at_the_end", _from_start(lambda b: 1 / b.rows / _steps(b))),
    ("updates_at_the_end", _from_start(lambda b: 1 / b.task.n)),
    ("updates_at_the_end", _from_start(lambda b: 1.0)),
    ("rows_not_selected", _whole_data),
    ("old_theta_lost", _lost),
    ("product_of_means", _means_apart),
    ("prediction_ignored", _target_only),
)

WRONG_DEALS: tuple[tuple[str, Ways, Step], ...] = (
    ("last_batch_dropped", last_dropped, right_step),
    ("stops_after_first_batch", first_only, right_step),
    ("same_batch_again", first_again, right_step),
    ("x_shuffled_alone", x_only, right_step),
    ("batches_not_mixed", blocks, right_step),
    ("other_sizes", evened, right_step),
    ("shuffled_apart", apart, right_step),
    ("one_update_per_row", one_by_one, right_step),
    ("one_update_per_row", one_by_one, _times(lambda b: 1 / b.task.size)),
    ("rows_repeated", repeated, right_step),
)

MISTAKES: tuple[tuple[str, Ways, Step], ...] = (
    *((name, dealt_fairly, step) for name, step in WRONG_STEPS),
    *WRONG_DEALS,
)


def ends(starts: Floats, task: Task, ways: Ways, step: Step) -> Floats:
    """Everywhere that one epoch with this mistake can lead, (ways, d), from any of these starts.

    Raises TooManyOrders. Where the rate is zero, how the rows are dealt makes no difference, unless
    the rate plays no part.
    """
    if task.lr == 0 and step is not _not_scaled:
        return run_epoch(starts, task, batch_rows([cut(range(task.n), task.size)]), step)
    found = [starts if w is None else run_epoch(starts, task, w, step) for w in ways(task)]
    return np.concatenate(found) if found else starts[:0]


def led_to(theta: Floats, task: Task, ways: Ways, step: Step) -> bool | object:
    """Whether this mistake leads to this theta and the right way does not; or CANNOT_TELL."""
    try:
        if is_one_of(theta, ends(task.theta[None, :], task, dealt_fairly, right_step), NEAR):
            return False
        return is_one_of(theta, ends(task.theta[None, :], task, ways, step), NEAR)
    except TooManyOrders:
        return CANNOT_TELL
