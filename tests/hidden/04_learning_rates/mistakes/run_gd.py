"""Lesson 04: mistakes in a descent that records its losses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.testing import (
    CANNOT_TELL,
    Evidence,
    Floats,
    Makes,
    Table,
    numbers,
    raised,
    rows,
    shape_of,
    vector,
)
from solutions import learning_rates

from ...common.gradients import only
from ...common.linear_model import Line, pass_over_rows

Slope = Callable[[Line], Any]
Step = Callable[[Floats, Floats, float, int], Any]  # (theta, slopes, rate, k) → the next theta
Record = Callable[[Line], float]

NEAR = 1e-3  # farther apart than any rounding
USUAL_STEPS, USUAL_RATES = (50, 80, 100, 200, 1000), (0.1, 0.05, 0.02, 0.01, 0.005, 0.001)


def _mse(m: Line) -> float:
    return float(np.mean(m.error**2))


def _right_slope(m: Line) -> Any:
    return m.right


def _right_step(theta: Floats, slopes: Floats, rate: float, k: int) -> Any:
    return theta - rate * slopes


def _given(e: Evidence) -> tuple[Line, float, int]:
    x, y, rate, steps = e.args
    X = np.column_stack([np.ones(len(x)), x])
    return Line(np.zeros(2), X, np.asarray(y, dtype=float), 2.0, None), float(rate), int(steps)


def _way(m: Line, rate: float, steps: int, slope: Slope, step: Step) -> Iterator[Line]:
    """The line at the start and after every step."""
    yield m
    for k in range(steps):
        slopes = np.asarray(slope(m), dtype=float)
        m = replace(m, theta=np.asarray(step(m.theta, slopes, rate, k)))
        yield m


def _followed(e: Evidence, losses: Iterable[float]) -> Floats | None:
    """All the losses, unless one of them, and so the mistake, is not what was returned."""
    if e.got is None:  # an exception: where would it blow up?
        return np.array([*losses])
    seen, made = vector(e.got), np.empty(int(e.args[3]) + 1)
    if seen.size != made.size:
        return None
    for k, loss in enumerate(losses):
        if abs(loss - seen[k]) > NEAR * abs(loss):  # never so of nan and inf
            return None
        made[k] = loss
    return made


def _losses(slope: Slope = _right_slope, step: Step = _right_step, record: Record = _mse) -> Makes:
    """The losses of a descent with these mistakes."""

    def makes(e: Evidence) -> Any:
        return _followed(e, map(record, _way(*_given(e), slope, step)))

    return lambda e: None if e.raised else makes(e)


def _picked(pick: Callable[[Floats], Any]) -> Makes:
    """Some of the right losses."""

    def makes(e: Evidence) -> Any:
        return pick(_right_losses(e))

    return lambda e: None if e.raised else makes(e)


_last: list[tuple[Evidence, Floats]] = []  # the losses of the call that was looked at last


def _right_losses(e: Evidence) -> Floats:
    """The losses of one step more than is asked for."""
    if not _last or _last[0][0] is not e:
        m, rate, steps = _given(e)
        way = _way(m, rate, steps + 1, _right_slope, _right_step)
        _last[:] = [(e, np.array([*map(_mse, way)]))]
    return _last[0][1]


# --- other steps


def _whole(theta: Floats, slopes: Floats, rate: float, k: int) -> Any:
    return np.trunc(theta - rate * slopes)


def _kept(index: int) -> Step:
    return lambda t, g, rate, k: np.where(np.arange(2) == index, t, t - rate * g)


def _in_turn(first: int) -> Makes:
    """The second slope is measured after the first parameter has moved."""

    def makes(e: Evidence) -> Any:
        return _followed(e, map(_mse, way(*_given(e))))

    def way(m: Line, rate: float, steps: int) -> Iterator[Line]:
        yield m
        for _ in range(steps):
            for j in (first, 1 - first):
                theta = m.theta.copy()
                theta[j] -= rate * m.right[j]
                m = replace(m, theta=theta)
            yield m

    return lambda e: None if e.raised else makes(e)


def _never_again(e: Evidence) -> Any:
    """Every step uses the slopes of the start."""
    start = _given(e)[0].right
    return _losses(slope=lambda m: start)(e)


def _row_by_row(share: Callable[[int], float]) -> Makes:
    """Theta moves after every row, by this share of the row's slope."""

    def makes(e: Evidence) -> Any:
        return _followed(e, map(_mse, way(*_given(e))))

    def way(m: Line, rate: float, steps: int) -> Iterator[Line]:
        yield m
        for _ in range(steps):
            m = replace(m, theta=pass_over_rows(m.theta, m, rate * share(m.n)))
            yield m

    return lambda e: None if e.raised else makes(e)


