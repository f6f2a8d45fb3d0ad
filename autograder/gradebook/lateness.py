"""Days late that cost points: after extensions, waivers, and the budget of late days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from autograder.course import Course
from autograder.course.times import read_moment
from autograder.gradebook import tables as t
from autograder.gradebook.assignment_ids import AssignmentIds
from autograder.gradebook.extensions import Given, given_by_file, settled_extension
from autograder.term.exceptions import Exceptions


class Days(NamedTuple):
    """How late a submission is, in days begun: late, paid by the budget, what is left of that."""

    late: int = 0
    used: int = 0
    left: int = 0

    @property
    def charged(self) -> int:
        """The days that cost points."""
        return self.late - self.used


class EarlierWork(NamedTuple):
    """When a student handed in another assignment, due before this one, and when it was due."""

    assignment: str
    due: datetime
    timestamp: datetime
    extension: timedelta | None
    given: Given | None


@dataclass(frozen=True)
class Lateness:
    """The rules for one assignment, for as long as a run takes.

    ``due`` is its due date in the gradebook (UTC), ``earlier`` the late work of other assignments
    in the order of their due dates, by student: needed only where there is a budget.
    """

    course: Course
    assignment: str
    due: datetime | None
    exceptions: Exceptions
    earlier: Mapping[str, Sequence[EarlierWork]]

    @property
    def has_budget(self) -> bool:
        """Whether anybody has late days to spend."""
        return has_budget(self.course, self.exceptions)

    def extension(self, student: str) -> timedelta | None:
        """Return the extension that the file gives; None where it says nothing."""
        return _extension(self.course, self.exceptions, student, self.assignment, self.due)

    def days(self, student: str, timestamp: datetime | None, extension: timedelta | None) -> Days:
        """Return how late work is that came at ``timestamp``; the extension is the gradebook's."""
        if timestamp is None or self.due is None:
            return Days()
        late = 0
        if timestamp > self.due or extension:
            late = self._late(student, self.assignment, timestamp, self.due, extension)
        if not self.has_budget:
            return Days(late)
        budget = self.course.late_days + self.exceptions.more_days(student)
        for work in self.earlier.get(student, ()):
            told = _extension(self.course, self.exceptions, student, work.assignment, work.due)
            now, _ = settled_extension(work.extension, work.given, told)
            about = student, work.assignment
            before = self._late(*about, work.timestamp, work.due, now)
            own = self.exceptions.of(*about).late_days
            budget -= min(budget, max(0, before - own))
        own = self.exceptions.of(student, self.assignment).late_days
        used = min(late, own + budget)
        return Days(late, used, budget - max(0, used - own))

    def _late(
        self,
        student: str,
        assignment: str,
        timestamp: datetime,
        due: datetime,
        extension: timedelta | None,
    ) -> int:
        """Return the days late that somebody has to pay for: by points, or from the budget."""
        applied = self.exceptions.of(student, assignment)
        if applied.waived or applied.excused:
            return 0
        return self.course.days_late(assignment, timestamp, due + (extension or timedelta()))


def later_due(course: Course, assignment: str, kept: datetime | None) -> datetime | None:
    """Return the date in the config or the one that the gradebook kept, whichever is later.

    The gradebook has the config's from when the assignment was last graded, or one that was set
    with nbgrader's own tools where the config names none. One that is None there is none.
    """
    if assignment in course.due_dates and course.due(assignment) is None:
        return None
    dates = [date for date in (course.due(assignment), kept) if date is not None]
    return max(dates, default=None)


def has_budget(course: Course, exceptions: Exceptions) -> bool:
    """Say whether anybody in the class has late days to spend."""
    return course.late_days > 0 or exceptions.has_late_days


def _extension(
    course: Course, exceptions: Exceptions, student: str, assignment: str, due: datetime | None
) -> timedelta | None:
    told = exceptions.of(student, assignment).extension
    if told is None or due is None:
        return None
    text = course.due_dates.get(assignment)
    return told.beyond(due, (read_moment(text).tzinfo if text else None) or UTC)


def lateness_of(
    connection: Any, course: Course, place: AssignmentIds, exceptions: Exceptions
) -> Lateness:
    """Return the rules for an assignment, with what the gradebook knows of earlier ones."""
    earlier: dict[str, list[EarlierWork]] = {}
    if place.due and has_budget(course, exceptions):
        given = given_by_file(connection)
        for row in connection.execute(_late_before(place)):
            about = row.name, row.duedate, row.timestamp, row.extension, given.get(row.id)
            earlier.setdefault(row.student_id, []).append(EarlierWork(*about))
    return Lateness(course, place.name, place.due, exceptions, earlier)


def _late_before(place: AssignmentIds) -> Any:
    """Work that came after its due date, of assignments that are due before this one."""
    due, name = t.ASSIGNMENT.c.duedate, t.ASSIGNMENT.c.name
    return (
        select(
            t.SUBMITTED.c.id,
            t.SUBMITTED.c.student_id,
            t.SUBMITTED.c.timestamp,
            t.SUBMITTED.c.extension,
            name,
            due,
        )
        .join_from(t.SUBMITTED, t.ASSIGNMENT, t.ASSIGNMENT.c.id == t.SUBMITTED.c.assignment_id)
        .where(t.SUBMITTED.c.timestamp > due)
        .where((due < place.due) | ((due == place.due) & (name < place.name)))
        .order_by(due, name)
    )
