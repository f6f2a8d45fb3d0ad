"""Lesson 04: rules for recorded losses, the largest rate, chosen rates, and reading a curve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.testing import (
    CANNOT_TELL,
    Axes,
    Evidence,
    Figure,
    Floats,
    Holds,
    is_rounded,
    numbers,
    raised,
    rules,
    same,
    shape_of,
    vector,
)
from solutions import learning_rates

from ..common.descent import MOST_STEPS, SHRINKING, USUAL_RATES
from ..common.spelling import other_spelling
from .figure_checks import curves, different, drawn, is_cut, names

# --- run_gd(x, y, lr, steps)

USUAL_STEPS = (50, 80, 100, 200, 1000)


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


def _more(e: Evidence) -> bool:
    """The losses, and something beside them: in a tuple, or in a row or column of a table."""
    table = numbers(e.got)
    if table is None:
        return isinstance(e.got, tuple)
    return table.ndim == 2 and any(same(part, e.expected) for part in (*table, *table.T))


def _fixed(e: Evidence) -> bool:
    """Some usual number of steps or rate, whatever was asked."""
    x, y, rate, steps = e.args
    got = vector(e.got)
    tries = [(rate, k) for k in USUAL_STEPS] + [(r, steps) for r in USUAL_RATES]
    return any(
        len(got) == k + 1 and np.allclose(got, learning_rates.run_gd(x, y, r, k), rtol=1e-6)
        for r, k in tries
    )


def _shrinking(e: Evidence) -> Any:
    """The losses of a way on which the rate shrinks in some usual manner."""
    x, y, rate, steps = e.args
    if steps > MOST_STEPS:
        return CANNOT_TELL
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    ways = (_shrunk(x, y, rate, steps, left, first) for left in SHRINKING for first in (0, 1))
    return any(np.allclose(vector(e.got), way, rtol=1e-6) for way in ways)


def _shrunk(
    x: Floats, y: Floats, rate: float, steps: int, left: Callable[[int], float], first: int
) -> Floats:
    X, theta, losses = np.column_stack([np.ones(len(x)), x]), np.zeros(2), []
    for k in range(steps + 1):
        error = X @ theta - y
        losses.append(np.mean(error**2))
        theta = theta - rate * left(k + first) * 2 / len(y) * X.T @ error
    return np.array(losses)


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


# --- alpha_max(X)


def _curvatures(X: Floats) -> Floats:
    """Of XᵀX, from the smallest to the largest."""
    return np.asarray(np.linalg.eigvalsh(X.T @ X))


def _spread(e: Evidence) -> bool:
    """Made from the covariance, which knows nothing of where the columns lie."""
    X = np.asarray(e.args[0], dtype=float)
    limits = [1 / _curvatures(X - X.mean(axis=0))[-1] * (len(X) - ddof) for ddof in (0, 1)]
    known = [factor * limit for limit in limits for factor in (0.5, 1.0, 2.0)]
    return bool(np.isclose(vector(e.got), known).any())


def _rounded(e: Evidence) -> bool:
    X = np.asarray(e.args[0], dtype=float)
    return not e.raised and is_rounded(vector(e.got), np.array([len(X) / _curvatures(X)[-1]]))


# --- rates: (key, what 100 updates say, gap), and what is wrong about it

KEYS = ("too_small", "good", "too_large")
GOOD, TOO_SMALL = 0.01, 0.10
EDGE = 1e-9  # of rounding, at a border


def is_number(held: Any) -> bool:
    """Whether it can be a learning rate at all: one number, finite and above zero."""
    return _is_one(held) and bool(0 < np.ravel(numbers(held))[0] < np.inf)


def gap_of(losses: Floats, best: float) -> float:
    """How much of the way from the first loss to the lowest possible one is left."""
    with np.errstate(all="ignore"):
        return float((losses[-1] - best) / (losses[0] - best))


def verdict_of(losses: Floats, best: float) -> str:
    """What the rule says about a curve; between its two borders it says nothing."""
    if not np.isfinite(losses[-1]) or losses[-1] > losses[0]:
        return "too large"
    gap = gap_of(losses, best)
    good, small = gap < GOOD + EDGE, gap > TOO_SMALL - EDGE
    return "good" if good else "too small" if small else "between"


def _is_one(held: Any) -> bool:
    array = numbers(held)
    return array is not None and array.size == 1


def _no_number(e: Evidence) -> bool:
    return len(e.args) == 1 and e.args[0] in KEYS and not _is_one(e.got)


def _impossible(e: Evidence) -> bool:
    return len(e.args) == 1 and e.args[0] in KEYS and _is_one(e.got)


def _out_of_order(e: Evidence) -> bool:
    return bool(e.args[0] == "order")


def _not_growing(e: Evidence) -> bool:
    """All three rates are at hand, and do not grow from key to key."""
    return e.args[0] in KEYS and len(e.args) == 3 and [*e.got] != sorted(e.got)


def _shown(key: str, *verdicts: str) -> Holds:
    """This key's rate gives one of these verdicts."""
    return lambda e: e.args[0] == key and e.args[1] in verdicts


