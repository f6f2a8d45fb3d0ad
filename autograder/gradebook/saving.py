"""One submission's rows, inside a transaction: read, compared, and written where they differ.

The statements are made once: SQLAlchemy then compiles each of them once, and a submission costs
little more than what the database itself does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import bindparam, delete, insert, select, update

from autograder.gradebook import tables as t
from autograder.gradebook.assignment_ids import AssignmentIds
from autograder.gradebook.changes import Change
from autograder.gradebook.counting import Rules
from autograder.gradebook.extensions import extend, settled_extension
from autograder.gradebook.lateness import Lateness
from autograder.gradebook.scores import ExpectedRow, Score
from autograder.gradebook.versions import (
    read_before,
    versions_read,
    write_read,
    write_versions_read,
)

# for update: a person may be at it in the form grader; SQLite has locked everything anyway
STUDENT_THERE = select(t.STUDENT.c.id).where(t.STUDENT.c.id == bindparam("student"))
SUBMITTED = (
    select(t.SUBMITTED.c.id, t.SUBMITTED.c.timestamp, t.SUBMITTED.c.extension)
    .where(
        t.SUBMITTED.c.assignment_id == bindparam("assignment"),
        t.SUBMITTED.c.student_id == bindparam("student"),
    )
    .with_for_update()
)
NOTEBOOKS = (
    select(
        t.SUBMITTED_NOTEBOOK.c.id,
        t.SUBMITTED_NOTEBOOK.c.notebook_id,
        t.SUBMITTED_NOTEBOOK.c.late_submission_penalty,
        t.SUBMITTED_NOTEBOOK.c.flagged,
    )
    .where(
        t.SUBMITTED_NOTEBOOK.c.assignment_id == bindparam("submitted"),
        t.SUBMITTED_NOTEBOOK.c.notebook_id.in_(bindparam("notebooks", expanding=True)),
    )
    .with_for_update()
)
CELLS, ROWS = (bindparam(name, expanding=True) for name in ("cells", "rows"))
GRADES, COMMENTS = (
    select(table).where(table.c.cell_id.in_(CELLS), table.c.notebook_id.in_(ROWS)).with_for_update()
    for table in (t.GRADE, t.COMMENT)
)
CHANGE = {table: update(table).where(table.c.id == bindparam("row")) for table in t.SAVED}
ADJUSTED_BEFORE = select(t.BEFORE.c.row_id, t.BEFORE.c.points).where(
    t.BEFORE.c.row_id.in_(bindparam("rows", expanding=True))
)
NOT_ADJUSTED = delete(t.BEFORE).where(t.BEFORE.c.row_id == bindparam("kept"))
ADJUSTED = insert(t.BEFORE)
_NO = object()
NEW = {table: insert(table) for table in (t.STUDENT, *t.SAVED)}


class _Rows(NamedTuple):
    """The rows that a submission hangs on, as they were found or have just been made."""

    notebook: str  # the row that has the late penalty and our flag
    all: Mapping[str, str]  # the row of each notebook
    extension: Any = None
    penalty: float | None = None
    flagged: bool = False
    new: bool = True
    lost_time: bool = False  # it was known when this came in, and is no longer


class Saved(NamedTuple):
    """What a save has changed: the flag (None: it stays as it was), and a grade that stood.

    ``old`` are the exercises for which people gave points before the answer changed.
    """

    flagged: bool | None
    change: Change | None = None
    old: frozenset[str] = frozenset()


def save(
    connection: Any, rules: Rules, student: str, want: ExpectedRow, unflag: bool = False
) -> Saved:
    """Write what the gradebook ought to hold for a student; a person's scores stay.

    ``unflag``: take the flag away, unless a person is still to read what has changed.
    """
    place, lateness = rules.place, rules.lateness
    rows = _rows(connection, place, student, want.timestamp, lateness)
    before, after, news, again = _save_scores(connection, place, rows, want)
    news |= _save_comments(connection, place, rows, want) or rows.lost_time
    late = lateness.days(student, want.timestamp, rows.extension)
    penalty = rules.penalty(after, late.charged)
    names = place.exercises
    old = frozenset(names.get(cell, cell) for cell, score in after.items() if score.is_old)
    change: dict[str, Any] = {}
    if penalty != rows.penalty:
        change["late_submission_penalty"] = penalty
    if (again or (news and want.news)) and not rows.flagged:
        change["flagged"] = True  # a person may take the flag away: it comes back with news only
    elif unflag and rows.flagged and not old:
        change["flagged"] = False
    if change:
        connection.execute(CHANGE[t.SUBMITTED_NOTEBOOK], {"row": rows.notebook, **change})
    moved = None if rows.new else rules.change(student, before, after, (rows.penalty, penalty))
    return Saved(change.get("flagged"), moved, old)


def write_penalties(connection: Any, changes: Iterable[tuple[str, float | None]]) -> None:
    """Write late penalties, in points, by the id of the submitted notebook."""
    rows = [{"row": row, "late_submission_penalty": penalty} for row, penalty in changes]
    connection.execute(CHANGE[t.SUBMITTED_NOTEBOOK], rows)


def _rows(
    connection: Any,
    place: AssignmentIds,
    student: str,
    timestamp: datetime | None,
    lateness: Lateness,
) -> _Rows:
    """Return the submission's rows, made now if new, with the time at which it came."""
    which = {"assignment": place.assignment, "student": student}
    found = connection.execute(SUBMITTED, which).first()
    if found is None:
        if connection.execute(STUDENT_THERE, {"student": student}).first() is None:
            connection.execute(NEW[t.STUDENT], {"id": student})
        named = {"assignment_id": place.assignment, "student_id": student, "timestamp": timestamp}
        submitted = _insert(connection, t.SUBMITTED, named)
        extension, given = settled_extension(None, None, lateness.extension(student))
        if given:
            extend(connection, submitted, extension, given)
        made = _new_notebooks(connection, place, submitted, place.notebooks)
        return _Rows(made[place.notebook], made, extension)
    if found.timestamp != timestamp:
        connection.execute(CHANGE[t.SUBMITTED], {"row": found.id, "timestamp": timestamp})
    there = notebook_rows(connection, place, found.id)
    missing = [notebook for notebook in place.notebooks if notebook not in there]
    made = _new_notebooks(connection, place, found.id, missing)
    rows = {notebook: row.id for notebook, row in there.items()} | made
    if not there:
        return _Rows(made[place.notebook], made, found.extension)
    return _Rows(
        rows[place.notebook],
        rows,
        found.extension,
        there[place.notebook].late_submission_penalty if place.notebook in there else None,
        any(row.flagged for row in there.values()),
        new=False,
        lost_time=found.timestamp is not None and timestamp is None,
    )


