"""Lesson 01: wrong ways down along one number, and wrong names for what a rate does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.testing import (
    Evidence,
    Makes,
    Table,
    is_rounded,
    numbers,
    plain_name,
    raised,
    rows,
    same,
    shape_of,
    vector,
)

from ...common.descents import COUNTING, WRONG_WAYS, Walk, right
from ...common.spelling import nothing_said, other_spelling

# --- descend_1d(df, x_start, learning_rate, n_steps)

# with one number there is nothing to update in turn
SEVERAL = ("one_component_updated", "sequential_update", "int_truncation")


def _given(e: Evidence) -> tuple[Any, float, float, int]:
    df, start, rate, n = e.args
    return df, float(start), float(rate), int(n)


def _way(walk: Walk) -> Makes:
    """All positions of a wrong way."""
    return lambda e: None if e.raised else np.array(walk(*_given(e)), dtype=float)


def _of_way(pick: Callable[[Any], Any]) -> Makes:
    """Some part of the right way."""
    return lambda e: None if e.raised else pick(np.array(right(*_given(e))))


def _rounded(e: Evidence) -> bool:
    """All but the start, which nobody calculates."""
    got, way = vector(e.got), np.array(right(*_given(e)))
    return got.size == way.size and is_rounded(got[1:], way[1:], 2)


def _slopes(e: Evidence) -> Any:
    return [e.args[0](x) for x in right(*_given(e))]


def _whole(e: Evidence) -> Any:
    """A list of whole numbers, made from a start that is one."""
    df, start, rate, n = _given(e)
    way = [start]
    for _ in range(n):
        way.append(float(np.trunc(way[-1] - rate * df(way[-1]))))
    return np.array(way)


def _same_everywhere(e: Evidence) -> bool:
    got = numbers(e.got)
    return got is not None and got.size > 1 and bool((got == got.flat[0]).all())


def _first_step_only(e: Evidence) -> bool:
    """All positions after the first step are the same."""
    got = vector(e.got)
    return got.size > 2 and got[1] != got[0] and bool((got[1:] == got[1]).all())


def _pairs(e: Evidence) -> bool:
    """Something beside every position."""
    got, way = numbers(e.got), right(*_given(e))
    if got is None or got.shape not in {(len(way), 2), (2, len(way))}:
        return False
    columns = got.T if got.shape == (len(way), 2) else got
    return any(same(column, way) for column in (*columns, *got.T))


def _stopped(e: Evidence) -> bool:
    """The way as far as some earlier position."""
    got, way = numbers(e.got), np.array(right(*_given(e)))
    return got is not None and 0 < got.size < way.size and np.allclose(got, way[: got.size])


def _fixed(e: Evidence) -> bool:
    """The right way with some usual rate or number of steps, whatever was asked."""
    df, x, rate, n = _given(e)
    got = vector(e.got)
    longer = np.array(right(df, x, rate, got.size - 1))
    other = (np.array(right(df, x, usual, n)) for usual in (1.0, 0.5, 0.1, 0.05, 0.01, 0.001))
    ways = [way for way in (longer, *other) if way.shape == got.shape]
    return any(np.allclose(got, way, rtol=1e-6) for way in ways)


DESCEND: Table = (
    *rows(
        ("returns_the_end", _of_way(lambda way: way[-1])),
        ("trace_without_start", _of_way(lambda way: way[1:])),
        ("trace_without_end", _of_way(lambda way: way[:-1])),
        ("appended_after_loop", _of_way(lambda way: way[[0, -1]])),
        ("trace_too_long", _of_way(lambda way: np.append(way[0], way))),
        ("trace_too_long", _of_way(lambda way: np.append(way, way[-1]))),
        ("one_step_too_many", _way(lambda df, x, rate, n: right(df, x, rate, n + 1))),
        ("way_backwards", _of_way(lambda way: way[::-1])),
        ("distances_not_positions", _of_way(np.abs)),
        ("trace_of_gradients", lambda e: None if e.raised else _slopes(e)),
        ("trace_of_gradients", lambda e: None if e.raised else _slopes(e)[:-1]),
        ("int_truncation", lambda e: None if e.raised else _whole(e)),
        ("int_truncation", raised("UFuncTypeError", "_UFuncOutputCastingError")),
        ("trace_all_the_same", _same_everywhere),
        ("more_than_positions", _pairs),
        ("stops_after_first_step", _first_step_only),
    ),
    *rows(*((name, _way(walk)) for name, walk in WRONG_WAYS if plain_name(name) not in SEVERAL)),
    *rows(*((name, _way(walk)) for name, walk in COUNTING if name == "stops_after_first_step")),
    *rows(("rounded", lambda e: not e.raised and _rounded(e))),
    *rows(("stopped_early", _stopped), ("fixed_settings", _fixed)),
)

# --- regime(curvature, learning_rate)

REGIMES = ("monotone", "one-step", "alternating", "cycles", "diverges")


def _named(product: float) -> str:
    """The right name for a product of curvature and rate."""
    between = REGIMES[0::2][(product > 1) + (product > 2)]
    return {1.0: "one-step", 2.0: "cycles"}.get(product, between)


def _product(change: Callable[[float, float], float]) -> Makes:
    """The name that belongs to something else than the product."""
    return lambda e: _named(change(float(e.args[0]), float(e.args[1])))


def _renamed(**other: str) -> Makes:
    """Some of the names stand for others."""
    names = {name.replace("_", "-"): wrong for name, wrong in other.items()}
    return lambda e: names.get(e.expected)


REGIME: Table = rows(
    ("other_spelling", other_spelling),
    ("not_a_word", lambda e: shape_of(e.got) == ()),
    ("printed_not_returned", nothing_said),
    ("boundaries_swapped", _renamed(one_step="cycles", cycles="one-step")),
    ("sides_swapped", _renamed(monotone="alternating", alternating="monotone")),
    ("overshooting_is_no_divergence", _renamed(alternating="diverges")),
    *(
        ("boundary_missed", _renamed(**{boundary: neighbour}))
        for boundary, neighbour in (
            ("one_step", "monotone"),
            ("one_step", "alternating"),
            ("cycles", "alternating"),
            ("cycles", "diverges"),
        )
    ),
    ("size_of_the_factor_ignored", _renamed(diverges="monotone", alternating="monotone")),
    ("size_of_the_factor_ignored", _renamed(diverges="alternating")),
    ("product_forgotten/rate", _product(lambda c, r: r)),
    ("product_forgotten/curvature", _product(lambda c, r: c)),
    ("quotient_not_product/rate", _product(lambda c, r: r / c)),
    ("quotient_not_product/curvature", _product(lambda c, r: c / r)),
    ("curvature_doubled", _product(lambda c, r: 2 * c * r)),
    ("curvature_halved", _product(lambda c, r: c * r / 2)),
)