# --- diagnose(losses, best)


def _last(e: Evidence) -> float:
    return float(e.args[0][-1])


def _not_exploding(e: Evidence) -> bool:
    """A curve that ends above its start, be it at infinity, was given another name."""
    return bool(e.expected == "too large" and _last(e) > e.args[0][0])


def _rise_counts(e: Evidence) -> bool:
    """A curve that rises somewhere, and does not end above its start, was called too large."""
    return bool(e.got == "too large" and np.any(np.diff(e.args[0]) > 0))


def _borders(answer: str, wrong: str, gaps: tuple[float, float]) -> Holds:
    """Another name for curves whose gap lies just beyond one of the borders."""

    def holds(e: Evidence) -> bool:
        gap = gap_of(np.asarray(e.args[0], dtype=float), float(e.args[1]))
        return e.got == wrong and e.expected == answer and gaps[0] < gap < gaps[1]

    return holds


# --- loss_curves: a figure; the first argument says what was looked at

CURVES = 3


def _seen(what: str, wrong: Callable[[Figure, Axes], bool]) -> Holds:
    """Something about the first axes, when this is what was looked at."""

    def holds(e: Evidence) -> bool:
        if not isinstance(e.got, Figure) or not e.got.axes or e.args[0] != what:
            return False
        return wrong(e.got, e.got.axes[0])

    return holds


def _twins(figure: Figure, axes: Axes) -> bool:
    """Fewer different curves than there should be."""
    found = curves(axes)
    return len(different(found)) < CURVES <= len(found)


def _logarithms(figure: Figure, axes: Axes) -> bool:
    """Losses are never negative."""
    return any((drawn(line) < 0).any() for line in curves(axes))


RULES = {
    "run_gd": rules(
        ("more_than_losses", _more),
        ("losses_clipped", _capped),
        ("stopped_early", _prefix),
        ("parameters_not_losses", _no_losses),
        ("stands_still", _stands_still),
        ("int_truncation", raised("UFuncTypeError", "_UFuncOutputCastingError")),
        ("fixed_settings", _fixed),
        ("decaying_alpha", _shrinking),
        ("first_loss_wrong", _other_start),
        ("later_losses_wrong", _later_wrong),
    ),
    "alpha_max": rules(
        ("all_limits", lambda e: np.size(e.got) > 1 and np.size(e.got) == np.shape(e.args[0])[1]),
        ("spread_not_curvature", _spread),
        ("rounded", _rounded),
    ),
    "rates": rules(
        ("not_a_number", _no_number),
        ("impossible_rate", _impossible),
        ("rates_out_of_order", _out_of_order),
        ("rates_out_of_order", _not_growing),
        ("between_the_borders", _shown("too_small", "between")),
        ("between_the_borders", _shown("good", "between")),
        ("small_enough_to_be_good", _shown("too_small", "good")),
        ("explodes", _shown("too_small", "too large")),
        ("explodes", _shown("good", "too large")),
        ("not_there_yet", _shown("good", "too small")),
        ("still_converges", _shown("too_large", "good", "between", "too small")),
    ),
    "diagnose": rules(
        ("other_spelling", other_spelling),
        ("not_a_word", lambda e: shape_of(e.got) == ()),
        ("nan_slips_through", lambda e: bool(np.isnan(_last(e)))),
        ("inf_slips_through", lambda e: bool(np.isinf(_last(e)))),
        ("growth_not_seen", _not_exploding),
        ("rise_on_the_way", _rise_counts),
        ("too_lax", _borders("too small", "good", (TOO_SMALL, 0.5))),
        ("too_strict", _borders("good", "too small", (0.001, GOOD))),
    ),
    "loss_curves": rules(
        ("not_a_figure", lambda e: not isinstance(e.got, Figure)),
        ("empty_figure", lambda e: not e.got.axes or not e.got.axes[0].lines),
        ("too_few_curves", _seen("lines", lambda f, a: len(curves(a)) < CURVES)),
        ("curves_all_the_same", _seen("lines", _twins)),
        ("unlabelled_curves", _seen("lines", lambda f, a: len(names(f, a)) < CURVES)),
        ("logarithms_drawn", _seen("axis", _logarithms)),
        ("limit_not_stated", _seen("axis", lambda f, a: is_cut(a))),
        ("linear_axis", _seen("axis", lambda f, a: True)),
        ("clipped_curves", _seen("flat", lambda f, a: True)),
    ),
}
