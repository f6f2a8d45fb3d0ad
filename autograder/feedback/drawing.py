"""A student's own path or curve as a picture: the background is made once for an assignment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from markupsafe import Markup

from autograder.feedback.svg import Axis, Frame, number, picture, sketch
from autograder.records import Points
from autograder.testing.pictures import CurvePlot, PathPlot, Picture

MOST_DOTS = 80
LOG_FROM = 50.0  # a curve whose largest value is this many times its smallest gets a log axis


@dataclass(frozen=True)
class Drawn:
    """One picture on a page: what it shows, what to notice, and the shape to compare with."""

    title: str
    figure: Markup
    notice: str
    shape: Markup | None = None
    ends_outside: bool = False


class Drawer:
    """Draws one of the assignment's pictures for each student."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture

    def draw(self, points: Points) -> Drawn | None:
        """Return the picture of a student's points; None where there is nothing to see."""
        if len(points) < 2:
            return None
        if isinstance(self.picture, PathPlot):
            return self._walk(self.picture, points)
        return self._curve(self.picture, points)

    @cached_property
    def _valley(self) -> tuple[Frame, Markup, Markup]:
        """The frame, the contours and the axes of a walk."""
        walk = self.picture
        assert isinstance(walk, PathPlot)
        frame = Frame(Axis(*walk.x, walk.labels[0]), Axis(*walk.y, walk.labels[1]))
        return frame, frame.bands(walk.height), frame.axes()

    @cached_property
    def _shape(self) -> Markup:
        assert isinstance(self.picture, CurvePlot)
        return sketch(self.picture.shape)

    def _walk(self, walk: PathPlot, points: Points) -> Drawn:
        frame, bands, axes = self._valley
        dots = points[1:-1] if len(points) <= MOST_DOTS else ()
        parts = [
            frame.dot(walk.best, "best", 8),
            frame.line(points, "path"),
            *(frame.dot(point, "step", 3) for point in dots),
            frame.dot(points[0], "start", 7),
            frame.dot(points[-1], "end", 6),
        ]
        inside = frame.inside([bands, *parts])
        figure = picture(walk.title, _walk_words(walk, frame, points), _name(walk), [inside, axes])
        gone = not frame.holds(*points[-1])
        return Drawn(walk.title, figure, walk.notice, ends_outside=gone)

    def _curve(self, curve: CurvePlot, points: Points) -> Drawn:
        frame = _frame(curve, points)
        dots = points if len(points) <= MOST_DOTS else ()
        parts = [frame.line(points, "path"), *(frame.dot(point, "step", 3) for point in dots)]
        figure = picture(
            curve.title, _curve_words(points), _name(curve), [frame.inside(parts), frame.axes()]
        )
        return Drawn(curve.title, figure, curve.expected, self._shape)


def _name(picture: Picture) -> str:
    return f"picture-{picture.exercise}"


def _frame(curve: CurvePlot, points: Points) -> Frame:
    heights = [y for _, y in points]
    low, high = min(heights), max(heights)
    across = Axis(points[0][0], points[-1][0], curve.labels[0])
    if curve.may_be_log and low > 0 and high / low > LOG_FROM:
        return Frame(across, Axis(low / 1.5, high * 1.5, curve.labels[1], log=True))
    room = 0.06 * (high - low) or 0.5 * abs(high) or 1.0
    floor = 0.0 if 0 <= low < 0.4 * high else low
    return Frame(across, Axis(floor - room * (floor == low), high + room, curve.labels[1]))


def _walk_words(walk: PathPlot, frame: Frame, points: Points) -> str:
    outside = sum(not frame.holds(*point) for point in points)
    words = f"{len(points)} positions, from {_pair(points[0])} to {_pair(points[-1])}."
    if outside:
        words += f" {outside} of them lie outside the picture."
    return f"{words} The lowest point is at {_pair(walk.best)}."


def _curve_words(points: Points) -> str:
    heights = [y for _, y in points]
    rises = sum(b > a for a, b in pairwise(heights))
    ends = f"from {number(_short(heights[0]))} to {number(_short(heights[-1]))}"
    return f"{len(points)} values, {ends}; {rises} of them are higher than the one before."


def _pair(point: Sequence[float]) -> str:
    return f"({number(_short(point[0]))}, {number(_short(point[1]))})"


def _short(value: float) -> float:
    return float(f"{value:.3g}")
