"""Lesson 03: rules for the loss, its gradient, a descent and its trace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.testing import (
    CANNOT_TELL,
    Evidence,
    Floats,
    is_nan,
    is_rounded,
    numbers,
    raised,
    rules,
    same,
    shape_of,
)
from solutions import tips

from ..common.descent import MOST_STEPS, USUAL_RATES, descend, shrunk_ends
from ..common.gradients import GRADIENT_RULES, Line, line, on_lines, only

INDEXING = rules(
    ("array_indexing_on_frame", raised("InvalidIndexError", framed=True)),
    ("label_lookup_on_frame", raised("KeyError", framed=True)),
)
ON_ARRAYS = rules(
    ("frame_indexing_on_array", raised("AttributeError", "IndexError", framed=False)),
    ("label_lookup_on_frame", raised("ValueError", "IndexError", framed=False)),
)
LABELS = rules(("labels_disagree", lambda e: hasattr(e.args[1], "iloc") and is_nan(e.got)))

# --- mse(theta, X, y_obs), mse_gradient(theta, X, y_obs) and gradient_single_arg(theta)


def _read(e: Evidence) -> Line:
    theta, X, y = e.args
    return line(theta, X, y, 2.0, e)


def _read_closed(e: Evidence) -> Line:
    return line(e.args[0], tips.X, tips.y, 2.0, e)


def _per_row(m: Line) -> bool:
    return m.got is not None and m.n > 1 and m.got.size == m.n


def _rounded(m: Line) -> Any:
    if m.short or m.got is None:
        return CANNOT_TELL
    return is_rounded(m.got.ravel(), np.array([np.mean(m.error**2)]))


TWO_SLOPES = [rule for rule in GRADIENT_RULES if rule[0] != "wrong_number_of_slopes"]


def _table(m: Line) -> bool:
    """Every prediction minus every target, or the mean of these squares."""
    if m.got is None or m.n == 1:
        return False
    mean = float(np.mean((m.X @ m.theta - m.y[:, None]) ** 2))
    return m.got.size == m.n**2 or any(same(m.got, made) for made in (mean, m.n * mean))


LOSS_RULES: tuple[tuple[str, Callable[[Line], Any]], ...] = (
    ("no_reduction", _per_row),
    ("residual_table", _table),
    ("returns_several", lambda m: m.got is not None and m.got.size > 1),
    ("rounded", _rounded),
)


def _shape_size(e: Evidence) -> bool:
    return e.args[0] == "shape_without_reduction" and shape_of(e.got) in {(), (1,)}


# --- gradient_descent(df, theta_init, alpha, n_steps): the end

FIXED_STEPS = (1, 10, 100, 1000)
Slope = Callable[[Any], Any]


def _given(e: Evidence) -> tuple[Slope, Any, float, int]:
    df, start, alpha, n = e.args
    start = float(start) if np.ndim(start) == 0 else np.array(start, dtype=float)
    return df, start, float(alpha), int(n)


def _whole_start(e: Evidence) -> bool:
    return bool(np.asarray(e.args[1]).dtype.kind in "iu")


def _earlier(e: Evidence) -> bool:
    """A position on the way to the end."""
    way = descend(*_given(e))
    return not same(e.got, way[-1]) and any(same(e.got, position) for position in way[:-1])


def _returns_inside_loop(e: Evidence) -> bool:
    """No round of the loop, so that its return is never reached."""
    return e.args[3] == 0 and e.got is None and not e.raised


def _fixed(e: Evidence) -> bool:
    """Some usual number of steps or rate, whatever was asked."""
    df, start, alpha, n = _given(e)
    longest = descend(df, start, alpha, max(FIXED_STEPS))
    ways = [longest[: k + 1] for k in FIXED_STEPS]
    ways += [descend(df, start, a, n) for a in USUAL_RATES]
    end = descend(df, start, alpha, n)[-1]
    return any(_went(e.got, way) and not same(way[-1], end) for way in ways)


def _went(got: Any, way: Sequence[Any]) -> bool:
    """Tell whether this is the end of a way; of an end and a trace, both of them."""
    is_end = same(_last(got), way[-1])
    return is_end and (_last(got) is got or same(got[1], np.array(way)))


def _shrinking(e: Evidence) -> Any:
    """The end of a way on which the rate shrinks in some usual manner."""
    if e.args[3] > MOST_STEPS:
        return CANNOT_TELL
    end = _last(e.got)
    right = same(end, descend(*_given(e))[-1])
    return not right and any(same(end, shrunk) for shrunk in shrunk_ends(*_given(e)))


def _last(got: Any) -> Any:
    """The end, out of whatever was returned."""
    return got[0] if isinstance(got, tuple) and len(got) == 2 and np.ndim(got[0]) > 0 else got


def _is_way(e: Evidence) -> bool:
    array = numbers(e.got)
    return array is not None and array.shape == np.shape(descend(*_given(e)))


def _whole_start_stays(e: Evidence) -> bool:
    return _whole_start(e) and same(e.got, e.args[1])


def _unpaired(e: Evidence) -> bool:
    """Two kinds of labels side by side, and nothing in either."""
    array = numbers(e.got)
    return (
        array is not None and array.size == 2 * np.size(e.args[1]) and bool(np.isnan(array).all())
    )


def _needs_array(e: Evidence) -> bool:
    """It fails where the start is one number."""
    return e.raised in ("AttributeError", "TypeError", "IndexError") and np.ndim(e.args[1]) == 0


# --- gradient_descent_with_trace: (end, way)


def _pair(e: Evidence) -> tuple[Floats, Floats]:
    end, way = e.got
    return np.asarray(numbers(end)), np.asarray(numbers(way))


def _stopped(e: Evidence) -> bool:
    """The right way as far as some position, and that position."""
    end, got = _pair(e)
    way = np.array(descend(*_given(e)))
    return 0 < len(got) < len(way) and same(got, way[: len(got)]) and same(end, got[-1])


def _earlier_end(e: Evidence) -> bool:
    """The whole way, and one of its positions that is not the last."""
    end, got = _pair(e)
    way = np.array(descend(*_given(e)))
    return same(got, way) and not same(end, way[-1]) and any(same(end, row) for row in way)


def _aliased(e: Evidence) -> bool:
    """All rows are one same position, and it is the one that is returned."""
    end, way = _pair(e)
    moved = e.args[3] > 0 and way.ndim == 2 and len(way) > 1
    return moved and same(end, e.expected[0]) and same(way, np.tile(end, (len(way), 1)))


def _alone(e: Evidence) -> bool:
    """Only the end, or only the way."""
    return any(same(e.got, part) for part in e.expected) and not isinstance(e.got, tuple)


def _gradients(e: Evidence) -> bool:
    df = e.args[0]
    slopes = [np.asarray(df(theta)) for theta in descend(*_given(e))]
    way = _pair(e)[1]
    return any(same(way, np.array(part)) for part in (slopes, slopes[:-1], slopes[1:]))


RULES = {
    "mse": (*INDEXING, *ON_ARRAYS, *LABELS, *on_lines(LOSS_RULES, _read)),
    "symptom": rules(("size_not_shape", _shape_size)),
    "mse_gradient": (*INDEXING, *on_lines(TWO_SLOPES, _read)),
    "gradient_single_arg": on_lines(only("no_reduction", "one_slope_only"), _read_closed),
    "gradient_descent": rules(
        ("start_is_a_number", _needs_array),
        ("int_truncation", raised("UFuncTypeError", "_UFuncOutputCastingError")),
        ("labels_disagree", _unpaired),
        ("returns_trace", lambda e: e.args[3] > 0 and _is_way(e)),
        ("int_truncation", _whole_start_stays),
        ("stops_after_first_step", _returns_inside_loop),
        ("earlier_position", lambda e: not e.raised and _earlier(e)),
        ("fixed_settings", _fixed),
        ("decaying_alpha", _shrinking),
    ),
    "gradient_descent_with_trace": rules(
        ("int_truncation", raised("UFuncTypeError", "_UFuncOutputCastingError")),
        ("trace_missing", _alone),
        ("trace_aliased", _aliased),
        ("trace_of_gradients", _gradients),
        ("stopped_early", _stopped),
        ("earlier_position", _earlier_end),
        ("fixed_settings", _fixed),
        ("decaying_alpha", _shrinking),
    ),
}
