"""The gradebook of a run: read in bulk, written in one transaction a submission.

A person's scores, comments and extra credit are never touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from autograder.course import Assignment, Course
from autograder.gradebook import tables as t
from autograder.gradebook.database import UNREACHABLE, Database, trouble
from autograder.gradebook.reading import Row, held, rows_of
from autograder.gradebook.scores import Score, Wanted, late_penalty, seconds_late, wanted
from autograder.records import Grade


@dataclass(frozen=True)
class _Place:
    """Where an assignment's rows hang: ids, its due date, and its cells by name."""

    assignment: str
    notebook: str
    due: datetime | None
    graded: dict[str, str]
    answers: dict[str, str]


class GradebookWriter:
    """The gradebook, opened by a run; use as a context manager."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._places: dict[str, _Place] = {}
        try:
            self._db = Database(course)
        except UNREACHABLE as error:
            raise trouble(course, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()
        if isinstance(error, SQLAlchemyError):
            raise trouble(self._course, error) from error

    def knows(self, assignment: Assignment) -> bool:
        """Say whether the gradebook has this assignment's cells as the release has them."""
        query = (
            select(t.CELL.c.name, t.GRADE_CELL.c.max_score)
            .join_from(t.GRADE_CELL, t.CELL, t.CELL.c.id == t.GRADE_CELL.c.id)
            .join(t.NOTEBOOK, t.NOTEBOOK.c.id == t.CELL.c.notebook_id)
            .join(t.ASSIGNMENT, t.ASSIGNMENT.c.id == t.NOTEBOOK.c.assignment_id)
            .where(*_named(assignment))
        )
        with self._db.reading() as connection:
            known = dict(connection.execute(query).all())
        return bool(known) and known == {e.graded_cell: e.points for e in assignment.exercises}

    def has_submissions(self, assignment: Assignment) -> bool:
        """Say whether anything of this assignment has been graded before."""
        query = (
            select(t.SUBMITTED_NOTEBOOK.c.id)
            .join(t.NOTEBOOK, t.NOTEBOOK.c.id == t.SUBMITTED_NOTEBOOK.c.notebook_id)
            .join(t.ASSIGNMENT, t.ASSIGNMENT.c.id == t.NOTEBOOK.c.assignment_id)
            .where(*_named(assignment))
            .limit(1)
        )
        with self._db.reading() as connection:
            return connection.execute(query).first() is not None

    def set_due_date(self, assignment: Assignment) -> None:
        """Copy the due date from the config into the gradebook, if the config names one."""
        self._places.pop(assignment.name, None)
        if assignment.name not in self._course.due_dates:
            return
        due = self._course.due(assignment.name)
        if self._place(assignment).due != due:
            change = update(t.ASSIGNMENT).where(t.ASSIGNMENT.c.name == assignment.name)
            with self._db.writing() as connection:
                connection.execute(change.values(duedate=due))
            self._places.pop(assignment.name)

    def alone(self) -> AbstractContextManager[None]:
        """Keep other graders from registering an assignment at the same time."""
        return self._db.alone()

    def settled(self, assignment: Assignment) -> dict[str, bytes]:
        """Return the digest of what the gradebook says of each student, where it is in order.

        Left out is who needs a write whatever the grade: a late penalty that does not follow from
        the score as it stands (a person's scores included), a row that waits for nobody.
        """
        place = self._place(assignment)
        found = {}
        with self._db.reading() as connection:
            for submission in held(connection, place.notebook):
                late = seconds_late(submission.timestamp, submission.due(place.due))
                penalty = late_penalty(self._course, submission.points, late)
                if submission.is_in_order and submission.penalty == penalty:
                    found[submission.student] = submission.digest
        return found

    def save(self, grade: Grade, assignment: Assignment, timestamp: datetime | None) -> None:
        """Write one submission's grade in one transaction; what is right already stays."""
        want = wanted(grade, assignment, timestamp)
        place = self._place(assignment)
        try:
            with self._db.writing() as connection:
                _save(connection, self._course, place, grade.student, want)
        except IntegrityError:  # another grader was quicker: now its rows are there
            with self._db.writing() as connection:
                _save(connection, self._course, place, grade.student, want)

    def rows(self, assignment: Assignment) -> list[Row]:
        """Return what the gradebook holds for every submission of an assignment, by student."""
        if not self.knows(assignment):
            return []
        place = self._place(assignment)
        with self._db.reading() as connection:
            return sorted(
                rows_of(held(connection, place.notebook), assignment), key=lambda row: row.student
            )

    def _place(self, assignment: Assignment) -> _Place:
        if assignment.name not in self._places:
            self._places[assignment.name] = self._find(assignment)
        return self._places[assignment.name]

    def _find(self, assignment: Assignment) -> _Place:
        where = (
            select(t.ASSIGNMENT.c.id, t.NOTEBOOK.c.id, t.ASSIGNMENT.c.duedate)
            .join_from(t.NOTEBOOK, t.ASSIGNMENT, t.ASSIGNMENT.c.id == t.NOTEBOOK.c.assignment_id)
            .where(*_named(assignment))
        )
        with self._db.reading() as connection:
            of_assignment, notebook, due = connection.execute(where).one()
            cells = select(t.CELL.c.type, t.CELL.c.name, t.CELL.c.id)
            cells = cells.where(t.CELL.c.notebook_id == notebook)
            by_type: dict[str, dict[str, str]] = {}
            for kind, name, cell in connection.execute(cells):
                by_type.setdefault(kind, {})[name] = cell
        graded, answers = by_type.get("GradeCell", {}), by_type.get("SolutionCell", {})
        return _Place(of_assignment, notebook, due, graded, answers)


