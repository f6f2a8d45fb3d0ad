"""Brings nbgrader's own tables up to date with the tables that a teacher keeps, once a run."""

from __future__ import annotations

from collections.abc import Callable, Container, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.course import Assignment, Course
from autograder.gradebook.assignment_ids import AssignmentIds
from autograder.gradebook.changes import COUNTED, EXCEPTION
from autograder.gradebook.database import Database
from autograder.gradebook.extensions import differing, extend, given_by_file
from autograder.gradebook.lateness import Lateness, has_budget, lateness_of
from autograder.gradebook.people import name_students, people
from autograder.gradebook.reading import State
from autograder.intake.groups import SharedWork, shared_work
from autograder.term.about import NOBODY, About
from autograder.term.exceptions import Exceptions
from autograder.term.roster import Roster
from autograder.term.tables import Tables


class Upkeep:
    """What the teacher's tables say in one run."""

    def __init__(self, course: Course, db: Database, tables: Tables) -> None:
        self._course, self._db, self.tables = course, db, tables
        self._late: dict[str, Lateness] = {}
        self._shared: dict[str, SharedWork] = {}
        self._extended: dict[str, Set[str]] = {}  # whose extension has changed, by assignment

    @property
    def roster(self) -> Roster:
        """The class list."""
        return self.tables.roster

    @property
    def exceptions(self) -> Exceptions:
        """What a person decided about lateness and counting."""
        return self.tables.exceptions

    @property
    def has_budget(self) -> bool:
        """Whether anybody has late days to spend."""
        return has_budget(self._course, self.exceptions)

    def take(self, assignment: str, shared: SharedWork) -> None:
        """Go by who shares whose work, as it was found before."""
        self._shared[assignment] = shared

    def check(self, assignment: Assignment) -> None:
        """Read the tables; raise CourseError where one of them cannot be used.

        With a budget of late days, a run looks at the other assignments, too.
        """
        _ = self.roster, self.tables.adjustments(assignment)
        for name in self._course.assignments if self.has_budget else ():
            self.tables.adjustments(self._course.assignment(name))

    def name_students(self) -> None:
        """Write what the class list says into nbgrader's table of students."""
        if self.roster:
            with self._db.writing() as connection:
                name_students(connection, self.roster)

    def extend(self, place: AssignmentIds) -> None:
        """Write the extensions of an assignment; take away those that are no longer in the file."""
        told = self.lateness(place).extension
        with self._db.reading() as connection:
            if not (self.exceptions or given_by_file(connection)):
                return
            changes = differing(connection, place, told)
        if changes:
            with self._db.writing() as connection:
                for change in changes.values():
                    extend(connection, *change)
            self._extended[place.name] = changes.keys()

    def why_late(self, assignment: str, student: str) -> str:
        """Say why lateness costs other points than before."""
        applied = self.exceptions.of(student, assignment)
        days = applied.late_days + self.exceptions.more_days(student)
        granted = applied.waived or applied.excused or days
        extended = student in self._extended.get(assignment, ())
        return EXCEPTION if granted or extended else COUNTED

    def excused(self, assignment: str) -> Callable[[str], bool]:
        """Return a test whether an assignment does not count for a student."""
        return lambda student: self.exceptions.of(student, assignment).excused

    def lateness(self, place: AssignmentIds) -> Lateness:
        """Return the rules of lateness for an assignment."""
        if place.name not in self._late:
            with self._db.reading() as connection:
                found = lateness_of(connection, self._course, place, self.exceptions)
            self._late[place.name] = found
        return self._late[place.name]

    def shared(self, assignment: str) -> SharedWork:
        """Return who has the grade of another member of their group; looked up once a run."""
        if assignment not in self._shared:
            self._shared[assignment] = shared_work(self._course, assignment, self.roster)
        return self._shared[assignment]

    def forget(self, assignment: str) -> None:
        """Look an assignment's rules up again."""
        self._late.pop(assignment, None)

    def people(self, assignment: str) -> dict[str, About]:
        """Return what is known of each student besides their work on an assignment."""
        with self._db.reading() as connection:
            found = people(connection, self.roster)
        for member, holder in self.shared(assignment).holders.items():
            found[member] = replace(found.get(member, NOBODY), shared_with=holder)
        if self.exceptions:
            named: Any = self.exceptions.named(assignment)
            for student in list(found) if named is None else named:
                applied = self.exceptions.of(student, assignment)
                found[student] = replace(found.get(student, NOBODY), applied=applied)
        return found

    def absent(self, assignment: str, there: Container[str]) -> dict[str, State]:
        """Return those of the class list who are not ``there``: "missing", or "not graded yet"."""
        handed_in, found = self._course.root / "submitted", dict[str, State]()
        shared = self.shared(assignment)
        for student in self.roster.students:
            if student not in there:
                is_there = Path(handed_in, shared.of(student), assignment).is_dir()
                found[student] = "not graded yet" if is_there else "missing"
        return found
