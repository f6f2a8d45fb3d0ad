"""Reads what feedback pages show from the gradebook: scores, comments, lateness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Text, column, select, table
from sqlalchemy.exc import NoResultFound

from autograder.course import Assignment, Course
from autograder.gradebook import tables as t
from autograder.gradebook.assignment_ids import AssignmentIds, lookup
from autograder.gradebook.changes import ChangeLog
from autograder.gradebook.counting import count, late_part
from autograder.gradebook.database import opened
from autograder.gradebook.lateness import later_due
from autograder.gradebook.reading import State, SubmissionRow
from autograder.gradebook.scores import Score
from autograder.gradebook.writer import GradebookWriter
from autograder.term.about import NOBODY, About
from autograder.term.adjustments import Adjustments

PERSON = table("comment", column("notebook_id"), column("cell_id"), column("manual_comment", Text))


@dataclass(frozen=True)
class Marks:
    """One submission in the gradebook: scores by exercise, as they count; comments by cell.

    ``due`` is this student's own date, in UTC without a zone; None where it is not known.
    """

    scores: Mapping[str, Score] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    late_penalty: float = 0.0
    flagged: bool = False
    due: datetime | None = None
    about: About = NOBODY
    timestamp: datetime | None = None
    curve: float = 0.0  # what it adds to the sum


@dataclass(frozen=True)
class ClassMarks:
    """A class in the gradebook: what is known of everybody, and who has marks.

    ``absent`` says of the others of the class list whether they are missing; ``log`` has what was
    changed while this was read.
    """

    marks: Mapping[str, Marks]
    people: Mapping[str, About]
    absent: Mapping[str, State]
    adjustments: Adjustments
    log: ChangeLog

    def of(self, student: str) -> Marks:
        """Return a student's marks; of one who has none, what is known of them."""
        return self.marks.get(student) or Marks(about=self.people.get(student, NOBODY))


def marks_of(course: Course, assignment: Assignment) -> ClassMarks:
    """Return what the gradebook holds of each student; no marks where it knows no such notebook."""
    with GradebookWriter(course) as gradebook:
        gradebook.bring_up_to_date(assignment)
        people = gradebook.term.people(assignment.name)
        marks = _marks(course, gradebook, assignment, people)
        absent = gradebook.term.absent(assignment.name, marks)
        adjusted = gradebook.term.tables.adjustments(assignment)
        return ClassMarks(marks, people, absent, adjusted, gradebook.log(assignment))


def _marks(
    course: Course,
    gradebook: GradebookWriter,
    assignment: Assignment,
    people: Mapping[str, About],
) -> dict[str, Marks]:
    names = {exercise.graded_cell: exercise.name for exercise in assignment.exercises}
    said: dict[str, dict[str, str]] = {}
    try:
        ids = gradebook.place(assignment)
    except NoResultFound:
        return {}
    with gradebook.reading() as connection:
        for student, cell, words in connection.execute(_comments(ids.notebooks)):
            said.setdefault(student, {})[ids.cells[cell]] = words
    due = later_due(course, assignment.name, ids.due)
    found = {}
    for one, days in gradebook.submissions(assignment):
        if not one.is_handed_in:
            continue
        scores, late, curve = _as_counted(one, ids)
        found[one.student] = Marks(
            {names[cell]: score for cell, score in scores.items() if cell in names},
            said.get(one.student, {}),
            late,
            one.flagged,
            one.due(due),
            people.get(one.student, NOBODY).spent(days.used, days.left),
            one.timestamp,
            curve,
        )
    for member, marks in found.items():
        if holder := found.get(marks.about.shared_with):
            found[member] = _shared(marks, holder)
    return found


def _shared(marks: Marks, holder: Marks) -> Marks:
    """Return a member's marks with what a person gave for the hand-in of the group."""
    scores = {
        name: score if score.is_of_a_person else holder.scores.get(name, score)
        for name, score in marks.scores.items()
    }
    return replace(marks, scores=scores, comments={**holder.comments, **marks.comments})


def _as_counted(
    one: SubmissionRow, place: AssignmentIds
) -> tuple[Mapping[str, Score], float, float]:
    """Return scores with the points that count, and what lateness and a curve make of the sum."""
    try:
        counted = count(one.scores, place)
        scores = {c: _counting(score, counted.cells[c]) for c, score in one.scores.items()}
        return scores, late_part(one.penalty, counted), counted.bonus
    except Exception:  # odd values are met again by whoever makes a page of them
        return one.scores, one.penalty or 0.0, 0.0


def _counting(score: Score, points: float) -> Score:
    """Return a score with the points that count; what a person gave is in the gradebook."""
    if score.points == points:
        return score
    base = points - (score.extra or 0.0)
    return score._replace(auto=base) if score.manual is None else score._replace(manual=base)


def due_date(course: Course, assignment: Assignment) -> datetime | None:
    """Return when an assignment is due, in UTC without a zone, extensions apart."""
    with opened(course) as database, database.reading() as connection:
        try:
            kept = lookup(connection, assignment).due
        except NoResultFound:
            kept = None
    return later_due(course, assignment.name, kept)


def _comments(notebooks: Sequence[str]) -> object:
    """A person's comments on the cells of these notebooks."""
    submitted = t.SUBMITTED_NOTEBOOK
    return (
        select(t.SUBMITTED.c.student_id, t.CELL.c.id, PERSON.c.manual_comment)
        .join_from(submitted, t.SUBMITTED, t.SUBMITTED.c.id == submitted.c.assignment_id)
        .join(PERSON, PERSON.c.notebook_id == submitted.c.id)
        .join(t.CELL, t.CELL.c.id == PERSON.c.cell_id)
        .where(submitted.c.notebook_id.in_(notebooks), PERSON.c.manual_comment.is_not(None))
    )
