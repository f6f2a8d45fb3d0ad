"""Points that people typed into a spreadsheet, into the gradebook as a person's points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.exc import NoResultFound

from autograder.course import Assignment, Course
from autograder.errors import CourseError
from autograder.gradebook import saving
from autograder.gradebook import tables as t
from autograder.gradebook.adjusting import mend
from autograder.gradebook.assignment_ids import AssignmentIds
from autograder.gradebook.changes import PERSON, Change, change_of
from autograder.gradebook.counting import Rules
from autograder.gradebook.current import CurrentGradebook
from autograder.gradebook.database import is_there
from autograder.gradebook.reading import SubmissionRow, submission_rows
from autograder.gradebook.scores import Score
from autograder.term.table import Line, Table, nearest, number_of, read_table, unescaped

STUDENT = "student"
# the other columns of `course export --to csv`, whose file may be filled in and come back
EXPORTED = frozenset(
    (
        *("name", "group", "assignment", "state", "submitted_at", "points", "late_penalty"),
        *("score", "max_points", "needs_person", "flagged", "exceptions", "curve"),
        *("first_name", "last_name", "email"),
    )
)
UNREAD = "needs_person"  # only an export has it
CLOSE = 1e-4  # an export writes six digits


@dataclass(frozen=True)
class Typed:
    """One number of the file, and what stood there: a person's points, else the machine's.

    ``shown`` are the points that count, as an export has them.
    """

    student: str
    exercise: str
    points: float
    before: float | None
    shown: float | None
    by_person: bool


@dataclass
class Import:
    """What a file says: new points, points that differ from a person's, and what stands already."""

    new: list[Typed] = field(default_factory=list)
    differ: list[Typed] = field(default_factory=list)
    same: int = 0
    unread: int = 0  # zeros with which an export shows answers that nobody has read
    written: int = 0


def import_scores(
    course: Course, assignment: Assignment, path: Path, *, write: bool, replace: bool
) -> Import:
    """Compare a file with the gradebook; with ``write``, put in what is new.

    A person's points that differ are replaced with ``replace`` only. Raise CourseError, with
    nothing written, for all that is wrong with the file at once.
    """
    if not path.is_file():
        raise CourseError(f"there is no file {path}")
    if not is_there(course):
        raise CourseError(f"there is no gradebook yet; course grade {assignment.name}")
    with CurrentGradebook(course) as gradebook:
        try:
            rules = gradebook.rules_with_groups(assignment)
        except NoResultFound:
            why = "the gradebook does not know it yet"
            raise CourseError(f"{assignment.name}: {why}; course grade {assignment.name}") from None
        with gradebook.reading() as connection:
            there = {one.student: one for one in submission_rows(connection, rules.place)}
        found = _compared(_read(path, assignment), assignment, rules.place, there)
        if write:
            take = [*found.new, *(found.differ if replace else ())]
            log = gradebook.log(assignment)
            for student, points in _by_student(take).items():
                with gradebook.writing() as connection:
                    change = _write(connection, rules, student, points)
                log.note(change, PERSON)
            found.written = len(take)
    return found


def _read(path: Path, assignment: Assignment) -> Table:
    """Read the file; raise CourseError for a column that is no exercise."""
    names = [exercise.name for exercise in assignment.exercises]
    table = read_table(path, (STUDENT, *names), (STUDENT,))
    folded = {name.casefold() for name in names}
    for column in table.columns:
        if column and column not in folded | EXPORTED | {STUDENT}:
            near = nearest(column, names) or f"; it has {', '.join(names)}"
            raise CourseError(f"{path}, line 1: {assignment.name} has no exercise {column!r}{near}")
    if not folded & set(table.columns):
        raise CourseError(f"{path}, line 1: no column is an exercise; there are {', '.join(names)}")
    return table


def _compared(
    table: Table,
    assignment: Assignment,
    place: AssignmentIds,
    there: Mapping[str, SubmissionRow],
) -> Import:
    found, seen = Import(), set[str]()
    names = [exercise.name for exercise in assignment.exercises]
    for line in table.lines:
        student = unescaped(line[STUDENT])
        if student in seen:
            table.fault(line, f"{student!r} has a row above")
        elif student not in there and not any(line[name.casefold()] for name in names):
            pass  # an export names who of the class list has handed in nothing
        elif student not in there:
            table.fault(line, f"{student!r} has handed in nothing{nearest(student, [*there])}")
        else:
            for typed in _typed(table, line, assignment, place, there[student]):
                if typed.before is None and not typed.points and UNREAD in table.columns:
                    found.unread += 1
                else:
                    _sort(found, typed)
        seen.add(student)
    table.check()
    return found


def _typed(
    table: Table,
    line: Line,
    assignment: Assignment,
    place: AssignmentIds,
    row: SubmissionRow,
) -> Iterator[Typed]:
    for exercise in assignment.exercises:
        text = line[exercise.name.casefold()]
        if not text:
            continue
        adjustment = place.adjusted.exercises.get(exercise.name)
        most = adjustment.worth if adjustment else exercise.points
        points = number_of(text)
        if points is None or not 0 <= points <= most:
            table.fault(line, f"{exercise.name} = {text!r}: points are a number from 0 to {most:g}")
            continue
        score = row.scores.get(exercise.graded_cell, Score())
        before = score.auto if score.manual is None else score.manual
        counts = adjustment.counted(score.points) if adjustment else score.points
        shown = None if score.waits else counts
        by_person = score.manual is not None
        yield Typed(row.student, exercise.name, points, before, shown, by_person)


def _sort(found: Import, typed: Typed) -> None:
    stands = (points for points in (typed.before, typed.shown) if points is not None)
    if any(abs(points - typed.points) < CLOSE for points in stands):
        found.same += 1
    else:
        (found.differ if typed.by_person else found.new).append(typed)


def _by_student(typed: list[Typed]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for one in typed:
        found.setdefault(one.student, {})[one.exercise] = one.points
    return found


def _write(
    connection: Any, rules: Rules, student: str, points: Mapping[str, float]
) -> Change | None:
    """Write a student's points as a person's, and the late penalty with them; say what changed."""
    place = rules.place
    cells = {name: cell for cell, name in place.exercises.items()}
    which = {"assignment": place.assignment, "student": student}
    submitted = connection.execute(saving.SUBMITTED, which).one()
    notebooks = saving.notebook_rows(connection, place, submitted.id).values()
    ids = [place.graded[cells[name]] for name in points]
    rows = connection.execute(saving.GRADES, {"rows": [n.id for n in notebooks], "cells": ids})
    before, after = {}, {}
    for row in rows:
        cell = place.cells[row.cell_id]
        given = points[place.exercises[cell]]
        values = {"manual_score": given, "needs_manual_grade": False}
        connection.execute(saving.CHANGE[t.GRADE], {"row": row.id, **values})
        before[cell] = saving.score_of(row, {}, {})
        after[cell] = before[cell]._replace(manual=given)
    mend(connection, rules, student, True)
    return change_of(student, before, after, (None, None), place.exercises)
