"""Lays a student's answers and scratch cells into the master's cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from autograder.course import Assignment
from autograder.intake.attach import DROPPED, Attacher, Found
from autograder.intake.elsewhere import STANDS, Own, find, notes_of
from autograder.intake.parse import Refused
from autograder.intake.pasted import Pasted
from autograder.intake.prose import only_says, said_in
from autograder.intake.written import (
    as_released,
    cut_off,
    definitions_added,
    joined,
    lines_added,
    names_defined,
    prose_of,
    same_code,
    words_added,
)
from autograder.records import Cell, Grade, PastedPicture, Submission

MAX_CELL_CHARACTERS = 200_000
MAX_CHARACTERS = 1_000_000  # of all cells together: forty lessons, but an hour for a page to render
MOST_PARTS = 9  # into which an answer was cut
MISSING = "answer cell {} is missing; it counts as not attempted"
NEWLINE = re.compile(r"\r\n?")


def rebuild(
    raw_cells: list[dict[str, Any]], student: str, assignment: Assignment, python: str = ""
) -> Submission:
    """Return the submission; raise Refused when no answer cell can be recognised in it.

    ``python`` is the version that the notebook says it was written with.
    """
    notes: list[str] = []
    pasted = Pasted()
    found = _bounded([_found(raw, pasted) for raw in raw_cells], assignment, notes)
    attached = Attacher(found, assignment.cells)
    answers, own = _sorted_out(found, attached, assignment, notes)
    if not answers:
        raise Refused(f"none of the answer cells of {assignment.name} is in the notebook")
    notes += [*pasted.notes, *attached.notes]
    elsewhere, own, unclaimed = find(assignment, answers, own)
    for cell in assignment.cells:
        if cell.role == "answer" and cell.name not in answers:
            host = attached.merged(cell.name)
            if host:  # a stub here would take the place of what stands there
                said = f"# This answer stands in the cell of `{host}`."
                answers[cell.name] = replace(cell, source=said)
                if cell.name not in {there.exercise for there in elsewhere}:
                    notes.append(f"the answer {cell.name} stands in the cell of {host}")
            elif cell.name not in {there.exercise for there in elsewhere}:
                notes.append(MISSING.format(cell.name))
    for there in elsewhere:
        notes.append(notes_of(there))
        if there.runs:  # the stub would take its place
            master = next(c for c in assignment.cells if c.name == there.exercise)
            answers[there.exercise] = replace(master, source=STANDS)
    notes += unclaimed
    cells = tuple(_laid_out(assignment, answers, own))
    if assignment.notebook:
        cells = tuple(replace(cell, notebook=assignment.notebook) for cell in cells)
    said_once = tuple(dict.fromkeys(notes))
    return Submission(
        student, assignment.name, cells, assignment.files, said_once, elsewhere, python
    )


def _found(raw: dict[str, Any], pasted: Pasted) -> Found:
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
    kind = kind if kind in ("code", "markdown") else "raw"
    released = isinstance(marks, dict) and as_released(marks, kind, source)
    source = _plain(source)
    pictures: tuple[PastedPicture, ...] = ()
    if kind != "code":
        source, pictures = pasted.taken(source, raw.get("attachments"))
    grade_id = grade_id if isinstance(grade_id, str) else ""
    return Found(grade_id, ids, kind, source, pictures, released)


def _plain(source: str) -> str:
    """Text that every later step can encode and compare: no lone surrogate, NUL or CR."""
    if not source.isascii():
        source = source.encode("utf-8", "replace").decode("utf-8")
    if "\r" in source:
        source = NEWLINE.sub("\n", source)
    return source.replace("\0", "�")


def _bounded(found: Sequence[Found], assignment: Assignment, notes: list[str]) -> list[Found]:
    """Empty what is too long, with a note. Answers have their room first, and then short cells.

    An answer that has lost its marks is found later, by its text; it is shorter than most else.
    """
    bounded, room = list(found), MAX_CHARACTERS
    names = {cell.name for cell in assignment.cells if cell.role == "answer"}

    def order(at: tuple[int, Found]) -> tuple[bool, int]:
        return names.isdisjoint({at[1].grade_id, *at[1].ids}), len(at[1].source)

    for index, one in sorted(enumerate(found), key=order):
        if len(one.source) > min(MAX_CELL_CHARACTERS, room):
            where = f"the cell {one.grade_id[:60]}" if one.grade_id.isidentifier() else "a cell"
            notes.append(f"{where} is longer than any answer, and left out")
            bounded[index] = replace(one, source="")
        room -= len(bounded[index].source)
    return bounded


def _sorted_out(
    found: list[Found], attached: Attacher, assignment: Assignment, notes: list[str]
) -> tuple[dict[str, Cell], list[Own]]:
    """Return the answers by name, and what else is the student's with the cell that it follows."""
    master = {cell.name: cell for cell in assignment.cells}
    stubs = {cell.source.strip() for cell in assignment.cells if cell.role == "answer"}
    wanted = frozenset(exercise.name for exercise in assignment.exercises)
    answers: dict[str, Cell] = {}
    own: list[Own] = []
    anchor, parts = "", 0  # parts: of the answer above, which follow
    for index, (cell, name) in enumerate(zip(found, attached.names, strict=True)):
        if parts:
            parts -= 1
            continue
        if name is DROPPED:
            if whose := attached.copies.get(index):
                said = f"# Another copy of the answer {whose}. It is not run:\n{cell.source}"
                own.append(Own(Cell("", "code", said, "quoted"), whose, said=""))
            continue
        if name in assignment.plain:
            own.append(Own(replace(master[name], source=cell.source, role="scratch"), anchor))
        elif name:
            anchor = name
            if master[name].role == "answer":
                parts = 0 if cell.source.strip() in stubs else _parts(index, found, attached.names)
                whole = [cell.source, *(part.source for part in found[index + 1 :][:parts])]
                answers[name] = _answer(master[name], replace(cell, source=joined(whole)), notes)
                if parts:
                    notes.append(f"{name}: its cell was cut; the parts are run as one")
            elif not (cell.released or cell.source == master[name].source):
                own += [
                    Own(c, name, True, said_in(cell.source) if c.kind == "code" else None)
                    for c in _changed(master[name], cell, wanted, notes)
                ]
        elif cell.pictures or cell.source.strip() not in ("", *stubs):
            added = Cell("", cell.kind, cell.source, "scratch", cell.pictures)  # type: ignore[arg-type]
            own.append(Own(added, anchor))
    return answers, own


