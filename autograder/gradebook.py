"""nbgrader's gradebook, filled by one writer, one transaction a submission.

The same functions set the scores whether `course grade` or stock `nbgrader autograde` runs, so the
two cannot differ. A person's scores, comments and extra credit are never touched.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from nbgrader import api
from nbgrader.utils import parse_utc
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from autograder.course import Assignment, Course, CourseError
from autograder.feedback.words import comment, refusal
from autograder.intake import Refused, read_bytes
from autograder.records import Grade

BUSY_SECONDS = 60
UNREACHABLE = (SQLAlchemyError, ImportError)  # the latter: a driver that is not installed


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


class GradebookWriter:
    """The one writer of a run; use as a context manager."""

    def __init__(self, course: Course) -> None:
        self._course = course
        try:
            self._gb = open_gradebook(course)
        except UNREACHABLE as error:
            raise _trouble(course, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._gb.close()
        if isinstance(error, SQLAlchemyError):
            raise _trouble(self._course, error) from error

    def knows(self, assignment: Assignment) -> bool:
        """Say whether the gradebook has this assignment's cells as the release has them."""
        self._gb.db.rollback()  # see what another connection wrote
        notebook = self._notebook(assignment)
        if notebook is None:
            return False
        known = {cell.name: cell.max_score for cell in notebook.grade_cells}
        return known == {e.graded_cell: e.points for e in assignment.exercises}

    def has_submissions(self, assignment: Assignment) -> bool:
        """Say whether anything of this assignment has been graded before."""
        notebook = self._notebook(assignment)
        return notebook is not None and bool(notebook.submissions)

    def set_due_date(self, assignment: Assignment) -> None:
        """Copy the due date from the config into the gradebook."""
        set_due_date(self._gb, self._course, assignment.name)
        self._gb.db.commit()

    def save(self, grade: Grade, assignment: Assignment, timestamp: datetime | None) -> None:
        """Write one submission's grade in one transaction; what is right already stays."""
        session = self._gb.db
        submitted = self._submitted(grade.student, assignment)
        if submitted.assignment.timestamp != timestamp:
            submitted.assignment.timestamp = timestamp
        write_scores(submitted, grade, assignment)
        session.flush()
        set_late_penalty(submitted, self._course, session)
        session.commit()

    def _notebook(self, assignment: Assignment) -> Any:
        found = self._gb.db.query(api.Notebook).join(api.Assignment)
        return found.filter(
            api.Assignment.name == assignment.name, api.Notebook.name == assignment.name
        ).one_or_none()

    def _submitted(self, student: str, assignment: Assignment) -> Any:
        """Return the submission's notebook row, made now (with all that hangs on it) if new."""
        session = self._gb.db
        notebook = self._notebook(assignment)
        found = (
            session.query(api.SubmittedNotebook)
            .join(api.SubmittedAssignment)
            .filter(
                api.SubmittedNotebook.notebook_id == notebook.id,
                api.SubmittedAssignment.student_id == student,
            )
            .one_or_none()
        )
        if found is not None:
            return found
        with session.no_autoflush:
            person = session.get(api.Student, student) or api.Student(id=student)
            submission = api.SubmittedAssignment(assignment=notebook.assignment, student=person)
            submitted = api.SubmittedNotebook(notebook=notebook, assignment=submission)
            for cell in notebook.grade_cells:
                api.Grade(cell=cell, notebook=submitted)
            for cell in notebook.solution_cells:
                api.Comment(cell=cell, notebook=submitted)
            session.add(submission)
        session.flush()
        return submitted

    def rows(self, assignment: Assignment) -> list[Row]:
        """Return what the gradebook holds for every submission of an assignment."""
        query = self._gb.db.query(api.SubmittedAssignment).join(api.Assignment)
        found = query.filter(api.Assignment.name == assignment.name).all()
        return sorted((_row(submission) for submission in found), key=lambda row: row.student)


def open_gradebook(course: Course) -> Any:
    """Open the gradebook, making a new SQLite file whole or not at all."""
    url = make_url(course.directory.db_url)
    if url.get_backend_name() != "sqlite":
        return api.Gradebook(url.render_as_string(hide_password=False), _course_id(course))
    path = Path(url.database or "")
    if not path.exists():
        _new_sqlite(path, course)
    gradebook = api.Gradebook(f"sqlite:///{path}?timeout={BUSY_SECONDS}", _course_id(course))
    gradebook.db.execute(text("PRAGMA journal_mode=WAL"))
    gradebook.db.commit()
    return gradebook


def _course_id(course: Course) -> str:
    return str(course.directory.course_id)


