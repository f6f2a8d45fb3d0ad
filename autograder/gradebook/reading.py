"""What the gradebook holds, read for a whole class in two queries and passed on row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import select

from autograder.course import Assignment, Course
from autograder.gradebook import tables as t
from autograder.gradebook.assignment_ids import AssignmentIds
from autograder.gradebook.counting import count, late_part, penalty_of
from autograder.gradebook.scores import Score, digest

AT_A_TIME = 1000  # rows


@dataclass(frozen=True)
class Row:
    """What the gradebook holds for one submission, for tables and exports."""

    student: str
    timestamp: datetime | None
    score: float
    max_score: float
    late_penalty: float
    needs_person: bool
    flagged: bool
    exercises: dict[str, float]
    unknown: frozenset[str] = frozenset()  # what a machine ought to have given points for
    curve: float | None = None  # its part of the score; None where there is no curve


class Given(NamedTuple):
    """A person's points for an exercise; ``is_old``: the answer has changed since."""

    manual: float | None
    extra: float | None
    is_old: bool


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

    @property
    def is_in_order(self) -> bool:
        """No cell is marked for manual grading that has an automatic and no manual score."""
        waiting = (score for score in self.scores.values() if score.needs_person)
        return not any(s.auto is not None and not s.is_of_a_person for s in waiting)

    def given(self, place: AssignmentIds) -> dict[str, Given]:
        """Return what people gave, by exercise."""
        return {
            place.exercises[cell]: Given(score.manual, score.extra, score.is_old)
            for cell, score in self.scores.items()
            if score.is_of_a_person and cell in place.exercises
        }

    @property
    def digest(self) -> bytes:
        """Hash what `autograder.gradebook.scores.ExpectedRow` hashes."""
        scores = ((name, score.machine, score.read or "") for name, score in self.scores.items())
        return digest(self.timestamp, scores, self.comments)

    def is_as_adjusted(self, place: AssignmentIds) -> bool:
        """Say whether each score is the machine's as it is adjusted now."""
        if not place.adjusted.exercises:
            return all(score.auto == score.machine for score in self.scores.values())
        there = self.is_handed_in
        return all(
            score.auto == score.adjusted(place.adjustment(cell), there).auto
            for cell, score in self.scores.items()
        )

    def is_as_it_counts(self, course: Course, place: AssignmentIds) -> bool:
        """Say whether scores and penalty are what adjustments and lateness make of them."""
        about = self.scores, self.timestamp, self.extension
        there = not place.adjusted or self.is_handed_in
        penalty = penalty_of(course, place, *about, there)
        return self.is_as_adjusted(place) and self.penalty == penalty

    @property
    def is_handed_in(self) -> bool:
        """Whether there is work: nbgrader makes rows for an extension that is given before."""
        given = (s.machine is not None or s.is_of_a_person or s.read for s in self.scores.values())
        said = any(words for _, words in self.comments)
        return self.timestamp is not None or any(given) or said


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
            given = r.auto_score, r.manual_score, r.extra_credit, bool(r.needs_manual_grade)
            machine = r.auto_score if r.row_id is None else r.points
            scores[place.cells[r.cell_id]] = Score(*given, r.digest, machine)
            about = r.timestamp, r.extension, r.late_submission_penalty, bool(r.flagged)
        yield SubmissionRow(student, *about, scores, said)


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
        t.GRADE.c.auto_score,
        t.GRADE.c.manual_score,
        t.GRADE.c.extra_credit,
        t.GRADE.c.needs_manual_grade,
    )
    ours = t.READ.c.digest, t.BEFORE.c.row_id, t.BEFORE.c.points
    query = _of_place((*columns, *ours), t.GRADE, place)
    query = query.outerjoin(t.READ, t.READ.c.grade_id == t.GRADE.c.id)
    return query.outerjoin(t.BEFORE, t.BEFORE.c.row_id == t.GRADE.c.id)


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


def row_of(submission: SubmissionRow, assignment: Assignment, place: AssignmentIds) -> Row:
    """Turn a submission as the gradebook has it into a row for tables and exports."""
    counted = count(submission.scores, place, submission.is_handed_in)
    names = {exercise.graded_cell: exercise.name for exercise in assignment.exercises}
    machine = {exercise.name for exercise in assignment.exercises if not exercise.manual}
    waiting = {names[cell] for cell, score in submission.scores.items() if score.waits}
    return Row(
        student=submission.student,
        timestamp=submission.timestamp,
        score=counted.points,
        max_score=place.maximum,
        late_penalty=late_part(submission.penalty, counted),
        needs_person=bool(waiting & machine)
        or any(score.needs_person for score in submission.scores.values()),
        flagged=submission.flagged,
        exercises={names[cell]: points for cell, points in counted.cells.items()},
        unknown=frozenset(waiting & machine),
        curve=counted.bonus if place.adjusted.curve else None,
    )
