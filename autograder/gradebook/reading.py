"""What the gradebook holds, read for a whole class in two queries and passed on row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from sqlalchemy import select

from autograder.course import Assignment
from autograder.gradebook import tables as t
from autograder.gradebook.assignment_ids import AssignmentIds
from autograder.gradebook.counting import Rules, count, late_part
from autograder.gradebook.lateness import Days
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
    curve: float | None = None  # its part of the score; None where there is no curve

    @property
    def is_graded(self) -> bool:
        """Whether there is work of theirs in the gradebook."""
        return self.state == "handed in"


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
    scores: Mapping[str, Score]
    comments: tuple[tuple[str, str | None], ...]
    notebook: str  # the id of its row

    def due(self, due: datetime | None) -> datetime | None:
        """Return this student's due date, from the assignment's."""
        return due + self.extension if due and self.extension else due

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

    def as_it_counts(self, rules: Rules) -> tuple[SubmissionRow, Days]:
        """Return this with scores and penalty as they are to be, and how late it is.

        It is the same object where the gradebook has them so.
        """
        there = not rules.place.adjusted or self.is_handed_in
        scores = rules.scores(self.student, self.scores, there)
        days = rules.lateness.days(self.student, self.timestamp, self.extension)
        penalty = rules.penalty(scores, days.charged, there)
        if scores is self.scores and penalty == self.penalty:
            return self, days
        return replace(self, scores=scores, penalty=penalty), days

    @property
    def digest(self) -> bytes:
        """Hash what `autograder.gradebook.scores.ExpectedRow` hashes."""
        scores = ((name, score.machine, score.read or "") for name, score in self.scores.items())
        return digest(self.timestamp, scores, self.comments)

    @property
    def is_handed_in(self) -> bool:
        """Whether there is work: nbgrader makes rows for an extension that is given before."""
        given = (s.machine is not None or s.is_of_a_person or s.read for s in self.scores.values())
        said = any(words for _, words in self.comments)
        return bool(self.timestamp or any(given) or said or self.flagged)


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
        flagged, notebook, penalty = False, "", None
        for r in rows:
            given = r.auto_score, r.manual_score, r.extra_credit, bool(r.needs_manual_grade)
            machine = r.auto_score if r.row_id is None else r.points
            scores[place.cells[r.cell_id]] = Score(*given, r.digest, machine)
            flagged |= bool(r.flagged)
            came = r.timestamp, r.extension
            if r.of == place.notebook:
                notebook, penalty = r.notebook_id, r.late_submission_penalty
        yield SubmissionRow(student, *came, penalty, flagged, scores, said, notebook)


def _stream(connection: Any, query: Any) -> Any:
    return connection.execute(query, execution_options={"yield_per": AT_A_TIME})


def _scores(place: AssignmentIds) -> Any:
    columns = (
        t.SUBMITTED.c.student_id,
        t.SUBMITTED.c.timestamp,
        t.SUBMITTED.c.extension,
        t.SUBMITTED_NOTEBOOK.c.late_submission_penalty,
        t.SUBMITTED_NOTEBOOK.c.flagged,
        t.SUBMITTED_NOTEBOOK.c.notebook_id.label("of"),
        t.GRADE.c.cell_id,
        t.GRADE.c.notebook_id,
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
            t.SUBMITTED_NOTEBOOK.c.notebook_id.in_(place.notebooks),
            table.c.cell_id.in_(place.cells),
        )
        .order_by(t.SUBMITTED.c.student_id)
    )


def row_of(
    submission: SubmissionRow, assignment: Assignment, place: AssignmentIds, about: About = NOBODY
) -> Row:
    """Turn a submission, as it counts, into a row for tables and exports."""
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
        needs_person=bool(waiting)
        or any(score.needs_person for score in submission.scores.values()),
        flagged=submission.flagged,
        exercises={names[cell]: points for cell, points in counted.cells.items()},
        unknown=frozenset(waiting & machine),
        about=about,
        curve=counted.bonus if place.adjusted.curve else None,
    )


def absent_row(student: str, place: AssignmentIds, about: About, state: State) -> Row:
    """Return the row of a student of whom the gradebook holds no work."""
    nothing = frozenset(place.exercises.values())
    return Row(student, None, 0.0, place.maximum, 0.0, False, False, {}, nothing, about, state)
