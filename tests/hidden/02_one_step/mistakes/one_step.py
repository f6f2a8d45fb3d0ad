"""Lesson 02: mistakes in one step by hand, in the matrix form, in the page with faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.testing import (
    Evidence,
    Floats,
    Makes,
    Table,
    is_rounded,
    raised,
    rows,
    shape_of,
    vector,
)

from ...common.gradients import WRONG_GRADIENTS, leaving_out
from ...common.linear_model import Line, from_lines, line, pass_over_rows

# --- mse_gradient_matrix(X, y, theta)


def _read_matrix(e: Evidence) -> Line:
    X, y, theta = e.args
    return line(theta, X, y, 2.0, e)


def _page_row_count(m: Line) -> Floats:
    """2/2, as on the page with two rows."""
    return m.right * m.n / 2


MATRIX: Table = (
    *from_lines([("fixed_row_count", _page_row_count)], _read_matrix),
    *from_lines(WRONG_GRADIENTS, _read_matrix),
)

# --- one_step(x, y, t0, t1, lr)


def _read_step(e: Evidence) -> Line:
    """Read the gradient out of the step: (old − new)/lr."""
    x, y, t0, t1, rate = e.args
    x = np.asarray(x, dtype=float)
    gradient = (np.array([t0, t1]) - vector(e.got)) / rate if rate and _is_pair(e) else e.got
    X = np.column_stack([np.ones(len(x)), x])
    return line([t0, t1], X, y, 1.0, replace(e, got=gradient))


def _is_pair(e: Evidence) -> bool:
    shape = shape_of(e.got)
    return shape is not None and int(np.prod(shape)) == 2


def _steps(wrong: Callable[[Line], Any]) -> Makes:
    """The same mistake, one step later."""

    def makes(e: Evidence) -> Any:
        made = wrong(_read_step(e))
        return made if made is None or isinstance(made, bool) else _move(e, made)

    return lambda e: None if e.raised else makes(e)


def _move(e: Evidence, gradient: Floats) -> Floats:
    _, _, t0, t1, rate = e.args
    return np.asarray([t0, t1] - rate * np.asarray(gradient))


def _sequential(first: int) -> Makes:
    """Move one parameter, then measure the other slope from there."""

    def makes(e: Evidence) -> Floats:
        m, rate = _read_step(e), e.args[4]
        theta = m.theta.copy()
        theta[first] -= rate * m.right[first]
        theta[1 - first] -= rate * replace(m, theta=theta).right[1 - first]
        return theta

    return makes


def _on_right(change: Callable[[Floats, Floats, float], Any]) -> Makes:
    """A wrong way to use the right gradient: change(theta, gradient, rate)."""

    def makes(e: Evidence) -> Any:
        m = _read_step(e)
        return change(m.theta, m.right, float(e.args[4]))

    return makes


def _row_by_row(share: Callable[[int], float]) -> Makes:
    """Both parameters move after every row, by this share of its slope."""

    def makes(e: Evidence) -> Floats:
        m = _read_step(e)
        return pass_over_rows(m.theta, m, float(e.args[4]) * share(m.n))

    return lambda e: None if e.raised else makes(e)


def _for_each_row(share: Callable[[int], float]) -> Makes:
    """A new position for every row, (2, n)."""

    def makes(e: Evidence) -> Any:
        m = _read_step(e)
        made = m.theta[:, None] - float(e.args[4]) * share(m.n) * m.rows.T
        return tuple(made) if m.n > 1 else None

    return lambda e: None if e.raised else makes(e)


def _kept(index: int) -> Makes:
    return _on_right(lambda t, g, r: np.where(np.arange(2) == index, t, t - r * g))


def _rounded(e: Evidence) -> Any:
    m = _read_step(e)
    right = m.theta - float(e.args[4]) * m.right
    return is_rounded(vector(e.got), right)


def _other_order(*order: int) -> Makes:
    """A right step with some of the arguments in each other's places."""

    def makes(e: Evidence) -> Floats:
        m = _read_step(replace(e, args=tuple(e.args[k] for k in order)))
        return m.theta - float(e.args[4]) * m.right

    return lambda e: None if e.raised else makes(e)


# a step shows a wrong sign as gradient_added, and no shape but the rows' own
SLOPES = leaving_out(
    "no_reduction",
    "x_missing",
    "one_slope_only",
    "wrong_sign",
    "labels_disagree",
    "wrong_axis",
    "mean_over_everything",
    "intercept_twice",
    "wrong_number_of_slopes",
    "learning_rate_inside",
    "normalised",
    "clipped",
    "median",
    "new_position",
    "one_sided_difference",
)

