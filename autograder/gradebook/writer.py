"""The gradebook of a run: read in bulk, written in one transaction a submission.

A person's scores, comments and extra credit are never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, NoResultFound

from autograder.course import Assignment
from autograder.errors import CourseError, of_one
from autograder.gradebook import tables as t
from autograder.gradebook.adjusting import adjust_cells, maxima
from autograder.gradebook.assignment_ids import lookup, named
from autograder.gradebook.current import CurrentGradebook
from autograder.gradebook.lateness import later_due
from autograder.gradebook.reading import Given, Row, absent_row, row_of, submission_rows
from autograder.gradebook.saving import Saved, before_adjusting, save
from autograder.gradebook.scores import ExpectedRow, Score, wanted
from autograder.gradebook.scores import shared as shared_row
from autograder.records import Grade
from autograder.term.about import NOBODY


class GradebookWriter(CurrentGradebook):
    """The gradebook of a run: what it holds of a class, and a grade at a time written into it."""

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
            texts = select(t.SOURCE_CELL.c.name, t.SOURCE_CELL.c.notebook_id)
            texts = texts.where(t.SOURCE_CELL.c.notebook_id.in_(ids.notebooks))
            parts = dict(zip(ids.notebooks, assignment.parts, strict=True))
            guarded = {parts[home].called(name) for name, home in connection.execute(texts)}
        known = {name: worth.get(cell) for name, cell in ids.graded.items()}
        if not known or known != {e.graded_cell: e.points for e in assignment.exercises}:
            return False
        tasks = {exercise.graded_cell for exercise in assignment.exercises if exercise.task}
        if ids.answers.keys() != assignment.answers | tasks:
            return False
        return assignment.guarded <= guarded or self.has_submissions(assignment)

    def adjust_cells(self, assignment: Assignment) -> None:
        """Write what each exercise adds to the maximum, where an adjustment says another number."""
        place = self.place(assignment)
        if place.adjusted:
            adjust_cells(self._db, place, assignment)

    def maximum(self, assignment: Assignment) -> float:
        """Return what an assignment is worth, as adjusted."""
        return self.place(assignment).maximum

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
        if self.place(assignment).due != due:
            change = update(t.ASSIGNMENT).where(t.ASSIGNMENT.c.name == assignment.name)
            with self._db.writing() as connection:
                connection.execute(change.values(duedate=due))
            self.forget(assignment)

    def not_due_yet(self, assignment: Assignment, students: Iterable[str]) -> frozenset[str]:
        """Return those whose own due date, with an extension and the grace, is still to come."""
        place = self.place(assignment)
        due = later_due(self._course, assignment.name, place.due)
        if due is None:
            return frozenset()
        query = select(t.SUBMITTED.c.student_id, t.SUBMITTED.c.extension)
        with self._db.reading() as connection:
            found = connection.execute(query.where(t.SUBMITTED.c.assignment_id == place.assignment))
            given = {row.student_id: row.extension for row in found}
        told = replace(self.term.lateness(place), due=due).extension
        grace = timedelta(minutes=self._course.late_grace_minutes)
        left = due + grace - datetime.now(UTC).replace(tzinfo=None)
        return frozenset(
            student
            for student in students
            if left + (told(student) or given.get(student) or timedelta()) > timedelta()
        )

    def settled(
        self, assignment: Assignment, given: dict[str, dict[str, Given]] | None = None
    ) -> dict[str, bytes]:
        """Return the digest of what the gradebook says of each student, where it is in order.

        Left out are students who need a write whatever the grade: scores or penalty are not what
        they are to be (a person's and the group's included), or a cell is marked for manual grading
        without a reason. ``given`` receives what people gave, by student and exercise; what they
        gave for a group's hand-in, for each member.
        """
        rules = self.rules_with_groups(assignment)
        holders = self.term.shared(assignment.name).holders
        team: dict[str, Mapping[str, Score]] = {one: {} for one in (*holders, *holders.values())}
        by_people, found = {}, {}
        with self._db.reading() as connection:
            for submission in submission_rows(connection, rules.place):
                student = submission.student
                if theirs := submission.given(rules.place):
                    by_people[student] = theirs
                if student in team:
                    team[student] = submission.scores
                with suppress(Exception):  # who has odd values there is written to, and that fails
                    now, _ = submission.as_it_counts(rules)
                    if now is submission and submission.is_in_order:
                        found[student] = submission.digest
        for member, holder in holders.items():
            by_people[member] = by_people.get(holder, {}) | by_people.get(member, {})
            if not _agree(team[member], team[holder]):
                found.pop(member, None)
        if given is not None:
            given |= by_people
        return found

    def wanted(
        self, grade: Grade, assignment: Assignment, timestamp: datetime | None
    ) -> ExpectedRow:
        """Return what the gradebook ought to hold for ``grade``; of a group, what one member has.

        What people gave to the one who handed in is as it was when `settled` was asked; before
        that, each member's own work is all there is.
        """
        want = wanted(grade, assignment, timestamp)
        given = self.rules(assignment).given.get(grade.student)
        return want if given is None else shared_row(want, given)

    def flagged(self, assignment: Assignment) -> frozenset[str]:
        """Return who is flagged, by us or by a person."""
        place = self.place(assignment)
        query = (
            select(t.SUBMITTED.c.student_id)
            .join_from(
                t.SUBMITTED,
                t.SUBMITTED_NOTEBOOK,
                t.SUBMITTED.c.id == t.SUBMITTED_NOTEBOOK.c.assignment_id,
            )
            .where(t.SUBMITTED_NOTEBOOK.c.notebook_id.in_(place.notebooks))
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
        want = self.wanted(grade, assignment, timestamp)
        rules = self.rules(assignment)

        def write() -> Saved:
            with self._db.writing() as connection:
                return save(connection, rules, grade.student, want, unflag)

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
        people, place = self.term.people(assignment.name), self.place(assignment)
        rows = []
        for submission, days in self.submissions(assignment):
            student = submission.student
            try:
                about = people.get(student, NOBODY).spent(days.used, days.left)
                if submission.is_handed_in:
                    rows.append(row_of(submission, assignment, place, about))
            except Exception as error:
                if left_out is None:
                    raise
                why = of_one(error, student, "reading the gradebook", self._course.root)
                left_out[student] = why
        there = {*(row.student for row in rows), *(left_out or ())}
        for student, state in self.term.absent(assignment.name, there).items():
            rows.append(absent_row(student, place, people.get(student, NOBODY), state))
        return sorted(rows, key=lambda row: row.student)


def _agree(member: Mapping[str, Score], holder: Mapping[str, Score]) -> bool:
    """Say whether a member has the machine's points of the one who handed in, if no person's."""
    return member.keys() == holder.keys() and all(
        score.is_of_a_person or member[cell].machine == score.machine
        for cell, score in holder.items()
    )