def _new_sqlite(path: Path, course: Course) -> None:
    """nbgrader makes its tables in several steps; do that aside, so that no half is ever seen."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    aside.unlink(missing_ok=True)
    api.Gradebook(f"sqlite:///{aside}", _course_id(course)).close()
    try:
        os.link(aside, path)
    except FileExistsError:
        pass  # somebody else was quicker
    finally:
        aside.unlink()


def set_due_date(gradebook: Any, course: Course, assignment: str) -> None:
    """Set the assignment's due date from the config, if the config names the assignment."""
    if assignment in course.due_dates:
        gradebook.find_assignment(assignment).duedate = course.due(assignment)


def write_scores(submitted: Any, grade: Grade, assignment: Assignment) -> None:
    """Set automatic scores and comments on a submission's rows; a person's stay as they are."""
    earned = {exercise.name: exercise for exercise in grade.exercises}
    changed = False
    by_cell = {e.graded_cell: earned.get(e.name) for e in assignment.exercises}
    for row in submitted.grades:
        auto = _auto_score(grade, by_cell[row.cell.name])
        if row.auto_score != auto or row.id is None or row.needs_manual_grade is None:
            changed = True
            row.auto_score = auto
            row.needs_manual_grade = auto is None or row.manual_score is not None
        elif auto is not None and row.manual_score is None and row.needs_manual_grade:
            row.needs_manual_grade = False
    for row in submitted.comments:
        exercise = earned.get(row.cell.name)
        words = comment(exercise) if exercise else None
        if grade.status != "graded":
            words = refusal(grade).strip()
        if row.auto_comment != words:
            changed = True
            row.auto_comment = words
    if changed and (grade.flags or grade.status != "graded"):
        submitted.flagged = True  # a person may take the flag away: it comes back with news only


def _auto_score(grade: Grade, exercise: Any) -> float | None:
    """None means: a person must look (a written answer, or a fault of ours)."""
    if grade.status == "refused":
        return 0.0
    if exercise is None or exercise.status in ("manual", "could_not_check"):
        return None
    return float(exercise.points)


def set_late_penalty(submitted: Any, course: Course, session: Any) -> None:
    """Set what lateness costs, from the score as it stands (a person's scores included)."""
    session.refresh(submitted)
    seconds = submitted.assignment.total_seconds_late
    penalty = late_penalty(course, submitted.score, seconds) if seconds > 0 else None
    if submitted.late_submission_penalty != penalty:
        submitted.late_submission_penalty = penalty


def late_penalty(course: Course, score: float, seconds_late: float) -> float | None:
    """Return the points lost: ``late_percent_per_day`` of the score for each day begun.

    Nothing within ``late_grace_minutes``; never more than ``late_max_percent`` of the score.
    """
    late = seconds_late - course.late_grace_minutes * 60
    if late <= 0:
        return None
    percent = min(course.late_max_percent, course.late_percent_per_day * math.ceil(late / 86400))
    return float(round(score * percent / 100, 2))


def read_timestamp(folder: Path) -> datetime | None:
    """Return when a submission came in (UTC), as the exchange wrote it beside the notebook."""
    try:
        written = read_bytes(folder / "timestamp.txt", max_mb=1).decode("utf-8").strip()
        parsed: datetime = parse_utc(written)
    except (Refused, ValueError, OverflowError):
        return None
    return parsed


def _row(submission: Any) -> Row:
    grades: Iterable[Any] = [g for notebook in submission.notebooks for g in notebook.grades]
    return Row(
        student=submission.student_id,
        timestamp=submission.timestamp,
        score=float(submission.score),
        max_score=float(submission.max_score),
        late_penalty=float(submission.late_submission_penalty or 0.0),
        needs_person=bool(submission.needs_manual_grade),
        flagged=any(notebook.flagged for notebook in submission.notebooks),
        exercises={g.cell.name.removeprefix("test_"): float(g.score) for g in grades},
    )


def _trouble(course: Course, error: Exception) -> CourseError:
    """Say in one line what the database said; what was graded is kept in the store."""
    said = str(getattr(error, "orig", None) or error).partition("\n")[0]
    return CourseError(
        f"the gradebook {make_url(course.directory.db_url)!r}: {said}; see: course doctor"
    )


def check_reachable(course: Course) -> str:
    """Return the gradebook's address without its password; raise CourseError if it is not there."""
    url = make_url(course.directory.db_url)
    try:
        open_gradebook(course).close()
    except UNREACHABLE as error:
        raise _trouble(course, error) from None
    return repr(url)
