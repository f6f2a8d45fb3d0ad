"""Wrong gradients: each function returns what the mistake returns, or says whether it is there.

Rows of the table are tried in order, the most specific first; a name may have several rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.testing import CANNOT_TELL, Floats, is_rounded, same

from .linear_model import Line

Wrong = Callable[[Line], Any]


def _close(a: Any, b: Any, rtol: float = 1e-6) -> bool:
    return bool(np.allclose(a, b, rtol=rtol, atol=0.0))


def no_reduction(m: Line) -> bool:
    """One slope a row: (d, n), (n, d), or nested lists of them; divided by n already, or not."""
    known = [factor * m.rows for factor in (1, 1 / m.n, 1 / m.factor, 1 / m.factor / m.n)]
    return m.n > 1 and _is_one_of(m, *known, *(rows.T for rows in known))


def _is_one_of(m: Line, *known: Any) -> bool:
    """Some of these, with any sign."""
    return m.got is not None and any(
        same(m.got.squeeze(), sign * np.asarray(made)) for made in known for sign in (1, -1)
    )


def wrong_axis(m: Line) -> bool:
    """One number a row: the average, or the sum, went over the parameters."""
    total = m.rows.sum(axis=1)
    return m.n > 1 and _is_one_of(m, total / m.d, total, total / m.n)


def x_missing(m: Line) -> bool:
    """The residuals themselves, one for each row, or their mean."""
    error = m.factor * m.error
    each = m.n > 1 and _is_one_of(m, error, error / m.n, m.error, m.error / m.n)
    return each or _is_one_of(m, error.mean(), error.sum())


def residual_table(m: Line) -> bool:
    """A column minus a row is a table with every pair in it."""
    return m.got is not None and m.n > m.d and m.got.squeeze().shape == (m.n, m.n)


def labels_disagree(m: Line) -> bool:
    """Labels that find no partner give NaN, and a table that is wider than its rows."""
    return m.got is not None and bool(np.isnan(m.got).any()) and m.got.size > m.d


def mean_over_everything(m: Line) -> bool:
    """One number for all parameters together."""
    return m.d > 1 and _is_one_of(m, m.rows.mean())


def wrong_number_of_slopes(m: Line) -> bool:
    """A number of columns is written into the code, but more or fewer were given."""
    if m.got is None or m.got.ndim != 1 or m.got.size in (0, 1, m.d):
        return False
    k = min(m.got.size, m.d)
    some = m.of(m.X[:, :k] @ m.theta[:k] - m.y)  # as if these columns were all
    return any(same(m.got[:k], slopes[:k]) for slopes in (m.right, some))


def one_wrong_sign(m: Line) -> bool:
    """Right sizes, and some signs, but not all, turned."""
    signs = np.sign(m.ratio)
    return _close(np.abs(m.ratio), 1.0) and len(set(signs)) == 2


def x_forgotten(m: Line) -> bool:
    """Every slope is the first one: nothing was multiplied by x."""
    return m.d > 1 and _close(_given(m), m.right[0])


def x_everywhere(m: Line) -> bool:
    """Every slope is the last one: x multiplies the intercept as well."""
    return m.d > 1 and _close(_given(m), m.right[-1])


def normalised(m: Line) -> bool:
    """The right direction, of length one."""
    return one_same_factor(m) and m.ratio[0] > 0 and _close(np.sum(_given(m) ** 2), 1.0)


def learning_rate_inside(m: Line) -> bool:
    """One same small power of ten in front of everything."""
    return any(_close(np.abs(m.ratio), 10.0**-k) for k in range(1, 6))


def new_position(m: Line) -> bool:
    """theta − rate·gradient, for some one rate."""
    rate = (m.theta - _given(m)) / m.right
    return bool(m.theta.any()) and 0 < rate[0] < 1 and _close(rate, rate[0], 1e-5)


def one_sided_difference(m: Line) -> Any:
    """A difference quotient to one side is off by half the step times the curvature."""
    if m.short:
        return CANNOT_TELL
    step = (_given(m) - m.right) / (m.factor * np.mean(m.X**2, axis=0))
    return 1e-9 < abs(step[0]) < 0.1 and _close(step, step[0], 1e-2)


def first_slope_only(m: Line) -> bool:
    """The first slope is right, the others are not."""
    return _close(m.ratio[0], 1.0) and not np.isclose(m.ratio[1:], 1.0).any()


def one_same_factor(m: Line) -> bool:
    """The right direction with a wrong factor of whatever origin."""
    return _close(m.ratio, m.ratio[0])


def recursive_mean(m: Line) -> Floats:
    """``g = (g + row) / n`` inside the loop."""
    total = np.zeros(m.d)
    for row in m.rows:
        total = (total + row) / m.n
    return total


def missing_brackets(m: Line) -> Floats:
    """``factor·y − ŷ``: the factor meets only the first of the two."""
    return np.asarray(m.X.T @ (-m.factor * m.y - m.predicted) / m.n)


def missing_brackets_in_sum(m: Line) -> Floats:
    """``factor/n·y − ŷ``, summed."""
    return np.asarray(m.X.T @ (-m.factor / m.n * m.y - m.predicted))


def factor_on_first_term(m: Line) -> Floats:
    """``factor/n · first + second + …``: the factor meets only the first row."""
    each = m.rows / m.factor
    return np.asarray(m.factor / m.n * each[0] + each[1:].sum(axis=0))


def mean_target_error(m: Line) -> Floats:
    """y as a column: every target meets every prediction, x goes with the prediction."""
    return np.asarray(m.of(m.predicted - m.y.mean()))


def mean_prediction_error(m: Line) -> Floats:
    """The same table, with x going with the target."""
    return np.asarray(m.of(m.predicted.mean() - m.y))


def intercept_missing(m: Line) -> Floats:
    """The prediction leaves out the first column."""
    return m.of(m.X[:, 1:] @ m.theta[1:] - m.y)


def slope_missing(m: Line) -> Floats:
    """The prediction is the first column's part alone."""
    return m.of(m.X[:, 0] * m.theta[0] - m.y)


