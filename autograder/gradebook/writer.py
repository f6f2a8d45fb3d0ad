"""The gradebook of a run: read in bulk, written in one transaction a submission.

A person's scores, comments and extra credit are never touched.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack, suppress
from datetime import datetime
from typing import Any, Self

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, NoResultFound

from autograder.course import Assignment, Course
from autograder.errors import CourseError, of_one
from autograder.gradebook import tables as t
from autograder.gradebook.adjusting import adjust_cells, adjust_in, maxima
from autograder.gradebook.assignment_ids import AssignmentIds, lookup, named
from autograder.gradebook.changes import ChangeLog
from autograder.gradebook.database import opened
from autograder.gradebook.reading import Given, Row, row_of, submission_rows
from autograder.gradebook.saving import Saved, before_adjusting, save
from autograder.gradebook.scores import wanted
from autograder.records import Grade


class GradebookWriter:
    """The gradebook, opened by a run; use as a context manager."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._places: dict[str, AssignmentIds] = {}
        self._stack = ExitStack()
        self._db = self._stack.enter_context(opened(course))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def knows(self, assignment: Assignment) -> bool:
        """Say whether the gradebook has all of this assignment's cells as the release has them.

        nbgrader commits each cell by itself: a run that was killed, or one that is at it right
        now, leaves a part. Where a class has been graded, cells that only guard a text may differ.
        """
        with self._db.reading() as connection:
            try:
                ids = lookup(connection, assignment)
            except NoResultFound:
                return False
            cells = list(ids.graded.values())
            worth = dict(connection.execute(maxima(cells)).all())
            worth |= before_adjusting(connection, cells)
            texts = select(t.SOURCE_CELL.c.name).where(t.SOURCE_CELL.c.notebook_id == ids.notebook)
            guarded = set(connection.scalars(texts))
        known = {name: worth.get(cell) for name, cell in ids.graded.items()}
        if not known or known != {e.graded_cell: e.points for e in assignment.exercises}:
            return False
        if ids.answers.keys() != assignment.answers:
            return False
        return assignment.guarded <= guarded or self.has_submissions(assignment)

    def adjust(self, assignment: Assignment, log: ChangeLog) -> None:
        """Bring the gradebook up to date with adjustments.csv; note what that changes."""
        adjust_in(self._db, self._course, assignment, log)

    def adjust_cells(self, assignment: Assignment) -> None:
        """Write what each exercise adds to the maximum, where an adjustment says another number."""
        place = self._place(assignment)
        if place.adjusted:
            adjust_cells(self._db, place, assignment)

    def maximum(self, assignment: Assignment) -> float:
        """Return what an assignment is worth, as adjusted."""
        return self._place(assignment).maximum

    def has_submissions(self, assignment: Assignment) -> bool:
        """Say whether anything of this assignment has been graded before."""
        query = (
            select(t.SUBMITTED_NOTEBOOK.c.id)
            .join(t.NOTEBOOK, t.NOTEBOOK.c.id == t.SUBMITTED_NOTEBOOK.c.notebook_id)
            .join(t.ASSIGNMENT, t.ASSIGNMENT.c.id == t.NOTEBOOK.c.assignment_id)
            .where(*named(assignment))
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

    def forget(self, assignment: Assignment) -> None:
        """Look the assignment's cells up again: they have changed."""
        self._places.pop(assignment.name, None)

    def alone(self) -> AbstractContextManager[None]:
        """Keep other graders from registering an assignment at the same time."""
        return self._db.alone()

    def settled(
        self, assignment: Assignment, given: dict[str, dict[str, Given]] | None = None
    ) -> dict[str, bytes]:
        """Return the digest of what the gradebook says of each student, where it is in order.

        Left out are students who need a write whatever the grade: the late penalty does not fit the
        score (a person's included), or a cell is marked for manual grading without a reason.
        ``given`` receives what people gave, by student and exercise.
        """
        place = self._place(assignment)
        found = {}
        with self._db.reading() as connection:
            for submission in submission_rows(connection, place):
                if given is not None and (by_people := submission.given(place)):
                    given[submission.student] = by_people
                with suppress(Exception):  # who has odd values there is written to, and that fails
                    if submission.is_in_order and submission.is_as_it_counts(self._course, place):
                        found[submission.student] = submission.digest
        return found

    def flagged(self, assignment: Assignment) -> frozenset[str]:
        """Return who is flagged, by us or by a person."""
        place = self._place(assignment)
        query = (
            select(t.SUBMITTED.c.student_id)
            .join_from(
                t.SUBMITTED,
                t.SUBMITTED_NOTEBOOK,
                t.SUBMITTED.c.id == t.SUBMITTED_NOTEBOOK.c.assignment_id,
            )
            .where(t.SUBMITTED_NOTEBOOK.c.notebook_id == place.notebook)
            .where(t.SUBMITTED_NOTEBOOK.c.flagged.is_(True))
        )
        with self._db.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def save(
        self,
        grade: Grade,
        assignment: Assignment,
        timestamp: datetime | None,
        *,
        unflag: bool = False,
    ) -> Saved:
        """Write one submission's grade in one transaction, where the gradebook differs from it.

        ``unflag``: take away a flag of ours whose reason is gone. Return what has changed.
        """
        want = wanted(grade, assignment, timestamp)
        place = self._place(assignment)

        def write() -> Saved:
            with self._db.writing() as connection:
                return save(connection, self._course, place, grade.student, want, unflag)

        try:
            return write()
        except IntegrityError:  # another grader has just made the same rows: now they are there
            return write()

    def rows(self, assignment: Assignment, left_out: dict[str, str] | None = None) -> list[Row]:
        """Return what the gradebook holds for every submission of an assignment, by student.

        ``left_out`` receives the students whose row cannot be made, with the reason; without it,
        the error is raised.
        """
        if not self.has_submissions(assignment):
            why = "the gradebook holds nobody's work"
            raise CourseError(f"{assignment.name}: {why}; course grade {assignment.name}")
        if not self.knows(assignment):
            why = "its exercises or points have changed since it was graded"
            raise CourseError(f"{assignment.name}: {why}; course grade {assignment.name}")
        place = self._place(assignment)
        rows = []
        with self._db.reading() as connection:
            for submission in submission_rows(connection, place):
                try:
                    rows.append(row_of(submission, assignment, place))
                except Exception as error:
                    if left_out is None:
                        raise
                    student = submission.student
                    why = of_one(error, student, "reading the gradebook", self._course.root)
                    left_out[student] = why
        return sorted(rows, key=lambda row: row.student)

    def _place(self, assignment: Assignment) -> AssignmentIds:
        if assignment.name not in self._places:
            with self._db.reading() as connection:
                self._places[assignment.name] = lookup(connection, assignment)
        return self._places[assignment.name]
