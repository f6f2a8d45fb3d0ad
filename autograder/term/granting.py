"""Writes rows of ``exceptions.csv``, and says which of them name nobody and nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from autograder.course import Course
from autograder.errors import CourseError
from autograder.term.exceptions import (
    COLUMNS,
    EVERY,
    FILE,
    Granted,
    exceptions_of,
    exceptions_table,
    fault_of,
    granted_of,
)
from autograder.term.roster import read_roster
from autograder.term.table import Table, nearest, write_table


def grant(course: Course, row: Granted) -> Granted | None:
    """Write a row in the place of the one that says the same of the same; return that, if any.

    Raise CourseError, with nothing written, for a row that cannot be used, or one in the file.
    """
    if fault := fault_of(row):
        raise CourseError(fault)
    table = exceptions_table(course.root)
    exceptions_of(table)
    same = row.student, row.assignment, row.what
    rows, before = [], None
    for line in table.lines:
        old = granted_of(line)
        if (old.student, old.assignment, old.what) == same:
            rows.append({**line.cells, **asdict(row)})
            before = old
        else:
            rows.append(dict(line.cells))
    if before is None:
        rows.append(asdict(row))
    missing = [column for column in COLUMNS if column not in table.columns]
    write_table(Table(table.path, (*table.columns, *missing)), rows)
    return before


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
