"""Lesson 01: rules for a way down along one number, and for a word that was asked for."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.testing import (
    Evidence,
    is_rounded,
    numbers,
    raised,
    rules,
    same,
    shape_of,
    vector,
)

from ..common.descent import SHRINKING, USUAL_RATES, descend
from ..common.spelling import other_spelling

# --- descend_1d(df, x_start, learning_rate, n_steps)


def _given(e: Evidence) -> tuple[Any, float, float, int]:
    df, start, rate, n = e.args
    return df, float(start), float(rate), int(n)


def _rounded(e: Evidence) -> bool:
    """All but the start, which nobody calculates."""
    got, way = vector(e.got), np.array(descend(*_given(e)))
    return got.size == way.size and is_rounded(got[1:], way[1:], 2)


def _same_everywhere(e: Evidence) -> bool:
    got = numbers(e.got)
    return got is not None and got.size > 1 and bool((got == got.flat[0]).all())


def _first_step_only(e: Evidence) -> bool:
    """All positions after the first step are the same."""
    got = vector(e.got)
    return got.size > 2 and got[1] != got[0] and bool((got[1:] == got[1]).all())


def _pairs(e: Evidence) -> bool:
    """Something beside every position."""
    got, way = numbers(e.got), descend(*_given(e))
    if got is None or got.shape not in {(len(way), 2), (2, len(way))}:
        return False
    columns = got.T if got.shape == (len(way), 2) else got
    return any(same(column, way) for column in (*columns, *got.T))


def _stopped(e: Evidence) -> bool:
    """The way as far as some earlier position."""
    got, way = numbers(e.got), np.array(descend(*_given(e)))
    return got is not None and 0 < got.size < way.size and np.allclose(got, way[: got.size])


def _shrinking(e: Evidence) -> bool:
    """Every slope is measured right, with a rate that shrinks in some usual manner."""
    df, _, rate, n = _given(e)
    got = vector(e.got)
    if got.size != n + 1 or n < 1:
        return False
    slopes = np.array([float(df(x)) for x in got[:-1]])
    rates = (got[:-1] - got[1:]) / slopes
    usual = ([left(k + first) for k in range(n)] for left in SHRINKING for first in (0, 1))
    return any(np.allclose(rates, rate * np.array(shares)) for shares in usual)


def _fixed(e: Evidence) -> bool:
    """The right way with some usual rate or number of steps, whatever was asked."""
    df, x, rate, n = _given(e)
    got = vector(e.got)
    if got.size == 1:
        return False  # the start alone: of a number of steps it says nothing
    longer = np.array(descend(df, x, rate, got.size - 1))
    other = (np.array(descend(df, x, usual, n)) for usual in USUAL_RATES)
    ways = [way for way in (longer, *other) if way.shape == got.shape]
    return any(np.allclose(got, way, rtol=1e-6) for way in ways)


RULES = {
    "descend_1d": rules(
        ("int_truncation", raised("UFuncTypeError", "_UFuncOutputCastingError")),
        ("trace_all_the_same", _same_everywhere),
        ("more_than_positions", _pairs),
        ("stops_after_first_step", _first_step_only),
        ("rounded", _rounded),
        ("decaying_alpha", _shrinking),
        ("stopped_early", _stopped),
        ("fixed_settings", _fixed),
    ),
    "regime": rules(
        ("other_spelling", other_spelling),
        ("not_a_word", lambda e: shape_of(e.got) == ()),
    ),
}
