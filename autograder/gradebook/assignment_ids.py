"""The ids of an assignment's rows in the gradebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from autograder.course import Assignment
from autograder.gradebook import tables as t
from autograder.term.adjustments import NONE, Adjustment, Adjustments


@dataclass(frozen=True)
class AssignmentIds:
    """The ids of an assignment and of its notebooks, its due date, its cells.

    ``notebook`` is the one whose row has the late penalty and our flag; of several, the first with
    graded cells.

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
    notebooks: tuple[str, ...] = ()
    homes: dict[str, str] = field(default_factory=dict)  # the notebook of each cell

    def adjustment(self, cell: str) -> Adjustment | None:
        """Return what is adjusted of the exercise of a graded cell."""
        return self.adjusted.exercises.get(self.exercises.get(cell, ""))


def lookup(connection: Any, assignment: Assignment, adjusted: Adjustments = NONE) -> AssignmentIds:
    """Look an assignment up; raise NoResultFound where the gradebook has not all its notebooks."""
    where = (
        select(t.ASSIGNMENT.c.id, t.NOTEBOOK.c.id, t.ASSIGNMENT.c.duedate, t.NOTEBOOK.c.name)
        .join_from(t.NOTEBOOK, t.ASSIGNMENT, t.ASSIGNMENT.c.id == t.NOTEBOOK.c.assignment_id)
        .where(*named(assignment))
    )
    found = {row[3]: row for row in connection.execute(where)}
    if found.keys() != set(assignment.notebooks):
        raise NoResultFound
    of_assignment, _, due, _ = found[assignment.notebooks[0]]
    cells = select(t.CELL.c.type, t.CELL.c.name, t.CELL.c.id)
    names: dict[str, str] = {}
    homes: dict[str, str] = {}
    by_type: dict[str, dict[str, str]] = {}
    for part in assignment.parts:
        here = found[part.notebooks[0]][1]
        for kind, own, cell in connection.execute(cells.where(t.CELL.c.notebook_id == here)):
            name = part.called(own)
            by_type.setdefault(kind, {})[name] = cell
            names[cell], homes[cell] = name, here
    graded, answers = by_type.get("GradeCell", {}), by_type.get("SolutionCell", {})
    tasks = by_type.get("TaskCell", {})
    graded, answers = graded | tasks, answers | tasks  # a person gives points and comments there
    exercises = {exercise.graded_cell: exercise.name for exercise in assignment.exercises}
    notebooks = tuple(found[name][1] for name in assignment.notebooks)
    main = next((n for n in notebooks if n in {homes[c] for c in graded.values()}), notebooks[0])
    ours = assignment.name, of_assignment, main, due
    most, cells_of = adjusted.maximum(assignment), (graded, answers, names, exercises)
    return AssignmentIds(*ours, *cells_of, adjusted, most, notebooks, homes)


def named(assignment: Assignment) -> tuple[Any, Any]:
    """Return the conditions that choose an assignment and its notebooks by their names."""
    return t.ASSIGNMENT.c.name == assignment.name, t.NOTEBOOK.c.name.in_(assignment.notebooks)
