"""Lesson 05: mistakes in several epochs and in the losses that are noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from autograder.diagnosis.core import Evidence
from autograder.diagnosis.epochs import MISTAKES, NEAR, Ways, led_to
from autograder.diagnosis.numbers import Floats, is_nan, same, vector
from autograder.diagnosis.tables import Makes, Table, raised, rows
from autograder.oracle import Step, Task, deals, is_one_of, journeys, outcomes

MOST_WAYS = 900  # journeys that are listed: two epochs of thirty deals


def _descent_task(e: Evidence) -> tuple[Task, int]:
    X, y, theta, lr, epochs, size, _ = e.args
    return Task(theta, X, y, lr, size), epochs


def _pair(e: Evidence) -> tuple[Floats, Floats]:
    theta, losses = (vector(part) for part in e.got)
    if theta.size != len(e.args[2]):
        raise ValueError("not one number a parameter")
    return theta, losses


def _parts(seen: Callable[[Task, int, Floats, Floats], bool]) -> Makes:
    """Judge theta and losses, when both are there."""
    return lambda e: not e.raised and seen(*_descent_task(e), *_pair(e))


def _mse(theta: Floats, X: Floats, y: Floats) -> float:
    return float(np.mean((X @ theta - y) ** 2))


def _right_theta(task: Task, epochs: int, theta: Floats) -> bool:
    made = np.array([end for end, _ in journeys(task, epochs)])
    return is_one_of(theta, made, NEAR)


def _too_many(per_epoch: Callable[[Task, int], int]) -> Makes:
    """The length of the losses tells."""

    def seen(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
        return losses.size == per_epoch(task, epochs) != epochs

    return _parts(seen)


def _before(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    """The first loss is the start's, and it is followed by too few others."""
    start = _mse(task.theta, task.X, task.y)
    return task.lr > 0 and losses.size == epochs and bool(np.isclose(losses[0], start))


def _factor(*factors: Callable[[Task], float]) -> Makes:
    """Right theta, and every loss off by one factor."""

    def seen(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
        after = _mse(theta, task.X, task.y)
        return losses.size == epochs and any(
            np.isclose(losses[-1], factor(task) * after) for factor in factors
        )

    return _parts(seen)


def _rooted(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    return bool(np.isclose(losses[-1] ** 2, _mse(theta, task.X, task.y)))


def _of_batches(task: Task, epochs: int, theta: Floats, losses: Floats) -> bool:
    """The last loss, of one epoch, is one of a batch, or the mean of such."""
    if epochs != 1 or losses.size != 1:
        return False
    return any(np.isclose(losses[0], made).any() for made in _batch_losses(task, theta))


def _batch_losses(task: Task, theta: Floats) -> Iterator[Floats]:
    """Losses of batches before and after their steps, and their means, on the way to theta."""
    ends = outcomes(task)
    for index in np.flatnonzero(np.isclose(ends, theta, rtol=NEAR, atol=NEAR).all(axis=1)):
        here, before, after = task.theta, [], []
        for batch in deals(task.n, task.size)[index]:
            X, y = task.X[list(batch)], task.y[list(batch)]
            before.append(_mse(here, X, y))
            here = here - task.lr / len(y) * X.T @ (X @ here - y)
            after.append(_mse(here, X, y))
        for known in (before, after):
            weights = [len(b) for b in deals(task.n, task.size)[index]]
            yield np.array([known[-1], np.mean(known), np.average(known, weights=weights)])
            yield np.array([known[-1], np.mean(known), np.sum(known)]) / 2
            yield np.array([np.sum(known)])


def _again_from_start(e: Evidence) -> bool:
    """Where one epoch leads, after several."""
    task, epochs = _descent_task(e)
    return epochs > 1 and is_one_of(_pair(e)[0], outcomes(task), NEAR)


def _one_epoch_only(e: Evidence) -> bool:
    return _descent_task(e)[1] > 1 and _pair(e)[1].size == 1 and _again_from_start(e)


def _alone(e: Evidence) -> bool:
    task, epochs = _descent_task(e)
    return not isinstance(e.got, tuple | list) and _right_theta(task, epochs, vector(e.got))


def _swapped(e: Evidence) -> bool:
    losses, theta = e.got
    task, epochs = _descent_task(e)
    return np.size(losses) == epochs and _right_theta(task, epochs, vector(theta))


def _other_start(e: Evidence) -> bool:
    task, epochs = _descent_task(e)
    zeros = Task(np.zeros(len(task.theta)), task.X, task.y, task.lr, task.size)
    return _right_theta(zeros, epochs, _pair(e)[0])


def _wrong_epochs(change: Callable[[int], int]) -> Makes:
    def makes(e: Evidence) -> bool:
        task, epochs = _descent_task(e)
        (theta, losses), wrong = _pair(e), change(epochs)
        if wrong < epochs and (wrong == 1 or losses.size != wrong):
            return False  # one epoch, whatever is asked, has a row of its own
        few = len(deals(task.n, task.size)) ** max(wrong, 1) <= MOST_WAYS
        return few and not _right_theta(task, epochs, theta) and _right_theta(task, wrong, theta)

    return lambda e: not e.raised and makes(e)


def _descent(mistake: Ways, step: Step) -> Makes:
    """The same mistake in one epoch, or in each of them when there is one way to deal."""

    def makes(e: Evidence) -> bool:
        task, epochs = _descent_task(e)
        theta = _pair(e)[0]
        if epochs == 1:
            return led_to(theta, task, mistake, step)
        if len(deals(task.n, task.size)) > 1:
            return False
        return is_one_of(theta, np.array([journeys(task, epochs, step)[0][0]]), NEAR)

    return lambda e: not e.raised and makes(e)


GD: Table = (
    *rows(
        ("does_not_divide", raised("ValueError")),
        ("losses_missing", lambda e: not e.raised and _alone(e)),
        ("swapped_result", lambda e: not e.raised and _swapped(e)),
        ("empty_batches", lambda e: not e.raised and is_nan(_pair(e)[0])),
        ("loss_per_batch", _too_many(lambda t, k: k * -(-t.n // t.size))),
        ("losses_with_start", _too_many(lambda t, k: k + 1)),
        ("one_epoch_short", _wrong_epochs(lambda k: k - 1)),
        ("stops_after_first_epoch", lambda e: not e.raised and _one_epoch_only(e)),
        ("theta_reset", lambda e: not e.raised and _again_from_start(e)),
        ("not_moved", lambda e: not e.raised and same(_pair(e)[0], e.args[2])),
        ("ignores_start", lambda e: not e.raised and _other_start(e)),
        ("one_epoch_too_many", _wrong_epochs(lambda k: k + 1)),
    ),
    *rows(*((name, _descent(ways, step)) for name, ways, step in MISTAKES)),
    *rows(
        ("loss_before_epoch", _parts(_before)),
        ("loss_of_batches", _parts(_of_batches)),
        ("half_of_the_loss", _factor(lambda t: 0.5)),
        ("loss_without_mean", _factor(lambda t: t.n, lambda t: t.n / 2)),
        ("root_of_the_loss", _parts(_rooted)),
    ),
)
