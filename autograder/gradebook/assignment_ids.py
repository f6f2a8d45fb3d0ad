"""The ids of an assignment's rows in the gradebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from autograder.course import Assignment
from autograder.gradebook import tables as t
from autograder.term.adjustments import NONE, Adjustment, Adjustments


@dataclass(frozen=True)
class AssignmentIds:
    """The ids of an assignment and of its notebook, its due date, its cells.

    nbgrader's indexes of scores and comments begin with the cell: a query that does not name the
    cells goes through the whole table, so that each submission would cost more than the one before.
    """

    name: str  # of the assignment
    assignment: str
    notebook: str
    due: datetime | None
    graded: dict[str, str]  # name: id
    answers: dict[str, str]
    cells: dict[str, str]  # of all kinds, id: name
    exercises: dict[str, str] = field(default_factory=dict)  # graded cell: exercise, by name
    adjusted: Adjustments = NONE
    maximum: float = 0.0  # as adjusted

    def adjustment(self, cell: str) -> Adjustment | None:
        """Return what is adjusted of the exercise of a graded cell."""
        return self.adjusted.exercises.get(self.exercises.get(cell, ""))


def lookup(connection: Any, assignment: Assignment, adjusted: Adjustments = NONE) -> AssignmentIds:
    """Look an assignment up; raise NoResultFound where the gradebook has no such notebook."""
    where = (
        select(t.ASSIGNMENT.c.id, t.NOTEBOOK.c.id, t.ASSIGNMENT.c.duedate)
        .join_from(t.NOTEBOOK, t.ASSIGNMENT, t.ASSIGNMENT.c.id == t.NOTEBOOK.c.assignment_id)
        .where(*named(assignment))
    )
    of_assignment, notebook, due = connection.execute(where).one()
    cells = select(t.CELL.c.type, t.CELL.c.name, t.CELL.c.id)
    names: dict[str, str] = {}
    by_type: dict[str, dict[str, str]] = {}
    for kind, name, cell in connection.execute(cells.where(t.CELL.c.notebook_id == notebook)):
        by_type.setdefault(kind, {})[name] = cell
        names[cell] = name
    graded, answers = by_type.get("GradeCell", {}), by_type.get("SolutionCell", {})
    exercises = {exercise.graded_cell: exercise.name for exercise in assignment.exercises}
    ours = assignment.name, of_assignment, notebook, due
    most = adjusted.maximum(assignment)
    return AssignmentIds(*ours, graded, answers, names, exercises, adjusted, most)


def named(assignment: Assignment) -> tuple[Any, Any]:
    """Return the conditions that choose an assignment and its notebook by their names."""
    return t.ASSIGNMENT.c.name == assignment.name, t.NOTEBOOK.c.name == assignment.name
