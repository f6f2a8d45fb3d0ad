"""A student's own check: the public checks of a notebook, and nothing hidden.

Inside a course the notebook is rebuilt on the release, as for grading. Where there is no course,
the notebook's own check cells are run, beside the files that lie in its folder.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from autograder.course import CONFIG, Assignment, Course
from autograder.errors import CourseError
from autograder.intake import Refused, read_bytes, read_submission
from autograder.intake.own_files import with_own_files
from autograder.records import CellRun
from autograder.sandbox.launcher import Sandbox
from autograder.sandbox.protocol import Guest

ANSI = re.compile(r"\x1b\[[0-9;]*m")
OURS = re.compile(r"^(NotYet|AssertionError): ")  # a public check's own words need no type's name


@dataclass(frozen=True)
class PublicCheck:
    """One public check cell: did it pass, and what it said."""

    exercise: str
    passed: bool
    said: str


def check_notebook(notebook: Path) -> list[PublicCheck]:
    """Run the public checks of a notebook, in the course around it or all by itself."""
    folder = notebook.absolute().parent
    if any((above / CONFIG).is_file() for above in (folder, *folder.parents)):
        return self_check(Course.load(folder), notebook)
    with _alone(notebook) as course:
        return self_check(course, notebook, unsafe=True)  # their own code, on their own machine


def self_check(course: Course, notebook: Path, *, unsafe: bool = False) -> list[PublicCheck]:
    """Run a notebook top to bottom in the sandbox and return what its public checks said."""
    assignment = _assignment_of(course, notebook)
    with _opening(course, unsafe) as sandbox:
        from autograder.client.student import Student  # numpy and pandas, while the sandbox starts

        try:
            submission = read_submission(notebook, "you", assignment, course.notebook_mb)
            submission = with_own_files(notebook.absolute().parent, submission, assignment)
        except Refused as why:
            raise CourseError(f"{notebook}: {why}") from None
        with Student(sandbox.result(), submission, course.limits, run_checks=True) as student:
            runs = {run.name: run for run in student.runs if run is not None}
    return list(results(assignment, runs))


@contextmanager
def _opening(course: Course, unsafe: bool) -> Iterator[Future[Sandbox]]:
    """A sandbox that starts by itself, without a rehearsal: it runs one notebook."""
    with ThreadPoolExecutor(1) as beside:
        guest = Guest(rehearse=False)
        opening = beside.submit(Sandbox, course.limits, unsafe=unsafe, guest=guest)
        try:
            yield opening
        finally:
            if opening.exception() is None:
                opening.result().close()


def _assignment_of(course: Course, notebook: Path) -> Assignment:
    """Return what a notebook is of, by its own name, or as one of an assignment's notebooks."""
    if notebook.stem not in course.assignments:
        folder = notebook.absolute().parent.name
        for name in sorted(course.assignments, key=lambda name: name != folder):
            for part in course.assignment(name).parts:
                if notebook.stem in part.notebooks:
                    return part
    return course.assignment(notebook.stem)


@contextmanager
def _alone(notebook: Path) -> Iterator[Course]:
    """A course for one notebook: what was released is the notebook itself and its neighbours."""
    with TemporaryDirectory(prefix="course-") as folder:
        course = Course(root=Path(folder))
        release = course.root / "release" / notebook.stem
        release.mkdir(parents=True)
        try:
            (release / notebook.name).write_bytes(read_bytes(notebook, course.notebook_mb))
        except Refused as why:
            raise CourseError(f"{notebook}: {why}") from None
        for path in _neighbours(notebook, course):
            shutil.copy(path, release / path.name)
        if not course.assignment(notebook.stem).exercises:
            raise CourseError(f"{notebook}: no public checks in it; is it one of the course?")
        yield course


def _neighbours(notebook: Path, course: Course) -> Iterator[Path]:
    """The plain files beside a notebook, as many as a submission's private disk holds."""
    room = course.disk_mb << 19  # half of it: the notebook writes, too
    for path in sorted(notebook.absolute().parent.iterdir()):
        plain = path.is_file() and not path.is_symlink() and not path.name.startswith(".")
        if plain and path.suffix != ".ipynb" and path.stat().st_size <= room:
            room -= path.stat().st_size
            yield path


def results(assignment: Assignment, runs: dict[str, CellRun]) -> list[PublicCheck]:
    """Return what each public check that was run has said."""
    checked = []
    for exercise in assignment.exercises:
        run = runs.get(exercise.graded_cell)
        if exercise.manual or run is None:
            continue
        wrong = [o for o in run.outputs if o["output_type"] == "error"]
        told = (OURS.sub("", f"{o['ename']}: {o['evalue']}".strip(": ")) for o in wrong)
        said = " ".join(told)
        if wrong and (stopped := _stopped(runs.get(exercise.name))):
            said = f"its cell stopped with {stopped}"
        said = _for_a_terminal(ANSI.sub("", said))
        checked.append(PublicCheck(exercise.name, not wrong and not run.ended_because, said))
    return checked


def _stopped(run: CellRun | None) -> str:
    """Return the error that ended an answer's own cell, unless it is a stub's; "" for none."""
    errors = [o for o in (run.outputs if run else ()) if o["output_type"] == "error"]
    errors = [error for error in errors if error["ename"] not in ("NotImplementedError", "NotRun")]
    if not errors:
        return ""
    return f"{errors[-1]['ename']}: {errors[-1]['evalue']}".strip(": ")


def _for_a_terminal(words: str) -> str:
    """Return text of a notebook without control characters, which a terminal would obey."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in words)
