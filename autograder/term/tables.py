"""The tables that a teacher keeps beside ``course_config.py``: each is read once a run."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from autograder.course import Assignment
from autograder.term.adjustments import Adjustments, adjustments_in, read_rows
from autograder.term.exceptions import Exceptions, read_exceptions
from autograder.term.roster import Roster, read_roster
from autograder.term.table import Table


class Tables:
    """What the class list, exceptions and adjustments of a course say.

    Each raises CourseError, when it is first asked for, with every row that cannot be used.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._adjusted: dict[str, Adjustments] = {}

    @cached_property
    def roster(self) -> Roster:
        """The class list."""
        return read_roster(self._root)

    @cached_property
    def exceptions(self) -> Exceptions:
        """What a person decided about lateness and counting."""
        return read_exceptions(self._root)

    def adjustments(self, assignment: Assignment) -> Adjustments:
        """Return what has been changed after the fact of what an assignment counts."""
        if assignment.name not in self._adjusted:
            self._adjusted[assignment.name] = adjustments_in(self._adjustments, assignment)
        return self._adjusted[assignment.name]

    @cached_property
    def _adjustments(self) -> Table:
        return read_rows(self._root)
