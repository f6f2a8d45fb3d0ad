"""Brings the gradebook to what adjustments.csv says now, from what stood there before it.

Nothing is graded: what machine and notebook gave is kept beside the rows that are adjusted. Where
nothing is, and nothing was, this is one look into a small table.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError, NoResultFound

from autograder.course import Assignment, Course
from autograder.gradebook import saving
from autograder.gradebook import tables as t
from autograder.gradebook.assignment_ids import AssignmentIds, lookup
from autograder.gradebook.changes import ADJUSTED, LATENESS, Change, ChangeLog, Moved, change_of
from autograder.gradebook.counting import penalty_of
from autograder.gradebook.database import Database, is_there, opened
from autograder.gradebook.reading import submission_rows
from autograder.gradebook.scores import Score

MAXIMUM = update(t.GRADE_CELL).where(t.GRADE_CELL.c.id == bindparam("cell"))
TAKEN_BACK = "an adjustment was taken back"


def adjust(course: Course, assignment: Assignment) -> ChangeLog:
    """Bring the gradebook up to date with adjustments.csv; return what that has changed.

    Nothing happens, and none is made, where there is no gradebook or it has no such assignment.
    """
    log = ChangeLog(course, assignment)
    if not is_there(course):
        return log
    with opened(course) as database:
        adjust_in(database, course, assignment, log)
    return log


def adjust_in(database: Database, course: Course, assignment: Assignment, log: ChangeLog) -> None:
    """Do the same in a gradebook that is open; note the changes."""
    with database.reading() as connection:
        try:
            place = lookup(connection, assignment)
        except NoResultFound:
            return
        if not place.adjusted and not saving.before_adjusting(connection, [place.assignment]):
            return
    adjust_cells(database, place, assignment)
    for student, handed_in in _stale(database, course, place).items():
        change = _mended(database, course, place, student, handed_in)
        if change is not None:
            log.note(change, why_adjusted(place, change))
    mark = {place.assignment: None} if place.adjusted else {}
    with database.writing() as connection:
        had = saving.before_adjusting(connection, [place.assignment])
        saving.keep_before(connection, had, mark)


def adjust_cells(database: Database, place: AssignmentIds, assignment: Assignment) -> None:
    """Write what each exercise adds to the maximum, and keep what the notebook says.

    An exercise whose points have changed in the notebook since is left to the next registration.
    """
    known = (e for e in assignment.exercises if e.graded_cell in place.graded)
    worth = {place.graded[exercise.graded_cell]: exercise for exercise in known}
    with database.writing() as connection:
        had = saving.before_adjusting(connection, list(worth))
        there = dict(connection.execute(maxima(list(worth))).all())
        kept: dict[str, float | None] = {}
        for cell, exercise in worth.items():
            if had.get(cell, there[cell]) != exercise.points:
                kept |= {cell: had[cell]} if cell in had else {}
                continue
            most = place.adjusted.maximum_of(exercise.name, exercise.points)
            if most != there[cell]:
                connection.execute(MAXIMUM, {"cell": cell, "max_score": most})
            if most != exercise.points:
                kept[cell] = exercise.points
        saving.keep_before(connection, had, kept)


def maxima(cells: list[str]) -> Any:
    """Ask for the maximum of graded cells, by id."""
    columns = t.GRADE_CELL.c.id, t.GRADE_CELL.c.max_score
    return select(*columns).where(t.GRADE_CELL.c.id.in_(cells))


def why_adjusted(place: AssignmentIds, change: Change) -> str:
    """Say which rows of adjustments.csv have moved somebody's points."""
    why: list[str] = []
    for part in change.parts:
        adjustment = place.adjusted.exercises.get(part.exercise)
        if adjustment:
            why += adjustment.why
    if not why and any(part.exercise == ADJUSTED for part in change.parts):
        curve = place.adjusted.curve
        others = (words for one in place.adjusted.exercises.values() for words in one.why)
        why += [curve.says] if curve else [*others]
    return "; ".join(dict.fromkeys(why)) or TAKEN_BACK


def _stale(database: Database, course: Course, place: AssignmentIds) -> dict[str, bool]:
    """Return who is not as it counts now, and whether they have handed in."""
    with database.reading() as connection:
        return {
            one.student: one.is_handed_in
            for one in submission_rows(connection, place)
            if not one.is_as_it_counts(course, place)
        }


def _mended(
    database: Database, course: Course, place: AssignmentIds, student: str, handed_in: bool
) -> Change | None:
    for last in (False, True):
        try:
            with database.writing() as connection:
                return mend(connection, course, place, student, handed_in)
        except IntegrityError:  # another run has just kept the same row
            if last:
                raise
    return None


def mend(
    connection: Any, course: Course, place: AssignmentIds, student: str, handed_in: bool
) -> Change | None:
    """Write one submission's scores and penalty as they count now; say what that changes."""
    which = {"assignment": place.assignment, "student": student}
    submitted = connection.execute(saving.SUBMITTED, which).first()
    which = {"submitted": submitted.id if submitted else "", "notebook": place.notebook}
    row = connection.execute(saving.NOTEBOOK, which).first()
    if row is None:  # gone meanwhile
        return None
    before, after = _mend_scores(connection, place, row.id, handed_in)
    about = submitted.timestamp, submitted.extension
    penalty = penalty_of(course, place, after, *about, handed_in)
    if penalty != row.late_submission_penalty:
        values = {"row": row.id, "late_submission_penalty": penalty}
        connection.execute(saving.CHANGE[t.SUBMITTED_NOTEBOOK], values)
    lost = row.late_submission_penalty, penalty
    change = change_of(student, before, after, lost, place.exercises)
    return change and replace(change, parts=tuple(map(_of_the_sum, change.parts)))


def _mend_scores(
    connection: Any, place: AssignmentIds, notebook: str, handed_in: bool
) -> tuple[dict[str, Score], dict[str, Score]]:
    """Write the scores that differ; return all by graded cell, as they were and as they are."""
    which = {"row": notebook, "cells": list(place.graded.values())}
    rows = {place.cells[row.cell_id]: row for row in connection.execute(saving.GRADES, which)}
    ids = [row.id for row in rows.values()]
    had = saving.before_adjusting(connection, ids)
    read = saving.read_before(connection, ids)
    before = {cell: saving.score_of(row, read, had) for cell, row in rows.items()}
    after = {
        cell: score.adjusted(place.adjustment(cell), handed_in) for cell, score in before.items()
    }
    for cell, score in after.items():
        if score[:4] != before[cell][:4]:
            values = {"auto_score": score.auto, "needs_manual_grade": score.needs_person}
            connection.execute(saving.CHANGE[t.GRADE], {"row": rows[cell].id, **values})
    saving.keep_machine(connection, had, {rows[cell].id: score for cell, score in after.items()})
    return before, after


def _of_the_sum(part: Moved) -> Moved:
    """What nbgrader takes off with the late penalty is no lateness here, and has its own sign."""
    if part.exercise != LATENESS:
        return part
    return Moved(ADJUSTED, -(part.before or 0.0) or 0.0, -(part.after or 0.0) or 0.0)