def _piling(share: Callable[[int], float]) -> Makes:
    """The sum of the slopes is never set back to zero."""

    def makes(e: Evidence) -> Any:
        return _followed(e, map(_mse, way(*_given(e))))

    def way(m: Line, rate: float, steps: int) -> Iterator[Line]:
        yield m
        total = np.zeros(2)
        for _ in range(steps):
            total = total + m.right * share(m.n)
            m = replace(m, theta=m.theta - rate * total)
            yield m

    return lambda e: None if e.raised else makes(e)


def _other_order(e: Evidence) -> Any:
    """x and y in each other's places."""
    return _losses()(replace(e, args=(e.args[1], e.args[0], *e.args[2:])))


STEPS: tuple[tuple[str, Makes], ...] = (
    ("one_update_per_row", _row_by_row(lambda n: 1)),
    ("one_update_per_row", _row_by_row(lambda n: 1 / n)),
    ("one_update_per_row", _row_by_row(lambda n: 1 / 2)),
    ("slopes_pile_up", _piling(lambda n: 1)),
    ("arguments_in_other_order", _other_order),
    ("gradient_added", _losses(step=lambda t, g, r, k: t + r * g)),
    ("gradient_not_recomputed", _never_again),
    ("sequential_update", _in_turn(0)),
    ("sequential_update", _in_turn(1)),
    ("old_theta_lost", _losses(step=lambda t, g, r, k: -r * g)),
    ("alpha_twice", _losses(step=lambda t, g, r, k: t - r * r * g)),
    ("alpha_missing", _losses(step=lambda t, g, r, k: t - g)),
    ("decaying_alpha", _losses(step=lambda t, g, r, k: t - r / (k + 1) * g)),
    ("normalised_step", _losses(step=lambda t, g, r, k: t - r * g / np.linalg.norm(g))),
    ("one_component_updated/second", _losses(step=_kept(0))),
    ("one_component_updated/first", _losses(step=_kept(1))),
    ("int_truncation", _losses(step=_whole)),
    ("int_truncation", raised("UFuncTypeError", "_UFuncOutputCastingError")),
    ("slopes_of_half_the_loss", _losses(slope=lambda m: m.right / 2)),
    ("slopes_twice_too_steep", _losses(slope=lambda m: m.right * 2)),
)

# --- other records: (name, what is recorded, what is differentiated along with it)


def _half(m: Line) -> float:
    return _mse(m) / 2


def _sum(m: Line) -> float:
    return float(np.sum(m.error**2))


RECORDS: tuple[tuple[str, Makes], ...] = (
    ("half_the_loss_recorded", _losses(record=_half)),
    ("half_the_loss_throughout", _losses(slope=lambda m: m.right / 2, record=_half)),
    ("sum_recorded", _losses(record=_sum)),
    ("sum_recorded", _losses(slope=lambda m: m.right * m.n, record=_sum)),
    ("sum_recorded", _losses(slope=lambda m: m.right / 2, record=_sum)),
    ("sum_recorded", _losses(record=lambda m: _sum(m) / 2)),
    ("root_recorded", _losses(record=lambda m: _mse(m) ** 0.5)),
    ("absolute_error", _losses(record=lambda m: float(np.mean(np.abs(m.error))))),
    ("not_squared", _losses(record=lambda m: float(np.mean(m.error)))),
    ("not_squared", _losses(record=lambda m: -float(np.mean(m.error)))),
    ("product_of_means", _losses(record=lambda m: float(np.mean(m.error)) ** 2)),
)

# --- how many, and which


def _prefix(e: Evidence) -> bool:
    """The right losses, but not all of them."""
    got, right = vector(e.got), vector(e.expected)
    return 0 < got.size < right.size and np.allclose(got, right[: got.size], rtol=1e-6)


