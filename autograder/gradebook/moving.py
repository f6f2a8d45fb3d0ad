"""Moves what nbgrader's gradebook holds of one student to another, or deletes it; whole or not.

nbgrader's own tools delete a student's row and leave scores and comments behind, or refuse.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from autograder.gradebook import tables as t
from autograder.gradebook.marks import PERSON
from autograder.gradebook.people import KEPT


@dataclass(frozen=True)
class Held:
    """A student's submission in the gradebook, and how much of it people gave."""

    submission: str
    scores: int
    comments: int


def held(connection: Any, student: str) -> dict[str, Held]:
    """Return what the gradebook holds of a student, by assignment."""
    query = (
        select(t.ASSIGNMENT.c.name, t.SUBMITTED.c.id)
        .join_from(t.SUBMITTED, t.ASSIGNMENT, t.ASSIGNMENT.c.id == t.SUBMITTED.c.assignment_id)
        .where(t.SUBMITTED.c.student_id == student)
    )
    return {
        name: Held(
            submission,
            _count(connection, t.GRADE, _given(t.GRADE), submission),
            _count(connection, PERSON, PERSON.c.manual_comment.is_not(None), submission),
        )
        for name, submission in connection.execute(query).all()
    }


def is_known(connection: Any, student: str) -> bool:
    """Say whether the gradebook has a row of this student."""
    query = select(t.STUDENT.c.id).where(t.STUDENT.c.id == student)
    return connection.execute(query).first() is not None


def move(connection: Any, old: str, new: str, dropped: Collection[str] = ()) -> None:
    """Give everything of ``old`` to ``new``, and delete the row of ``old``.

    ``dropped`` are submissions, by id, that are deleted before: of no assignment may both have one.
    """
    delete_submissions(connection, dropped)
    query = select(t.STUDENT).where(t.STUDENT.c.id.in_([old, new]))
    there: Mapping[str, Any] = {row.id: row for row in connection.execute(query)}
    if old not in there:
        return
    told = {name: getattr(there[old], name) for name in KEPT}
    if new not in there:
        connection.execute(insert(t.STUDENT), {"id": new, **told})
    else:  # what is known of the new one stays
        filled = {name: getattr(there[new], name) or value for name, value in told.items()}
        connection.execute(update(t.STUDENT).where(t.STUDENT.c.id == new).values(filled))
    mine = t.SUBMITTED.c.student_id == old
    connection.execute(update(t.SUBMITTED).where(mine).values(student_id=new))
    connection.execute(delete(t.STUDENT).where(t.STUDENT.c.id == old))


def delete_student(connection: Any, student: str) -> None:
    """Delete all that the gradebook holds of a student."""
    delete_submissions(connection, [one.submission for one in held(connection, student).values()])
    connection.execute(delete(t.STUDENT).where(t.STUDENT.c.id == student))


def forget_bare_student(connection: Any, student: str) -> None:
    """Delete a student of whom the gradebook knows nothing but the id."""
    about = (column.is_(None) for column in t.STUDENT.c if column.name != "id")
    if not held(connection, student):
        connection.execute(delete(t.STUDENT).where(t.STUDENT.c.id == student, *about))


def delete_submissions(connection: Any, submissions: Collection[str]) -> None:
    """Delete submissions, by id, with their scores and comments."""
    if not submissions:
        return
    notebooks = select(t.SUBMITTED_NOTEBOOK.c.id).where(
        t.SUBMITTED_NOTEBOOK.c.assignment_id.in_(submissions)
    )
    grades = select(t.GRADE.c.id).where(t.GRADE.c.notebook_id.in_(notebooks))
    for kept in (t.READ, t.SEEN):
        connection.execute(delete(kept).where(kept.c.grade_id.in_(grades)))
    connection.execute(delete(t.BEFORE).where(t.BEFORE.c.row_id.in_(grades)))
    for table in (t.GRADE, t.COMMENT):
        connection.execute(delete(table).where(table.c.notebook_id.in_(notebooks)))
    connection.execute(delete(t.EXTENDED).where(t.EXTENDED.c.submitted_id.in_(submissions)))
    where = t.SUBMITTED_NOTEBOOK.c.assignment_id.in_(submissions)
    connection.execute(delete(t.SUBMITTED_NOTEBOOK).where(where))
    connection.execute(delete(t.SUBMITTED).where(t.SUBMITTED.c.id.in_(submissions)))


def _given(table: Any) -> Any:
    return table.c.manual_score.is_not(None) | table.c.extra_credit.is_not(None)


def _count(connection: Any, table: Any, given: Any, submission: str) -> int:
    query = (
        select(func.count())
        .select_from(table)
        .join(t.SUBMITTED_NOTEBOOK, t.SUBMITTED_NOTEBOOK.c.id == table.c.notebook_id)
        .where(t.SUBMITTED_NOTEBOOK.c.assignment_id == submission, given)
    )
    return int(connection.execute(query).scalar_one())
