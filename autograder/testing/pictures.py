"""What is drawn of a student's own results, on data that the notebook shows: asked for here.

An assignment's pictures stand in ``tests/hidden/<assignment>/pictures.py`` as ``PICTURES``. The
engine takes the points while it grades; the feedback page draws them. Whatever goes wrong on the
way leaves a page without a picture, and costs nobody a point.

A picture that lends a function says ``lends_no_answer`` if that is the answer to no exercise. If it
does not, its process is ended before the tests: a student may have kept what was lent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.course.inputs import HIDDEN
from autograder.records import Points
from autograder.testing.loading import course_module

MOST_POINTS = 200
LARGEST = 1e30  # beyond it a curve counts as gone
SMALLEST = 1e-100  # nearer to zero is zero: an axis cannot divide the smallest floats any more


@dataclass(frozen=True)
class PathPlot:
    """A path over the contours of a loss.

    ``sample`` asks a student for the positions, shape (n, 2). ``height`` is the loss above its
    lowest value; ``x`` and ``y`` are the ends of the axes, named by ``labels``; ``best`` is where
    the loss is lowest, which the notebook shows. ``notice`` says what to look for.

    >>> plot = PathPlot(
    ...     "double", "Two steps", lambda s: [(1.0, 1.0), (s.double(1.0), 1.0)],
    ...     lambda x, y: (x - 2) ** 2 + y**2, (0.0, 3.0), (0.0, 2.0), ("x", "y"), (2.0, 0.0),
    ...     "The second step doubles x.",
    ... )
    >>> plot.sample(student)
    [(1.0, 1.0), (2.0, 1.0)]
    """

    exercise: str
    title: str
    sample: Callable[[Any], Any]
    height: Callable[[Any, Any], Any]
    x: tuple[float, float]
    y: tuple[float, float]
    labels: tuple[str, str]
    best: tuple[float, float]
    notice: str
    lends_no_answer: bool = False


@dataclass(frozen=True)
class CurvePlot:
    """Numbers after each step, such as losses, beside the shape that they should have.

    ``sample`` asks a student for the numbers; ``shape`` is a sketch without units, heights between
    0 and 1, and ``expected`` says in words what it shows. A steep curve gets a logarithmic axis if
    it ``may_be_log``.

    >>> plot = CurvePlot(
    ...     "double", "Doubling", lambda s: [s.double(x) for x in (1.0, 2.0)], ("x", "double"),
    ...     [0.5, 1.0], "It grows.",
    ... )
    >>> plot.sample(student)
    [2.0, 4.0]
    """

    exercise: str
    title: str
    sample: Callable[[Any], Any]
    labels: tuple[str, str]
    shape: Sequence[float]
    expected: str
    may_be_log: bool = True
    lends_no_answer: bool = False


Picture = PathPlot | CurvePlot


def pictures_of(root: Path, assignment: str) -> tuple[Picture, ...]:
    """Return an assignment's pictures; none where it has no such file."""
    if not (root / HIDDEN / assignment / "pictures.py").is_file():
        return ()
    return tuple(course_module(root, f"{assignment}.pictures").PICTURES)


def sample(picture: Picture, student: Any) -> Points:
    """Ask a student's answer for a picture's points: finite, few and short; else none."""
    with np.errstate(all="ignore"):
        taken = np.asarray(picture.sample(student), dtype=float)
    if isinstance(picture, CurvePlot):
        taken = np.column_stack([np.arange(taken.size), taken.ravel()])
    if taken.ndim != 2 or taken.shape[1] != 2:
        return ()
    gone = np.flatnonzero(~(np.abs(taken) < LARGEST).all(axis=1))  # nan is gone, too
    kept = taken[: gone[0] if gone.size else len(taken)][:MOST_POINTS]
    kept = np.where(np.abs(kept) < SMALLEST, 0.0, kept)
    return tuple((float(f"{x:.6g}"), float(f"{y:.6g}")) for x, y in kept)