def _named(assignment: Assignment) -> tuple[Any, Any]:
    return t.ASSIGNMENT.c.name == assignment.name, t.NOTEBOOK.c.name == assignment.name


# --- one submission, inside a transaction


def _save(connection: Any, course: Course, place: _Place, student: str, want: Wanted) -> None:
    submitted = _submitted(connection, place, student, want.timestamp)
    row = _notebook_row(connection, place, submitted.id)
    scores, news = _save_scores(connection, place, row, want)
    news |= _save_comments(connection, place, row, want)
    late = seconds_late(want.timestamp, _due(place, submitted.extension))
    penalty = late_penalty(course, sum(score.points for score in scores), late)
    change: dict[str, Any] = {}
    if penalty != row.late_submission_penalty:
        change["late_submission_penalty"] = penalty
    if news and want.news and not row.flagged:
        change["flagged"] = True  # a person may take the flag away: it comes back with news only
    if change:
        table = t.SUBMITTED_NOTEBOOK
        connection.execute(update(table).where(table.c.id == row.id).values(**change))


def _due(place: _Place, extension: Any) -> datetime | None:
    return place.due + extension if place.due and extension else place.due


def _submitted(connection: Any, place: _Place, student: str, timestamp: datetime | None) -> Any:
    """Return the submission's row, made now if new, with the time at which it came."""
    table = t.SUBMITTED
    find = (
        select(table.c.id, table.c.timestamp, table.c.extension)
        .where(table.c.assignment_id == place.assignment, table.c.student_id == student)
        .with_for_update()  # a person may be grading it in the form grader; SQLite locks anyway
    )
    found = connection.execute(find).first()
    if found is None:
        if connection.execute(select(t.STUDENT).where(t.STUDENT.c.id == student)).first() is None:
            connection.execute(insert(t.STUDENT).values(id=student))
        new = {"id": _new_id(), "assignment_id": place.assignment, "student_id": student}
        connection.execute(insert(table).values(**new, timestamp=timestamp))
        return connection.execute(find).one()
    if found.timestamp != timestamp:
        change = update(table).where(table.c.id == found.id)
        connection.execute(change.values(timestamp=timestamp))
    return found


def _notebook_row(connection: Any, place: _Place, submitted: str) -> Any:
    table = t.SUBMITTED_NOTEBOOK
    find = (
        select(table)
        .where(table.c.assignment_id == submitted, table.c.notebook_id == place.notebook)
        .with_for_update()
    )
    found = connection.execute(find).first()
    if found is None:
        new = {"id": _new_id(), "assignment_id": submitted, "notebook_id": place.notebook}
        connection.execute(insert(table).values(**new, flagged=False))
        found = connection.execute(find).one()
    return found


def _save_scores(
    connection: Any, place: _Place, row: Any, want: Wanted
) -> tuple[list[Score], bool]:
    """Write the scores that differ; return all, and whether any of ours did."""
    table = t.GRADE
    find = select(table).where(table.c.notebook_id == row.id).with_for_update()
    there = {found.cell_id: found for found in connection.execute(find)}
    scores, new, changed, news = [], [], [], False
    for name, cell in place.graded.items():
        auto = want.scores.get(name)
        found = there.get(cell)
        before = _score(found) if found else Score()
        after = before.settled(auto)
        scores.append(after)
        news |= before.auto != after.auto or found is None
        values = {"auto_score": after.auto, "needs_manual_grade": after.needs_person}
        if found is None:
            new.append({"id": _new_id(), "cell_id": cell, "notebook_id": row.id, **values})
        elif before != after:
            changed.append({"row": found.id, **values})
    _write(connection, table, new, changed)
    return scores, news


def _score(row: Any) -> Score:
    return Score(row.auto_score, row.manual_score, row.extra_credit, row.needs_manual_grade)


def _save_comments(connection: Any, place: _Place, row: Any, want: Wanted) -> bool:
    """Write our comments that differ; say whether any did."""
    table = t.COMMENT
    find = select(table).where(table.c.notebook_id == row.id).with_for_update()
    there = {found.cell_id: found for found in connection.execute(find)}
    new, changed = [], []
    for name, cell in place.answers.items():
        words = want.comments.get(name)
        found = there.get(cell)
        if found is None:
            new.append(
                {"id": _new_id(), "cell_id": cell, "notebook_id": row.id, "auto_comment": words}
            )
        elif found.auto_comment != words:
            changed.append({"row": found.id, "auto_comment": words})
    _write(connection, table, new, changed)
    return bool(new or changed)


def _write(
    connection: Any, table: Any, new: Iterable[dict[str, Any]], changed: Iterable[dict[str, Any]]
) -> None:
    if new:
        connection.execute(insert(table), new)
    if changed:
        connection.execute(update(table).where(table.c.id == bindparam("row")), changed)


def _new_id() -> str:
    return uuid4().hex
