"""What is wrong with a source notebook, found by reading it: which cell, and what mends it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course import Assignment
from autograder.course.assignment import text_of

TOOLBAR = "in JupyterLab: Nbgrader → Create Assignment"
# nbgrader's own words for a region, and the mark of a cell that may have one
REGIONS = {"SOLUTION": "solution", "HIDDEN TESTS": "grade"}
ENDLESS = "begins a region with BEGIN {0} that no END {0} ends; add that line"
OUTSIDE = {
    "SOLUTION": "is no answer, and has a BEGIN SOLUTION; make it an answer ({0}), or move that",
    "HIDDEN TESTS": "is no test, and has BEGIN HIDDEN TESTS; make it a test ({0}), or move them",
}
SCHEMA = 3  # of nbgrader's metadata
OLD = (
    "its nbgrader metadata is of an old version, {0}, where nbgrader reads {1}; make a copy of the "
    "course's folder first, then, in the folder: nbgrader update ."
)
LANGUAGE = "its language is {0}, and only Python is graded here"
NO_POINTS = f"is a test of 0 points, which changes no grade; give it points, {TOOLBAR}"


@dataclass(frozen=True)
class SourceFault:
    """A fault of one cell. ``stops``: nbgrader makes no release of it."""

    where: str
    what: str
    stops: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def source_faults(assignment: Assignment) -> Iterator[SourceFault]:
    """Yield what is wrong with the cells of an assignment's notebooks.

    A notebook that cannot be read is left to what reads it next.
    """
    for part in assignment.parts:
        try:
            notebook = json.loads(part.source.read_text(encoding="utf-8"))
            cells, path = notebook["cells"], part.source.relative_to(assignment.root)
            yield from _of_language(notebook, path)
            yield from _of_version(cells, path)
            yield from _of_cells(cells, path)
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            continue


def stopping(assignment: Assignment) -> list[SourceFault]:
    """Return the faults for which nbgrader makes no release; it does not say in which cell."""
    return [fault for fault in source_faults(assignment) if fault.stops]


def _of_language(notebook: Mapping[str, Any], path: Path) -> Iterator[SourceFault]:
    """Yield the other language of a notebook that has tests; one without them is only read."""
    metadata = notebook.get("metadata") or {}
    name = (metadata.get("language_info") or {}).get("name")
    language = str(name or (metadata.get("kernelspec") or {}).get("language") or "python")
    code = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    if "python" not in language.lower() and any(
        cell["metadata"].get("nbgrader", {}).get("grade") for cell in code
    ):
        yield SourceFault(str(path), LANGUAGE.format(language), stops=False)


def _of_version(cells: list[dict[str, Any]], path: Path) -> Iterator[SourceFault]:
    marked = (cell["metadata"]["nbgrader"] for cell in cells if "nbgrader" in cell["metadata"])
    versions = [marks.get("schema_version", 0) for marks in marked]
    if old := [version for version in versions if version < SCHEMA]:
        yield SourceFault(str(path), OLD.format(min(old), SCHEMA))


def _of_cells(cells: list[dict[str, Any]], path: Path) -> Iterator[SourceFault]:
    first: dict[str, int] = {}
    for place, cell in enumerate(cells, start=1):
        marks = cell["metadata"].get("nbgrader", {})
        name = str(marks.get("grade_id", ""))
        where = f"{path}, cell {place}{f' (`{name}`)' if name else ''}"
        if name and name in first:
            what = f"has the id of cell {first[name]}; give it another one, {TOOLBAR}"
            yield SourceFault(where, what)
        first.setdefault(name, place)
        yield from _of_regions(text_of(cell), marks, where)
        test = marks.get("grade") and not marks.get("solution")
        if test and cell["cell_type"] == "code" and not marks.get("points"):
            yield SourceFault(where, NO_POINTS, stops=False)


def _of_regions(text: str, marks: Mapping[str, Any], where: str) -> Iterator[SourceFault]:
    for region, mark in REGIONS.items():
        begins, ends = text.count(f"BEGIN {region}"), text.count(f"END {region}")
        if begins and not marks.get(mark):
            yield SourceFault(where, OUTSIDE[region].format(TOOLBAR))
        elif begins > ends:
            yield SourceFault(where, ENDLESS.format(region))
