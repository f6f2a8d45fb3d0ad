"""Lays a student's answers and scratch cells into the master's cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from autograder.course import Assignment
from autograder.intake.attach import DROPPED, Attacher, Found
from autograder.intake.parse import Refused
from autograder.records import Cell, Grade, Submission

MAX_CELL_CHARACTERS = 200_000
MAX_CHARACTERS = 1_000_000  # of all cells together: forty lessons, but an hour for a page to render
MISSING = "answer cell {} is missing; it counts as not attempted"
PASTED = re.compile(r"data:image/[a-z+.-]{1,20};base64,[A-Za-z0-9+/=]*")
NEWLINE = re.compile(r"\r\n?")


def rebuild(raw_cells: list[dict[str, Any]], student: str, assignment: Assignment) -> Submission:
    """Return the submission; raise Refused when no answer cell can be recognised in it."""
    notes: list[str] = []
    found, room = [], MAX_CHARACTERS
    for raw in raw_cells:
        found.append(_bounded(_found(raw), notes, min(MAX_CELL_CHARACTERS, room)))
        room -= len(found[-1].source)
    attached = Attacher(found, assignment.cells)
    answers, scratch = _sorted_out(found, attached.names, assignment)
    if not answers:
        raise Refused(f"none of the answer cells of {assignment.name} is in the notebook")
    notes += attached.notes
    for cell in assignment.cells:
        if cell.role == "answer" and cell.name not in answers:
            host = attached.merged(cell.name)
            if host:  # a stub here would take the place of what stands there
                answers[cell.name] = f"# This answer stands in the cell of `{host}`."
                notes.append(f"the answer {cell.name} stands in the cell of {host}")
            else:
                notes.append(MISSING.format(cell.name))
    cells = tuple(_laid_out(assignment, answers, scratch))
    said_once = tuple(dict.fromkeys(notes))
    return Submission(student, assignment.name, cells, assignment.files, said_once)


def _found(raw: dict[str, Any]) -> Found:
    source = raw.get("source", "")
    if isinstance(source, list):
        with suppress(TypeError):  # one of its lines is not text
            source = "".join(source)
    if not isinstance(source, str):
        raise Refused("a cell's source is not text")
    metadata = raw.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    marks = metadata.get("nbgrader")
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
    ids = tuple(n for n in (raw.get("id"), metadata.get("id")) if isinstance(n, str))  # Colab's
    kind = raw.get("cell_type")
    return Found(
        grade_id if isinstance(grade_id, str) else "",
        ids,
        kind if kind in ("code", "markdown") else "raw",
        _plain(source),
    )


def _plain(source: str) -> str:
    """Text that every later step can encode and compare: no lone surrogate, NUL or CR."""
    if not source.isascii():
        source = source.encode("utf-8", "replace").decode("utf-8")
    if "\r" in source:
        source = NEWLINE.sub("\n", source)
    return source.replace("\0", "�")


def _bounded(found: Found, notes: list[str], most: int) -> Found:
    """Leave out what is too long: a pasted picture of a text cell first (Colab keeps it there)."""
    if len(found.source) <= most:
        return found
    where = f"the cell {found.grade_id[:60]}" if found.grade_id.isidentifier() else "a cell"
    source = found.source if found.kind == "code" else PASTED.sub("", found.source)
    if len(source) <= most:
        notes.append(f"{where} had a large picture pasted into its text; it is left out")
        return replace(found, source=source)
    notes.append(f"{where} is longer than any answer, and left out")
    return replace(found, source="")


def _sorted_out(
    found: list[Found], names: list[str | None], assignment: Assignment
) -> tuple[dict[str, str], dict[str, list[Cell]]]:
    """Return the answers by name, and the added cells by the name of the cell that they follow."""
    master = {cell.name: cell for cell in assignment.cells}
    stubs = {cell.source.strip() for cell in assignment.cells if cell.role == "answer"}
    answers: dict[str, str] = {}
    scratch: dict[str, list[Cell]] = {}
    anchor = ""
    for cell, name in zip(found, names, strict=True):
        if name is DROPPED:
            continue
        if name:
            anchor = name
            if master[name].role == "answer":
                answers[name] = cell.source
        elif cell.source.strip() and cell.source.strip() not in stubs:
            added = Cell("", cell.kind, cell.source, "scratch")  # type: ignore[arg-type]
            scratch.setdefault(anchor, []).append(added)
    return answers, scratch


def _laid_out(
    assignment: Assignment, answers: dict[str, str], scratch: dict[str, list[Cell]]
) -> Iterator[Cell]:
    yield from scratch.get("", ())
    for cell in assignment.cells:
        source = answers.get(cell.name, cell.source)
        yield cell if source == cell.source else replace(cell, source=source)
        yield from scratch.get(cell.name, ())


def untouched(student: str, assignment: Assignment) -> Submission:
    """Return the master itself as a submission: what a refused notebook is shown as."""
    return Submission(student, assignment.name, assignment.cells, assignment.files)


def refused(student: str, assignment: Assignment, why: str) -> Grade:
    """Return the grade of a notebook that could not be taken in: 0, flagged, with the reason."""
    return Grade(
        student=student,
        assignment=assignment.name,
        status="refused",
        points=0.0,
        max_points=assignment.max_points,
        exercises=(),
        sandbox="",
        message=why,
        flags=(f"refused: {why}",),
    )
