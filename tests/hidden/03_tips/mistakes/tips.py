"""Lesson 03: mistakes in the loss, its gradient and the measured symptom of a missing mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.testing import (
    CANNOT_TELL,
    Evidence,
    Makes,
    Table,
    is_rounded,
    raised,
    rows,
    shape_of,
)
from solutions import tips

from ...common.gradients import leaving_out, only
from ...common.linear_model import Line, from_lines, line

ROWS = len(tips.y)

INDEXING = rows(
    ("array_indexing_on_frame", raised("InvalidIndexError", framed=True)),
    ("label_lookup_on_frame", raised("KeyError", framed=True)),
)
ON_ARRAYS = rows(
    ("frame_indexing_on_array", raised("AttributeError", "IndexError", framed=False)),
    ("label_lookup_on_frame", raised("ValueError", "IndexError", framed=False)),
)

# --- mse_gradient(theta, X, y_obs) and gradient_single_arg(theta)


def _read(e: Evidence) -> Line:
    theta, X, y = e.args
    return line(theta, X, y, 2.0, e)


def _read_closed(e: Evidence) -> Line:
    return line(e.args[0], tips.X, tips.y, 2.0, e)


def _on_tips(e: Evidence) -> Line:
    """The same theta on the notebook's own data."""
    return line(e.args[0], tips.X, tips.y, 2.0, e)


def _one_tips_row_count(m: Line) -> Any:
    return m.right * m.n / ROWS


GRADIENT: Table = (
    *INDEXING,
    *from_lines([("ignores_arguments", lambda m: m.right)], _on_tips),
    *from_lines([("fixed_row_count", _one_tips_row_count)], _read),
    *from_lines(leaving_out("wrong_number_of_slopes"), _read),
)
CLOSED: Table = from_lines(
    only(
        "no_reduction",
        "one_slope_only",
        "missing_mean",
        "wrong_sign",
        "half_factor",
        "double_factor",
        "swapped_components",
        "swapped_theta",
        "prediction_ignored",
    ),
    _read_closed,
)

# --- mse(theta, X, y_obs)


def _per_row(m: Line) -> bool:
    return m.got is not None and m.n > 1 and m.got.size == m.n


def _several(m: Line) -> bool:
    return m.got is not None and m.got.size > 1


def _mean_square(error: Any) -> Any:
    return None if error is None else float(np.mean(error**2))


def _error(column: int) -> Callable[[Line], Any]:
    return lambda m: _mean_square(m.X[:, column] * m.theta[column] - m.y)


def _loss(change: Callable[[float, Line], float]) -> Callable[[Line], Any]:
    """A wrong number made from the right one."""
    return lambda m: change(float(np.mean(m.error**2)), m)


def _rounded(m: Line) -> Any:
    if m.short or m.got is None:
        return CANNOT_TELL
    return is_rounded(m.got.ravel(), np.array([np.mean(m.error**2)]))


WRONG_LOSSES: tuple[tuple[str, Callable[[Line], Any]], ...] = (
    ("no_reduction", _per_row),
    ("residual_table", lambda m: m.got is not None and m.got.size == m.n**2),
    ("returns_several", _several),
    ("missing_mean", _loss(lambda loss, m: loss * m.n)),
    ("divided_by_columns", _loss(lambda loss, m: loss * m.n / m.d)),
    ("fixed_row_count", _loss(lambda loss, m: loss * m.n / ROWS)),
    ("half_factor", _loss(lambda loss, m: loss / 2)),
    ("double_factor", _loss(lambda loss, m: loss * 2)),
    ("divided_by_n_minus_1", _loss(lambda loss, m: loss * m.n / (m.n - 1))),
    ("divided_twice", _loss(lambda loss, m: loss / m.n)),
    ("root_of_the_loss", _loss(lambda loss, m: loss**0.5)),
    ("negative_loss", _loss(lambda loss, m: -loss)),
    ("not_squared", lambda m: m.error.mean()),
    ("not_squared", lambda m: -m.error.mean()),
    ("absolute_error", lambda m: np.abs(m.error).mean()),
    ("product_of_means", lambda m: m.error.mean() ** 2),
    ("median", lambda m: np.median(m.error**2)),
    ("prediction_ignored", lambda m: _mean_square(m.y)),
    ("slope_missing_in_prediction", _error(0)),
    ("intercept_missing_in_prediction", _error(1)),
    ("swapped_theta", lambda m: _mean_square(m.X @ m.theta[::-1] - m.y)),
    ("turned_slope", lambda m: _mean_square(m.X @ (m.theta * [1.0, -1.0]) - m.y)),
    ("residual_table", lambda m: _mean_square(m.predicted[:, None] - m.y)),
    ("one_row_only", lambda m: m.error[-1] ** 2),
    ("one_row_only", lambda m: m.error[0] ** 2),
    ("one_row_missing", lambda m: (m.error[:-1] ** 2).sum() / m.n),
    ("one_row_missing", lambda m: (m.error[1:] ** 2).sum() / m.n),
    ("one_row_missing", lambda m: (m.error[:-1] ** 2).mean()),
    ("one_row_missing", lambda m: (m.error[1:] ** 2).mean()),
    ("rounded", _rounded),
)

LOSS: Table = (
    *INDEXING,
    *ON_ARRAYS,
    *from_lines([("ignores_arguments", lambda m: _mean_square(m.error))], _on_tips),
    *from_lines(WRONG_LOSSES, _read),
)

# --- symptom: three numbers that were measured


def _at(key: str, made: Any) -> Makes:
    return lambda e: made if e.args[0] == key else None


def _shape_size(e: Evidence) -> bool:
    return e.args[0] == "shape_without_reduction" and shape_of(e.got) in {(), (1,)}


SYMPTOM: Table = rows(
    ("turned_shape", _at("shape_without_reduction", [ROWS, 2])),
    ("size_not_shape", _shape_size),
    ("upside_down", _at("ratio_with_sum", 1 / ROWS)),
    ("upside_down", _at("ratio_for_100_rows", 1 / 100)),
    ("ratio_does_not_follow_n", _at("ratio_for_100_rows", ROWS)),
    ("ratio_does_not_follow_n", _at("ratio_for_100_rows", ROWS / 100)),
    ("ratio_does_not_follow_n", _at("ratio_for_100_rows", 100 / ROWS)),
    ("ratio_does_not_follow_n", _at("ratio_for_100_rows", 1.0)),
    ("wrong_sign", _at("ratio_with_sum", -ROWS)),
    ("wrong_sign", _at("ratio_for_100_rows", -100.0)),
    ("double_factor", _at("ratio_with_sum", 2 * ROWS)),
    ("half_factor", _at("ratio_with_sum", ROWS / 2)),
    ("double_factor", _at("ratio_for_100_rows", 200.0)),
    ("half_factor", _at("ratio_for_100_rows", 50.0)),
    ("difference_not_ratio", _at("ratio_with_sum", ROWS - 1)),
    ("difference_not_ratio", _at("ratio_for_100_rows", 99.0)),
)
