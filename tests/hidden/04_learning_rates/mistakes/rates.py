"""Lesson 04: mistakes in the largest rate, in rates that were chosen, and in reading a curve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.testing import (
    CANNOT_TELL,
    Evidence,
    Floats,
    Makes,
    Table,
    is_rounded,
    numbers,
    rows,
    shape_of,
    vector,
)

from ...common.spelling import nothing_said, other_spelling

# --- alpha_max(X)


def _curvatures(X: Floats) -> Floats:
    """Of XᵀX, from the smallest to the largest."""
    return np.asarray(np.linalg.eigvalsh(X.T @ X))


def _limit(wrong: Callable[[Floats, int], Any]) -> Makes:
    """wrong(eigenvalues of XᵀX, n)"""

    def makes(e: Evidence) -> Any:
        X = np.asarray(e.args[0], dtype=float)
        return wrong(_curvatures(X), len(X))

    return lambda e: None if e.raised else makes(e)


def _table(wrong: Callable[[Floats], Any]) -> Makes:
    """wrong(the curvature matrix of the MSE)"""

    def makes(e: Evidence) -> Any:
        X = np.asarray(e.args[0], dtype=float)
        return wrong(2 / len(X) * X.T @ X)

    return lambda e: None if e.raised else makes(e)


def _spread(e: Evidence) -> bool:
    """Made from the covariance, which knows nothing of where the columns lie."""
    X = np.asarray(e.args[0], dtype=float)
    limits = [1 / _curvatures(X - X.mean(axis=0))[-1] * (len(X) - ddof) for ddof in (0, 1)]
    known = [factor * limit for limit in limits for factor in (0.5, 1.0, 2.0)]
    return bool(np.isclose(vector(e.got), known).any())


def _by_columns(e: Evidence) -> Any:
    X = np.asarray(e.args[0], dtype=float)
    return X.shape[1] / _curvatures(X)[-1]


def _two_intercepts(e: Evidence) -> Any:
    """A second column of ones beside the one that is there."""
    X = np.asarray(e.args[0], dtype=float)
    return len(X) / _curvatures(np.column_stack([np.ones(len(X)), X]))[-1]


def _rounded(e: Evidence) -> bool:
    X = np.asarray(e.args[0], dtype=float)
    return not e.raised and is_rounded(vector(e.got), np.array([len(X) / _curvatures(X)[-1]]))


ALPHA_MAX: Table = rows(
    ("all_limits", lambda e: np.size(e.got) > 1 and np.size(e.got) == np.shape(e.args[0])[1]),
    ("limit_of_half_the_loss", _limit(lambda v, n: 2 * n / v[-1])),
    ("one_over_the_curvature", _limit(lambda v, n: n / v[-1] / 2)),
    ("rows_forgotten", _limit(lambda v, n: 2 / v[-1])),
    ("rows_forgotten", _limit(lambda v, n: 1 / v[-1])),
    ("divided_by_columns", _by_columns),
    ("trace_not_eigenvalue", _limit(lambda v, n: n / v.sum())),
    ("trace_not_eigenvalue", _limit(lambda v, n: 2 * n / v.sum())),
    ("diagonal_not_eigenvalue", _table(lambda H: 2 / H.diagonal().max())),
    ("diagonal_not_eigenvalue", _table(lambda H: 2 / np.abs(H).max())),
    ("smallest_eigenvalue", _limit(lambda v, n: n / v[0])),
    ("smallest_eigenvalue", _limit(lambda v, n: 2 * n / v[0])),
    ("root_of_the_curvature", _limit(lambda v, n: 2 / np.sqrt(2 * v[-1] / n))),
    ("root_of_the_curvature", _limit(lambda v, n: n / np.sqrt(v[-1]))),
    ("root_of_the_curvature", _limit(lambda v, n: 2 / np.sqrt(v[-1]))),
    ("best_rate_not_limit", _limit(lambda v, n: n / (v[0] + v[-1]))),
    ("curvature_not_rate", _limit(lambda v, n: 2 * v[-1] / n)),
    ("curvature_not_rate", _limit(lambda v, n: v[-1] / n)),
    ("curvature_not_rate", _limit(lambda v, n: v[-1])),
    ("spread_not_curvature", _spread),
    ("intercept_twice", _two_intercepts),
    ("rounded", _rounded),
)

# --- rates: (key, what 100 updates say, gap), and what is wrong about it

KEYS = ("too_small", "good", "too_large")
GOOD, TOO_SMALL = 0.01, 0.10


def is_number(held: Any) -> bool:
    """Whether it can be a learning rate at all: one number, finite and above zero."""
    array = numbers(held)
    return array is not None and array.size == 1 and bool(0 < array.flat[0] < np.inf)


def gap_of(losses: Floats, best: float) -> float:
    """How much of the way from the first loss to the lowest possible one is left."""
    with np.errstate(all="ignore"):
        return float((losses[-1] - best) / (losses[0] - best))


def verdict_of(losses: Floats, best: float) -> str:
    """What the rule says about a curve; between its two borders it says nothing."""
    if not np.isfinite(losses[-1]) or losses[-1] > losses[0]:
        return "too large"
    gap = gap_of(losses, best)
    return "good" if gap < GOOD else "too small" if gap > TOO_SMALL else "between"


def _no_number(e: Evidence) -> bool:
    return len(e.args) == 1 and e.args[0] in KEYS and numbers(e.got) is None


def _impossible(e: Evidence) -> bool:
    return len(e.args) == 1 and e.args[0] in KEYS and numbers(e.got) is not None


def _out_of_order(e: Evidence) -> bool:
    return bool(e.args[0] == "order")


def _not_growing(e: Evidence) -> bool:
    """All three rates are at hand, and do not grow from key to key."""
    return e.args[0] in KEYS and len(e.args) == 3 and [*e.got] != sorted(e.got)


def _shown(key: str, *verdicts: str) -> Makes:
    """This key's rate gives one of these verdicts."""
    return lambda e: e.args[0] == key and e.args[1] in verdicts


