"""Files beside the notebook that nobody would see: a text names them, or an answer is missing."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from autograder.course import Assignment
from autograder.intake.arrival import WHEN
from autograder.intake.own_files import MOST, files_of
from autograder.intake.reading import shown
from autograder.records import Submission

IN_A_TEXT = "beside the notebook, named in a text, and not shown there"
OF_PROGRAMS = {WHEN, "submission_secret.txt", "Thumbs.db", "desktop.ini", "__pycache__", "__MACOSX"}


def unread_files(folder: Path, submission: Submission, assignment: Assignment) -> list[str]:
    """Name files that no code names, no note names yet, and that were not handed out.

    Where an answer is as it was handed out that is any of them: it may be the answer.
    """
    code = "\n".join(cell.source for cell in submission.cells if cell.kind == "code")
    known = "\n".join([code, *submission.notes, *(cell.source for cell in assignment.cells)])
    ways = [p for p in islice(files_of(folder), MOST) if OF_PROGRAMS.isdisjoint(p.parts)]
    ways = [p for p in ways if p.name not in known]
    ways = [p for p in ways if p.as_posix() not in assignment.files] if ways else []
    if not ways:
        return []
    said = unquote("\n".join(cell.source for cell in submission.cells if cell.kind != "code"))
    notes = {IN_A_TEXT: [path for path in ways if path.name in said]}
    if names := _unanswered(submission, assignment):
        others = [path for path in ways if path.name not in said]
        notes[f"no answer in {names}; beside the notebook, and read by nobody"] = others
    return [f"{note}: {shown([*map(Path.as_posix, some)])}" for note, some in notes.items() if some]


def _unanswered(submission: Submission, assignment: Assignment) -> str:
    """Name the answers that are as they were handed out, and stand nowhere else."""
    stubs = {cell for cell in assignment.cells if cell.role == "answer"}
    elsewhere = {there.exercise for there in submission.elsewhere}
    names = [c.name for c in submission.cells if c in stubs and c.name not in elsewhere]
    return " and ".join(f"`{name}`" for name in names)
