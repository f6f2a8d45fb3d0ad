"""One assignment as its notebooks describe it: cells, exercises, points, the files beside them."""

from __future__ import annotations

import importlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.records import Cell

PICTURE = "picture"  # the tag of a cell that only draws: for the student's eyes, not run in grading
# An extension leaves marks, all of them false, in cells of a notebook that is only to be read.
MARKED = re.compile(rb'"(?:grade|solution|task)"\s*:\s*true')


@dataclass(frozen=True)
class Exercise:
    """One exercise: its name is that of its answer's cell, or else of the cell that grades it.

    ``by_cell``: the test in its graded cell decides, since there are no hidden tests for it.
    ``answers`` are the cells of what it is about. A ``task`` has none: students add cells below it.
    """

    name: str
    points: float
    manual: bool
    graded_cell: str
    stub: str
    by_cell: bool = False
    answers: tuple[str, ...] = ()
    task: bool = False


@dataclass(frozen=True)
class Assignment:
    """One assignment: its master notebooks (the release) and what stands beside them.

    ``notebook`` chooses one of several: the assignment of that notebook alone.
    """

    root: Path
    name: str
    exchange_zone: str = "UTC"  # by which abbreviations in timestamp.txt are read
    notebook: str = ""

    @cached_property
    def notebooks(self) -> tuple[str, ...]:
        """The names of its notebooks, without their ending; most often it is its own name."""
        return (self.notebook,) if self.notebook else notebooks_of(self.root, self.name)

    @cached_property
    def parts(self) -> tuple[Assignment, ...]:
        """Itself, or of an assignment with several notebooks each by itself."""
        if len(self.notebooks) < 2:
            return (self,)
        return tuple(replace(self, notebook=name) for name in self.notebooks)

    @property
    def source(self) -> Path:
        """The hand-edited notebook; of several the first."""
        return self.root / "source" / self.name / f"{self.notebooks[0]}.ipynb"

    @property
    def release(self) -> Path:
        """The notebook that students are given, the master of every rebuild; of several, one."""
        return self.root / "release" / self.name / f"{self.notebooks[0]}.ipynb"

    @cached_property
    def master(self) -> dict[str, Any]:
        """The released notebook as JSON; of several, with the cells of all."""
        if len(self.parts) > 1:
            masters = [part.master for part in self.parts]
            return {**masters[0], "cells": [cell for one in masters for cell in one["cells"]]}
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
        if len(self.parts) > 1:
            return tuple(cell for part in self.parts for cell in part.cells)
        notebook = self.notebook if self._several else ""
        names = (self.called(name) for name in _names(self.master))
        pairs = zip(self.master["cells"], names, strict=True)
        return tuple(_cell(raw, name, notebook) for raw, name in pairs)

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """The graded exercises in the order of the notebook."""
        if len(self.parts) > 1:
            return tuple(exercise for part in self.parts for exercise in part.exercises)
        tests = self.root / "tests" / "hidden" / self.name
        return tuple(_exercises(self.master["cells"], self.cells, tests))

    @cached_property
    def plain(self) -> frozenset[str]:
        """The code cells that students may edit as in nbgrader, where cells' own tests grade."""
        if not any(exercise.by_cell for exercise in self.exercises):
            return frozenset()
        pairs = zip(self.cells, self.master["cells"], strict=True)
        return frozenset(
            cell.name
            for cell, raw in pairs
            if cell.role == "locked" and not raw["metadata"].get("nbgrader", {}).get("locked")
        )

    @cached_property
    def _several(self) -> tuple[str, ...]:
        """The names of all notebooks of the assignment, if there are several."""
        found = notebooks_of(self.root, self.name) if self.notebook else self.notebooks
        return found if len(found) > 1 else ()

    @cached_property
    def _ambiguous(self) -> frozenset[str]:
        """The names of cells that stand in several of the notebooks."""
        if not self._several:
            return frozenset()
        parts = (replace(self, notebook=name) for name in self._several)
        count = Counter(name for part in parts for name in set(_names(part.master)))
        return frozenset(name for name, times in count.items() if times > 1)

    def called(self, name: str) -> str:
        """Return what we call a cell of this notebook: with the notebook's name, if it must be."""
        return f"{self.notebook}/{name}" if name in self._ambiguous else name

    @cached_property
    def answers(self) -> frozenset[str]:
        """The names of the cells that a student fills in."""
        return frozenset(cell.name for cell in self.cells if cell.role == "answer")

    @cached_property
    def guarded(self) -> frozenset[str]:
        """The names of the cells whose text nbgrader keeps: answers, checks and locked ones."""
        marks = (raw["metadata"].get("nbgrader", {}) for raw in self.master["cells"])
        kinds = ("solution", "grade", "locked", "task")
        pairs = zip(self.cells, marks, strict=True)
        return frozenset(cell.name for cell, mark in pairs if any(map(mark.get, kinds)))

    @cached_property
    def files(self) -> dict[str, bytes]:
        """What lies beside the notebook and is handed to students, by name, folders included."""
        top = self.release.parent
        beside = (path for path in sorted(top.rglob("*")) if path.is_file())
        others = (path for path in beside if path.suffix != ".ipynb")
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in others}

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


