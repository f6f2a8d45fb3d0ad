"""A linear model on some rows: what every wrong gradient is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.testing import Evidence, Floats, Makes, Table, is_float32, numbers, rows


@dataclass(frozen=True)
class Line:
    """Parameters, rows and targets of one call, and the gradient that it returned.

    ``factor`` stands before the mean of (ŷ − y)·x: 2 for the MSE, 1 for half of it.
    """

    theta: Floats
    X: Floats
    y: Floats
    factor: float
    got: Floats | None
    framed: bool = False
    short: bool = False  # float32 came in, or went out

    @property
    def n(self) -> int:
        """The number of rows."""
        return len(self.y)

    @property
    def d(self) -> int:
        """The number of parameters."""
        return len(self.theta)

    @cached_property
    def predicted(self) -> Floats:
        """What the line says, (n,)."""
        return np.asarray(self.X @ self.theta)

    @cached_property
    def error(self) -> Floats:
        """Prediction minus target, (n,)."""
        return self.predicted - self.y

    @property
    def rows(self) -> Floats:
        """Every row's own gradient, (n, d)."""
        return self.factor * self.error[:, None] * self.X

    @cached_property
    def right(self) -> Floats:
        """The gradient, (d,)."""
        return self.of(self.error)

    @property
    def ratio(self) -> Floats:
        """What was returned over what is right, component by component."""
        if self.got is None or self.got.size != self.d:
            raise ValueError("not one number a parameter")
        return self.got.ravel() / self.right

    def of(self, error: Floats) -> Floats:
        """The gradient as it would be with these residuals."""
        return np.asarray(self.factor * self.X.T @ error / self.n)


def pass_over_rows(theta: Floats, m: Line, rate: float) -> Floats:
    """Where a pass over the rows leads that moves theta after each of them."""
    theta = np.array(theta, dtype=float)
    for row, target in zip(m.X, m.y, strict=True):
        theta = theta - rate * m.factor * (row @ theta - target) * row
    return theta


def line(theta: Any, X: Any, y: Any, factor: float, evidence: Evidence) -> Line:
    """Read a call's arguments, whatever they came as."""
    arrays = [np.asarray(part, dtype=float) for part in (theta, X, y)]
    framed = hasattr(X, "iloc") or hasattr(y, "iloc")
    short = any(is_float32(part) for part in (theta, X, y, evidence.got))
    got = numbers(evidence.got)
    return Line(arrays[0], arrays[1], arrays[2].ravel(), factor, got, framed, short)


def from_lines(
    named: Iterable[tuple[str, Callable[[Line], Any]]], read: Callable[[Evidence], Line]
) -> Table:
    """Make table rows from functions of a Line; ``read`` finds the Line in a call's arguments."""
    once = _once(read)
    return rows(*((name, _after(once, wrong)) for name, wrong in named))


def _once(read: Callable[[Evidence], Line]) -> Callable[[Evidence], Line]:
    """The same, read for the first of many rows that look at one call."""
    last: list[tuple[Evidence, Line]] = []

    def reading(evidence: Evidence) -> Line:
        if not last or last[0][0] is not evidence:
            last[:] = [(evidence, read(evidence))]
        return last[0][1]

    return reading


def _after(read: Callable[[Evidence], Line], wrong: Callable[[Line], Any]) -> Makes:
    return lambda evidence: None if evidence.raised else wrong(read(evidence))
