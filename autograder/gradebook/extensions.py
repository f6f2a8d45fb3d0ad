"""Extensions in nbgrader's own column: which of them a teacher's file gave, and which a person.

A small table of ours notes what the file gave and what stood there before. So a row that is taken
out of the file takes away what it gave, and nothing that was given by nbgrader's own tools.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from autograder.gradebook import tables as t
from autograder.gradebook.assignment_ids import AssignmentIds

EXTEND = update(t.SUBMITTED).where(t.SUBMITTED.c.id == bindparam("row"))
FORGET = delete(t.EXTENDED).where(t.EXTENDED.c.submitted_id == bindparam("row"))
NOTE = insert(t.EXTENDED)


class Given(NamedTuple):
    """What the file gave, and what nbgrader's column held before that."""

    now: timedelta
    before: timedelta | None


def settled_extension(
    stands: timedelta | None, given: Given | None, told: timedelta | None
) -> tuple[timedelta | None, Given | None]:
    """Return the extension that is to stand in nbgrader's column, and what is to be noted.

    ``stands`` is what is there now, ``given`` what was noted, ``told`` what the file says. Who has
    changed the column since, by nbgrader's own tools, has it stay when the file's row goes.
    """
    own = given.before if given is not None and stands == given.now else stands
    return (own, None) if told is None else (told, Given(told, own))


def given_by_file(connection: Any) -> dict[str, Given]:
    """Return what the file gave so far, by the id of the submission."""
    return {
        row.submitted_id: Given(
            timedelta(seconds=row.given_seconds),
            _length(row.before_seconds),
        )
        for row in connection.execute(select(t.EXTENDED))
    }


def extend(
    connection: Any, submission: str, extension: timedelta | None, given: Given | None
) -> None:
    """Write a submission's extension, and what the file gave of it."""
    connection.execute(EXTEND, {"row": submission, "extension": extension})
    connection.execute(FORGET, {"row": submission})
    if given is not None:
        before = None if given.before is None else given.before.total_seconds()
        seconds = {"given_seconds": given.now.total_seconds(), "before_seconds": before}
        connection.execute(NOTE, {"submitted_id": submission, **seconds})


def _length(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def differing(
    connection: Any, place: AssignmentIds, told: Any
) -> dict[str, tuple[str, timedelta | None, Given | None]]:
    """Return the submissions of an assignment whose extension is not what it ought to be.

    They are by student; ``told`` gives what the file says of one.
    """
    noted = given_by_file(connection)
    query = select(t.SUBMITTED.c.id, t.SUBMITTED.c.student_id, t.SUBMITTED.c.extension)
    found = {}
    for row in connection.execute(query.where(t.SUBMITTED.c.assignment_id == place.assignment)):
        given = noted.get(row.id)
        extension, note = settled_extension(row.extension, given, told(row.student_id))
        if (extension, note) != (row.extension, given):
            found[row.student_id] = row.id, extension, note
    return found
