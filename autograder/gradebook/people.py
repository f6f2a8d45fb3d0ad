"""nbgrader's table of students: brought up to date with the class list, and read for names."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, insert, select, update

from autograder.gradebook import tables as t
from autograder.term.about import About
from autograder.term.roster import Roster, full_name

KEPT = ("first_name", "last_name", "email", "lms_user_id")  # what nbgrader has room for
CHANGE = update(t.STUDENT).where(t.STUDENT.c.id == bindparam("student"))


def name_students(connection: Any, roster: Roster) -> None:
    """Write what the class list says of each student; an empty cell leaves what stands there."""
    if not roster:
        return
    there = {row.id: row for row in connection.execute(select(t.STUDENT))}
    new, changed = [], []
    for student in roster.students.values():
        told = {name: value for name in KEPT if (value := getattr(student, name))}
        row = there.get(student.id)
        if row is None:
            new.append({"id": student.id, **dict.fromkeys(KEPT), **told})
        elif any(getattr(row, name) != value for name, value in told.items()):
            has = {name: getattr(row, name) for name in KEPT}
            changed.append({"student": student.id, **has, **told})
    if new:
        connection.execute(insert(t.STUDENT), new)
    if changed:
        connection.execute(CHANGE, changed)


def without_submissions(connection: Any) -> set[str]:
    """Return those in nbgrader's table of whom it has no submission."""
    has_some = select(t.SUBMITTED.c.student_id)
    return set(
        connection.execute(select(t.STUDENT.c.id).where(t.STUDENT.c.id.not_in(has_some))).scalars()
    )


def people(connection: Any, roster: Roster) -> dict[str, About]:
    """Return everybody in nbgrader's table, who may have been named there by nbgrader's own tools.

    Whom the class list names is there once `name_students` has run.
    """
    return {
        row.id: About(
            full_name(row.first_name, row.last_name), roster.group_of(row.id), row.lms_user_id or ""
        )
        for row in connection.execute(select(t.STUDENT))
    }
