"""Takes a notebook in: answers and scratch cells as text, everything else from the master.

What a student's file says about points, locks, ids or outputs is never believed.
"""

from __future__ import annotations

import json
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.course import Assignment
from autograder.records import Cell, Grade, Submission

MAX_CELLS = 2000
MAX_CELL_CHARACTERS = 200_000
MAX_NAME_BYTES = 120
MISSING = "answer cell {} is missing; it counts as not attempted"


class Refused(Exception):
    """A notebook that cannot be taken in; the message says why and what to do."""


def read_submission(path: Path, student: str, assignment: Assignment, max_mb: int) -> Submission:
    """Read the notebook at ``path`` and rebuild it on the master; raise Refused."""
    return rebuild(parse(read_bytes(path, max_mb)), student, assignment)


def read_handed_in(path: Path, student: str, assignment: Assignment, max_mb: int) -> Submission:
    """Read ``submitted/<student>/<assignment>/<notebook>``: no link is followed on the way."""
    problem = student_id_problem(student)
    if problem:
        raise Refused(f"the student id {problem}")
    for folder in (path.parent.parent, path.parent):
        if folder.is_symlink() or not folder.is_dir():
            raise Refused(f"the folder {folder.name} is a link, or no folder")
    return read_submission(path, student, assignment, max_mb)


def read_bytes(path: Path, max_mb: int) -> bytes:
    """Read a plain file of bounded size, following no link."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise Refused(f"there is no notebook called {path.name}") from None
    except OSError as error:
        raise Refused(f"{path.name} is a link or cannot be opened ({error.strerror})") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Refused(f"{path.name} is not a plain file")
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if about.st_size > max_mb << 20:
            raise Refused(f"{path.name} is larger than {max_mb} MB; clear its outputs and resubmit")
        return file.read((max_mb << 20) + 1)


def parse(data: bytes) -> list[dict[str, Any]]:
    """Return the cells of a version 4 notebook; their text is checked, the rest is not believed."""
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refused("the file is not a whole notebook (its JSON is cut or damaged)") from None
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4:
        raise Refused("the file is not a version 4 notebook; open it in JupyterLab and save it")
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise Refused("the notebook has no list of cells")
    if len(cells) > MAX_CELLS:
        raise Refused(f"the notebook has {len(cells)} cells; {MAX_CELLS} is the most")
    return cells


@dataclass(frozen=True)
class _Found:
    """A cell as the student sent it: its text, and the name it claims."""

    claims: tuple[str, ...]
    kind: str
    source: str


def _found(raw: dict[str, Any]) -> _Found:
    source = raw.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise Refused("a cell's source is not text")
    metadata = raw.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
    claims = tuple(name for name in (grade_id, raw.get("id")) if isinstance(name, str))
    kind = raw.get("cell_type")
    return _Found(claims, kind if kind in ("code", "markdown") else "raw", _plain(source))


def _plain(source: str) -> str:
    """Text that every later step can encode: no lone surrogate, no NUL."""
    return source.encode("utf-8", "replace").decode("utf-8").replace("\0", "�")


def rebuild(raw_cells: list[dict[str, Any]], student: str, assignment: Assignment) -> Submission:
    """Lay the student's answers and scratch cells into the master's cells."""
    master = {cell.name: cell for cell in assignment.cells}
    texts = {cell.source.strip() for cell in assignment.cells if cell.role == "text"}
    answers: dict[str, str] = {}
    scratch: dict[str, list[Cell]] = {}
    notes: list[str] = []
    anchor = ""
    for found in map(_found, raw_cells):
        name = next((claim for claim in found.claims if claim in master), "")
        if name:
            anchor = name
            if master[name].role == "answer":
                if len(found.source) > MAX_CELL_CHARACTERS:
                    raise Refused(f"the answer {name} is longer than any answer")
                if name in answers:
                    notes.append(f"cell {name} stands there twice; the last one counts")
                answers[name] = found.source
        elif len(found.source) > MAX_CELL_CHARACTERS:  # such as a picture pasted into a text
            notes.append(f"an added {found.kind} cell is too long, and left out")
        elif found.source.strip() and found.source.strip() not in texts:
            cell = Cell("", found.kind, found.source, "scratch")  # type: ignore[arg-type]
            scratch.setdefault(anchor, []).append(cell)
    missing = [c.name for c in assignment.cells if c.role == "answer" and c.name not in answers]
    if len(missing) == sum(c.role == "answer" for c in assignment.cells):
        raise Refused(f"none of the answer cells of {assignment.name} is in the notebook")
    notes += [MISSING.format(name) for name in missing]
    cells = tuple(_laid_out(assignment, answers, scratch))
    said_once = tuple(dict.fromkeys(notes))
    return Submission(student, assignment.name, cells, assignment.files, said_once)


def _laid_out(
    assignment: Assignment, answers: dict[str, str], scratch: dict[str, list[Cell]]
) -> Iterator[Cell]:
    yield from scratch.get("", ())
    for cell in assignment.cells:
        yield replace(cell, source=answers.get(cell.name, cell.source))
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


def student_id_problem(name: str) -> str:
    """Say why a folder's name cannot be a student id, or return ""."""
    if len(name.encode("utf-8", "surrogateescape")) > MAX_NAME_BYTES:
        return f"is longer than {MAX_NAME_BYTES} bytes"
    if not name or name.startswith(".") or set(name) & set("/\\<>&\"'%*?[]{}"):
        return "has a character that is not allowed in a student id"
    if unicodedata.normalize("NFC", name) != name:
        return "is not in normal form (NFC)"
    if any(unicodedata.category(letter).startswith("C") for letter in name):
        return "has an invisible or control character"
    return ""


def submissions_of(submitted: Path, assignment: str) -> tuple[dict[str, Path], dict[str, str]]:
    """Return the notebooks to grade by student, and the folders left out with the reason."""
    take: dict[str, Path] = {}
    leave: dict[str, str] = {}
    seen: dict[str, str] = {}
    for folder in sorted(submitted.glob(f"*/{assignment}")):
        name = folder.parent.name
        problem = student_id_problem(name)
        twin = seen.setdefault(name.casefold(), name)
        if twin != name:
            problem = f"differs from {twin!r} only by case"
        if problem:
            leave[name] = problem
        else:
            take[name] = folder / f"{assignment}.ipynb"
    return take, leave
