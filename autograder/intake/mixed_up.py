"""Recognises the notebook of another lesson that was handed in as this one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder.course import Assignment
from autograder.errors import CourseError
from autograder.intake.attach import DEFINES


@dataclass(frozen=True)
class Marks:
    """By what a lesson's notebook is known: the names of its answers, and its first heading."""

    names: frozenset[str]
    title: str

    def found_in(self, other: Marks) -> int:
        """Count what of it stands in a notebook."""
        return len(self.names & other.names) + bool(self.title and self.title == other.title)


def lesson_of(raw_cells: Sequence[dict[str, Any]], assignment: Assignment) -> str:
    """Return the other lesson whose notebook this is, or "".

    It is one of which at least half of the answers, or else the title, stand there, and more than
    of this lesson.
    """
    theirs = _marks_of(raw_cells)
    ours = _marks(assignment)
    here = ours.found_in(theirs)
    if len(ours.names & theirs.names) * 2 >= len(ours.names):
        return ""
    for name in _lessons(assignment.root):
        if name == assignment.name:
            continue
        marks = _marks_of_another(Assignment(assignment.root, name))
        there = marks.found_in(theirs)
        alike = 2 * len(marks.names & theirs.names) >= len(marks.names) > 0
        if there > here and (alike or (marks.title == theirs.title != ours.title)):
            return name
    return ""


def _lessons(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "release").glob("*") if path.is_dir())


@lru_cache(maxsize=200)
def _marks_of_another(assignment: Assignment) -> Marks:
    return _marks(assignment)


def _marks(assignment: Assignment) -> Marks:
    try:
        cells = assignment.cells
    except (CourseError, OSError, LookupError, TypeError):
        return Marks(frozenset(), "")  # it is not built: `course doctor` says so
    names = frozenset(cell.name for cell in cells if cell.role == "answer")
    return Marks(names, _title((cell.kind, cell.source) for cell in cells))


def _marks_of(raw_cells: Sequence[dict[str, Any]]) -> Marks:
    names: set[object] = set()
    texts = []
    for raw in raw_cells:
        metadata = raw.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        marks = metadata.get("nbgrader")
        marks = marks if isinstance(marks, dict) else {}
        source = raw.get("source", "")
        if isinstance(source, list):
            source = "".join(line for line in source if isinstance(line, str))
        source = source if isinstance(source, str) else ""
        names |= {n for n in (marks.get("grade_id"), raw.get("id")) if isinstance(n, str)}
        names |= set(DEFINES.findall(source)) if raw.get("cell_type") == "code" else set()
        texts.append((str(raw.get("cell_type")), source))
    return Marks(frozenset(map(str, names)), _title(iter(texts)))


def _title(texts: Iterator[tuple[str, str]]) -> str:
    firsts = (text.strip().partition("\n")[0] for kind, text in texts if kind == "markdown")
    return next((first.strip() for first in firsts if first.startswith("#")), "")