def _parts(index: int, found: Sequence[Found], names: Sequence[str | None]) -> int:
    """Return how many of the cells right below an answer are the end of its last block."""
    below: list[str] = []
    for cell, name in zip(found[index + 1 :], names[index + 1 :], strict=True):
        if name != "" or cell.kind != "code" or len(below) == MOST_PARTS:
            break
        below.append(cell.source)
    source = found[index].source
    ends = (n for n in range(len(below), 0, -1) if cut_off([source, *below[: n - 1]], below[n - 1]))
    return next(ends, 0)


def _answer(master: Cell, found: Found, notes: list[str]) -> Cell:
    """Return an answer, without a stub left below it, which would redefine the name."""
    stub, source = master.source.strip(), found.source
    if master.kind == "code" and stub in source and source.strip() != stub:
        rest = source.replace(stub, "", 1)
        if master.name in names_defined(rest):
            notes.append(f"{master.name}: the stub that was left beside the answer is not run")
            source = rest
    return replace(master, source=source, pictures=found.pictures)


def _changed(
    master: Cell, found: Found, wanted: frozenset[str], notes: list[str]
) -> Iterator[Cell]:
    """Yield what a student wrote into a cell of ours: only definitions are to be run."""
    kind = found.kind
    if kind != "code":
        words = words_added(master.source, found.source)
        if words:
            said = f"*Written in the cell `{master.name}`:*\n\n{words}"
            yield Cell("", "markdown", said, "quoted", found.pictures)
        return
    ours = master.source if master.kind == "code" else ""
    if same_code(ours, found.source):
        return
    if (
        not ours
        and only_says(found.source)
        and not lines_added(master.source, prose_of(found.source))
    ):
        return  # a text of ours that a converter to scripts has put into comments
    made = definitions_added(ours, found.source, wanted)
    if made:
        said = f"# From the cell {master.name}, which was changed. This part is run:\n{made}"
        notes.append(f"the cell {master.name} was changed; what it newly defines is run")
        yield Cell("", "code", said, "scratch")
    rest = lines_added(f"{master.source}\n{made}", found.source)
    if rest:
        said = f"# From the cell {master.name}, which was changed. This part is not run:\n{rest}"
        if master.role == "locked":
            notes.append(f"the cell {master.name} was changed; the change is shown, and not run")
        yield Cell("", "code", said, "quoted")


def _laid_out(assignment: Assignment, answers: dict[str, Cell], own: list[Own]) -> Iterator[Cell]:
    yield from (one.cell for one in own if one.after == "")
    for cell in assignment.cells:
        if (
            cell.name not in assignment.plain
        ):  # which stands among the student's own, if it is there
            yield answers.get(cell.name, cell)
        yield from (one.cell for one in own if one.after == cell.name)


def untouched(student: str, assignment: Assignment) -> Submission:
    """Return the master itself as a submission: what a refused notebook is shown as."""
    return Submission(student, assignment.name, assignment.cells, assignment.files)


def refused(student: str, assignment: Assignment, why: str) -> Grade:
    """Return the grade of a notebook that could not be taken in: 0, flagged, with the reason."""
    most, flags = assignment.max_points, (f"refused: {why}",)
    return Grade(student, assignment.name, "refused", 0.0, most, message=why, flags=flags)
