"""In the jail: a matplotlib figure described by plain values, as ``figures`` reads them.

matplotlib is asked, never imported: the trusted side, which shares the encoder, has no use for it.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import numpy as np

from autograder.sandbox.figure_records import MAX_AXES, MAX_CHARS, MAX_LINES, MAX_POINTS, MAX_TEXTS
from autograder.sandbox.values import TooLarge, Unsupported, ValueFault

UNKNOWN = (math.nan, math.nan)


def is_figure(value: Any) -> bool:
    """Whether it is a matplotlib Figure or a subclass of it."""
    bases = type(value).__mro__
    return any((b.__module__, b.__name__) == ("matplotlib.figure", "Figure") for b in bases)


def describe(figure: Any) -> tuple[Any, ...]:
    """Return title, legend texts and axes of a figure; raise Unsupported when it cannot be read."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            title = figure.get_suptitle()
            axes = [_axes(part) for part in _few(figure.axes, MAX_AXES, "axes")]
            described = _cut(title), _legend(figure.legends), axes
        except ValueFault:
            raise
        except Exception:  # it is the student's object: anything may have been put into it
            raise Unsupported("Figure") from None
    if sum(x.size for part in axes for _, x, _ in part[7]) > MAX_POINTS:
        raise TooLarge(f"more than {MAX_POINTS} points")
    return described


def _axes(axes: Any) -> tuple[Any, ...]:
    legend = axes.get_legend()
    return (
        _cut(" ".join(filter(None, map(axes.get_title, ("left", "center", "right"))))),
        _cut(axes.get_xlabel()),
        _cut(axes.get_ylabel()),
        _scale(axes.xaxis),
        _scale(axes.yaxis),
        _limits(axes.get_xlim),
        _limits(axes.get_ylim),
        [_line(line) for line in _few(axes.lines, MAX_LINES, "lines")],
        _legend([] if legend is None else [legend]),
        [_cut(text.get_text()) for text in _few(axes.texts, MAX_TEXTS, "texts")],
    )


def _scale(axis: Any) -> str:
    """The name of a scale; one that counts in powers is "log", however it was made."""
    with suppress(Exception):
        steps = np.diff(axis.get_transform().transform(np.array([1.0, 10.0, 100.0, 1000.0])))
        if steps[0] > 0 and np.allclose(steps, steps[0]):
            return "log"
    return _cut(axis.get_scale())


def _line(line: Any) -> tuple[Any, ...]:
    label = _cut(line.get_label())
    # what begins with an underscore is matplotlib's own name for a line that has none
    label = "" if label.startswith("_") else label
    return label, *(_points(line.get_data(orig=False)[axis]) for axis in (0, 1))


def _points(data: Any) -> Any:
    return np.asarray(data, dtype=np.float64).ravel()


def _limits(ask: Callable[[], Any]) -> tuple[float, float]:
    """Where the data are infinite, matplotlib may have no limits to give."""
    try:
        low, high = (float(limit) for limit in ask())
    except (ArithmeticError, ValueError):
        return UNKNOWN
    return (low, high) if math.isfinite(low) and math.isfinite(high) else UNKNOWN


def _legend(legends: Iterable[Any]) -> list[str]:
    texts = (text for legend in legends for text in legend.get_texts())
    return [_cut(text.get_text()) for text in _few(texts, MAX_TEXTS, "texts")]


def _few(things: Iterable[Any], most: int, what: str) -> Iterable[Any]:
    for number, thing in enumerate(things):
        if number == most:
            raise TooLarge(f"more than {most} {what}")
        yield thing


def _cut(text: Any) -> str:
    # A lone surrogate is spelled out on its way and takes more room there than here.
    made = str.__str__(text).encode("utf-8", "backslashreplace").decode("utf-8")
    return made[:MAX_CHARS]
