"""Rules for gradients, where one number cannot tell: each says whether its mistake is there.

They are tried in order, the most specific first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.testing import (
    CANNOT_TELL,
    Evidence,
    Floats,
    Holds,
    Rule,
    is_float32,
    is_rounded,
    numbers,
    same,
)


@dataclass(frozen=True)
class Line:
    """Parameters, rows and targets of one call of a linear model, and the gradient it returned.

    ``factor`` stands before the mean of (ŷ − y)·x: 2 for the MSE, 1 for half of it.
    """

    theta: Floats
    X: Floats
    y: Floats
    factor: float
    got: Floats | None
    short: bool = False  # float32 came in, or went out

    @property
    def n(self) -> int:
        """The number of rows."""
        return len(self.y)

    @property
    def d(self) -> int:
        """The number of parameters."""
        return len(self.theta)

    @property
    def error(self) -> Floats:
        """Prediction minus target, (n,)."""
        return np.asarray(self.X @ self.theta - self.y)

    @property
    def rows(self) -> Floats:
        """Every row's own gradient, (n, d)."""
        return self.factor * self.error[:, None] * self.X

    @property
    def right(self) -> Floats:
        """The gradient, (d,)."""
        return self.of(self.error)

    @property
    def ratio(self) -> Floats:
        """What was returned over what is right, component by component."""
        return _given(self) / self.right

    def of(self, error: Floats) -> Floats:
        """The gradient as it would be with these residuals."""
        return np.asarray(self.factor * self.X.T @ error / self.n)


def line(theta: Any, X: Any, y: Any, factor: float, evidence: Evidence) -> Line:
    """Read a call's arguments, whatever they came as."""
    arrays = [np.asarray(part, dtype=float) for part in (theta, X, y)]
    short = any(is_float32(part) for part in (theta, X, y, evidence.got))
    return Line(arrays[0], arrays[1], arrays[2].ravel(), factor, numbers(evidence.got), short)


def on_lines(
    named: Iterable[tuple[str, Callable[[Line], Any]]], read: Callable[[Evidence], Line]
) -> tuple[Rule, ...]:
    """Make rules from predicates on a Line; ``read`` finds the Line in a call's arguments."""
    return tuple(Rule(name, _after(read, holds)) for name, holds in named)


def _after(read: Callable[[Evidence], Line], holds: Callable[[Line], Any]) -> Holds:
    return lambda evidence: not evidence.raised and holds(read(evidence))


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
    """A column minus a row is a table with every pair in it, or what was made from it."""
    if m.got is None or m.n == 1:
        return False
    if m.n > m.d and m.got.squeeze().shape == (m.n, m.n):
        return True
    line = m.X @ m.theta
    table = line[:, None] - m.y
    sums = (np.asarray(m.factor * m.X.T @ errors) for errors in (table, table.T))
    sums = [made for total in sums for made in (total, total / m.n)]
    means = [m.of(line - m.y.mean()), m.of(line.mean() - m.y)]
    known = (*sums, *(made.T for made in sums), *means, *(m.n * made for made in means))
    return any(same(m.got.squeeze(), made) and not same(made, m.right) for made in known)


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


def _given(m: Line) -> Floats:
    if m.got is None or m.got.size != m.d:
        raise ValueError("not one number a parameter")
    return m.got.ravel()


def rounded(m: Line) -> Any:
    """The right numbers but for a rounding, which float32 hides."""
    return CANNOT_TELL if m.short else is_rounded(_given(m), m.right)


def one_slope_only(m: Line) -> bool:
    """One number where there are several parameters."""
    return m.got is not None and m.got.size == 1 and m.d > 1


GRADIENT_RULES: tuple[tuple[str, Callable[[Line], Any]], ...] = (
    # the shape tells
    ("no_reduction", no_reduction),
    ("labels_disagree", labels_disagree),
    ("residual_table", residual_table),
    ("x_missing", x_missing),
    ("wrong_axis", wrong_axis),
    ("mean_over_everything", mean_over_everything),
    ("one_slope_only", one_slope_only),
    ("wrong_number_of_slopes", wrong_number_of_slopes),
    # a factor, a sign or a rounding of whatever size
    ("learning_rate_inside", learning_rate_inside),
    ("normalised", normalised),
    ("one_wrong_sign", one_wrong_sign),
    ("rounded", rounded),
    # something else than the gradient
    ("new_position", new_position),
    ("one_sided_difference", one_sided_difference),
    # no special explanation: say what is seen
    ("wrong_factor", one_same_factor),
    ("other_slopes_wrong", first_slope_only),
)


def only(*names: str) -> tuple[tuple[str, Callable[[Line], Any]], ...]:
    """The few rules that an exercise can show."""
    return tuple((name, holds) for name, holds in GRADIENT_RULES if name in names)
