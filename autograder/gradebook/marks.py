"""Reads what feedback pages show from the gradebook: scores, comments, lateness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Text, column, select, table
from sqlalchemy.exc import NoResultFound

from autograder.course import Assignment, Course
from autograder.gradebook import tables as t
from autograder.gradebook.assignment_ids import lookup
from autograder.gradebook.counting import count, late_part
from autograder.gradebook.database import opened
from autograder.gradebook.reading import submission_rows
from autograder.gradebook.scores import Score

PERSON = table("comment", column("notebook_id"), column("cell_id"), column("manual_comment", Text))


@dataclass(frozen=True)
class Marks:
    """One submission in the gradebook: scores by exercise, a person's comments by cell."""

    scores: Mapping[str, Score] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    late_penalty: float = 0.0
    flagged: bool = False
    curve: float = 0.0  # what it adds to the sum


def marks_of(course: Course, assignment: Assignment) -> dict[str, Marks]:
    """Return what the gradebook holds of each student; nobody where it knows no such notebook."""
    names = {exercise.graded_cell: exercise.name for exercise in assignment.exercises}
    with opened(course) as database, database.reading() as connection:
        try:
            ids = lookup(connection, assignment)
        except NoResultFound:
            return {}
        said: dict[str, dict[str, str]] = {}
        for student, cell, words in connection.execute(_comments(ids.notebook)):
            said.setdefault(student, {})[cell] = words
        return {
            one.student: Marks(
                {names[cell]: score for cell, score in scores.items() if cell in names},
                said.get(one.student, {}),
                late_part(one.penalty, counted),
                one.flagged,
                counted.bonus,
            )
            for one in submission_rows(connection, ids)
            for counted in (count(one.scores, ids, one.is_handed_in),)
            for scores in (_as_counted(one.scores, counted.cells),)
        }


def _as_counted(scores: Mapping[str, Score], points: Mapping[str, float]) -> Mapping[str, Score]:
    """Return scores whose points are those that count; what a person gave is in the gradebook."""
    return {cell: _counting(score, points[cell]) for cell, score in scores.items()}


def _counting(score: Score, points: float) -> Score:
    if score.points == points:
        return score
    base = points - (score.extra or 0.0)
    return score._replace(auto=base) if score.manual is None else score._replace(manual=base)


def _comments(notebook: str) -> object:
    """A person's comments on a notebook's cells."""
    submitted = t.SUBMITTED_NOTEBOOK
    return (
        select(t.SUBMITTED.c.student_id, t.CELL.c.name, PERSON.c.manual_comment)
        .join_from(submitted, t.SUBMITTED, t.SUBMITTED.c.id == submitted.c.assignment_id)
        .join(PERSON, PERSON.c.notebook_id == submitted.c.id)
        .join(t.CELL, t.CELL.c.id == PERSON.c.cell_id)
        .where(submitted.c.notebook_id == notebook, PERSON.c.manual_comment.is_not(None))
    )
