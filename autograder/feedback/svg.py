"""Plain SVG made of numbers: axes, contours, a path. Colours come from the page's style sheet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import contourpy
import numpy as np
from markupsafe import Markup, escape

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 100, 16, 14, 66  # room for the larger letters of a phone
GRID = 70  # points along an axis for contours
BANDS = 9


@dataclass(frozen=True)
class Axis:
    """One axis from ``low`` to ``high``; a logarithmic one is given its ends as they are."""

    low: float
    high: float
    label: str
    log: bool = False

    def share(self, value: float) -> float:
        """Return where a value lies, 0 at the low end and 1 at the high one."""
        if not self.log:
            return (value - self.low) / (self.high - self.low)
        low, high = math.log(self.low), math.log(self.high)
        return (math.log(max(value, self.low)) - low) / (high - low)

    def ticks(self) -> list[float]:
        """Return round numbers within the axis: about five, or the powers of ten."""
        if self.log:
            lowest, highest = math.ceil(math.log10(self.low)), math.floor(math.log10(self.high))
            every = max(1, (highest - lowest) // 5 + 1)
            return [10.0**k for k in range(lowest, highest + 1, every)]
        rough = (self.high - self.low) / 5
        unit = 10.0 ** math.floor(math.log10(rough))
        step = unit * next(m for m in (1, 2, 5, 10) if m * unit >= rough * 0.999)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [k * step for k in range(first, last + 1)]


@dataclass(frozen=True)
class Frame:
    """The area between two axes, in the picture's own units (y grows downwards)."""

    x: Axis
    y: Axis

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point stands in the picture."""
        across, up = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        return LEFT + across * self.x.share(x), TOP + up * (1 - self.y.share(y))

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies between the axes."""
        return all(-1e-9 <= axis.share(v) <= 1 + 1e-9 for axis, v in ((self.x, x), (self.y, y)))

    def axes(self) -> Markup:
        """Draw frame, ticks and labels."""
        right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
        parts = [
            f'<rect class="frame" x="{LEFT}" y="{TOP}" width="{right - LEFT}"'
            f' height="{bottom - TOP}"/>'
        ]
        for tick in self.x.ticks():
            at = self.place(tick, self.y.low)[0]
            parts.append(f'<path class="tick" d="M{at:.1f} {bottom}v6"/>')
            parts.append(_text(at, bottom + 26, number(tick), "middle"))
        for tick in self.y.ticks():
            at = self.place(self.x.low, tick)[1]
            parts.append(f'<path class="tick" d="M{LEFT} {at:.1f}h-6"/>')
            parts.append(_text(LEFT - 10, at + 5, number(tick), "end"))
        parts.append(_text((LEFT + right) / 2, HEIGHT - 8, self.x.label, "middle"))
        middle = (TOP + bottom) / 2
        turned = f' transform="rotate(-90 24 {middle:.1f})"'
        parts.append(_text(24, middle, self.y.label, "middle", turned))
        return Markup("".join(parts))

    def inside(self, drawing: Iterable[str]) -> Markup:
        """Return a drawing that is clipped at the frame."""
        box = f"{LEFT} {TOP} {WIDTH - LEFT - RIGHT} {HEIGHT - TOP - BOTTOM}"
        x, y, width, height = box.split()
        head = f'<svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="{box}">'
        return Markup(head + "".join(drawing) + "</svg>")

    def line(self, points: Iterable[tuple[float, float]], kind: str) -> str:
        """Draw a line through points."""
        return f'<polyline class="{kind}" points="{self._points(points)}"/>'

    def dot(self, point: tuple[float, float], kind: str, radius: float) -> str:
        """Draw a dot at a point."""
        x, y = self._near(point)
        return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'

    def _points(self, points: Iterable[tuple[float, float]]) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in map(self._near, points))

    def _near(self, point: tuple[float, float]) -> tuple[float, float]:
        """A point far outside is drawn somewhat outside: a browser's numbers are small."""
        x, y = self.place(*point)
        return min(max(x, -9999.0), 9999.0), min(max(y, -9999.0), 9999.0)

    def bands(self, height: Any) -> Markup:
        """Draw where a function of both axes is low, in bands that lie on each other."""
        x = np.linspace(self.x.low, self.x.high, GRID)
        y = np.linspace(self.y.low, self.y.high, GRID)
        z = np.asarray(height(*np.meshgrid(x, y)), dtype=float)
        maker = contourpy.contour_generator(x, y, z, fill_type=contourpy.FillType.OuterCode)
        levels = np.geomspace(z.max() * 2e-4, z.max() * 0.6, BANDS)
        tops = [float(level) for level in levels[::-1] if level > z.min()]
        return Markup("".join(self._band(maker, z.min() - 1.0, top) for top in tops))

    def _band(self, maker: Any, bottom: float, top: float) -> str:
        outlines, codes = maker.filled(bottom, top)
        drawn = []
        for points, kinds in zip(outlines, codes, strict=True):
            for point, kind in zip(points, kinds, strict=True):
                x, y = self.place(*map(float, point))
                drawn.append(f"{'M' if kind == 1 else 'L'}{x:.0f} {y:.0f}")
        return f'<path class="band" d="{"".join(drawn)}"/>'


def picture(title: str, says: str, name: str, parts: Iterable[Any]) -> Markup:
    """Return a picture with its words for those who do not see it; ``name`` is its id."""
    head = Markup(
        '<svg class="picture" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>'
    ).format(WIDTH, HEIGHT, name, name, name, title, name, says)
    return head + Markup("".join(parts)) + Markup("</svg>")


def sketch(heights: Sequence[float]) -> Markup:
    """Return a small picture of a shape, without any numbers; the caption says what it shows."""
    last = max(len(heights) - 1, 1)
    points = " ".join(
        f"{14 + 212 * k / last:.1f},{120 - 104 * h:.1f}" for k, h in enumerate(heights)
    )
    return Markup(
        '<svg class="sketch" viewBox="0 0 240 140" aria-hidden="true">'
        '<path class="frame" d="M10 8v120h222"/><polyline class="shape" points="{}"/></svg>'
    ).format(points)


def number(value: float) -> str:
    """Write a number as people do: 0.05, 1,000, 10⁶."""
    if value and (abs(value) >= 1e5 or abs(value) < 1e-3):
        mantissa, exponent = f"{value:.0e}".split("e")
        raised = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"10{raised}" if mantissa == "1" else f"{mantissa}·10{raised}"
    return f"{round(value, 6):,g}".replace("-", "−")


def _text(x: float, y: float, words: str, anchor: str, extra: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{extra}>{escape(words)}</text>'
