"""Lesson 06: mistakes in a measured gradient and in a fit on standardised data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.testing import Evidence, Floats, Makes, Table, rows, vector

# --- numerical_gradient(f, theta, h)

FIXED_WIDTHS = tuple(10.0**-k for k in range(1, 9))
Quotient = Callable[[Callable[[Floats], float], Floats, Floats, float], float]


def _each(quotient: Quotient) -> Makes:
    """One quotient for each parameter: quotient(f, theta, unit vector, h)."""

    def makes(e: Evidence) -> Any:
        f, theta, h = e.args
        theta = np.asarray(theta, dtype=float)
        return np.array([quotient(f, theta, unit, h) for unit in np.eye(len(theta))])

    return lambda e: None if e.raised else makes(e)


def centred(f: Callable[[Floats], float], theta: Floats, unit: Floats, h: float) -> float:
    """The right one."""
    return (f(theta + h * unit) - f(theta - h * unit)) / (2 * h)


def _fixed(width: float) -> Quotient:
    return lambda f, theta, unit, h: centred(f, theta, unit, width)


def _all_at_once(f: Callable[[Floats], float], theta: Floats, unit: Floats, h: float) -> float:
    return centred(f, theta, np.ones(len(theta)), h)


def _relative(f: Callable[[Floats], float], theta: Floats, unit: Floats, h: float) -> float:
    return centred(f, theta, unit, h * abs(float(theta @ unit)))


def _second(f: Callable[[Floats], float], theta: Floats, unit: Floats, h: float) -> float:
    return (f(theta + h * unit) - 2 * f(theta) + f(theta - h * unit)) / h**2


def _no_brackets(f: Callable[[Floats], float], theta: Floats, unit: Floats, h: float) -> float:
    return f(theta + h * unit) - f(theta - h * unit) / (2 * h)


def _sum(f: Callable[[Floats], float], theta: Floats, unit: Floats, h: float) -> float:
    return (f(theta + h * unit) + f(theta - h * unit)) / (2 * h)


def _left_behind(e: Evidence) -> Any:
    """Nudges that are not taken back: the next parameter is measured beside the point."""
    f, theta, h = e.args
    beside, found = np.array(theta, dtype=float), []
    for j in range(len(beside)):
        beside[j] += h
        above = f(beside.copy())
        beside[j] -= 2 * h
        found.append((above - f(beside.copy())) / (2 * h))
    return np.array(found)


def _one_number(e: Evidence) -> bool:
    return not e.raised and len(e.args[1]) > 1 and vector(e.got).size == 1


NUMERICAL: Table = (
    *rows(("one_slope_only", _one_number)),
    *rows(
        *(
            (name, _each(quotient))
            for name, quotient in (
                ("one_sided_difference", lambda f, t, u, h: (f(t + h * u) - f(t)) / h),
                ("one_sided_difference", lambda f, t, u, h: (f(t) - f(t - h * u)) / h),
                ("one_sided_difference", lambda f, t, u, h: (f(t + h * u) - f(t)) / (2 * h)),
                ("width_not_doubled", lambda f, t, u, h: centred(f, t, u, h) * 2),
                ("width_halved", lambda f, t, u, h: centred(f, t, u, h / 2)),
                ("width_halved", lambda f, t, u, h: centred(f, t, u, h / 2) / 2),
                ("width_squared", lambda f, t, u, h: centred(f, t, u, h) * 2 / h),
                ("width_squared", lambda f, t, u, h: centred(f, t, u, h) / h),
                ("second_difference", _second),
                ("not_divided", lambda f, t, u, h: centred(f, t, u, h) * 2 * h),
                ("quotient_without_brackets", lambda f, t, u, h: centred(f, t, u, h) * h * h),
                ("quotient_without_brackets", _no_brackets),
                ("wrong_sign", lambda f, t, u, h: -centred(f, t, u, h)),
                ("sum_not_difference", _sum),
                ("all_nudged_at_once", _all_at_once),
                ("relative_width", _relative),
                *((f"width_ignored/{width:g}", _fixed(width)) for width in FIXED_WIDTHS),
            )
        )
    ),
    *rows(("nudge_left_behind", lambda e: None if e.raised else _left_behind(e))),
)

# --- fit_standardised(x, y, alpha, n_steps)


@dataclass(frozen=True)
class Fit:
    """A fit with everything that may be wrong about it; as it stands it is right."""

    x: Floats
    y: Floats
    alpha: float
    steps: int
    factor: float = 2.0  # before the mean of the slopes
    ddof: int = 0
    centre: Callable[[Floats], float] = np.mean
    spread: Callable[[Floats, int], float] = lambda x, ddof: float(np.std(x, ddof=ddof))
    y_too: bool = False
    decays: bool = False  # the rate shrinks from step to step
    row_by_row: bool = False  # a and b move after every row
    piling: bool = False  # a sum of slopes is never set back to zero

    def line(self) -> tuple[float, float, float, float]:
        """Return a, b in standardised units, and the centre and spread of x."""
        centre, spread = float(self.centre(self.x)), self.spread(self.x, self.ddof)
        z, a, b = (self.x - centre) / spread, 0.0, 0.0
        y = (self.y - self.y.mean()) / self.y.std() if self.y_too else self.y
        before = (a, b)
        for k in range(self.steps):
            here = (a, b)
            a, b = self._step(z, y, a, b, self.alpha / (k + 1) if self.decays else self.alpha)
            if self.piling:  # the step before is made once more
                a, b = a + here[0] - before[0], b + here[1] - before[1]
            before = here
        return a, b, centre, spread

    def _step(self, z: Floats, y: Floats, a: float, b: float, alpha: float) -> tuple[float, float]:
        rate = alpha * self.factor
        if self.row_by_row:
            for row, target in zip(z, y, strict=True):
                error = a + b * row - target
                a, b = a - rate * error, b - rate * error * row
            return a, b
        error = a + b * z - y
        return a - rate * float(np.mean(error)), b - rate * float(np.mean(error * z))

    def answer(self) -> tuple[float, float]:
        """Return intercept and slope in the units of x."""
        a, b, centre, spread = self.line()
        return a - b * centre / spread, b / spread


def _fit(e: Evidence) -> Fit:
    x, y, alpha, steps = e.args
    return Fit(np.asarray(x, dtype=float), np.asarray(y, dtype=float), alpha, steps)


def _with(**wrong: Any) -> Makes:
    """The fit with something else about it."""
    return lambda e: None if e.raised else replace(_fit(e), **wrong).answer()


def _steps(change: Callable[[int], int]) -> Makes:
    def makes(e: Evidence) -> Any:
        fit = _fit(e)
        return replace(fit, steps=max(change(fit.steps), 0)).answer()

    return lambda e: None if e.raised else makes(e)


def _sum_for_mean(e: Evidence) -> Any:
    fit = _fit(e)
    return replace(fit, factor=2.0 * len(fit.x)).answer()


def _back(convert: Callable[[float, float, float, float], tuple[float, float]]) -> Makes:
    """A right fit, converted back otherwise: convert(a, b, centre, spread)."""
    return lambda e: None if e.raised else convert(*_fit(e).line())


def _plain(e: Evidence) -> Any:
    """Descent on x as it is."""
    return replace(_fit(e), centre=lambda x: 0.0, spread=lambda x, ddof: 1.0).answer()


def _straight_to_the_end(e: Evidence) -> Any:
    """The best line, however few steps are asked."""
    fit = _fit(e)
    slope, intercept = np.polyfit(fit.x, fit.y, 1)
    return intercept, slope


def _columns(e: Evidence) -> Any:
    """Divided by the two parameters in place of the rows."""
    return None if e.raised else replace(_fit(e), factor=float(len(_fit(e).x))).answer()


def _row_by_row_mean(e: Evidence) -> Any:
    fit = _fit(e)
    return None if e.raised else replace(fit, row_by_row=True, factor=2.0 / len(fit.x)).answer()


STANDARDISED: Table = rows(
    ("not_converted_back", _back(lambda a, b, m, s: (a, b))),
    ("intercept_not_converted", _back(lambda a, b, m, s: (a, b / s))),
    ("intercept_from_standardised_slope", _back(lambda a, b, m, s: (a - b * m, b / s))),
    ("sign_of_shift", _back(lambda a, b, m, s: (a + b * m / s, b / s))),
    ("slope_not_converted", _back(lambda a, b, m, s: (a - b * m / s, b))),
    ("slope_times_spread", _back(lambda a, b, m, s: (a - b * m * s, b * s))),
    ("swapped_result", _back(lambda a, b, m, s: (b / s, a - b * m / s))),
    ("ddof_one", _with(ddof=1)),
    ("half_factor", _with(factor=1.0)),
    ("double_factor", _with(factor=4.0)),
    ("gradient_added", _with(factor=-2.0)),
    ("missing_mean", lambda e: None if e.raised else _sum_for_mean(e)),
    ("divided_by_columns", _columns),
    ("decaying_alpha", _with(decays=True)),
    ("slopes_pile_up", _with(piling=True)),
    ("one_update_per_row", _with(row_by_row=True)),
    ("one_update_per_row", _with(row_by_row=True, factor=1.0)),
    ("one_update_per_row", _row_by_row_mean),
    ("variance_for_spread", _with(spread=lambda x, ddof: float(np.var(x)))),
    ("range_for_spread", _with(spread=lambda x, ddof: float(np.ptp(x)))),
    (
        "range_for_spread",
        _with(centre=np.min, spread=lambda x, ddof: float(np.ptp(x))),
    ),
    ("not_centred", _with(centre=lambda x: 0.0)),
    ("not_scaled", _with(spread=lambda x, ddof: 1.0)),
    ("not_standardised", lambda e: None if e.raised else _plain(e)),
    ("y_standardised", _with(y_too=True)),
    ("one_step_short", _steps(lambda n: n - 1)),
    ("one_step_too_many", _steps(lambda n: n + 1)),
    ("stops_after_first_step", _steps(lambda n: min(n, 1))),
    ("steps_ignored", lambda e: None if e.raised else _straight_to_the_end(e)),
)
