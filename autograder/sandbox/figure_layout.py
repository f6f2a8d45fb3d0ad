"""While a figure is rendered, what matplotlib has laid out is not laid out again.

For a tight box it draws a figure twice, and looks ten times at where ticks and texts are: half of
the time that a figure takes. The picture is the same to the last bit. Kept for one figure only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from matplotlib.axis import Axis, XAxis, YAxis
from matplotlib.text import Annotation, Text

# what the layout of a text depends on, beside its figure's dpi and its font
OF_TEXT = (
    *("_text", "_rotation", "_rotation_mode", "_horizontalalignment", "_verticalalignment"),
    *("_multialignment", "_linespacing", "_usetex", "_parse_math"),
)


@contextmanager
def laid_out_once() -> Iterator[None]:
    """Keep layouts of texts and positions of ticks until this ends, where matplotlib has them."""
    layout, ticks = vars(Text).get("_get_layout"), vars(Axis).get("_update_ticks")
    if layout is None or ticks is None:
        yield
        return
    texts: Any = Text
    axes: Any = Axis
    texts._get_layout, axes._update_ticks = _kept_layout(layout), _kept_ticks(ticks)
    try:
        yield
    finally:
        texts._get_layout, axes._update_ticks = layout, ticks


def _kept_layout(layout: Callable[..., Any]) -> Callable[..., Any]:
    kept: dict[Any, Any] = {}

    def kept_layout(text: Any, renderer: Any) -> Any:
        by_place = getattr(text, "_wrap", True) or getattr(text, "_transform_rotates_text", True)
        if type(text) not in (Text, Annotation) or by_place:
            return layout(text, renderer)
        dpi, font = text.figure.dpi, hash(text._fontproperties)
        key = (type(renderer), dpi, font, *(getattr(text, name, None) for name in OF_TEXT))
        if key not in kept:
            kept[key] = layout(text, renderer)
        return kept[key]

    return kept_layout


def _kept_ticks(update: Callable[..., Any]) -> Callable[..., Any]:
    kept: dict[Any, Any] = {}

    def kept_ticks(axis: Any) -> Any:
        if type(axis) not in (XAxis, YAxis) or len(axis._get_shared_axes()) > 1:
            return update(axis)  # shared axes have one formatter, which keeps what it last saw
        box, major, minor = axis.axes.bbox, axis.major, axis.minor
        by = major.locator, major.formatter, minor.locator, minor.formatter
        now = (*axis.get_view_interval(), box.width, box.height, *by)
        before, ticks = kept.get(axis, (None, ()))
        if now != before:
            ticks = update(axis)
            kept[axis] = now, ticks
        return ticks

    return kept_ticks
