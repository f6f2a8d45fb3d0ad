"""What an assignment is worth, read from its notebook and not by the code that is tested."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import nbformat

from tests.course.support import ROOT


@dataclass(frozen=True)
class Points:
    """Points by exercise, in the notebook's order: those that tests give, and those of a person."""

    tested: dict[str, float]
    read: dict[str, float]

    @property
    def by_tests(self) -> float:
        return sum(self.tested.values())

    @property
    def full(self) -> float:
        return self.by_tests + sum(self.read.values())


def points_of(assignment: str, root: Path = ROOT) -> Points:
    """The points that the hand-edited notebook names."""
    path = root / "source" / assignment / f"{assignment}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    marks = [cell.metadata.get("nbgrader", {}) for cell in cells]
    graded = [mark for mark in marks if mark.get("grade")]
    return Points(
        {m.grade_id.removeprefix("test_"): float(m.points) for m in graded if not m.solution},
        {m.grade_id: float(m.points) for m in graded if m.solution},
    )
