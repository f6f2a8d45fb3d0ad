"""Lesson 04: mistakes in a figure of loss curves. The first argument says what was looked at."""

from __future__ import annotations

from collections.abc import Callable

from autograder.testing import Axes, Evidence, Figure, Makes, Table, rows

from ..figure_checks import curves, different, drawn, is_cut, names

CURVES = 3


def _seen(what: str, wrong: Callable[[Figure, Axes], bool]) -> Makes:
    """Something about the first axes, when this is what was looked at."""

    def makes(e: Evidence) -> bool:
        if not isinstance(e.got, Figure) or not e.got.axes or e.args[0] != what:
            return False
        return wrong(e.got, e.got.axes[0])

    return makes


def _twins(figure: Figure, axes: Axes) -> bool:
    """Fewer different curves than there should be."""
    found = curves(axes)
    return len(different(found)) < CURVES <= len(found)


def _logarithms(figure: Figure, axes: Axes) -> bool:
    """Losses are never negative."""
    return any((drawn(line) < 0).any() for line in curves(axes))


LOSS_CURVES: Table = rows(
    ("not_a_figure", lambda e: not isinstance(e.got, Figure)),
    ("empty_figure", lambda e: not e.got.axes or not e.got.axes[0].lines),
    ("too_few_curves", _seen("lines", lambda f, a: len(curves(a)) < CURVES)),
    ("curves_all_the_same", _seen("lines", _twins)),
    ("unlabelled_curves", _seen("lines", lambda f, a: len(names(f, a)) < CURVES)),
    ("logarithms_drawn", _seen("axis", _logarithms)),
    ("limit_not_stated", _seen("axis", lambda f, a: is_cut(a))),
    ("linear_axis", _seen("axis", lambda f, a: True)),
    ("clipped_curves", _seen("flat", lambda f, a: True)),
)
