"""What stock nbgrader loads from us, so that its commands and the form grader run our grader."""

from __future__ import annotations

import atexit
import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import from_dict
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.batch.store import Store
from autograder.course import Assignment, Course
from autograder.course.assignment import notebooks_of
from autograder.feedback.notebook import graded_notebook
from autograder.files import write_atomically
from autograder.gradebook import GradebookWriter
from autograder.gradebook.changes import STOCK
from autograder.gradebook.moving import forget_bare_student
from autograder.grading.pool import Pool, are_few
from autograder.intake import (
    WHEN,
    Refused,
    Unreadable,
    parts_of,
    read_handed_in,
    read_timestamp,
    refused,
    student_id_problem,
    untouched,
)
from autograder.intake.exchange import carry_secret
from autograder.records import Grade, Limits, Submission, is_final


class IntakeExporter(NotebookExporter):  # type: ignore[misc]
    """Opens no submitted notebook: `GradeInSandbox` reads it, through the intake."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(self.parent, "coursedir"):
            self.parent.coursedir = _without_copying(self.parent.coursedir)
        if hasattr(self.parent, "_sanitizing"):
            _expect_its_notebooks(self.parent.assignments, Path(self.parent.coursedir.root))

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        """Convert the master in the place of a submitted notebook."""
        course = Course.load(Path(self.parent.coursedir.root))
        master = _part(course.assignment(resources["nbgrader"]["assignment"]), resources).master
        return self.from_notebook_node(from_dict(master), resources=resources, **kw)


def _expect_its_notebooks(assignments: dict[str, list[str]], root: Path) -> None:
    """Let each folder stand for its notebooks: nbgrader would fail where they have other names."""
    for folder in assignments:
        names = notebooks_of(root, Path(folder).name)
        assignments[folder] = [str(Path(folder, f"{name}.ipynb")) for name in names]


def _part(assignment: Assignment, resources: Any) -> Assignment:
    """Return the assignment of the one notebook that nbgrader is at."""
    name = resources["nbgrader"].get("notebook")
    return next((one for one in assignment.parts if one.notebook == name), assignment)


class SafeCourseDirectory(CourseDirectory):  # type: ignore[misc]
    """nbgrader's own, which would wait for a pipe and end the run at what is no date."""

    def get_existing_timestamp(self, dest_path: str) -> datetime | None:
        """Return when the work in this folder came in, as `course grade` reads it.

        nbgrader asks this before it gives a 0 for a notebook that it does not see. Who is left out
        is left out here, and nbgrader goes on with the next; the student's row, which it has just
        made, would be exported as a 0.
        """
        folder = Path(self.root, dest_path)
        try:
            _check_not_left_out(folder)
        except Unreadable:
            with GradebookWriter(Course.load(Path(self.root))) as writer, writer.writing() as db:
                forget_bare_student(db, folder.parent.name)
            raise
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


class _Warm:
    """One worker, and the store of its grades, for the assignment that nbgrader is at.

    They stay for as long as nbgrader's process lives, and tests and settings stay as they are.
    """

    def __init__(self) -> None:
        self._key: tuple[Path, str, Limits, float] | None = None
        self._pool: Pool | None = None
        self._store: Store | None = None
        atexit.register(self.forget)

    def grade(self, course: Course, submission: Submission, *, one: bool) -> Grade:
        """Grade a submission and keep its grade; ``one`` says that a single student is graded."""
        grade, store = self._graded(course, submission, one)
        if not store.was_made_by(grade):  # the tests have changed since the worker read them
            self.forget()
            grade, store = self._graded(course, submission, one)
        if is_final(grade) and store.was_made_by(grade):
            store.put(submission, grade)
        return grade

    def forget(self) -> None:
        """End the worker."""
        if self._pool:
            self._pool.__exit__(None, None, None)
        self._pool = self._store = None

    def _graded(self, course: Course, submission: Submission, one: bool) -> tuple[Grade, Store]:
        name = submission.assignment
        key = course.root, name, course.limits, course.partial_credit_cap
        if self._pool is None or key != self._key:
            self.forget()
            few = one or are_few(course)
            self._key, self._pool = key, Pool(course, 1, only=name, few=few)
        grade = next(iter(self._pool.grade([submission])))
        store = Store(course, course.assignment(name), grade.sandbox)
        if self._store is None or self._store.tests != store.tests:
            self._store = store  # or the one before, which has read the known mistakes
        return grade, self._store


_warm = _Warm()


class GradeInSandbox(NbGraderPreprocessor):  # type: ignore[misc]
    """Stands where nbgrader's Execute, SaveAutoGrades and AssignLatePenalties stand.

    It sets what every cell showed and earned, and fills the gradebook as `course grade` does.
    """

    @property
    def _is_for_one(self) -> bool:
        """Whether nbgrader was asked for one student, as by the form grader's button."""
        students = str(self.parent.parent.coursedir.student_id)  # of the command, by its exporter
        return not set("*?[") & set(students)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Grade the submitted notebook; return it, rebuilt, with outputs and grades.

        What the intake refuses is graded 0 with the reason. Raises Unreadable for what may not be
        opened: nbgrader leaves this student out.
        """
        course = Course.load()
        student, name = (resources["nbgrader"][key] for key in ("student", "assignment"))
        assignment = course.assignment(name)
        folder = Path(course.root, course.directory.format_path("submitted", student, name))
        timestamp = read_timestamp(folder, course.exchange_zone)
        target = Path(course.directory.format_path("autograded", student, name))
        if timestamp is not None:  # nbgrader compares it to see what is new
            write_atomically(target / WHEN, f"{timestamp} UTC\n")
        carry_secret(folder, target)
        path = folder / f"{name}.ipynb"
        try:
            submission = read_handed_in(path, student, assignment, course.notebook_mb)
            grade = _warm.grade(course, submission, one=self._is_for_one)
        except Unreadable:
            raise
        except Refused as why:
            submission = untouched(student, assignment)
            grade = refused(student, assignment, str(why))
        course.config.CourseDirectory.db_url = resources["nbgrader"]["db_url"]  # --db may name one
        with GradebookWriter(course) as gradebook:
            gradebook.set_due_date(assignment)
            gradebook.bring_up_to_date(assignment)
            saved = gradebook.save(grade, assignment, timestamp)
            gradebook.log(assignment).note(saved.change, STOCK)
        part = _part(assignment, resources)
        begin, one = next((b, s) for p, b, s in parts_of(submission, assignment) if p == part)
        here = range(begin, begin + len(one.cells))
        outputs = {at - begin: shown for at, shown in grade.outputs.items() if at in here}
        return graded_notebook(one, replace(grade, outputs=outputs), part), resources
