"""The gradebook of a run: read in bulk, written in one transaction a submission.

A person's scores, comments and extra credit are never touched.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, Self

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, NoResultFound

from autograder.course import Assignment, Course
from autograder.errors import CourseError, of_one
from autograder.gradebook import tables as t
from autograder.gradebook.assignment_ids import AssignmentIds, lookup, named
from autograder.gradebook.database import opened
from autograder.gradebook.lateness import Days
from autograder.gradebook.reading import Row, SubmissionRow, absent_row, row_of, submission_rows
from autograder.gradebook.saving import save, write_penalties
from autograder.gradebook.scores import ExpectedRow, Score, late_penalty, wanted
from autograder.gradebook.scores import shared as shared_row
from autograder.gradebook.upkeep import Upkeep
from autograder.records import Grade
from autograder.term.about import NOBODY


class GradebookWriter:
    """The gradebook, opened by a run; use as a context manager."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._places: dict[str, AssignmentIds] = {}
        self._given: dict[str, dict[str, dict[str, float]]] = {}  # by assignment, student, cell
        self._stack = ExitStack()
        self._db = self._stack.enter_context(opened(course))
        self.term = Upkeep(course, self._db)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def bring_up_to_date(self, assignment: Assignment) -> None:
        """Write into nbgrader's own tables what the tables that a teacher keeps say.

        Raise CourseError, with nothing written, where one of them cannot be used.
        """
        self.term.name_students()
        with suppress(NoResultFound):
            self.term.extend(self._place(assignment))

    def submissions(self, assignment: Assignment) -> Iterator[tuple[SubmissionRow, Days]]:
        """Yield what the gradebook holds of an assignment by student, and how late each is.

        Each has the penalty that lateness costs now; where the gradebook has another one, it is
        written once all are gone through.
        """
        place = self._place(assignment)
        lateness, changes = self.term.lateness(place), []
        with self._db.reading() as connection:
            for one in submission_rows(connection, place):
                days, penalty = Days(), one.penalty
                with suppress(Exception):  # odd values are met again by whoever makes a row of them
                    days = lateness.days(one.student, one.timestamp, one.extension)
                    penalty = late_penalty(self._course, one.points, days.charged)
                if penalty != one.penalty:
                    changes.append((one.notebook, penalty))
                    one = replace(one, penalty=penalty)
                yield one, days
        if changes:
            with self._db.writing() as connection:
                write_penalties(connection, changes)

    def settle_late_days(self, assignment: Assignment) -> dict[str, Days]:
        """Return who is late, or has spent late days; bring what is due later up to date with it.

        Nobody, where there is no budget of late days.
        """
        if not self.term.has_budget:
            return {}
        found = {one.student: days for one, days in self.submissions(assignment)}
        due = self._place(assignment).due
        for name in self._course.assignments:
            other = self._course.assignment(name)
            with suppress(NoResultFound):
                later = self._place(other).due
                if due and later and (later, name) > (due, assignment.name):
                    deque(self.submissions(other), maxlen=0)
        return found

    def reading(self) -> AbstractContextManager[Any]:
        """Run a transaction that only reads."""
        return self._db.reading()

    def writing(self) -> AbstractContextManager[Any]:
        """Run a transaction that writes: all of it or nothing."""
        return self._db.writing()

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
            points = select(t.GRADE_CELL.c.id, t.GRADE_CELL.c.max_score)
            points = points.where(t.GRADE_CELL.c.id.in_(ids.graded.values()))
            worth = dict(connection.execute(points).all())
            texts = select(t.SOURCE_CELL.c.name).where(t.SOURCE_CELL.c.notebook_id == ids.notebook)
            guarded = set(connection.scalars(texts))
        known = {name: worth.get(cell) for name, cell in ids.graded.items()}
        if not known or known != {e.graded_cell: e.points for e in assignment.exercises}:
            return False
        if ids.answers.keys() != assignment.answers:
            return False
        return assignment.guarded <= guarded or self.has_submissions(assignment)

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
        self.forget(assignment)
        if assignment.name not in self._course.due_dates:
            return
        due = self._course.due(assignment.name)
        if self._place(assignment).due != due:
            change = update(t.ASSIGNMENT).where(t.ASSIGNMENT.c.name == assignment.name)
            with self._db.writing() as connection:
                connection.execute(change.values(duedate=due))
            self.forget(assignment)

    def forget(self, assignment: Assignment) -> None:
        """Look the assignment's cells and due date up again: they have changed."""
        self._places.pop(assignment.name, None)
        self.term.forget(assignment.name)

    def alone(self) -> AbstractContextManager[None]:
        """Keep other graders from registering an assignment at the same time."""
        return self._db.alone()

    def settled(self, assignment: Assignment) -> dict[str, bytes]:
        """Return the digest of what the gradebook says of each student, where it is in order.

        Left out are students who need a write whatever the grade: the late penalty does not fit the
        score (a person's included), or a cell is marked for manual grading without a reason.
        """
        place = self._place(assignment)
        lateness = self.term.lateness(place)
        found = {}
        shared = self.term.shared(assignment.name).holders
        holders = set(shared.values())
        team: dict[str, Mapping[str, Score]] = {one: {} for one in (*shared, *holders)}
        with self._db.reading() as connection:
            for submission in submission_rows(connection, place):
                with suppress(Exception):  # who has odd values there is written to, and that fails
                    about = submission.student, submission.timestamp, submission.extension
                    late = lateness.days(*about)
                    penalty = late_penalty(self._course, submission.points, late.charged)
                    if submission.is_in_order and submission.penalty == penalty:
                        found[submission.student] = submission.digest
                    if submission.student in team:
                        team[submission.student] = submission.scores
        self._given[assignment.name] = {h: _given(s) for h, s in team.items() if h in holders}
        behind = (m for m, h in shared.items() if not _agree(team[m], team[h]))
        for member in behind:
            found.pop(member, None)
        return found

    def wanted(
        self, grade: Grade, assignment: Assignment, timestamp: datetime | None
    ) -> ExpectedRow:
        """Return what the gradebook ought to hold for ``grade``; of a group, what one member has.

        What people gave to the one who handed in is as it was when `settled` was asked; before
        that, each member's own work is all there is.
        """
        want = wanted(grade, assignment, timestamp)
        given = self._given.get(assignment.name)
        holder = self.term.shared(assignment.name).holders.get(grade.student)
        return want if holder is None or given is None else shared_row(want, given.get(holder, {}))

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
    ) -> bool | None:
        """Write one submission's grade in one transaction, where the gradebook differs from it.

        ``unflag``: take away a flag of ours whose reason is gone. Return the new state of the flag,
        or None where it stays as it was.
        """
        want = self.wanted(grade, assignment, timestamp)
        place = self._place(assignment)
        lateness = self.term.lateness(place)

        def write() -> bool | None:
            with self._db.writing() as connection:
                about = self._course, place, grade.student, want, lateness
                return save(connection, *about, unflag)

        try:
            return write()
        except IntegrityError:  # another grader has just made the same rows: now they are there
            return write()

    def rows(self, assignment: Assignment, left_out: dict[str, str] | None = None) -> list[Row]:
        """Return what the gradebook holds for every submission of an assignment, by student.

        Those of the class list who have handed in nothing have a row that says so.
        ``left_out`` receives the students whose row cannot be made, with the reason; without it,
        the error is raised.
        """
        if not self.has_submissions(assignment):
            why = "the gradebook holds nobody's work"
            raise CourseError(f"{assignment.name}: {why}; course grade {assignment.name}")
        if not self.knows(assignment):
            why = "its exercises or points have changed since it was graded"
            raise CourseError(f"{assignment.name}: {why}; course grade {assignment.name}")
        self.bring_up_to_date(assignment)
        people = self.term.people(assignment.name)
        rows = []
        for submission, days in self.submissions(assignment):
            student = submission.student
            try:
                about = people.get(student, NOBODY).spent(days.used, days.left)
                if submission.is_handed_in:
                    rows.append(row_of(submission, assignment, about))
            except Exception as error:
                if left_out is None:
                    raise
                why = of_one(error, student, "reading the gradebook", self._course.root)
                left_out[student] = why
        there = {*(row.student for row in rows), *(left_out or ())}
        for student, state in self.term.absent(assignment.name, there).items():
            rows.append(absent_row(student, assignment, people.get(student, NOBODY), state))
        return sorted(rows, key=lambda row: row.student)

    def _place(self, assignment: Assignment) -> AssignmentIds:
        if assignment.name not in self._places:
            with self._db.reading() as connection:
                self._places[assignment.name] = lookup(connection, assignment)
        return self._places[assignment.name]


def _given(scores: Mapping[str, Score]) -> dict[str, float]:
    """The points of the cells that a person has given some for."""
    return {cell: score.points for cell, score in scores.items() if score.is_of_a_person}


def _agree(member: Mapping[str, Score], holder: Mapping[str, Score]) -> bool:
    """Say whether a member has, in the machine's place, what the one who handed in has."""
    return member.keys() == holder.keys() and all(
        member[cell].auto == (score.points if score.is_of_a_person else score.auto)
        for cell, score in holder.items()
    )
