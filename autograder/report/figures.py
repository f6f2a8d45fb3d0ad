"""The report's pictures: seaborn, for light and dark pages, wide ones and phones, as inline PNG."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import matplotlib as mpl
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from autograder.report.items import Item

PHONE = "(max-width: 30rem)"  # as in the style sheet
NIGHT = "(prefers-color-scheme: dark)"
WIDE, NARROW = 5.6, 3.4  # inches
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
class Palette:
    """Colours of a page."""

    ground: str
    ink: str
    line: str
    bar: str
    mark: str


LIGHT = Palette("#ffffff", "#23262b", "#dcd9d1", "#2b7bb0", "#b34700")
DARK = Palette("#1e2126", "#e6e6e3", "#3a3f47", "#6fb3e0", "#ffab70")


@dataclass(frozen=True)
class Variant:
    """A picture for pages that ``media`` fits, as base64 of PNG; sizes in pixels."""

    media: str
    png: str
    width: int
    height: int


@dataclass(frozen=True)
class Image:
    """A picture in all its variants, and its words; of ``others`` the first that fits is shown."""

    main: Variant
    others: tuple[Variant, ...]
    alt: str


def points_image(points: Sequence[float], max_points: float, alt: str) -> Image:
    """Draw how many have how many points."""
    step = max(1.0, max_points / 25)
    edges = [k * step for k in range(int(max_points / step) + 2)]

    def draw(ax: Any, look: Palette, narrow: bool) -> None:
        sns.histplot(x=list(points), bins=edges, ax=ax, color=look.bar, edgecolor=look.ground)
        ax.set(xlabel="points", ylabel="students", xlim=(0, max_points + step))

    return _image(draw, 2.8, alt)


def seconds_image(seconds: Sequence[float], alt: str) -> Image:
    """Draw how long grading took."""

    def draw(ax: Any, look: Palette, narrow: bool) -> None:
        sns.histplot(x=list(seconds), bins=20, ax=ax, color=look.bar, edgecolor=look.ground)
        ax.set(xlabel="seconds a submission", ylabel="submissions", xlim=(0, None))

    return _image(draw, 2.4, alt)


def states_image(items: Sequence[Item], alt: str) -> Image:
    """Draw each exercise as a bar of its states."""
    palette = sns.color_palette("colorblind")
    colours = [palette[k] for k in (2, 1, 3, 4, 7, 0, 6)]

    def draw(ax: Any, look: Palette, narrow: bool) -> None:
        names = [_folded(item.name) if narrow else item.name for item in items]
        left = [0.0] * len(items)
        for (state, label), colour in zip(STATE_WORDS.items(), colours, strict=True):
            counts = [float(item.states.get(state, 0)) for item in items]
            if any(counts):
                ax.barh(names, counts, left=left, color=colour, edgecolor=look.ground, label=label)
                left = [a + b for a, b in zip(left, counts, strict=True)]
        ax.invert_yaxis()
        ax.set(xlabel="students")
        ax.grid(False, axis="y")
        ax.tick_params("y", labelsize=9 if narrow else 11)
        columns = 2 if narrow else 3
        ax.figure.legend(loc="outside upper right", ncols=columns, frameon=False, fontsize=9)

    return _image(draw, 1.3 + 0.36 * len(items), alt, 1.5 + 0.46 * len(items))


def _folded(name: str) -> str:
    """A long name on several lines, broken after underscores."""
    return "\n".join(wrap(name.replace("_", "_ "), 16)).replace("_ ", "_")


def _image(
    draw: Callable[[Any, Palette, bool], None], height: float, alt: str, narrow: float | None = None
) -> Image:
    """Draw all variants: what a wide page shows by day is the one that every browser knows.

    ``height`` and ``narrow`` are inches of a wide picture and of a narrow one.
    """
    wide, phone = (WIDE, height), (NARROW, narrow or height)
    main, *others = (
        Variant(media, *_png(draw, look, *size))
        for media, look, size in (
            ("", LIGHT, wide),
            (f"{PHONE} and {NIGHT}", DARK, phone),
            (PHONE, LIGHT, phone),
            (NIGHT, DARK, wide),
        )
    )
    return Image(main, tuple(others), alt)


def _png(
    draw: Callable[[Any, Palette, bool], None], look: Palette, width: float, height: float
) -> tuple[str, int, int]:
    """Return a picture as base64 of PNG, with its width and height in pixels."""
    with mpl.rc_context(_style(look)):
        figure = Figure(figsize=(width, height), layout="constrained")  # no global state of pyplot
        axes = figure.subplots()
        draw(axes, look, width == NARROW)
        for axis in (axes.xaxis, axes.yaxis):
            if axis.get_label_text() in COUNTED:
                axis.set_major_locator(MaxNLocator(6 if width == NARROW else "auto", integer=True))
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    size = (round(width * DOTS_PER_INCH), round(height * DOTS_PER_INCH))
    return base64.b64encode(out.getvalue()).decode("ascii"), *size


def _style(look: Palette) -> Any:  # matplotlib asks for each key by its name
    return {
        **sns.axes_style("whitegrid"),
        "axes.facecolor": look.ground,
        "figure.facecolor": look.ground,
        "grid.color": look.line,
        "axes.edgecolor": look.line,
        **dict.fromkeys(("text.color", "axes.labelcolor", "xtick.color", "ytick.color"), look.ink),
        "font.size": 11,
    }
