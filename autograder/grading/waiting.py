"""Answers to code exercises that a person must look at, and the sentence that says why."""

from __future__ import annotations

import platform
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from html import unescape
from itertools import takewhile

from autograder.course import Assignment
from autograder.intake import python_that_reads
from autograder.intake.written import names_defined, parsed
from autograder.records import Cell, CellRun, ExerciseGrade, Submission

ELSEWHERE = (
    "The cell for this answer is as it was handed out, but near it stands something that you "
    "wrote. A person reads it."
)
GONE = (
    "The cell for this answer is not in your notebook, but something else that you wrote may be "
    "the answer. A person reads it."
)
ERRORS = ("SyntaxError", "IndentationError", "TabError")
MOST_LINES = 400  # of a cell that is looked at line by line
TWO_VERSIONS = (
    "two versions of this answer were merged, and both stand in its cell, between `<<<<<<<` and "
    "`>>>>>>>`."
)
LETTERS = {"'": "‘’‚‛", '"': "“”„«»", "-": "−–", "*": "×", "\n": "\u2028\u2029"}
TYPED = {ord(letter): typed for typed, letters in LETTERS.items() for letter in letters}
LINE_NUMBER = re.compile(r"^[ \t]*\d+[.:|)]?(?:[ \t]|$)", re.MULTILINE)
VERSION = re.compile(r"(\d{1,2})\.(\d{1,3})(?:\.\d{1,3})?")


def waiting_grades(
    assignment: Assignment, submission: Submission, unread: Mapping[str, str]
) -> Mapping[str, ExerciseGrade]:
    """Return the exercises that a person must look at, by name; ``unread``: see unread_cells."""
    elsewhere = [there for there in submission.elsewhere if not there.runs]
    told = {there.exercise: GONE if there.missing else ELSEWHERE for there in elsewhere}
    told |= {
        name: f"{said[0].upper()}{said[1:]} A person looks at it." for name, said in unread.items()
    }
    return {
        e.name: ExerciseGrade(e.name, "manual", 0.0, e.points, None, told[e.name])
        for e in assignment.exercises
        if e.name in told
    }


def unread_cells(submission: Submission, runs: Sequence[CellRun | None]) -> dict[str, str]:
    """Say why Python cannot read a cell, by the cell's name: "" for an added one.

    Only a newer Python can, or two versions stand in it, as a merge leaves them.
    """
    here, found = platform.python_version(), {}
    claimed = VERSION.fullmatch(submission.python)
    for cell, run in zip(submission.cells, runs, strict=True):
        if run is None or cell.role not in ("answer", "scratch"):
            continue
        if not any(output.get("ename") in ERRORS for output in run.outputs):
            continue
        if holds_two_versions(cell.source):
            found[cell.name] = TWO_VERSIONS
            continue
        if claimed and (int(claimed[1]), int(claimed[2])) > sys.version_info[:2]:
            why = f"the notebook names Python {submission.python}"
        elif needed := python_that_reads(cell.source):
            why = f"its syntax came with Python {needed}"
        else:
            continue
        said = f"this is graded with Python {here}, which cannot read the cell; {why}."
        found[cell.name] = said
    return found


def whole_beside_errors(submission: Submission, runs: Sequence[CellRun | None]) -> tuple[str, ...]:
    """Return a flag for each answer that stands whole among what Python cannot read.

    Or that a cell below may go on with: what is at the margin there was not put to it.
    """
    flags = []
    for at, (cell, run) in enumerate(zip(submission.cells, runs, strict=True)):
        if run is None or cell.role != "answer":
            continue
        if not any(output.get("ename") in ERRORS for output in run.outputs):
            continue
        if _holds_whole(cell.source, cell.name):
            said = f"its cell cannot be read as Python, but a whole `{cell.name}` stands in it"
        elif _may_go_on(cell, submission.cells[at + 1 :]):
            said = "its cell ends where a block begins, and a new cell below may go on with it"
        else:
            continue
        flags.append(f"{cell.name}: {said}; please look")
    return tuple(flags)


def _may_go_on(answer: Cell, below: Sequence[Cell]) -> bool:
    """Say whether an answer ends where a block begins, with added code right below."""
    added = takewhile(lambda cell: cell.role == "scratch", below)
    return answer.source.rstrip().endswith(":") and any(cell.kind == "code" for cell in added)


def _holds_whole(source: str, name: str) -> bool:
    """Say whether some lines, up to one at the margin, are Python that makes the name.

    Or all of them, but for letters that no keyboard types, tabs and line numbers.
    """
    lines = source.split("\n")
    if len(lines) > MOST_LINES or parsed(source) is not None:
        return False
    typed = _as_typed(source)
    if parsed(typed) is not None and name in names_defined(typed):
        return True
    tops = [at for at, line in enumerate(lines) if line[:1].strip()]
    starts = [at for at in tops if re.search(rf"\b{re.escape(name)}\b", lines[at])]
    pieces = ("\n".join(lines[a:b]) for a in starts for b in (*tops, len(lines)) if a < b)
    return any(parsed(piece) is not None and name in names_defined(piece) for piece in pieces)


def _as_typed(source: str) -> str:
    """Return a text without what web pages, word processors and other editors make of code."""
    lines = LINE_NUMBER.sub("", unescape(source)).expandtabs(4)
    plain = unicodedata.normalize("NFKC", lines.translate(TYPED))
    return "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")


def holds_two_versions(source: str) -> bool:
    """Say whether a text holds what Git and nbdime leave where both sides of a merge changed it."""
    begins = (line[:7] for line in source.split("\n"))
    marks = "".join(begin[0] for begin in begins if begin in ("<" * 7, "=" * 7, ">" * 7))
    return "<=>" in marks
