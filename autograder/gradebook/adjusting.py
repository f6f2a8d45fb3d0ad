"""Brings the gradebook to what counts now: after adjustments, lateness, and points for a group.

Nothing is graded: what machine and notebook gave is kept beside the rows that are adjusted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, select, union_all, update
from sqlalchemy.exc import IntegrityError

from autograder.course import Assignment
from autograder.gradebook import saving
from autograder.gradebook import tables as t
from autograder.gradebook.assignment_ids import AssignmentIds
from autograder.gradebook.changes import ADJUSTED, GROUP, Change, ChangeLog, is_late
from autograder.gradebook.counting import Rules
from autograder.gradebook.database import Database
from autograder.gradebook.reading import SubmissionRow, submission_rows
from autograder.gradebook.scores import Score
from autograder.gradebook.versions import read_before

MAXIMA = tuple(update(table).where(table.c.id == bindparam("cell")) for table in t.WITH_POINTS)
TAKEN_BACK = "an adjustment was taken back"


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
                for change in MAXIMA:
                    connection.execute(change, {"cell": cell, "max_score": most})
            if most != exercise.points:
                kept[cell] = exercise.points
        saving.keep_before(connection, had, kept)


def maxima(cells: list[str]) -> Any:
    """Ask for the maximum of graded cells, by id."""
    return union_all(
        *(
            select(table.c.id, table.c.max_score).where(table.c.id.in_(cells))
            for table in t.WITH_POINTS
        )
    )


def given_for(connection: Any, rules: Rules, holders: Mapping[str, str]) -> dict[str, Any]:
    """Return what people gave for a group's hand-in, by member and graded cell.

    ``holders`` names, by member, who has handed in.
    """
    found = {}
    for one in submission_rows(connection, rules.place) if holders else ():
        if one.student in holders.values():
            scores = rules.scores(one.student, one.scores, one.is_handed_in)
            found[one.student] = {c: s.points for c, s in scores.items() if s.is_of_a_person}
    return {member: found.get(holder, {}) for member, holder in holders.items()}


def write_late(
    database: Database,
    rules: Rules,
    late: Iterable[tuple[SubmissionRow, SubmissionRow]],
    log: ChangeLog,
    why: Callable[[Change], str],
) -> None:
    """Write penalties that are others than they were: rows before and after, scores the same."""
    pairs = list(late)
    if not pairs:
        return
    with database.writing() as connection:
        saving.write_penalties(connection, ((after.notebook, after.penalty) for _, after in pairs))
    for before, after in pairs:
        about = before.scores, after.scores, (before.penalty, after.penalty), before.is_handed_in
        change = rules.change(before.student, *about)
        if change is not None:
            log.note(change, why(change))


def write_stale(
    database: Database,
    rules: Rules,
    stale: Mapping[str, bool],
    log: ChangeLog,
    why: Callable[[Change], str],
) -> None:
    """Write scores that count otherwise than they stand; by student, whether work is there."""
    for student, handed_in in stale.items():
        change = _mended(database, rules, student, handed_in)
        if change is not None:
            log.note(change, why(change))
    if rules.marked != bool(rules.place.adjusted):
        mark = {rules.place.assignment: None} if rules.place.adjusted else {}
        with database.writing() as connection:
            had = saving.before_adjusting(connection, [rules.place.assignment])
            saving.keep_before(connection, had, mark)


def why_moved(rules: Rules, change: Change, why_late: str) -> str:
    """Say which rows of adjustments.csv, or what else, has moved somebody's points."""
    if is_late(change):
        return why_late
    adjusted = rules.place.adjusted
    given = rules.given.get(change.student, {})
    for_group = {rules.place.exercises.get(cell) for cell in given}
    why: list[str] = []
    for part in change.parts:
        adjustment = adjusted.exercises.get(part.exercise)
        if adjustment:
            why += adjustment.why
        elif part.exercise in for_group:
            why.append(GROUP)
    if not why and any(part.exercise == ADJUSTED and part.after for part in change.parts):
        others = (words for one in adjusted.exercises.values() for words in one.why)
        why += [adjusted.curve.says] if adjusted.curve else [*others]
    return "; ".join(dict.fromkeys(why)) or TAKEN_BACK


def _mended(database: Database, rules: Rules, student: str, handed_in: bool) -> Change | None:
    for last in (False, True):
        try:
            with database.writing() as connection:
                return mend(connection, rules, student, handed_in)
        except IntegrityError:  # another run has just kept the same row
            if last:
                raise
    return None


def mend(connection: Any, rules: Rules, student: str, handed_in: bool) -> Change | None:
    """Write one submission's scores and penalty as they count now; say what that changes."""
    place = rules.place
    which = {"assignment": place.assignment, "student": student}
    submitted = connection.execute(saving.SUBMITTED, which).first()
    notebooks = saving.notebook_rows(connection, place, submitted.id if submitted else "")
    row = notebooks.get(place.notebook)
    if row is None:  # gone meanwhile
        return None
    there = [one.id for one in notebooks.values()]
    before, after = _mend_scores(connection, rules, student, there, handed_in)
    late = rules.lateness.days(student, submitted.timestamp, submitted.extension)
    penalty = rules.penalty(after, late.charged, handed_in)
    if penalty != row.late_submission_penalty:
        values = {"row": row.id, "late_submission_penalty": penalty}
        connection.execute(saving.CHANGE[t.SUBMITTED_NOTEBOOK], values)
    lost = row.late_submission_penalty, penalty
    return rules.change(student, before, after, lost, handed_in)


def _mend_scores(
    connection: Any, rules: Rules, student: str, notebooks: list[str], handed_in: bool
) -> tuple[Mapping[str, Score], Mapping[str, Score]]:
    """Write the scores that differ; return all by graded cell, as they were and as they are."""
    place = rules.place
    which = {"rows": notebooks, "cells": list(place.graded.values())}
    rows = {place.cells[row.cell_id]: row for row in connection.execute(saving.GRADES, which)}
    ids = [row.id for row in rows.values()]
    had = saving.before_adjusting(connection, ids)
    read = read_before(connection, ids)
    before = {cell: saving.score_of(row, read, had) for cell, row in rows.items()}
    after = rules.scores(student, before, handed_in)
    for cell, score in after.items():
        if score[:4] != before[cell][:4]:
            values = {"auto_score": score.auto, "needs_manual_grade": score.needs_person}
            connection.execute(saving.CHANGE[t.GRADE], {"row": rows[cell].id, **values})
    saving.keep_machine(connection, had, {rows[cell].id: score for cell, score in after.items()})
    return before, after