def notebook_rows(connection: Any, place: AssignmentIds, submitted: str) -> dict[str, Any]:
    """Return the rows of a submission's notebooks, by the id of the notebook."""
    which = {"submitted": submitted, "notebooks": list(place.notebooks)}
    return {row.notebook_id: row for row in connection.execute(NOTEBOOKS, which)}


def _new_notebooks(
    connection: Any, place: AssignmentIds, submitted: str, notebooks: Iterable[str]
) -> dict[str, str]:
    values = {"assignment_id": submitted, "flagged": False}
    return {
        notebook: _insert(connection, t.SUBMITTED_NOTEBOOK, {**values, "notebook_id": notebook})
        for notebook in notebooks
    }


def _insert(connection: Any, table: Any, values: dict[str, Any]) -> str:
    row = uuid4().hex
    connection.execute(NEW[table], {"id": row, **values})
    return row


def _save_scores(
    connection: Any, place: AssignmentIds, rows: _Rows, want: ExpectedRow
) -> tuple[dict[str, Score], dict[str, Score], bool, list[str]]:
    """Write the scores that differ.

    Return all by cell, as they were and as they are; whether any of ours differed; and which a
    person is to read again.
    """
    there = _there(connection, GRADES, place.graded, rows)
    ids = [found.id for found in there.values()]
    had, machine = read_before(connection, ids), before_adjusting(connection, ids)
    by_people = versions_read(connection, there.values())
    was: dict[str, Score] = {}
    scores: dict[str, Score] = {}
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    read: list[dict[str, str]] = []
    seen: dict[str, str | None] = {}
    kept: dict[str, Score] = {}
    again: list[str] = []
    news = False
    for name, cell in place.graded.items():
        found = there.get(cell)
        before = score_of(found, had, machine, by_people) if found else Score()
        after = _after(before, want, name, place)
        was[name], scores[name] = before, after
        news |= before.machine != after.machine or found is None
        if after.is_old and before.read != after.read:
            again.append(name)
        values = {"auto_score": after.auto, "needs_manual_grade": after.needs_person}
        if found is None:
            new.append(_named(cell, place, rows, values))
        elif before[:4] != after[:4]:
            changed.append({"row": found.id, **values})
        row = found.id if found else new[-1]["id"]
        kept[row] = after
        if after.read and after.read != before.read:
            read.append({"grade": row, "digest": after.read})
        if found is not None and after.seen != before.seen:
            seen[found.id] = after.seen
    _write(connection, t.GRADE, new, changed)
    write_read(connection, read)
    write_versions_read(connection, seen)
    keep_machine(connection, machine, kept)
    return was, scores, news, again


