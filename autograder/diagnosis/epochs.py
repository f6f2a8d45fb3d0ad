"""Lesson 05: which mistake led to this theta? Every outcome of every known mistake is listed.

A mistake is a wrong way to deal the rows, or a wrong step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations_with_replacement, permutations, product

import numpy as np

from autograder.diagnosis.numbers import Floats
from autograder.oracle import (
    MOST_ROWS,
    Batch,
    Deal,
    Dealt,
    Step,
    Task,
    cut,
    deals,
    dealt,
    fair,
    is_one_of,
    outcomes,
    right_step,
)

Ways = Callable[[Task], Iterable[Dealt]]
NEAR = 1e-7

# --- wrong ways to deal


def _several(task: Task) -> bool:
    """Whether an epoch has several batches, of few enough rows to list what they can be."""
    return task.size < task.n < MOST_ROWS


def _alike(ways: Iterable[Deal]) -> Iterator[Dealt]:
    """Only deals whose sizes agree step by step can be lined up."""
    by_sizes = defaultdict(list)
    for way in ways:
        by_sizes[tuple(map(len, way))].append(way)
    return map(dealt, by_sizes.values())


def last_dropped(task: Task) -> Iterator[Dealt]:
    """The last batch is left out, at least when it is short."""
    if task.size < task.n:
        yield dealt(deal[:-1] for deal in deals(task.n, task.size))


def first_only(task: Task) -> Iterator[Dealt]:
    """One batch, and that is that."""
    if task.size < task.n:
        yield dealt(deal[:1] for deal in deals(task.n, task.size))


def first_again(task: Task) -> Iterator[Dealt]:
    """The same batch in every step."""
    if task.size < task.n:
        yield dealt((d[0],) * len(d) for d in deals(task.n, task.size))


def _pairs(x: Iterable[Deal], y: Iterable[Deal]) -> Dealt:
    left, right = zip(*product(x, y), strict=True)
    return dealt(left, right)


def _orders(task: Task) -> list[Deal]:
    return [cut(order, task.size) for order in permutations(range(task.n))]


def x_only(task: Task) -> Iterator[Dealt]:
    """X in a new order, y as it was, or the other way round."""
    if _several(task):
        kept, moved = [cut(range(task.n), task.size)], _orders(task)
        yield _pairs(moved, kept)
        yield _pairs(kept, moved)


def apart(task: Task) -> Iterator[Dealt]:
    """X in one order, y in another."""
    if _several(task):
        yield _pairs(deals(task.n, task.size), _orders(task))


def repeated(task: Task) -> Iterator[Dealt]:
    """Every batch is drawn from all rows."""
    if not _several(task):
        return
    full, rest = divmod(task.n, task.size)
    for sizes in {(task.size,) * full, (task.size,) * (full + 1), (task.size,) * full + (rest,)}:
        drawn = [combinations_with_replacement(range(task.n), k) for k in sizes if k]
        yield dealt(product(*drawn))


def blocks(task: Task) -> Iterator[Dealt]:
    """Neighbours stay together; only the batches change places."""
    return _alike(permutations(cut(range(task.n), task.size))) if _several(task) else iter(())


def evened(task: Task) -> Iterator[Dealt]:
    """``np.array_split`` into as many batches as fit makes batches of other sizes."""
    if not _several(task):
        return
    for parts in {task.n // task.size, task.size}:
        lengths = [len(p) for p in np.array_split(range(task.n), parts)]
        yield dealt(_chop(order, lengths) for order in permutations(range(task.n)))


def _chop(order: tuple[int, ...], lengths: list[int]) -> Deal:
    ends = np.cumsum(lengths)
    return tuple(order[end - k : end] for end, k in zip(ends, lengths, strict=True))


def _fair(task: Task) -> Iterator[Dealt]:
    yield fair(task)


# --- wrong steps


def _times(factor: Callable[[Batch], float]) -> Step:
    """The sum over the batch, with this in front of it."""
    return lambda b: b.move(factor(b))


def _from_start(factor: Callable[[Batch], float]) -> Step:
    """Every slope is measured where the epoch began."""
    return lambda b: b.theta - b.task.lr * factor(b) * b.slope(b.start)


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
    ("alpha_missing", _times(lambda b: 1 / b.rows / b.task.lr)),
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
    ("rows_repeated", repeated, right_step),
)

MISTAKES: tuple[tuple[str, Ways, Step], ...] = (
    *((name, _fair, step) for name, step in WRONG_STEPS),
    *WRONG_DEALS,
)


def led_to(theta: Floats, task: Task, mistake: Ways, step: Step) -> bool:
    """Whether this mistake leads to this theta and the right way does not."""
    return not is_one_of(theta, outcomes(task), NEAR) and any(
        is_one_of(theta, outcomes(task, ways, step), NEAR) for ways in mistake(task)
    )
