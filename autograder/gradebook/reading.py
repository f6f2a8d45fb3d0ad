"""What the gradebook holds, read for a whole class in two queries and passed on row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal

from sqlalchemy import select

from autograder.course import Assignment
from autograder.gradebook import tables as t
from autograder.gradebook.assignment_ids import AssignmentIds
from autograder.gradebook.scores import Score, digest
from autograder.term.about import NOBODY, About

AT_A_TIME = 1000  # rows
State = Literal["handed in", "missing", "not graded yet"]


@dataclass(frozen=True)
class Row:
    """What the gradebook holds for one submission, for tables and exports.

    ``state`` is "handed in"; "missing", of somebody of the class list who has handed in nothing; or
    "not graded yet". Those two have no points at all, which is not a 0.
    """

    student: str
    timestamp: datetime | None
    score: float
    max_score: float
    late_penalty: float
    needs_person: bool
    flagged: bool
    exercises: dict[str, float]
    unknown: frozenset[str] = frozenset()  # what a machine ought to have given points for
    about: About = NOBODY
    state: State = "handed in"

    @property
    def is_graded(self) -> bool:
        """Whether there is work of theirs in the gradebook."""
        return self.state == "handed in"


@dataclass(frozen=True)
class SubmissionRow:
    """One submission as the gradebook has it, without its comments' text."""

    student: str
    timestamp: datetime | None
    extension: timedelta | None
    penalty: float | None
    flagged: bool
    scores: dict[str, Score]
    comments: tuple[tuple[str, str | None], ...]
    notebook: str  # the id of its row

    @property
    def points(self) -> float:
        """The score before lateness."""
        return sum(score.points for score in self.scores.values())

    def due(self, due: datetime | None) -> datetime | None:
        """Return this student's due date, from the assignment's."""
        return due + self.extension if due and self.extension else due

    @property
    def is_in_order(self) -> bool:
        """No cell is marked for manual grading that has an automatic and no manual score."""
        waiting = (score for score in self.scores.values() if score.needs_person)
        return not any(s.auto is not None and not s.is_of_a_person for s in waiting)

    @property
    def digest(self) -> bytes:
        """Hash what `autograder.gradebook.scores.ExpectedRow` hashes."""
        scores = ((name, score.auto, score.read or "") for name, score in self.scores.items())
        return digest(self.timestamp, scores, self.comments)

    @property
    def is_handed_in(self) -> bool:
        """Whether there is work: nbgrader makes rows for an extension that is given before."""
        given = any(s.auto is not None or s.is_of_a_person for s in self.scores.values())
        said = any(words for _, words in self.comments)
        return bool(self.timestamp or given or said or self.flagged)


def submission_rows(connection: Any, place: AssignmentIds) -> Iterator[SubmissionRow]:
    """Yield every submission of an assignment by student, without keeping the class in memory."""
    by_student = attrgetter("student_id")
    comments = groupby(_stream(connection, _comments(place)), by_student)
    waiting = next(comments, None)
    for student, rows in groupby(_stream(connection, _scores(place)), by_student):
        said: tuple[tuple[str, str | None], ...] = ()
        if waiting is not None and waiting[0] == student:
            said = tuple((place.cells[r.cell_id], r.auto_comment) for r in waiting[1])
            waiting = next(comments, None)
        scores = {}
        for r in rows:
            given = r.auto_score, r.manual_score, r.extra_credit
            scores[place.cells[r.cell_id]] = Score(*given, bool(r.needs_manual_grade), r.digest)
            notebook = r.notebook_id
            about = r.timestamp, r.extension, r.late_submission_penalty, bool(r.flagged)
        yield SubmissionRow(student, *about, scores, said, notebook)


def _stream(connection: Any, query: Any) -> Any:
    return connection.execute(query, execution_options={"yield_per": AT_A_TIME})


def _scores(place: AssignmentIds) -> Any:
    columns = (
        t.SUBMITTED.c.student_id,
        t.SUBMITTED.c.timestamp,
        t.SUBMITTED.c.extension,
        t.SUBMITTED_NOTEBOOK.c.late_submission_penalty,
        t.SUBMITTED_NOTEBOOK.c.flagged,
        t.GRADE.c.cell_id,
        t.GRADE.c.notebook_id,
        t.GRADE.c.auto_score,
        t.GRADE.c.manual_score,
        t.GRADE.c.extra_credit,
        t.GRADE.c.needs_manual_grade,
    )
    query = _of_place((*columns, t.READ.c.digest), t.GRADE, place)
    return query.outerjoin(t.READ, t.READ.c.grade_id == t.GRADE.c.id)


def _comments(place: AssignmentIds) -> Any:
    columns = (t.SUBMITTED.c.student_id, t.COMMENT.c.cell_id, t.COMMENT.c.auto_comment)
    return _of_place(columns, t.COMMENT, place)


def _of_place(columns: Iterable[Any], table: Any, place: AssignmentIds) -> Any:
    """Order the rows by an index, so that the database need not sort a class in memory."""
    return (
        select(*columns)
        .join_from(
            t.SUBMITTED_NOTEBOOK,
            t.SUBMITTED,
            t.SUBMITTED.c.id == t.SUBMITTED_NOTEBOOK.c.assignment_id,
        )
        .join(table, table.c.notebook_id == t.SUBMITTED_NOTEBOOK.c.id)
        .where(
            t.SUBMITTED.c.assignment_id == place.assignment,
            t.SUBMITTED_NOTEBOOK.c.notebook_id == place.notebook,
            table.c.cell_id.in_(place.cells),
        )
        .order_by(t.SUBMITTED.c.student_id)
    )


def row_of(submission: SubmissionRow, assignment: Assignment, about: About = NOBODY) -> Row:
    """Turn a submission as the gradebook has it into a row for tables and exports."""
    names = {exercise.graded_cell: exercise.name for exercise in assignment.exercises}
    machine = {exercise.name for exercise in assignment.exercises if not exercise.manual}
    waiting = {names[cell] for cell, score in submission.scores.items() if score.waits}
    return Row(
        student=submission.student,
        timestamp=submission.timestamp,
        score=submission.points,
        max_score=assignment.max_points,
        late_penalty=submission.penalty or 0.0,
        needs_person=bool(waiting)
        or any(score.needs_person for score in submission.scores.values()),
        flagged=submission.flagged,
        exercises={names[cell]: score.points for cell, score in submission.scores.items()},
        unknown=frozenset(waiting & machine),
        about=about,
    )


def absent_row(student: str, assignment: Assignment, about: About, state: State) -> Row:
    """Return the row of a student of whom the gradebook holds no work."""
    nothing = frozenset(exercise.name for exercise in assignment.exercises)
    points = assignment.max_points
    return Row(student, None, 0.0, points, 0.0, False, False, {}, nothing, about, state)