def notebooks_of(root: Path, assignment: str) -> tuple[str, ...]:
    """Return the names of an assignment's notebooks, without their ending.

    It is each that has an answer, a test or a task of nbgrader's, or each, if none has. Beside one
    that is called as the assignment, those that grade the same cells as that one are copies of it.
    """
    for place in ("source", "release"):
        folder = root / place / assignment
        main = folder / f"{assignment}.ipynb"
        paths = [p for p in sorted(folder.glob("*.ipynb")) if is_notebook(p) and p != main]
        others = [path for path in paths if MARKED.search(path.read_bytes())]
        if main.is_file():
            first = _graded_in(main) if others else frozenset()
            own = (path.stem for path in others if (ids := _graded_in(path)) and not ids & first)
            return (assignment, *own)
        if paths:
            return tuple(path.stem for path in others or paths)
    return (assignment,)


def _graded_in(path: Path) -> frozenset[str]:
    """Return the names of the cells that a file grades; none if it is no notebook."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        marks = [cell["metadata"].get("nbgrader", {}) for cell in cells]
        return frozenset(m["grade_id"] for m in marks if m.get("grade") or m.get("task"))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return frozenset()


def is_notebook(path: Path) -> bool:
    """Say whether a file may be a notebook of the course's, and no editor's copy of one."""
    usual = path.name[0] != "." and not path.name.startswith("Untitled")
    return usual and path.is_file() and not path.stem.endswith("-checkpoint")


def _names(notebook: dict[str, Any]) -> Iterator[str]:
    """Yield the name of each cell: of older notebooks, some have none but their place."""
    for place, raw in enumerate(notebook["cells"]):
        marks = raw["metadata"].get("nbgrader", {})
        yield str(marks.get("grade_id") or raw.get("id") or f"cell-{place + 1}")


def _cell(raw: dict[str, Any], name: str, notebook: str) -> Cell:
    marks = raw["metadata"].get("nbgrader", {})
    kind, source = raw["cell_type"], text_of(raw)
    if marks.get("solution"):
        return Cell(name, kind, source, "answer", notebook=notebook)
    if marks.get("grade"):
        return Cell(name, kind, source, "check", notebook=notebook)
    if PICTURE in raw["metadata"].get("tags", ()):
        return Cell(name, kind, source, "picture", notebook=notebook)
    if kind == "code":
        return Cell(name, kind, source, "locked", notebook=notebook)
    return Cell(name, kind, source, "text", notebook=notebook)


def _exercises(
    raws: list[dict[str, Any]], cells: Sequence[Cell], tests: Path
) -> Iterator[Exercise]:
    """Yield what is graded, in the order of the notebook."""
    sources = {cell.name: cell.source for cell in cells if cell.role == "answer"}
    by_hand = {
        cell.name
        for raw, cell in zip(raws, cells, strict=True)
        if cell.role == "answer" and raw["metadata"]["nbgrader"].get("grade")
    }
    above: list[str] = []  # the answers that the next test is about
    tested = False
    for raw, cell in zip(raws, cells, strict=True):
        marks = raw["metadata"].get("nbgrader", {})
        if marks.get("task"):
            points = float(marks.get("points") or 0)
            yield Exercise(cell.name, points, True, cell.name, cell.source, task=True)
        elif cell.role == "answer":
            above, tested = ([] if tested else above) + [cell.name], False
            if marks.get("grade"):
                points = float(marks.get("points") or 0)
                yield Exercise(cell.name, points, True, cell.name, cell.source, False, (cell.name,))
        elif marks.get("grade"):
            tested = True
            yield _tested(
                cell, float(marks.get("points") or 0), sources, by_hand, tuple(above), tests
            )


def _tested(
    cell: Cell,
    points: float,
    sources: Mapping[str, str],
    by_hand: Collection[str],
    above: tuple[str, ...],
    tests: Path,
) -> Exercise:
    """Return the exercise that a test's cell grades."""
    name = cell.name.removeprefix("test_")
    if name not in sources or name in by_hand:
        name = cell.name
    answers = (name,) if name in sources else above
    stub = sources[answers[-1]] if answers else ""
    if cell.kind != "code":  # nbgrader gives no points there: a person does
        return Exercise(name, points, True, cell.name, cell.source, False, answers)
    by_cell = not (tests / f"test_{name}.py").is_file()
    return Exercise(name, points, False, cell.name, stub, by_cell, answers)