def turned_slope(m: Line) -> Floats:
    """``y − θ₀ + θ₁·x``: a bracket that was opened without turning the second sign."""
    return m.of(2 * m.X[:, 0] * m.theta[0] - m.predicted - m.y)


def root(m: Line) -> Floats:
    """The gradient of the root of the loss."""
    return np.asarray(m.right / m.factor / np.sqrt(np.mean(m.error**2)))


def _given(m: Line) -> Floats:
    if m.got is None or m.got.size != m.d:
        raise ValueError("not one number a parameter")
    return m.got.ravel()


FACTORS: dict[str, Callable[[Line], float]] = {
    "missing_mean": lambda m: m.n,
    "divided_by_columns": lambda m: m.n / m.d,
    "wrong_sign": lambda m: -1,
    "half_factor": lambda m: 1 / 2,
    "double_factor": lambda m: 2,
    "quarter_factor": lambda m: 1 / 4,
    "divided_by_n_minus_1": lambda m: m.n / (m.n - 1) if m.n > 1 else np.inf,
}


def times(name: str) -> Wrong:
    """The right gradient times a known factor."""
    return lambda m: m.right * FACTORS[name](m)


def rounded(m: Line) -> Any:
    """The right numbers but for a rounding, which float32 hides."""
    return CANNOT_TELL if m.short else is_rounded(_given(m), m.right)


WRONG_GRADIENTS: tuple[tuple[str, Wrong], ...] = (
    # the shape tells
    ("no_reduction", no_reduction),
    ("labels_disagree", labels_disagree),
    ("residual_table", residual_table),
    ("x_missing", x_missing),
    ("wrong_axis", wrong_axis),
    ("mean_over_everything", mean_over_everything),
    ("one_slope_only", lambda m: m.got is not None and m.got.size == 1 and m.d > 1),
    ("intercept_twice", lambda m: np.append(m.right[0], m.right)),
    ("wrong_number_of_slopes", wrong_number_of_slopes),
    # one factor in front of everything
    *((name, times(name)) for name in FACTORS),
    ("missing_mean", lambda m: m.right * m.n / 2),
    ("divided_twice", lambda m: m.right / m.n),
    ("divided_twice", recursive_mean),
    ("mean_over_everything", lambda m: m.right / m.d),
    ("root_of_the_loss", root),
    ("learning_rate_inside", learning_rate_inside),
    ("normalised", normalised),
    ("clipped", lambda m: np.clip(m.right, -1, 1)),
    # one component is right, or the right numbers stand elsewhere
    ("one_wrong_sign", one_wrong_sign),
    ("swapped_components", lambda m: m.right[::-1]),
    ("x_forgotten", x_forgotten),
    ("x_everywhere", x_everywhere),
    # another residual
    ("prediction_ignored", lambda m: m.of(-m.y)),
    ("swapped_theta", lambda m: m.of(m.X @ m.theta[::-1] - m.y)),
    ("slope_missing_in_prediction", slope_missing),
    ("intercept_missing_in_prediction", intercept_missing),
    ("turned_slope", turned_slope),
    ("absolute_residual", lambda m: -m.of(np.abs(m.error))),
    ("absolute_residual", lambda m: m.of(np.abs(m.error))),
    ("squared_residual", lambda m: -m.of(m.error**2)),
    ("squared_residual", lambda m: m.of(m.error**2)),
    ("sign_of_residual", lambda m: m.of(np.sign(m.error))),
    ("sign_of_residual", lambda m: m.of(np.sign(m.error)) / 2),
    ("missing_brackets", missing_brackets),
    ("missing_brackets", missing_brackets_in_sum),
    ("residual_table", mean_target_error),
    ("residual_table", mean_prediction_error),
    # another average
    ("product_of_means", lambda m: m.factor * m.error.mean() * m.X.mean(axis=0)),
    ("factor_on_first_term", factor_on_first_term),
    ("factor_on_first_term", lambda m: -factor_on_first_term(m)),
    ("one_row_only", lambda m: m.rows[-1]),
    ("one_row_only", lambda m: m.rows[0]),
    ("one_row_only", lambda m: m.rows[-1] / m.n),
    ("one_row_only", lambda m: m.rows[0] / m.n),
    ("one_row_missing", lambda m: m.rows[:-1].sum(axis=0) / m.n),
    ("one_row_missing", lambda m: m.rows[1:].sum(axis=0) / m.n),
    ("one_row_missing", lambda m: m.rows[:-1].mean(axis=0)),
    ("one_row_missing", lambda m: m.rows[1:].mean(axis=0)),
    ("median", lambda m: np.median(m.rows, axis=0)),
    ("rounded", rounded),
    # something else than the gradient
    ("new_position", new_position),
    ("one_sided_difference", one_sided_difference),
    # no special explanation: say what is seen
    ("wrong_factor", one_same_factor),
    ("other_slopes_wrong", first_slope_only),
)


def leaving_out(*names: str) -> tuple[tuple[str, Wrong], ...]:
    """The table without mistakes that an exercise cannot show."""
    return tuple((name, wrong) for name, wrong in WRONG_GRADIENTS if name not in names)


def only(*names: str) -> tuple[tuple[str, Wrong], ...]:
    """The few mistakes of the table that a short exercise can show."""
    return tuple((name, wrong) for name, wrong in WRONG_GRADIENTS if name in names)
