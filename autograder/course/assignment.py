"""One assignment as its notebooks describe it: cells, exercises, points, the files beside them."""

from __future__ import annotations

import importlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.records import Cell

PICTURE = "picture"  # the tag of a cell that only draws: for the student's eyes, not run in grading


@dataclass(frozen=True)
class Exercise:
    """One exercise: its name is the answer cell's grade_id."""

    name: str
    points: float
    manual: bool
    graded_cell: str
    stub: str


@dataclass(frozen=True)
class Assignment:
    """One assignment: its master notebook (the release) and what stands beside it."""

    root: Path
    name: str
    exchange_zone: str = "UTC"  # by which abbreviations in timestamp.txt are read

    @property
    def source(self) -> Path:
        """The hand-edited notebook."""
        return self.root / "source" / self.name / f"{self.name}.ipynb"

    @property
    def release(self) -> Path:
        """The notebook that students are given, and the master of every rebuild."""
        return self.root / "release" / self.name / f"{self.name}.ipynb"

    @cached_property
    def master(self) -> dict[str, Any]:
        """The released notebook as JSON."""
        if not self.release.is_file():
            raise CourseError(f"{self.release}: not built yet; run `course build`")
        try:
            notebook: dict[str, Any] = json.loads(self.release.read_text(encoding="utf-8"))
        except ValueError as error:
            raise CourseError(f"{self.release}: damaged ({error}); run `course build`") from None
        return notebook

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The master's cells with the part that each plays."""
        return tuple(_cell(raw) for raw in self.master["cells"])

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """The graded exercises in the order of the notebook."""
        sources = {cell.name: cell.source for cell in self.cells}
        return tuple(
            _exercise(raw["metadata"]["nbgrader"], sources)
            for raw in self.master["cells"]
            if raw["metadata"].get("nbgrader", {}).get("grade")
        )

    @cached_property
    def answers(self) -> frozenset[str]:
        """The names of the cells that a student fills in."""
        return frozenset(cell.name for cell in self.cells if cell.role == "answer")

    @cached_property
    def guarded(self) -> frozenset[str]:
        """The names of the cells whose text nbgrader keeps: answers, checks and locked ones."""
        marks = (raw["metadata"].get("nbgrader", {}) for raw in self.master["cells"])
        kinds = ("solution", "grade", "locked", "task")
        return frozenset(mark["grade_id"] for mark in marks if any(map(mark.get, kinds)))

    @cached_property
    def files(self) -> dict[str, bytes]:
        """What lies beside the notebook and is handed to students, by name."""
        beside = sorted(self.release.parent.iterdir())
        return {p.name: p.read_bytes() for p in beside if p.is_file() and p.suffix != ".ipynb"}

    @property
    def max_points(self) -> float:
        """The points of all exercises together."""
        return sum(exercise.points for exercise in self.exercises)

    def reference(self, name: str) -> Any:
        """Return the reference of an exercise, a function or a dict, from its solutions module."""
        return getattr(importlib.import_module(f"solutions.{self.name.partition('_')[2]}"), name)


def text_of(raw: dict[str, Any]) -> str:
    """Return a cell's source, which nbformat stores as text or as a list of lines."""
    source = raw["source"]
    return source if isinstance(source, str) else "".join(source)


def _cell(raw: dict[str, Any]) -> Cell:
    marks = raw["metadata"].get("nbgrader", {})
    name = str(marks.get("grade_id") or raw.get("id", ""))
    if marks.get("solution"):
        return Cell(name, raw["cell_type"], text_of(raw), "answer")
    if marks.get("grade"):
        return Cell(name, raw["cell_type"], text_of(raw), "check")
    if PICTURE in raw["metadata"].get("tags", ()):
        return Cell(name, raw["cell_type"], text_of(raw), "picture")
    if raw["cell_type"] == "code":
        return Cell(name, "code", text_of(raw), "locked")
    return Cell(name, raw["cell_type"], text_of(raw), "text")


def _exercise(marks: dict[str, Any], sources: dict[str, str]) -> Exercise:
    cell = str(marks["grade_id"])
    name = cell if marks.get("solution") else cell.removeprefix("test_")
    if name not in sources:
        raise CourseError(f"the graded cell {cell!r} has no answer cell {name!r}")
    return Exercise(name, float(marks["points"]), bool(marks["solution"]), cell, sources[name])
