"""Lesson 06: rules for measured gradients, optimisers and a stopping rule."""

from __future__ import annotations

import numpy as np

from autograder.testing import Evidence, Holds, numbers, raised, rules, same, vector

from ..common.descent import whole_start


def _is_way(place: int) -> Holds:
    """One position a step, and maybe the start; ``place`` is the argument with their number."""

    def holds(e: Evidence) -> bool:
        array, d, n = numbers(e.got), np.size(e.args[1]), e.args[place]
        shapes = {(n + 1, d), *({(n, d)} if n > 1 else ())}
        return not e.raised and array is not None and array.shape in shapes

    return holds


def _one_number(e: Evidence) -> bool:
    return not e.raised and len(e.args[1]) > 1 and vector(e.got).size == 1


def _only_part(index: int) -> Holds:
    """Only theta, or only the number of steps."""
    return lambda e: not isinstance(e.got, tuple | list) and same(e.got, e.expected[index])


def _way_for_end(e: Evidence) -> bool:
    """The whole way in place of its end."""
    theta, _ = e.got
    return vector(theta).size > np.size(e.args[1])


WHOLE = ("int_truncation", whole_start(1))

RULES = {
    "numerical_gradient": rules(("one_slope_only", _one_number), WHOLE),
    "momentum": rules(("returns_trace", _is_way(4)), WHOLE),
    "adam": rules(
        ("t_from_zero", raised("ZeroDivisionError")), ("returns_trace", _is_way(3)), WHOLE
    ),
    "descend_until": rules(
        ("steps_missing", _only_part(0)),
        ("theta_missing", _only_part(1)),
        ("returns_trace", _way_for_end),
        WHOLE,
    ),
}
