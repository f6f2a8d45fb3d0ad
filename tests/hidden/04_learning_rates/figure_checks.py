"""Questions about a figure: which lines are curves, who can tell them, what does its axis hide?"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from autograder.testing import Axes, Figure, Floats, Line

FEWEST_POINTS = 4  # fewer make a straight reference line, no curve
ROUNDED = 0.01  # a title may round the limit that it states
NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+", re.IGNORECASE)
POWER = re.compile(
    r"(?:(\d+(?:\.\d+)?)\s*(?:\\times|\\cdot|[×·*x])\s*)?10\s*(?:\^|\*\*)\s*\{?(\d+)\}?"
)
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
THOUSANDS = re.compile(r"(?<=\d)[,'_ \u2009\u202f](?=\d{3}(?!\d))")


def drawn(line: Line) -> Floats:
    """The heights that can be seen: nan and infinities leave gaps."""
    return line.y[np.isfinite(line.x) & np.isfinite(line.y)]


def curves(axes: Axes) -> tuple[Line, ...]:
    """The lines with enough points to bend, even where most of them have left the numbers."""
    return tuple(
        line for line in axes.lines if line.y.size >= FEWEST_POINTS and drawn(line).size > 0
    )


def different(lines: Iterable[Line]) -> list[Line]:
    """The lines without those that repeat another one's heights; flat ones are never repeats."""
    kept: list[Line] = []
    for line in lines:
        flat = np.ptp(drawn(line)) == 0
        if flat or not any(np.array_equal(line.y, other.y, equal_nan=True) for other in kept):
            kept.append(line)
    return kept


def names(figure: Figure, axes: Axes) -> set[str]:
    """All by which curves can be told: their labels, or the words of a legend or beside them."""
    labels = {line.label for line in curves(axes)} - {""}
    words = (axes.legend, figure.legend, axes.texts)
    return max((labels, *map(set, words)), key=len)


def flat_share(line: Line, ground: float) -> float:
    """The share of a curve's points that have one same height, unless that is the ``ground``."""
    heights, counts = np.unique(drawn(line), return_counts=True)
    counts = counts[~np.isclose(heights, ground, rtol=1e-6)]
    return float(counts.max(initial=0) / line.y.size)


def is_logarithmic(axes: Axes) -> bool:
    """Whether the y-axis counts in powers."""
    return axes.y_scale in ("log", "symlog")


def states_its_limit(figure: Figure, axes: Axes) -> bool:
    """Whether a title names the upper end of the y-axis."""
    top = max(axes.y_limits)
    return any(np.isclose(top, said, rtol=ROUNDED) for said in _numbers(axes.title, figure.title))


def is_cut(axes: Axes) -> bool:
    """Whether some curve leaves the picture at its upper end."""
    return any(drawn(line).max() > max(axes.y_limits) for line in curves(axes))


def _numbers(*titles: str) -> list[float]:
    """Every number in the titles, in any of the ways to write one."""
    found = []
    for title in titles:
        text = re.sub(r"10([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: "10^" + m[1].translate(SUPERSCRIPTS), title)
        text = THOUSANDS.sub("", text.replace("{,}", ","))
        for factor, power in POWER.findall(text):
            found.append(float(f"{factor or 1}e{power[:3]}"))
        found += [float(number) for number in NUMBER.findall(text)]
    return found
