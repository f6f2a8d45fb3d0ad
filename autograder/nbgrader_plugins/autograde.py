"""What stock nbgrader loads from us, so that its commands and the form grader run our grader."""

from __future__ import annotations

import atexit
import os
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from nbconvert.exporters import NotebookExporter
from nbformat import from_dict
from nbgrader import api
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from sqlalchemy import text
from sqlalchemy.orm import object_session

from autograder.batch.store import Store
from autograder.course import Assignment, Course
from autograder.feedback.notebook import CARRIED, graded_notebook, rebuilt_notebook
from autograder.files import write_atomically
from autograder.gradebook import Score, late_penalty, wanted
from autograder.gradebook.saving import read_before, write_read
from autograder.gradebook.tables import MAKE_READ
from autograder.grading.grade_json import submission_as_data, submission_from
from autograder.grading.pool import Pool
from autograder.intake import (
    WHEN,
    Refused,
    Unreadable,
    read_handed_in,
    read_timestamp,
    refused,
    student_id_problem,
    untouched,
)
from autograder.intake.exchange import carry_secret
from autograder.records import Grade, is_final

GRADE = "autograder_grade"
BEFORE = "autograder_before"


class IntakeExporter(NotebookExporter):  # type: ignore[misc]
    """Reads submitted notebooks through the intake; what it refuses is graded 0 with the reason."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(self.parent, "coursedir"):
            self.parent.coursedir = _without_copying(self.parent.coursedir)
        if hasattr(self.parent, "_sanitizing"):
            _expect_one_notebook(self.parent.assignments)

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        """Rebuild a submitted notebook on the master; read any other notebook as usual."""
        if not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources=resources, **kw)
        about = resources["nbgrader"]
        course = Course.load(Path(self.parent.coursedir.root))
        assignment = course.assignment(about["assignment"])
        path = Path(course.root, filename)
        _keep_timestamp(path.parent, course, about["student"], about["assignment"])
        try:
            submission = read_handed_in(path, about["student"], assignment, course.notebook_mb)
            notebook = rebuilt_notebook(submission, assignment)
            notebook.metadata[CARRIED]["taken"] = from_dict(submission_as_data(submission))
        except Unreadable:
            raise  # nbgrader leaves this student out
        except Refused as why:
            notebook = rebuilt_notebook(untouched(about["student"], assignment), assignment)
            notebook.metadata[CARRIED]["refused"] = str(why)
        return self.from_notebook_node(notebook, resources=resources, **kw)


def _expect_one_notebook(assignments: dict[str, list[str]]) -> None:
    """Let each folder stand for its own notebook: nbgrader would fail where it has another name."""
    for folder in assignments:
        assignments[folder] = [str(Path(folder, f"{Path(folder).name}.ipynb"))]


class SafeCourseDirectory(CourseDirectory):  # type: ignore[misc]
    """nbgrader's own, which would wait for a pipe and end the run at what is no date."""

    def get_existing_timestamp(self, dest_path: str) -> datetime | None:
        """Return when the work in this folder came in, as `course grade` reads it.

        nbgrader asks this before it gives a 0 for a notebook that it does not see. Who is left out
        is left out here, and nbgrader goes on with the next.
        """
        folder = Path(self.root, dest_path)
        _check_not_left_out(folder)
        return read_timestamp(folder, Course.load(Path(self.root)).exchange_zone)


def _check_not_left_out(folder: Path) -> None:
    """Raise Unreadable for a name that is no student id, and for what may not be opened."""
    problem = student_id_problem(folder.parent.name)
    if problem:
        raise Unreadable(f"{folder.parent.name!a} is left out: the student id {problem}")
    try:
        with os.scandir(folder):
            return
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        why = f"{folder} cannot be opened ({error.strerror})"
        raise Unreadable(f"{folder.parent.name!a} is left out: {why}") from None


def _without_copying(directory: CourseDirectory) -> CourseDirectory:
    """Return the same folders, but copy no file: nbgrader would follow a student's links."""
    copy = SafeCourseDirectory(config=directory.config)
    for name in directory.trait_names():
        if name not in ("config", "parent", "log"):
            setattr(copy, name, getattr(directory, name))
    copy.ignore = ["*"]
    return copy


def _keep_timestamp(folder: Path, course: Course, student: str, assignment: str) -> None:
    """Copy the time of submission: nbgrader compares it to see what is new. The secret, too."""
    target = Path(course.directory.format_path("autograded", student, assignment))
    when = read_timestamp(folder, course.exchange_zone)
    if when is not None:
        write_atomically(target / WHEN, f"{when} UTC\n")
    carry_secret(folder, target)


@cache
def _pool(root: Path) -> Pool:
    """One warm worker for as long as nbgrader's process lives."""
    pool = Pool(Course.load(root), jobs=1)
    atexit.register(pool.__exit__, None, None, None)
    return pool