RATES: Table = rows(
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
)

# --- diagnose(losses, best)


def _by_gap(gap: Callable[[float, float, float], float]) -> Makes:
    """The rule with another gap, made from first, last and best; None where it cannot be told."""

    def makes(e: Evidence) -> str | None:
        first, last, best = float(e.args[0][0]), float(e.args[0][-1]), float(e.args[1])
        if not np.isfinite(last) or last > first:
            return None
        left = gap(first, last, best)
        return "too small" if left > TOO_SMALL else "good"

    return makes


def _last(e: Evidence) -> float:
    return float(e.args[0][-1])


def _not_exploding(e: Evidence) -> bool:
    """A curve that ends above its start was given another name."""
    return bool(e.expected == "too large" and np.isfinite(_last(e)))


def _flat_end(e: Evidence) -> str | None:
    """Judged by the last step alone."""
    losses = np.asarray(e.args[0], dtype=float)
    return "good" if 0 <= losses[-2] - losses[-1] < 1e-6 else None


def _lowest(e: Evidence) -> Any:
    """Judged by the lowest loss of the curve, although the last one is above it."""
    losses, best = np.asarray(e.args[0], dtype=float), float(e.args[1])
    if np.isnan(losses).any():
        return CANNOT_TELL
    low = (np.nanmin(losses) - best) / (losses[0] - best)
    return "good" if low < GOOD else "too small" if low > TOO_SMALL else CANNOT_TELL


def _borders(answer: str, wrong: str, gaps: tuple[float, float]) -> Makes:
    """Another name for curves whose gap lies just beyond one of the borders."""

    def makes(e: Evidence) -> str | None:
        gap = gap_of(np.asarray(e.args[0], dtype=float), float(e.args[1]))
        return wrong if e.expected == answer and gaps[0] < gap < gaps[1] else None

    return makes


def _way_done(e: Evidence) -> Any:
    """The share that is done, judged by the borders for the share that is left."""
    if e.expected == "too large":
        return None
    done = 1 - gap_of(np.asarray(e.args[0], dtype=float), float(e.args[1]))
    return "good" if done < GOOD else "too small" if done > TOO_SMALL else CANNOT_TELL


def _exchanged(e: Evidence) -> str | None:
    """Each of two names stands for the other."""
    return {"too small": "good", "good": "too small"}.get(e.expected)


VERDICT: Table = rows(
    ("other_spelling", other_spelling),
    ("printed_not_returned", nothing_said),
    ("not_a_word", lambda e: shape_of(e.got) == ()),
    ("everything_explodes", lambda e: e.got == "too large" != e.expected),
    ("nan_slips_through", lambda e: bool(np.isnan(_last(e)))),
    ("inf_slips_through", lambda e: bool(np.isinf(_last(e)))),
    ("lowest_loss_not_last", _lowest),
    ("growth_not_seen", _not_exploding),
    ("flat_end_trusted", _flat_end),
    ("measured_from_zero", _by_gap(lambda first, last, best: last / first)),
    ("divided_by_the_first_loss", _by_gap(lambda first, last, best: (last - best) / first)),
    ("not_relative", _by_gap(lambda first, last, best: last - best)),
    ("way_done_not_way_left", _way_done),
    ("too_lax", _borders("too small", "good", (TOO_SMALL, 0.5))),
    ("too_strict", _borders("good", "too small", (0.001, GOOD))),
    ("names_exchanged", _exchanged),
)
