"""Writes rows of ``exceptions.csv``, and says which of them name nobody and nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace

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
from autograder.term.table import nearest, put, write_table


def grant(course: Course, row: Granted) -> list[tuple[Granted, Granted | None]]:
    """Write a row for each student that ``row`` names, in place of one that says the same of them.

    Return each with the one that was there, if any. Raise CourseError, with nothing written, for a
    row that cannot be used, or one in the file.
    """
    if fault := fault_of(row):
        raise CourseError(fault)
    table = exceptions_table(course.root)
    exceptions_of(table)
    done = []
    for student in named_in(course, row.student):
        one = replace(row, student=student)
        same = [line for line in table.lines if _about(granted_of(line)) == _about(one)]
        done.append((one, granted_of(same[0]) if same else None))
        table = put(table, asdict(one), same.__contains__)
    write_table(table, [line.cells for line in table.lines])
    return done


def named_in(course: Course, written: str) -> list[str]:
    """Return the students of a list with commas; an id that has a comma itself is one student."""
    if written in _known(course):
        return [written]
    found = [name.strip() for name in written.split(",")]
    return [*dict.fromkeys(filter(None, found))] or [written]


def _about(row: Granted) -> tuple[str, str, str]:
    return row.student, row.assignment, row.what


def take_back(course: Course, written: str, assignment: str, what: str) -> list[Granted]:
    """Take rows of the students named out, of one kind or ("") of all; return them.

    Raise CourseError, with nothing written, where one of the students has none.
    """
    table = exceptions_table(course.root)
    rows = [row for found in exceptions_of(table).rows.values() for row in found]
    known = any(row.student == written for row in rows)
    students = [written] if known else named_in(course, written)
    gone = [
        row
        for row in rows
        if row.student in students and row.assignment == assignment and what in ("", row.what)
    ]
    if none := [one for one in students if one not in {row.student for row in gone}]:
        of = f" of {', '.join(none)}" if len(students) > 1 else ""
        raise CourseError(f"{FILE} has no such row{of}; see: course exceptions")
    write_table(table, [line.cells for line in table.lines if granted_of(line) not in gone])
    return gone


def strangers(course: Course, students: Iterable[str], assignments: Iterable[str]) -> list[str]:
    """Say which of these are not there, or not yet; no students can be known where none are."""
    known = sorted(_known(course))
    said = []
    for name in sorted({*assignments} - {EVERY, *course.assignments}):
        said.append(
            f"{FILE}: there is no assignment {name!r} yet{nearest(name, course.assignments)}"
        )
    for name in sorted({*students} - {EVERY, *known}) if known else []:
        said.append(f"{FILE}: there is no student {name!r} yet{nearest(name, known)}")
    return said


def _known(course: Course) -> set[str]:
    handed_in = course.root / "submitted"
    there = {path.name for path in handed_in.iterdir()} if handed_in.is_dir() else set[str]()
    return {*there, *read_roster(course.root).students}
