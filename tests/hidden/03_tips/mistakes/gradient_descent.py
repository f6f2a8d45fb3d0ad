"""Mistakes in a descent, and in one that returns its way, too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    same,
)

from ...common.descents import COUNTING, WRONG_WAYS, Slope, Walk, right

FIXED_STEPS, FIXED_ALPHAS = (1, 10, 100, 1000), (1.0, 0.1, 0.01, 0.001, 0.0001)
# --- gradient_descent: the end


def _given(e: Evidence) -> tuple[Slope, Any, float, int]:
    df, start, alpha, n = e.args
    start = float(start) if np.ndim(start) == 0 else np.array(start, dtype=float)
    return df, start, float(alpha), int(n)


def _whole_start(e: Evidence) -> bool:
    return bool(np.asarray(e.args[1]).dtype.kind in "iu")


def _end_of(walk: Walk) -> Makes:
    return lambda e: None if e.raised else walk(*_given(e))[-1]


def _pair_of(walk: Walk) -> Makes:
    def makes(e: Evidence) -> Any:
        way = walk(*_given(e))
        return way[-1], np.array(way)

    return lambda e: None if e.raised else makes(e)


def _earlier(e: Evidence) -> bool:
    """A position on the way to the end."""
    way = right(*_given(e))
    return not same(e.got, way[-1]) and any(same(e.got, position) for position in way[:-1])


def _stopped(e: Evidence) -> bool:
    """The right way as far as some position, and that position."""
    end, got = _pair(e)
    way = np.array(right(*_given(e)))
    return 0 < len(got) < len(way) and same(got, way[: len(got)]) and same(end, got[-1])


def _earlier_end(e: Evidence) -> bool:
    """The whole way, and one of its positions that is not the last."""
    end, got = _pair(e)
    way = np.array(right(*_given(e)))
    return same(got, way) and not same(end, way[-1]) and any(same(end, row) for row in way)


def _returns_inside_loop(e: Evidence) -> bool:
    """No round of the loop, so that its return is never reached."""
    return e.args[3] == 0 and e.got is None and not e.raised


def _fixed(e: Evidence) -> bool:
    """Some usual number of steps or rate, whatever was asked."""
    df, start, alpha, n = _given(e)
    longest = right(df, start, alpha, max(FIXED_STEPS))
    ends = [longest[k] for k in FIXED_STEPS]
    ends += [right(df, start, a, n)[-1] for a in FIXED_ALPHAS]
    end = right(df, start, alpha, n)[-1]
    return any(same(_last(e.got), other) and not same(other, end) for other in ends)


def _last(got: Any) -> Any:
    """The end, out of whatever was returned."""
    return got[0] if isinstance(got, tuple) and len(got) == 2 and np.ndim(got[0]) > 0 else got


def _is_way(e: Evidence) -> bool:
    array = numbers(e.got)
    return array is not None and array.shape == np.shape(right(*_given(e)))


def _slope_at(index: int) -> Makes:
    return lambda e: e.args[0](right(*_given(e))[index])


def _whole_start_stays(e: Evidence) -> Any:
    return e.args[1] if _whole_start(e) else None


def _unpaired(e: Evidence) -> bool:
    """Two kinds of labels side by side, and nothing in either."""
    array = numbers(e.got)
    return (
        array is not None and array.size == 2 * np.size(e.args[1]) and bool(np.isnan(array).all())
    )


def _needs_array(e: Evidence) -> bool:
    """It fails where the start is one number."""
    return e.raised in ("AttributeError", "TypeError", "IndexError") and np.ndim(e.args[1]) == 0


DESCENT: Table = (
    *rows(
        ("start_is_a_number", _needs_array),
        ("int_truncation", raised("UFuncTypeError", "_UFuncOutputCastingError")),
        ("labels_disagree", _unpaired),
        ("returns_trace", lambda e: e.args[3] > 0 and _is_way(e)),
        ("int_truncation", _whole_start_stays),
        ("not_moved", lambda e: e.args[1]),
    ),
    *rows(*((name, _end_of(walk)) for name, walk in (*WRONG_WAYS, *COUNTING))),
    *rows(("stops_after_first_step", _returns_inside_loop)),
    *rows(
        ("returns_gradient", _slope_at(0)),
        ("returns_gradient", _slope_at(-1)),
        ("returns_gradient", _slope_at(-2)),
        ("earlier_position", lambda e: not e.raised and _earlier(e)),
        ("fixed_settings", _fixed),
    ),
)

# --- gradient_descent_with_trace: (end, way)


def _pair(e: Evidence) -> tuple[Floats, Floats]:
    end, way = e.got
    return np.asarray(numbers(end)), np.asarray(numbers(way))


def _rows_are(pick: Callable[[Floats, Floats], Any]) -> Makes:
    """The rows of the trace are what ``pick(end, right way)`` says; the end is right."""

    def makes(e: Evidence) -> bool:
        way = np.array(right(*_given(e)))
        end, got = _pair(e)
        picked = np.asarray(pick(end, way))
        both_empty = got.size == picked.size == 0
        agree = both_empty or (got.shape == picked.shape and same(got, picked))
        return same(end, way[-1]) and agree

    return makes


def _aliased(e: Evidence) -> bool:
    """All rows are one same position, and it is the one that is returned."""
    end, way = _pair(e)
    moved = e.args[3] > 0 and way.ndim == 2 and len(way) > 1
    return moved and same(end, e.expected[0]) and same(way, np.tile(end, (len(way), 1)))


def _alone(e: Evidence) -> bool:
    """Only the end, or only the way."""
    return any(same(e.got, part) for part in e.expected) and not isinstance(e.got, tuple)


def _swapped(e: Evidence) -> Sequence[Any]:
    return tuple(reversed(e.expected))


def _gradients(e: Evidence) -> bool:
    df = e.args[0]
    slopes = [np.asarray(df(theta)) for theta in right(*_given(e))]
    way = _pair(e)[1]
    return any(same(way, np.array(part)) for part in (slopes, slopes[:-1], slopes[1:]))


def _with_steps(makes: Makes) -> Makes:
    """Without a step, end and way hold the same numbers."""
    return lambda e: makes(e) if e.args[3] > 0 else CANNOT_TELL


TRACE: Table = (
    *rows(
        ("int_truncation", raised("UFuncTypeError", "_UFuncOutputCastingError")),
        ("trace_missing", _alone),
        ("swapped_result", _with_steps(_swapped)),
        ("trace_without_start", _rows_are(lambda end, way: way[1:])),
        ("trace_without_end", _rows_are(lambda end, way: way[:-1])),
        ("trace_lying", _with_steps(_rows_are(lambda end, way: way.T))),
        ("int_truncation", _rows_are(lambda end, way: np.trunc(way))),
        ("trace_of_one_component", _rows_are(lambda end, way: way[:, 0])),
        ("trace_of_one_component", _rows_are(lambda end, way: way[:, 1])),
        ("appended_after_loop", _rows_are(lambda end, way: way[[0, -1]])),
        ("trace_too_long", _rows_are(lambda end, way: np.vstack([way[:1], way]))),
        ("trace_too_long", _rows_are(lambda end, way: np.vstack([way, way[-1:]]))),
        ("trace_aliased", _aliased),
        ("trace_of_gradients", _gradients),
    ),
    *rows(*((name, _pair_of(walk)) for name, walk in (*WRONG_WAYS, *COUNTING))),
    *rows(
        ("stopped_early", _stopped),
        ("earlier_position", _earlier_end),
        ("fixed_settings", _fixed),
    ),
)
