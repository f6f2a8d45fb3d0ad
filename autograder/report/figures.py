"""The report's pictures: seaborn, once for a light page and once for a dark one, as inline PNG."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from autograder.report.items import STATES, Item

WIDTH = 5.6  # inches
COUNTED = ("students", "submissions")  # what has no halves
DOTS_PER_INCH = 150
STATE_WORDS = {
    "passed": "passed",
    "partial": "partly",
    "failed": "failed",
    "blocked": "blocked",
    "not_attempted": "not attempted",
    "manual": "for a person",
    "could_not_check": "our fault",
}


@dataclass(frozen=True)
class Look:
    """Colours of a page."""

    ground: str
    ink: str
    line: str
    bar: str
    mark: str


LIGHT = Look("#ffffff", "#23262b", "#dcd9d1", "#2b7bb0", "#b34700")
DARK = Look("#1e2126", "#e6e6e3", "#3a3f47", "#6fb3e0", "#ffab70")


@dataclass(frozen=True)
class Image:
    """A picture in both looks, as base64 of PNG, and its words."""

    light: str
    dark: str
    alt: str
    width: int
    height: int


def points_image(points: Sequence[float], max_points: float, alt: str) -> Image:
    """Draw how many have how many points."""
    step = max(1.0, max_points / 25)
    edges = [k * step for k in range(int(max_points / step) + 2)]

    def draw(ax: Any, look: Look) -> None:
        sns.histplot(x=list(points), bins=edges, ax=ax, color=look.bar, edgecolor=look.ground)
        ax.set(xlabel="points", ylabel="students", xlim=(0, max_points + step))

    return _image(draw, 2.8, alt)


def seconds_image(seconds: Sequence[float], alt: str) -> Image:
    """Draw how long grading took."""

    def draw(ax: Any, look: Look) -> None:
        sns.histplot(x=list(seconds), bins=20, ax=ax, color=look.bar, edgecolor=look.ground)
        ax.set(xlabel="seconds a submission", ylabel="submissions", xlim=(0, None))

    return _image(draw, 2.4, alt)


def states_image(items: Sequence[Item], alt: str) -> Image:
    """Draw each exercise as a bar of its states."""
    palette = sns.color_palette("colorblind")
    colours = [palette[k] for k in (2, 1, 3, 4, 7, 0, 6)]

    def draw(ax: Any, look: Look) -> None:
        names = [item.name for item in items]
        left = [0.0] * len(items)
        for state, colour in zip(STATES, colours, strict=True):
            counts = [float(item.states.get(state, 0)) for item in items]
            if any(counts):
                label = STATE_WORDS[state]
                ax.barh(names, counts, left=left, color=colour, edgecolor=look.ground, label=label)
                left = [a + b for a, b in zip(left, counts, strict=True)]
        ax.invert_yaxis()
        ax.set(xlabel="students")
        ax.grid(False, axis="y")
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False, fontsize=9)

    return _image(draw, 1.3 + 0.36 * len(items), alt)


def _image(draw: Callable[[Any, Look], None], height: float, alt: str) -> Image:
    light, dark = (_png(draw, height, look) for look in (LIGHT, DARK))
    size = (round(WIDTH * DOTS_PER_INCH), round(height * DOTS_PER_INCH))
    return Image(light, dark, alt, *size)


def _png(draw: Callable[[Any, Look], None], height: float, look: Look) -> str:
    style = {
        **sns.axes_style("whitegrid"),
        "axes.facecolor": look.ground,
        "figure.facecolor": look.ground,
        "grid.color": look.line,
        "axes.edgecolor": look.line,
        **dict.fromkeys(("text.color", "axes.labelcolor", "xtick.color", "ytick.color"), look.ink),
        "font.size": 11,
    }
    with mpl.rc_context(style):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")  # no global state of pyplot
        axes = figure.subplots()
        draw(axes, look)
        for axis in (axes.xaxis, axes.yaxis):
            if axis.get_label_text() in COUNTED:
                axis.set_major_locator(MaxNLocator(integer=True))
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return base64.b64encode(out.getvalue()).decode("ascii")