def _capped(e: Evidence) -> Any:
    """The right losses, up to some height."""
    got, right = vector(e.got), vector(e.expected)
    if got.size != right.size:
        return False
    if got.size == 1:
        return CANNOT_TELL if got[0] < right[0] else False
    cut = right > got.max() * (1 + 1e-9)
    below = np.allclose(got[~cut], right[~cut], rtol=1e-6)
    return bool(cut.any() and not cut.all() and below and (got[cut] == got.max()).all())


def _no_losses(e: Evidence) -> Any:
    """Two numbers or rows of two: parameters."""
    shape, steps = shape_of(e.got), int(e.args[3])
    rows_of_two = shape is not None and len(shape) > 1 and shape[-1] == 2
    return rows_of_two or (shape == (2,) and (steps != 1 or CANNOT_TELL))


def _pair(e: Evidence) -> bool:
    """The losses, and something beside them."""
    return isinstance(e.got, tuple) and numbers(e.got) is None


def _fixed(e: Evidence) -> bool:
    """Some usual number of steps or rate, whatever was asked."""
    x, y, rate, steps = e.args
    got = vector(e.got)
    tries = [(rate, k) for k in USUAL_STEPS] + [(r, steps) for r in USUAL_RATES]
    return any(
        len(got) == k + 1 and np.allclose(got, learning_rates.run_gd(x, y, r, k), rtol=1e-6)
        for r, k in tries
    )


def _lesson_data(e: Evidence) -> Any:
    _, _, rate, steps = e.args
    return learning_rates.run_gd(learning_rates.x, learning_rates.y, rate, steps)


def _stands_still(e: Evidence) -> bool:
    got = vector(e.got)
    return got.size > 1 and bool((got == got[0]).all())


def _other_start(e: Evidence) -> bool:
    """The right number of losses, and the first is not that of the start."""
    got = vector(e.got)
    return got.size == vector(e.expected).size and not np.isclose(got[0], vector(e.expected)[0])


def _later_wrong(e: Evidence) -> bool:
    """The right number of losses, and only the first is right."""
    got = vector(e.got)
    return got.size == vector(e.expected).size > 1 and np.isclose(got[0], vector(e.expected)[0])


# what changes the slopes alone, and what changes the residuals of slopes and losses alike
SLOPES = only(
    "missing_mean",
    "divided_by_columns",
    "divided_by_n_minus_1",
    "divided_twice",
    "swapped_components",
    "missing_brackets",
    "product_of_means",
    "factor_on_first_term",
    "one_row_only",
    "one_row_missing",
    "absolute_residual",
    "squared_residual",
    "sign_of_residual",
)


def _one_for_both(index: int) -> Slope:
    return lambda m: m.right[[index, index]]


def _turned(index: int) -> Slope:
    return lambda m: np.where(np.arange(2) == index, -m.right, m.right)


RUN_GD: Table = (
    *rows(
        ("more_than_losses", _pair),
        ("only_the_last_loss", _picked(lambda losses: losses[-2])),
        ("only_the_last_loss", _picked(lambda losses: losses[-1])),
        ("recorded_after_the_step", _picked(lambda losses: losses[1:])),
        ("start_not_recorded", _picked(lambda losses: losses[1:-1])),
        ("end_not_recorded", _picked(lambda losses: losses[:-2])),
        ("one_loss_too_many", _picked(lambda losses: losses)),
        ("losses_clipped", _capped),
        ("ignores_arguments", _lesson_data),
        ("stopped_early", _prefix),
        ("parameters_not_losses", _no_losses),
        ("stands_still", _stands_still),
    ),
    *rows(*STEPS, *RECORDS),
    *rows(*((name, _losses(slope=wrong)) for name, wrong in SLOPES)),
    *rows(
        ("x_forgotten", _losses(slope=_one_for_both(0))),
        ("x_everywhere", _losses(slope=_one_for_both(1))),
        ("one_wrong_sign", _losses(slope=_turned(0))),
        ("one_wrong_sign", _losses(slope=_turned(1))),
        ("fixed_settings", _fixed),
        ("first_loss_wrong", _other_start),
        ("later_losses_wrong", _later_wrong),
    ),
)
