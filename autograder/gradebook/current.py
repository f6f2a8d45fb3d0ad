"""The gradebook of a run, brought up to date with the tables that a teacher keeps."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import replace
from typing import Any, Self

from sqlalchemy.exc import NoResultFound

from autograder.course import Assignment, Course
from autograder.gradebook.adjusting import (
    adjust_cells,
    given_for,
    why_moved,
    write_late,
    write_stale,
)
from autograder.gradebook.assignment_ids import AssignmentIds, lookup
from autograder.gradebook.changes import Change, ChangeLog
from autograder.gradebook.counting import Rules
from autograder.gradebook.database import opened
from autograder.gradebook.lateness import Days
from autograder.gradebook.reading import SubmissionRow, submission_rows
from autograder.gradebook.saving import before_adjusting
from autograder.gradebook.upkeep import Upkeep
from autograder.term.tables import Tables


class CurrentGradebook:
    """The gradebook, opened by a run; use as a context manager.

    ``tables`` are those of the run, if it has read them already.
    """

    def __init__(self, course: Course, tables: Tables | None = None) -> None:
        self._course = course
        self._places: dict[str, AssignmentIds] = {}
        self._rules: dict[str, Rules] = {}
        self.logs: dict[str, ChangeLog] = {}  # by assignment
        self._stack = ExitStack()
        self._db = self._stack.enter_context(opened(course))
        self.term = Upkeep(course, self._db, tables or Tables(course.root))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def reading(self) -> AbstractContextManager[Any]:
        """Run a transaction that only reads."""
        return self._db.reading()

    def writing(self) -> AbstractContextManager[Any]:
        """Run a transaction that writes: all of it or nothing."""
        return self._db.writing()

    def alone(self) -> AbstractContextManager[None]:
        """Keep other graders from registering an assignment at the same time."""
        return self._db.alone()

    def place(self, assignment: Assignment) -> AssignmentIds:
        """Return the ids of an assignment's rows; raise NoResultFound where there are none."""
        if assignment.name not in self._places:
            adjusted = self.term.tables.adjustments(assignment)
            with self._db.reading() as connection:
                self._places[assignment.name] = lookup(connection, assignment, adjusted)
        return self._places[assignment.name]

    def rules(self, assignment: Assignment) -> Rules:
        """Return what holds for an assignment's scores in this run."""
        if assignment.name not in self._rules:
            place = self.place(assignment)
            with self._db.reading() as connection:
                marked = bool(before_adjusting(connection, [place.assignment]))
            lateness = self.term.lateness(place)
            self._rules[assignment.name] = Rules(self._course, place, lateness, marked)
        return self._rules[assignment.name]

    def rules_with_groups(self, assignment: Assignment) -> Rules:
        """Return the same, with what people have given for the hand-ins of groups so far.

        From now on `rules` has that, too: it is looked up once a run.
        """
        rules = self.rules(assignment)
        holders = self.term.shared(assignment.name).holders
        if holders and not rules.given:
            with self._db.reading() as connection:
                rules = replace(rules, given=given_for(connection, rules, holders))
            self._rules[assignment.name] = rules
        return rules

    def forget(self, assignment: Assignment) -> None:
        """Look the assignment's cells and due date up again: they have changed."""
        self._places.pop(assignment.name, None)
        self._rules.pop(assignment.name, None)
        self.term.forget(assignment.name)

    def log(self, assignment: Assignment) -> ChangeLog:
        """Return what this run has changed of an assignment's grades so far."""
        name = assignment.name
        if name not in self.logs:
            excused = self.term.excused(name)
            self.logs[name] = ChangeLog(self._course, assignment, excused)
        return self.logs[name]

    def bring_up_to_date(self, assignment: Assignment) -> None:
        """Write names and extensions of the teacher's tables into nbgrader's own tables.

        Raise CourseError, with nothing written, where one of them cannot be used. What scores and
        penalties are to be, `submissions` writes.
        """
        self.term.check(assignment)
        self.term.name_students()
        with suppress(NoResultFound):
            self.term.extend(self.place(assignment))

    def submissions(self, assignment: Assignment) -> Iterator[tuple[SubmissionRow, Days]]:
        """Yield what the gradebook holds of an assignment by student, and how late each is.

        Each is as it counts now: adjusted, with what lateness costs, and with the points of the
        group. Where the gradebook has something else, it is written, and noted in the log, once all
        are gone through.
        """
        rules = self.rules_with_groups(assignment)
        if rules.adjusts:
            adjust_cells(self._db, rules.place, assignment)
        late: list[tuple[SubmissionRow, SubmissionRow]] = []
        stale: dict[str, bool] = {}
        with self._db.reading() as connection:
            for one in submission_rows(connection, rules.place):
                now, days = one, Days()
                with suppress(Exception):  # odd values are met again by whoever makes a row of them
                    now, days = one.as_it_counts(rules)
                    if now.scores is not one.scores:
                        stale[one.student] = one.is_handed_in
                    elif now.penalty != one.penalty:
                        late.append((one, now))
                yield now, days

        def why(change: Change) -> str:
            return why_moved(rules, change, self.term.why_late(assignment.name, change.student))

        write_late(self._db, rules, late, self.log(assignment), why)
        write_stale(self._db, rules, stale, self.log(assignment), why)

    def adjust(self, assignment: Assignment) -> None:
        """Bring scores up to date with adjustments.csv, if it says or said anything."""
        if self.rules(assignment).adjusts:
            deque(self.submissions(assignment), maxlen=0)

    def settle_late_days(self, assignment: Assignment) -> dict[str, Days]:
        """Return who is late, or has spent late days; bring what is due later up to date with it.

        Nobody, where there is no budget of late days.
        """
        if not self.term.has_budget:
            return {}
        found = {one.student: days for one, days in self.submissions(assignment)}
        due = self.place(assignment).due
        for name in self._course.assignments:
            other = self._course.assignment(name)
            with suppress(NoResultFound):
                later = self.place(other).due
                if due and later and (later, name) > (due, assignment.name):
                    deque(self.submissions(other), maxlen=0)
        return found
