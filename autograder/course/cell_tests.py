"""The tests in a notebook's own cells, as nbgrader has them: read from the teacher's source."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.course.assignment import Assignment, Exercise, text_of
from autograder.errors import CourseError
from autograder.records import Cell

AUTOTEST = "AUTOTEST"  # nbgrader writes these tests itself when it makes the release


@dataclass(frozen=True)
class CellTest:
    """The test of one graded cell: all of its text, hidden parts too, and what students see."""

    exercise: Exercise
    source: str
    shown: str


@dataclass(frozen=True)
class Solved:
    """One notebook as the teacher solved it: its cells by our names, and the tests in them."""

    cells: tuple[Cell, ...]
    tests: tuple[CellTest, ...]


def solved(part: Assignment) -> Solved:
    """Read the source of one notebook; raise CourseError where it is not what was released.

    Without the source no test is known.
    """
    if not any(exercise.by_cell for exercise in part.exercises) or not part.source.is_file():
        return Solved((), ())
    cells = tuple(_cells(part))
    texts = {cell.name: cell.source for cell in cells}
    shown = {cell.name: cell.source for cell in part.cells}
    tests = []
    for exercise in part.exercises:
        name = exercise.graded_cell
        if not exercise.by_cell:
            continue
        if name not in texts:
            why = f"the source has no cell {name!r}, which was released"
            raise CourseError(f"{part.source}: {why}; course build {part.name}")
        text = shown[name] if AUTOTEST in texts[name] else texts[name]
        tests.append(CellTest(exercise, text, shown[name]))
    return Solved(cells, tuple(tests))


def _cells(part: Assignment) -> Sequence[Cell]:
    """The source's cells: nbgrader leaves out none, and adds those of a header and a footer."""
    try:
        raws = json.loads(part.source.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, LookupError) as error:
        raise CourseError(
            f"{part.source}: it holds the tests, and cannot be read: {error}"
        ) from None
    roles = {cell.name: cell.role for cell in part.cells}
    found = []
    for place, raw in enumerate(raws):
        marks = raw["metadata"].get("nbgrader", {})
        name = str(marks.get("grade_id") or raw.get("id") or f"cell-{place + 1}")
        name = part.called(name)
        usual = "locked" if raw["cell_type"] == "code" else "text"
        found.append(Cell(name, raw["cell_type"], text_of(raw), roles.get(name, usual)))  # type: ignore[arg-type]
    return found
