"""Writes rows of ``exceptions.csv``, and says which of them name nobody and nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from autograder.course import Course
from autograder.errors import CourseError
from autograder.term.exceptions import (
    EVERY,
    FILE,
    Granted,
    exceptions_of,
    exceptions_table,
    fault_of,
    granted_of,
)
from autograder.term.roster import read_roster
from autograder.term.table import Line, nearest, put, write_table


def grant(course: Course, row: Granted) -> Granted | None:
    """Write a row in the place of the one that says the same of the same; return that, if any.

    Raise CourseError, with nothing written, for a row that cannot be used, or one in the file.
    """
    if fault := fault_of(row):
        raise CourseError(fault)
    table = exceptions_table(course.root)
    exceptions_of(table)

    def is_same(line: Line) -> bool:
        old = granted_of(line)
        return (old.student, old.assignment, old.what) == (row.student, row.assignment, row.what)

    changed = put(table, asdict(row), is_same)
    write_table(changed, [line.cells for line in changed.lines])
    return next((granted_of(line) for line in table.lines if is_same(line)), None)


def take_back(course: Course, student: str, assignment: str, what: str) -> list[Granted]:
    """Take rows out, of one kind or ("") of all; return them."""
    table = exceptions_table(course.root)
    exceptions_of(table)
    kept, gone = [], []
    for line in table.lines:
        row = granted_of(line)
        if (row.student, row.assignment) == (student, assignment) and what in ("", row.what):
            gone.append(row)
        else:
            kept.append(line.cells)
    if gone:
        write_table(table, kept)
    return gone


def strangers(course: Course, students: Iterable[str], assignments: Iterable[str]) -> list[str]:
    """Say which of these are not there, or not yet; no students can be known where none are."""
    handed_in = course.root / "submitted"
    there = {path.name for path in handed_in.iterdir()} if handed_in.is_dir() else set[str]()
    known = sorted({*there, *read_roster(course.root).students})
    said = []
    for name in sorted({*assignments} - {EVERY, *course.assignments}):
        said.append(
            f"{FILE}: there is no assignment {name!r} yet{nearest(name, course.assignments)}"
        )
    for name in sorted({*students} - {EVERY, *known}) if known else []:
        said.append(f"{FILE}: there is no student {name!r} yet{nearest(name, known)}")
    return said
