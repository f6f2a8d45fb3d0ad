"""What several notebooks share: written once in ``source/``, put into each by ``course build``.

A part stands in a cell between two lines that name its file::

    ### BEGIN SHARED helpers.py              in a cell of code
    <!-- BEGIN SHARED small_print.md -->     in a cell of text

and the same with ``END``. What stands around them is the notebook's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course import Course, text_of
from autograder.errors import CourseError
from autograder.files import write_atomically

FOLDER = "source"  # the files in it: each folder there is an assignment for nbgrader
MARKER = re.compile(r"(?:### |<!-- )(BEGIN|END) SHARED (\S+)(?: -->)?")
MEANT = re.compile(r"\b(?:BEGIN|END) SHARED\b")


@dataclass(frozen=True)
class _Place:
    """Where a part stands: its cell, and the lines between the two markers."""

    cell: dict[str, Any]
    part: str
    first: int
    end: int

    @property
    def lines(self) -> list[str]:
        return text_of(self.cell).split("\n")[self.first : self.end]


def bring_up_to_date(course: Course, name: str) -> list[Path]:
    """Put the shared parts into an assignment's source notebook; return it if that changes it.

    Raise CourseError where a marker line, or the file that it names, is not in order.
    """
    parts, notebook, places = _read(course, name)
    stale = [place for place in places if place.lines != parts[place.part]]
    for place in reversed(stale):  # from below, so that the lines above keep their numbers
        lines = text_of(place.cell).split("\n")
        lines[place.first : place.end] = parts[place.part]
        text = "\n".join(lines)
        as_text = isinstance(place.cell["source"], str)
        place.cell["source"] = text if as_text else text.splitlines(keepends=True)
    if not stale:
        return []
    path = course.assignment(name).source
    write_atomically(path, json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")
    return [path]


def stale_parts(course: Course, name: str) -> list[tuple[str, str]]:
    """Return each cell that holds a part which is not what its file says, and that file."""
    parts, _, places = _read(course, name)
    stale = (place for place in places if place.lines != parts[place.part])
    return [(str(place.cell.get("id")), f"{FOLDER}/{place.part}") for place in stale]


def _read(course: Course, name: str) -> tuple[Mapping[str, list[str]], Any, list[_Place]]:
    """Read the notebook, where in it each part stands, and the parts."""
    path = course.assignment(name).source
    where = path.relative_to(course.root)
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        places = [place for cell in notebook["cells"] for place in _places(cell, where)]
    except FileNotFoundError:  # there is a release only; nbgrader says so
        return {}, {}, []
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseError(f"{where}: is not a notebook ({error!r})") from None
    parts: dict[str, list[str]] = {}
    for place in places:
        if place.part in parts:
            cells = ", ".join(str(p.cell.get("id")) for p in places if p.part == place.part)
            raise CourseError(f"{where}: {place.part} stands in it twice; cells: {cells}")
        parts[place.part] = _lines(course.root / FOLDER / place.part, where, place)
    return parts, notebook, places


def _lines(path: Path, notebook: Path, place: _Place) -> list[str]:
    """Read the lines of a shared file."""
    where = f"{FOLDER}/{place.part}"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        why = f"there is no file {where} to put in"
        raise CourseError(f"{notebook}, cell {place.cell.get('id')}: {why}") from None
    except ValueError:
        raise CourseError(f"{where}: is not text in UTF-8") from None
    if MEANT.search(text):
        raise CourseError(f"{where}: holds a marker line itself; a part cannot hold another")
    return text.rstrip("\n").split("\n")


def _places(cell: dict[str, Any], notebook: Path) -> Iterator[_Place]:
    """Yield where parts stand in a cell."""
    where, begun, first = f"{notebook}, cell {cell.get('id')}", "", 0
    for number, line in enumerate(text_of(cell).split("\n")):
        if not MEANT.search(line):
            continue
        mark = MARKER.fullmatch(line.strip())
        if mark is None:
            right = "such a line is ### BEGIN SHARED name.py, or <!-- BEGIN SHARED name.md -->"
            raise CourseError(f"{where}: {line.strip()!r} is no marker line; {right}")
        kind, part = mark.groups()
        if kind == "BEGIN":
            if begun:
                raise CourseError(f"{where}: {part} begins before {begun} ends")
            begun, first = part, number + 1
        elif part != begun:
            raise CourseError(f"{where}: {part} ends and does not begin")
        else:
            yield _Place(cell, part, first, number)
            begun = ""
    if begun:
        raise CourseError(f"{where}: {begun} begins and does not end")
