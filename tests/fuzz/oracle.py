"""What must hold of every intake, whatever came: the master's cells, or one line that says why."""

from __future__ import annotations

from autograder.course import Assignment
from autograder.intake import Refused, parse, rebuild
from autograder.intake.rebuild import MAX_CELL_CHARACTERS
from autograder.records import Submission

MAX_NOTE = 2000  # letters; it names answer cells, of which a lesson has a few


def take_in(data: bytes, assignment: Assignment) -> Submission | str:
    """Take a file in; return the submission, or why it was refused. AssertionError: a bug."""
    try:
        submission = rebuild(parse(data), "fuzz", assignment)
    except Refused as why:
        said = str(why)
        assert said and said.isprintable() and len(said) < 300, repr(said)
        return said
    ours = [cell for cell in submission.cells if cell.role not in ("scratch", "quoted")]
    assert len(ours) == len(assignment.cells)
    for cell, master in zip(ours, assignment.cells, strict=True):
        assert (cell.name, cell.kind, cell.role) == (master.name, master.kind, master.role)
        assert cell.role == "answer" or cell.source == master.source, cell.name
    for cell in submission.cells:
        assert "\0" not in cell.source
        assert len(cell.source.encode()) <= 4 * MAX_CELL_CHARACTERS
        assert cell.role != "scratch" or (cell.name == "" and cell.source.strip())
    for note in submission.notes:
        assert note and note.isprintable() and len(note) < MAX_NOTE, repr(note)
    return submission


def outcome(taken: Submission | str) -> str:
    """Name what became of a file: taken, re-attached, noted or refused."""
    if isinstance(taken, str):
        return "refused"
    if any("recognised by" in note for note in taken.notes):
        return "re-attached"
    return "noted" if taken.notes else "taken"
