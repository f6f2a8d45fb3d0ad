"""What stock nbgrader loads from us, so that its commands and the form grader run our grader."""

from __future__ import annotations

import atexit
import os
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import from_dict
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.batch.store import Store
from autograder.course import Course
from autograder.feedback.notebook import CARRIED, graded_notebook, rebuilt_notebook
from autograder.files import write_atomically
from autograder.gradebook import GradebookWriter
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
from autograder.records import is_final


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
    """Stands where nbgrader's Execute, SaveAutoGrades and AssignLatePenalties stand.

    It sets what every cell showed and earned, and fills the gradebook as `course grade` does.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Grade the rebuilt notebook in the sandbox; return it with outputs and grades."""
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
        course.config.CourseDirectory.db_url = about["db_url"]  # as the command line says
        folder = course.directory.format_path("submitted", about["student"], assignment.name)
        with GradebookWriter(course) as gradebook:
            gradebook.set_due_date(assignment)
            timestamp = read_timestamp(Path(course.root, folder), course.exchange_zone)
            gradebook.save(grade, assignment, timestamp)
        return graded_notebook(submission, grade, assignment), resources
