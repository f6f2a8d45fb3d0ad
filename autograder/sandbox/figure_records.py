"""A student's matplotlib figure as the trusted side sees it: frozen records of plain data."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Limits = tuple[float, float]
Part = TypeVar("Part")

MAX_AXES: Final = 32
MAX_LINES: Final = 100  # of one axes
MAX_TEXTS: Final = 100  # of one legend, or in one axes
MAX_CHARS: Final = 500  # of one text; what is longer is cut
MAX_POINTS: Final = 400_000  # of all lines of a figure


@dataclass(frozen=True, eq=False)
class Line:
    """One line of a plot: its label ("" when it has none), and its points as they were drawn.

    >>> Line("losses", np.array([0.0, 1.0]), np.array([5.0, 2.5])).label
    'losses'
    """

    label: str
    x: Floats
    y: Floats


@dataclass(frozen=True, eq=False)
class Axes:
    """One plot: the words on it, its scales, its limits and its lines in the order of drawing.

    >>> [len(axes.lines) for axes in student.drawn.get().axes]
    [1]
    """

    title: str
    x_label: str
    y_label: str
    x_scale: str
    y_scale: str
    x_limits: Limits
    y_limits: Limits
    lines: tuple[Line, ...]
    legend: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Figure:
    """A whole figure: its own title and legend, and its axes in the order they were made.

    >>> student.drawn.get().axes[0].title
    'Doubling'
    """

    title: str
    legend: tuple[str, ...]
    axes: tuple[Axes, ...]


class NotAFigure(ValueError):
    """Plain values that describe no figure."""


def figure(plain: Any) -> Figure:
    """Make the records from nested plain values; raise NotAFigure unless they fit exactly."""
    title, legend, axes = _fields(plain, 3)
    made = Figure(_text(title), _texts(legend), _parts(axes, _axes, MAX_AXES))
    if sum(line.x.size for part in made.axes for line in part.lines) > MAX_POINTS:
        raise NotAFigure("points")
    return made


def _axes(plain: Any) -> Axes:
    *words, x_limits, y_limits, lines, legend, texts = _fields(plain, 10)
    title, x_label, y_label, x_scale, y_scale = map(_text, words)
    return Axes(
        title,
        x_label,
        y_label,
        x_scale,
        y_scale,
        x_limits=_limits(x_limits),
        y_limits=_limits(y_limits),
        lines=_parts(lines, _line, MAX_LINES),
        legend=_texts(legend),
        texts=_texts(texts),
    )


def _line(plain: Any) -> Line:
    label, x, y = _fields(plain, 3)
    made = Line(_text(label), _points(x), _points(y))
    if made.x.size != made.y.size:
        raise NotAFigure("lengths")
    return made


def _fields(plain: Any, count: int) -> tuple[Any, ...]:
    if type(plain) is not tuple or len(plain) != count:
        raise NotAFigure("fields")
    return plain


def _parts(plain: Any, make: Callable[[Any], Part], most: int) -> tuple[Part, ...]:
    if type(plain) is not list or len(plain) > most:
        raise NotAFigure("parts")
    return tuple(make(part) for part in plain)


def _text(plain: Any) -> str:
    if type(plain) is not str or len(plain) > MAX_CHARS:
        raise NotAFigure("text")
    return plain


def _texts(plain: Any) -> tuple[str, ...]:
    return _parts(plain, _text, MAX_TEXTS)


def _limits(plain: Any) -> Limits:
    low, high = _fields(plain, 2)
    if type(low) is not float or type(high) is not float or math.isinf(low) or math.isinf(high):
        raise NotAFigure("limits")
    return low, high


def _points(plain: Any) -> Floats:
    if type(plain) is not np.ndarray or plain.dtype != np.float64 or plain.ndim != 1:
        raise NotAFigure("points")
    plain.flags.writeable = False
    return plain
