"""Figures as Jupyter shows them, pixel for pixel, laid out once less.

IPython cuts a figure to its tight box. matplotlib then draws the whole figure twice, the first time
without any output, since some layouts are only known once they were drawn. Plain axes tell their
tight box at once: for them the first pass is left out. A test compares both ways.
"""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
from IPython.core import pylabtools
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import PlaceHolderLayoutEngine

_print_figure = pylabtools.print_figure
seen = False  # whether what is shown now has been shown before, in an earlier process


def install() -> None:
    """Let IPython's formatters use this one; before a backend is chosen, which binds them."""
    pylabtools.print_figure = print_figure


def print_figure(
    fig: Any, fmt: str = "png", bbox_inches: Any = "tight", base64: bool = False, **kwargs: Any
) -> Any:
    """IPython's own function, with a tight box that is already known where it can be.

    What has been ``seen`` is not rendered again.
    """
    if seen:
        return None
    if fmt == "png" and bbox_inches == "tight" and _is_plain(fig):
        box = fig.get_tightbbox(fig.canvas.get_renderer())
        bbox_inches = box.padded(mpl.rcParams["savefig.pad_inches"])
        engine = fig._layout_engine
        fig._layout_engine = None  # a placeholder does nothing, and asks for a pass
        try:
            return _print_figure(fig, fmt, bbox_inches, base64, **kwargs)
        finally:
            fig._layout_engine = engine
    return _print_figure(fig, fmt, bbox_inches, base64, **kwargs)


def _is_plain(fig: Any) -> bool:
    """Whether its layout is known before it is drawn."""
    return (
        type(fig) is Figure
        and isinstance(fig.canvas, FigureCanvasAgg)
        and isinstance(fig.get_layout_engine(), PlaceHolderLayoutEngine | None)
        and not fig.subfigs
        and all(type(axes) is Axes for axes in fig.axes)
    )
