"""Lesson 02: rules for one step by hand, for the matrix form, and for a factor."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from autograder.testing import CANNOT_TELL, Evidence, is_rounded, rules, same, shape_of, vector

from ..common.descent import USUAL_RATES
from ..common.gradients import GRADIENT_RULES, Line, line, on_lines, only


def _read_matrix(e: Evidence) -> Line:
    X, y, theta = e.args
    return line(theta, X, y, 2.0, e)


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


def _trips_over_lists(e: Evidence) -> bool:
    return e.raised in ("TypeError", "AttributeError") and isinstance(e.args[0], list)


def _position_for_each_row(e: Evidence) -> bool:
    """A new position for every row, (2, n): the average is missing."""
    m, rate = _read_step(e), float(e.args[4])
    made = (m.theta[:, None] - rate * share * m.rows.T for share in (1, 1 / m.n))
    return m.n > 1 and any(same(e.got, tuple(positions)) for positions in made)


def _rounded(e: Evidence) -> bool:
    m = _read_step(e)
    return is_rounded(vector(e.got), m.theta - float(e.args[4]) * m.right)


def _fixed(e: Evidence) -> Any:
    """A right step with some usual rate, whatever was asked."""
    if e.args[4] == 0:
        return CANNOT_TELL  # a zero that counts as nothing given moves like this, too
    m = _read_step(e)
    ends = [m.theta - rate * m.right for rate in USUAL_RATES if rate != float(e.args[4])]
    return any(same(e.got, tuple(end)) for end in ends) and not same(e.got, e.expected)


STEP_RULES = only("residual_table", "one_wrong_sign", "wrong_factor", "other_slopes_wrong")

RULES = {
    "one_step": (
        *rules(
            ("lists_not_converted", _trips_over_lists),
            ("no_reduction", _position_for_each_row),
            ("rounded", _rounded),
            ("fixed_settings", _fixed),
        ),
        *on_lines(STEP_RULES, _read_step),
    ),
    "mse_gradient_matrix": on_lines(GRADIENT_RULES, _read_matrix),
    "gradient_factor": rules(("text_not_number", lambda e: isinstance(e.got, str))),
}
