"""Lesson 05: mistakes in several epochs and in the losses that are noted.

No order of the rows is known, but the noted losses tell which of them was drawn: an epoch keeps
only the ways after which the loss is the noted one, so that few are left to go on from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.testing import (
    CANNOT_TELL,
    Evidence,
    Floats,
    Holds,
    Rule,
    is_nan,
    rules,
    same,
    vector,
)

from ..common.descent import SHRINKING, whole_start
from .batch_rules import needs_even_batches
from .epoch_mistakes import MISTAKES, NEAR, Ways, dealt_fairly, ends
from .epoch_outcomes import Step, Task, TooManyOrders, is_one_of, partitions, right_step

MOST_PLACES = 30_000  # to which an epoch leads, and from which the next one may begin
Losses = Sequence[float | None]  # None: any
Seen = Callable[[Task, int, Floats, Floats], Any]


def _descent_task(e: Evidence) -> tuple[Task, int]:
    X, y, theta, lr, epochs, size, _ = e.args
    return Task(theta, X, y, lr, size), epochs


def _rows_and_size(e: Evidence) -> tuple[int, int]:
    task, _ = _descent_task(e)
    return task.n, task.size


def _judged(seen: Callable[[Evidence], Any]) -> Holds:
    """Nothing is said of exceptions, or where the orders are too many to be listed."""

    def holds(e: Evidence) -> Any:
        if e.raised:
            return False
        try:
            return seen(e)
        except TooManyOrders:
            return CANNOT_TELL

    return holds


def _parts(seen: Seen) -> Holds:
    """Judge theta and losses, when both are there: seen(task, epochs, theta, losses)."""

    def holds(e: Evidence) -> Any:
        theta, losses = (vector(part) for part in e.got)
        if theta.size != len(e.args[2]):
            return False
        return seen(*_descent_task(e), theta, losses)

    return _judged(holds)


def _mse(theta: Floats, task: Task) -> float:
    return float(np.mean((task.X @ theta - task.y) ** 2))


def _all_mse(thetas: Floats, task: Task) -> Floats:
    return np.asarray(np.mean((thetas @ task.X.T - task.y) ** 2, axis=1))


# --- where some epochs lead


def _places(
    task: Task, losses: Losses, ways: Ways = dealt_fairly, step: Step = right_step
) -> list[Floats]:
    """Where one may be at the start and after each epoch, (places, d), with these losses."""
    places = [np.asarray(task.theta, dtype=float)[None, :]]
    for loss in losses:
        here = ends(places[-1], task, ways, step)
        if loss is not None:
            here = here[np.isclose(_all_mse(here, task), loss, rtol=NEAR, atol=NEAR)]
        if len(here) > MOST_PLACES:
            raise TooManyOrders(f"{len(here)} places")
        places.append(here)
    return places


def _leads(
    task: Task, theta: Floats, losses: Losses, ways: Ways = dealt_fairly, step: Step = right_step
) -> bool:
    """Whether epochs with these losses can lead to this theta."""
    return is_one_of(theta, _places(task, losses, ways, step)[-1], NEAR)


def _right_theta(task: Task, epochs: int, theta: Floats) -> bool:
    return _leads(task, theta, [None] * epochs)


# --- how many epochs, and from where


def _one_short(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    return losses.size == epochs - 1 and _leads(task, theta, [*losses])


def _one_too_many(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    """One more epoch than is asked for, with its loss or without it."""
    noted: Losses = [*losses] if losses.size == epochs + 1 else [*losses, None]
    return len(noted) == epochs + 1 and _leads(task, theta, noted)


def _one_only(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    return epochs > 1 and losses.size == 1 and _leads(task, theta, [*losses])


def _stopped(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    """The first epochs are right, and the others are not made."""
    return 0 < losses.size < epochs and _leads(task, theta, [*losses])


def _later_still(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    """The first epoch is right, and all others end where it ended."""
    once = losses.size == epochs > 1 and bool((losses == losses[0]).all())
    return task.lr > 0 and once and _leads(task, theta, [losses[0]])


def _reset(task: Task, epochs: int, theta: Floats, losses: Floats) -> Any:
    """Every loss, and theta, is that of one epoch from the start, in an order of its own."""
    here = ends(task.theta[None, :], task, dealt_fairly, right_step)
    known = _all_mse(here, task)
    each = [np.isclose(known, loss, rtol=NEAR, atol=NEAR).any() for loss in losses]
    if not (losses.size == epochs > 1 and all(each) and is_one_of(theta, here, NEAR)):
        return False
    return CANNOT_TELL if len(here) > 1 and (losses == losses[0]).all() else True


def _other_epoch(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    """Right losses, and the theta of another epoch than the last."""
    if losses.size != epochs:
        return False
    *earlier, last = _places(task, [*losses])
    return len(last) > 0 and any(is_one_of(theta, place, NEAR) for place in earlier)


def _other_start(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    zeros = Task(np.zeros(len(task.theta)), task.X, task.y, task.lr, task.size)
    return losses.size == epochs and _leads(zeros, theta, [*losses])


def _not_moved(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    return task.lr > 0 and losses.size == epochs and same(theta, task.theta)


def _piling(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    """The sum of the slopes outlives the batches and the epochs."""
    places = [(np.asarray(task.theta, dtype=float), np.zeros(len(task.theta)))]
    for loss in losses:
        here = [
            _pile(task, place, deal) for place in places for deal in partitions(task.n, task.size)
        ]
        places = [p for p in here if np.isclose(_mse(p[0], task), loss, rtol=NEAR, atol=NEAR)]
    return losses.size == epochs and any(np.allclose(theta, p[0], rtol=NEAR) for p in places)


def _pile(
    task: Task, place: tuple[Floats, Floats], deal: Sequence[Sequence[int]]
) -> tuple[Floats, Floats]:
    theta, total = place
    for batch in map(list, deal):
        X, y = task.X[batch], task.y[batch]
        total = total + X.T @ (X @ theta - y) / len(batch)
        theta = theta - task.lr * total
    return theta, total


# --- what is noted, and how it is handed back


def _shrinking(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    """The rate shrinks from epoch to epoch in some usual manner."""
    if not 1 < epochs == losses.size:
        return False
    return any(_shrunk(task, theta, losses, left, first) for left in SHRINKING for first in (0, 1))


def _shrunk(
    task: Task, theta: Floats, losses: Floats, left: Callable[[int], float], first: int
) -> bool:
    places = np.asarray(task.theta, dtype=float)[None, :]
    for k, loss in enumerate(losses):
        slower = Task(task.theta, task.X, task.y, task.lr * left(k + first), task.size)
        places = ends(places, slower, dealt_fairly, right_step)
        places = places[np.isclose(_all_mse(places, task), loss, rtol=NEAR, atol=NEAR)]
        if not len(places):
            return False
        if len(places) > MOST_PLACES:
            raise TooManyOrders(f"{len(places)} places")
    return is_one_of(theta, places, NEAR)


def _per_batch(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    return losses.size == epochs * -(-task.n // task.size) != epochs


def _with_start(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    first = losses.size == epochs + 1 and np.isclose(losses[0], _mse(task.theta, task))
    return bool(first) and _leads(task, theta, [*losses[1:]])


def _before(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    """The losses of the start and of all epochs but the last; theta is right."""
    start = losses.size == epochs and np.isclose(losses[0], _mse(task.theta, task))
    return task.lr > 0 and bool(start) and _leads(task, theta, [*losses[1:], None])


def _times(*factors: Callable[[Task], float]) -> Holds:
    """Every loss off by one factor."""

    def seen(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
        return losses.size == epochs and any(
            _leads(task, theta, [*losses / factor(task)]) for factor in factors
        )

    return _parts(seen)


def _rooted(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    return losses.size == epochs and _leads(task, theta, [*losses**2])


def _of_batches(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    """Every loss is one of a batch, or a mean of such; theta is right."""
    places = [np.asarray(task.theta, dtype=float)]
    for loss in losses:
        made = (_batch_losses(task, here, deal) for here in places for deal in _deals(task))
        places = [end for end, known in made if np.isclose(known, loss).any()]
        places = [*{place.tobytes(): place for place in places}.values()]
    return losses.size == epochs and any(np.allclose(theta, p, rtol=NEAR) for p in places)


def _deals(task: Task) -> Sequence[Sequence[Sequence[int]]]:
    return partitions(task.n, task.size)


def _batch_losses(
    task: Task, theta: Floats, deal: Sequence[Sequence[int]]
) -> tuple[Floats, Floats]:
    """Where an epoch leads, and what may be noted of its batches before and after their steps."""
    here, before, after = theta, [], []
    for batch in map(list, deal):
        X, y = task.X[batch], task.y[batch]
        before.append(float(np.mean((X @ here - y) ** 2)))
        here = here - task.lr / len(y) * X.T @ (X @ here - y)
        after.append(float(np.mean((X @ here - y) ** 2)))
    weights = [len(batch) for batch in deal]
    noted = [
        [known[0], known[-1], np.mean(known), np.average(known, weights=weights), np.sum(known)]
        for known in (before, after)
    ]
    return here, np.array([noted, np.array(noted) / 2]).ravel()


def _alone(e: Evidence) -> bool:
    task, epochs = _descent_task(e)
    return not isinstance(e.got, tuple | list) and _right_theta(task, epochs, vector(e.got))


def _swapped(e: Evidence) -> bool:
    losses, theta = map(vector, e.got)
    task, epochs = _descent_task(e)
    return losses.size == epochs and _leads(task, theta, [*losses])


def _empty(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    """Where there are several batches, the later ones hold nothing."""
    return task.size < task.n and is_nan(theta)


def _epochs_of(ways: Ways, step: Step) -> Holds:
    """The same mistake in each epoch."""

    def seen(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
        return losses.size == epochs and _leads(task, theta, [*losses], ways, step)

    return _parts(seen)


def _all(*named: tuple[str, Seen]) -> Iterator[tuple[str, Holds]]:
    for name, seen in named:
        yield name, _parts(seen)


def has_epochs(e: Evidence) -> bool:
    """Whether several epochs are asked for."""
    return _descent_task(e)[1] > 1


GD = (
    *rules(
        ("does_not_divide", needs_even_batches(_rows_and_size)),
        ("losses_missing", _judged(_alone)),
        ("swapped_result", _judged(_swapped)),
        *_all(
            ("empty_batches", _empty),
            ("loss_per_batch", _per_batch),
            ("losses_with_start", _with_start),
            ("one_epoch_short", _one_short),
        ),
    ),
    Rule("stops_after_first_epoch", _parts(_one_only), shows_in=has_epochs),
    *rules(
        *_all(
            ("later_epochs_stand_still", _later_still),
            ("theta_reset", _reset),
            ("not_moved", _not_moved),
            ("ignores_start", _other_start),
            ("one_epoch_too_many", _one_too_many),
            ("stopped_early", _stopped),
            ("other_epoch_returned", _other_epoch),
        ),
    ),
    *rules(*((name, _epochs_of(ways, step)) for name, ways, step in MISTAKES)),
    *rules(
        *_all(
            ("slopes_pile_up", _piling),
            ("decaying_alpha", _shrinking),
            ("loss_before_epoch", _before),
            ("loss_of_batches", _of_batches),
        ),
        ("half_of_the_loss", _times(lambda t: 0.5)),
        ("loss_without_mean", _times(lambda t: t.n, lambda t: t.n / 2)),
        ("root_of_the_loss", _parts(_rooted)),
        ("int_truncation", whole_start(2)),
    ),
)
