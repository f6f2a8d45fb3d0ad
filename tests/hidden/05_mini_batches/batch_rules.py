"""Lesson 05: mistakes in dealing the rows, and in one epoch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.testing import (
    CANNOT_TELL,
    Evidence,
    Holds,
    ends_right,
    is_nan,
    numbers,
    rules,
    same,
    vector,
)

from ..common.descent import whole_start
from .epoch_mistakes import MISTAKES, Ways, led_to
from .epoch_outcomes import Partition, Step, Task, cut


def needs_even_batches(asked: Callable[[Evidence], tuple[int, int]]) -> Holds:
    """It raises where the rows do not make whole batches; ``asked`` gives rows and batch size.

    Of a batch size above the number of rows this says nothing: that may be refused by itself.
    """

    def holds(e: Evidence) -> Any:
        if e.raised not in ("ValueError", "ZeroDivisionError"):
            return False
        n, size = asked(e)
        return CANNOT_TELL if size > n else n % size > 0

    return holds


# --- minibatches(n, batch_size, rng)


def _dealt(e: Evidence) -> Partition:
    arrays = [np.ravel(batch) for batch in e.got]
    if any(array.size and array.dtype.kind not in "iu" for array in arrays):
        raise ValueError("no row numbers")
    return tuple(tuple(int(row) for row in array) for array in arrays)


def _asked(e: Evidence) -> tuple[int, int]:
    n, size, _ = e.args
    return n, size


def _all_rows(e: Evidence) -> list[int]:
    return sorted(row for batch in _dealt(e) for row in batch)


def _dealing(seen: Callable[[Evidence], bool]) -> Holds:
    return lambda e: not e.raised and seen(e)


def _uncut(e: Evidence) -> bool:
    array = numbers(e.got)
    return array is not None and array.shape == (_asked(e)[0],) and array.size > 0


def _from_one(e: Evidence) -> bool:
    n, _ = _asked(e)
    return _all_rows(e) == list(range(1, n + 1))


def _last_dropped(e: Evidence) -> bool:
    """The right batches, but for the last one, whether it is short or full."""
    n, size = _asked(e)
    dealt, rows = _dealt(e), _all_rows(e)
    full = all(len(batch) == size for batch in dealt)
    return full and len(dealt) == -(-n // size) - 1 and len(set(rows)) == len(dealt) * size


def _empties(e: Evidence) -> bool:
    return any(len(batch) == 0 for batch in _dealt(e))


def _first_only(e: Evidence) -> bool:
    n, size = _asked(e)
    dealt = _dealt(e)
    return size < n and len(dealt) == 1 and len(set(dealt[0])) == size


def _same_batch(e: Evidence) -> bool:
    dealt = _dealt(e)
    return len(dealt) > 1 and len(set(dealt)) == 1


def _repeats(e: Evidence) -> bool:
    found = _all_rows(e)
    return len(set(found)) < len(found)


def _other_sizes(e: Evidence) -> bool:
    return _all_rows(e) == list(range(_asked(e)[0]))


def _only_batches_mixed(e: Evidence) -> bool:
    """Neighbours in one batch, in their order; the batches have changed places."""
    n, size = _asked(e)
    dealt, plain = _dealt(e), cut(range(n), size)
    return dealt != plain and sorted(dealt) == [*plain]


DEALING = rules(
    ("does_not_divide", needs_even_batches(_asked)),
    ("keeps_state", ends_right),
    ("not_cut", _dealing(_uncut)),
    ("rows_from_one", _dealing(_from_one)),
    ("empty_batches", _dealing(_empties)),
    ("same_batch_again", _dealing(_same_batch)),
    ("stops_after_first_batch", _dealing(_first_only)),
    ("last_batch_dropped", _dealing(_last_dropped)),
    ("batches_not_mixed", _dealing(_only_batches_mixed)),
    ("rows_repeated", _dealing(_repeats)),
    ("other_sizes", _dealing(_other_sizes)),
)

# --- minibatch_epoch(theta, X, y, lr, batch_size, rng)


def _epoch_task(e: Evidence) -> Task:
    theta, X, y, lr, size, _ = e.args
    return Task(theta, X, y, lr, size)


def _epoch(mistake: Ways, step: Step) -> Holds:
    return lambda e: None if e.raised else led_to(vector(e.got), _epoch_task(e), mistake, step)


def _stays(e: Evidence) -> bool:
    task = _epoch_task(e)
    return not e.raised and task.lr > 0 and same(e.got, task.theta)


def _is_slope(e: Evidence) -> bool:
    """The step without its start: the last batch's slope, or that of all rows."""
    task = _epoch_task(e)
    error = task.X @ task.theta - task.y
    return not e.raised and same(e.got, task.X.T @ error / task.n)


EPOCH = (
    *rules(
        ("does_not_divide", needs_even_batches(lambda e: (_epoch_task(e).n, _epoch_task(e).size))),
        ("empty_batches", lambda e: is_nan(e.got) and _epoch_task(e).size < _epoch_task(e).n),
        ("not_moved", _stays),
        ("returns_gradient", _is_slope),
    ),
    *rules(*((name, _epoch(ways, step)) for name, ways, step in MISTAKES)),
    *rules(("int_truncation", whole_start(0))),
)