ONE_STEP: Table = (
    *rows(
        ("lists_not_converted", raised("TypeError", "AttributeError", framed=False)),
        ("sequential_update", _sequential(0)),
        ("sequential_update", _sequential(1)),
        ("not_moved", _on_right(lambda t, g, r: t)),
        ("one_component_updated/second", _kept(0)),
        ("one_component_updated/first", _kept(1)),
        ("gradient_added", _on_right(lambda t, g, r: t + r * g)),
        ("returns_gradient", _on_right(lambda t, g, r: g)),
        ("swapped_result", _on_right(lambda t, g, r: (t - r * g)[::-1])),
        ("old_theta_lost", _on_right(lambda t, g, r: -r * g)),
        ("alpha_twice", _on_right(lambda t, g, r: t - r * r * g)),
        ("alpha_missing", _on_right(lambda t, g, r: t - g)),
        ("int_truncation", _on_right(lambda t, g, r: np.trunc(t - r * g))),
        ("no_reduction", _for_each_row(lambda n: 1)),
        ("no_reduction", _for_each_row(lambda n: 1 / n)),
        ("one_update_per_row", _row_by_row(lambda n: 1)),
        ("one_update_per_row", _row_by_row(lambda n: 1 / n)),
        ("arguments_in_other_order", _other_order(1, 0, 2, 3, 4)),
        ("arguments_in_other_order", _other_order(0, 1, 3, 2, 4)),
        ("rounded", lambda e: not e.raised and _rounded(e)),
    ),
    *rows(*((name, _steps(wrong)) for name, wrong in SLOPES)),
)

# --- errata: what the page says, and what else its faults lead to

_PAGE: dict[str, tuple[tuple[str, Any], ...]] = {
    "loss": (("page_numbers", 1.25), ("half_factor", 0.3125)),
    "gradient": (
        ("page_numbers", [-0.5, -3.5, -4.0]),
        ("half_factor", [0.25, 1.75, 2.0]),
        ("double_factor", [1.0, 7.0, 8.0]),
        ("wrong_sign", [-0.25, -1.75, -2.0]),
    ),
    "theta_new": (
        ("page_numbers", [0.49975, 0.99825, 0.498]),
        ("half_factor", [0.49975, 0.99825, 0.498]),
        ("gradient_added", [0.5005, 1.0035, 0.504]),
        ("gradient_added", [0.50025, 1.00175, 0.502]),
        ("double_factor", [0.499, 0.993, 0.492]),
        ("not_moved", [0.5, 1.0, 0.5]),
        ("alpha_missing", [0.0, -2.5, -3.5]),
        ("old_theta_lost", [-0.0005, -0.0035, -0.004]),
        ("returns_gradient", [0.5, 3.5, 4.0]),
    ),
}


def _entry(key: str, number: Any) -> Makes:
    return lambda e: number if e.args[0] == key else None


ERRATA: Table = rows(
    *((name, _entry(key, number)) for key, known in _PAGE.items() for name, number in known)
)

# --- gradient_factor(loss, n)


def _factor(mean: Callable[[str], bool], two: Callable[[str], float]) -> Makes:
    """A factor from two decisions about the loss: does it divide by n, and which number is left."""
    return lambda e: two(e.args[0]) / (e.args[1] if mean(e.args[0]) else 1)


def _is_mean(loss: str) -> bool:
    return loss.endswith("mse")


def _top(loss: str) -> float:
    return 1.0 if loss.startswith("half") else 2.0


FACTOR: Table = rows(
    ("text_not_number", lambda e: isinstance(e.got, str)),
    ("missing_mean", _factor(lambda s: False, _top)),
    ("extra_mean", _factor(lambda s: True, _top)),
    ("half_factor", _factor(_is_mean, lambda s: _top(s) / 2)),
    ("double_factor", _factor(_is_mean, lambda s: _top(s) * 2)),
    ("wrong_sign", _factor(_is_mean, lambda s: -_top(s))),
    ("upside_down", lambda e: 1 / _factor(_is_mean, _top)(e)),
    ("upside_down", lambda e: e.args[1] if e.args[0] == "mse" else None),
    ("integer_division", lambda e: float(_factor(_is_mean, _top)(e) // 1)),
    ("divided_twice", lambda e: _factor(_is_mean, _top)(e) / e.args[1]),
    *(("rounded", lambda e, k=k: round(_factor(_is_mean, _top)(e), k)) for k in range(1, 5)),
)