def _after(before: Score, want: ExpectedRow, name: str, place: AssignmentIds) -> Score:
    """Return what is to stand in a graded cell: our score as adjusted, and what people gave."""
    auto, read = want.scores.get(name), want.read.get(name, "")
    after = before.settled(auto, read) if want.known else before.waiting()
    given = None if want.given is None else want.given.get(name)
    after = after.adjusted(place.adjustment(name), given=given)
    return after.read_elsewhere() if want.given is not None and want.known else after


def before_adjusting(connection: Any, rows: list[str]) -> dict[str, float | None]:
    """Return what stood in rows that are adjusted, by their id."""
    found = connection.execute(ADJUSTED_BEFORE, {"rows": rows}) if rows else ()
    return {row.row_id: row.points for row in found}


def keep_before(connection: Any, had: Mapping[str, float | None], now: Mapping[str, Any]) -> None:
    """Keep what stands in rows before adjustments: all of ``now``, and nothing else of ``had``."""
    stale = [{"kept": row} for row in had if row not in now or now[row] != had[row]]
    fresh = [{"row_id": row, "points": p} for row, p in now.items() if had.get(row, _NO) != p]
    if stale:
        connection.execute(NOT_ADJUSTED, stale)
    if fresh:
        connection.execute(ADJUSTED, fresh)


def keep_machine(
    connection: Any, had: Mapping[str, float | None], scores: Mapping[str, Score]
) -> None:
    """Keep the machine's own points of the scores that are adjusted; ``scores`` by row."""
    differ = {row: score.machine for row, score in scores.items() if score.auto != score.machine}
    if had or differ:
        keep_before(connection, had, differ)


def _there(connection: Any, query: Any, cells: Mapping[str, str], rows: _Rows) -> dict[str, Any]:
    """Return the rows of a submission by cell; of one made in this transaction there are none."""
    if rows.new:
        return {}
    which = {"rows": list(rows.all.values()), "cells": list(cells.values())}
    return {found.cell_id: found for found in connection.execute(query, which)}


def score_of(
    row: Any,
    read: Mapping[str, str],
    machine: Mapping[str, float | None],
    seen: Mapping[str, str] | None = None,
) -> Score:
    """Return a row as a score; the others are what we keep beside rows, by id."""
    given = row.auto_score, row.manual_score, row.extra_credit, row.needs_manual_grade
    ours = read.get(row.id), machine.get(row.id, row.auto_score), (seen or {}).get(row.id)
    return Score(*given, *ours)


def _save_comments(connection: Any, place: AssignmentIds, rows: _Rows, want: ExpectedRow) -> bool:
    """Write our comments that differ; say whether any did."""
    there = _there(connection, COMMENTS, place.answers, rows)
    new, changed = [], []
    for name, cell in place.answers.items():
        words = want.comments.get(name)
        found = there.get(cell)
        if found is None:
            new.append(_named(cell, place, rows, {"auto_comment": words}))
        elif found.auto_comment != words and (want.known or found.auto_comment is None):
            changed.append({"row": found.id, "auto_comment": words})
    _write(connection, t.COMMENT, new, changed)
    return bool(new or changed)


def _named(cell: str, place: AssignmentIds, rows: _Rows, values: dict[str, Any]) -> dict[str, Any]:
    home = rows.all[place.homes[cell]]
    return {"id": uuid4().hex, "cell_id": cell, "notebook_id": home, **values}


def _write(
    connection: Any, table: Any, new: list[dict[str, Any]], changed: list[dict[str, Any]]
) -> None:
    if new:
        connection.execute(NEW[table], new)
    if changed:
        connection.execute(CHANGE[table], changed)