class GradeInSandbox(NbGraderPreprocessor):  # type: ignore[misc]
    """Stands where nbgrader's Execute stands: sets what every cell showed and earned."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Grade the rebuilt notebook in the sandbox."""
        course = Course.load()
        about = resources["nbgrader"]
        assignment = course.assignment(about["assignment"])
        carried = nb.metadata.get(CARRIED, {})
        if "refused" in carried:
            submission = untouched(about["student"], assignment)
            grade = refused(about["student"], assignment, carried["refused"])
        else:
            submission = submission_from(carried["taken"], about["student"], assignment)
            grade = next(iter(_pool(course.root).grade([submission])))
            store = Store(course, assignment, grade.sandbox)
            if is_final(grade) and store.was_made_by(grade):
                store.put(submission, grade)
        resources[GRADE], resources[BEFORE] = grade, _before(about, course)
        return graded_notebook(submission, grade, assignment), resources


class _Before(NamedTuple):
    """What the gradebook said when this run began, to tell what is news."""

    scores: Mapping[str, float | None]
    comments: Mapping[str, str | None]
    lost_time: bool  # it was known when this came in, and is no longer
    needs: Mapping[str, bool]  # nbgrader asks again at each run, also for what has not changed


def _before(about: Any, course: Course) -> _Before:
    """Return what stands there, before nbgrader saves scores and comments of this run.

    nbgrader keeps a time of submission that no file tells any more, and would count lateness by it.
    """
    folder = course.directory.format_path("submitted", about["student"], about["assignment"])
    unknown = read_timestamp(Path(course.root, folder), course.exchange_zone) is None
    with api.Gradebook(about["db_url"], course.directory.course_id) as gradebook:
        submitted = gradebook.find_submission_notebook(
            about["notebook"], about["assignment"], about["student"]
        )
        lost = unknown and submitted.assignment.timestamp is not None
        if lost:
            submitted.assignment.timestamp = None
            gradebook.db.commit()
        scores = {row.cell.name: row.auto_score for row in submitted.grades}
        comments = {row.cell.name: row.auto_comment for row in submitted.comments}
        needs = {row.cell.name: row.needs_manual_grade for row in submitted.grades if row.id}
        return _Before(scores, comments, lost, needs)


class SaveMessages(NbGraderPreprocessor):  # type: ignore[misc]
    """After nbgrader's SaveAutoGrades: our comments, and no zero for a fault of ours."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Write scores and comments as `course grade` writes them."""
        course = Course.load()
        about = resources["nbgrader"]
        assignment = course.assignment(about["assignment"])
        with api.Gradebook(about["db_url"], course.directory.course_id) as gradebook:
            if assignment.name in course.due_dates:
                gradebook.find_assignment(assignment.name).duedate = course.due(assignment.name)
            submitted = gradebook.find_submission_notebook(
                about["notebook"], about["assignment"], about["student"]
            )
            _write_scores(submitted, resources[GRADE], assignment, resources[BEFORE])
            gradebook.db.commit()
        return nb, resources


def _write_scores(
    submitted: Any, grade: Grade, assignment: Assignment, before_run: _Before
) -> None:
    """Set our scores and comments on nbgrader's own records, by the rules of `course grade`."""
    want = wanted(grade, assignment, submitted.assignment.timestamp)
    news, again = before_run.lost_time, False
    connection = object_session(submitted).connection()
    connection.execute(text(MAKE_READ))
    had = read_before(connection, [row.id for row in submitted.grades if row.id is not None])
    read = []
    for row in submitted.grades:
        name = row.cell.name
        needs = before_run.needs.get(name, row.needs_manual_grade)
        auto = before_run.scores.get(name, row.auto_score)
        was = had.get(row.id)
        before = Score(auto, row.manual_score, row.extra_credit, needs, was)
        wanted_now = want.scores.get(name), want.read.get(name, "")
        after = before.settled(*wanted_now) if want.known else before.waiting()
        again |= after.is_old and after.read != was
        if after.read and after.read != was and row.id is not None:
            read.append({"grade": row.id, "digest": after.read})
        news |= before_run.scores.get(row.cell.name) != after.auto
        row.auto_score, row.needs_manual_grade = after.auto, after.needs_person
    for row in submitted.comments:
        words = want.comments.get(row.cell.name)
        news |= before_run.comments.get(row.cell.name) != words
        row.auto_comment = words
    submitted.flagged = submitted.flagged or again or (news and want.news)
    write_read(connection, read)


class LatePolicy(LateSubmissionPlugin):  # type: ignore[misc]
    """The late policy of course_config.py."""

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Return the points that lateness costs."""
        course, grading = Course(config=self.config), self.parent
        late = grading.gradebook.find_submission(grading.assignment_id, student_id)
        days = course.days_late(grading.assignment_id, late.timestamp, late.duedate)
        return late_penalty(course, score, days)
