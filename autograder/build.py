"""From source to release with stock nbgrader; proof that it is fresh and leaks nothing."""

from __future__ import annotations

import copy
import json
import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url
from traitlets.config import Config

from autograder.course import Assignment, Course
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.gradebook import GradebookWriter
from autograder.gradebook.database import gradebook_url, make_tables, nbgrader_url
from autograder.grading.pool import Pool
from autograder.intake import read_submission
from autograder.records import Grade
from autograder.release import Unreadable, clean, leaks, secrets_of
from autograder.release.exporter import ReleaseExporter
from autograder.scratch import scratch


@dataclass(frozen=True)
class Finding:
    """Something that the check found: where, what, and the command that mends it."""

    where: str
    what: str
    mend: str


def build(course: Course, name: str) -> list[Path]:
    """Write ``release/<name>`` from ``source/<name>``; return the files that changed."""
    changed = []
    fresh = _generated(course, name)
    for relative, data in fresh.items():
        target = course.root / "release" / name / relative
        if not target.is_file() or target.read_bytes() != data:
            write_atomically(target, data)
            changed.append(target)
    return changed + _remove_strangers(course.root / "release" / name, fresh)


def _remove_strangers(folder: Path, fresh: dict[str, bytes]) -> list[Path]:
    strangers = [
        p for p in folder.rglob("*") if p.is_file() and str(p.relative_to(folder)) not in fresh
    ]
    for path in strangers:
        path.unlink()
    return strangers


def register(course: Course, assignment: Assignment, writer: GradebookWriter) -> list[str]:
    """Make sure that the gradebook knows the assignment's cells and due date.

    Return what has changed where work had been graded before.
    """
    changed: list[str] = []
    if not writer.knows(assignment):
        with writer.alone():
            changed = _register_cells(course, assignment, writer)
    writer.set_due_date(assignment)
    return changed


def _register_cells(course: Course, assignment: Assignment, writer: GradebookWriter) -> list[str]:
    if writer.knows(assignment):  # another grader has done it meanwhile
        return []
    if writer.has_submissions(assignment):
        from autograder.gradebook.changed_cells import bring_up_to_date

        changed = bring_up_to_date(course, assignment)
        writer.forget(assignment)
        return changed
    _generated(course, assignment.name, nbgrader_url(course))
    if not writer.knows(assignment):
        where = f"release/{assignment.name}"
        raise CourseError(f"{where} is not what source/ gives; course build {assignment.name}")
    return []


def update_gradebook(course: Course, name: str) -> list[str]:
    """Bring a gradebook that holds graded work of the assignment up to date; say what changed.

    Nothing is made or changed where nobody has been graded.
    """
    url = gradebook_url(course)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return []
    assignment = course.assignment(name)
    with GradebookWriter(course) as writer:
        if not writer.has_submissions(assignment):
            return []
        return register(course, assignment, writer)


def check(course: Course, name: str, pool: Pool) -> list[Finding]:
    """Find what is wrong with a release: drift, a leak, a wrong score. Changes nothing."""
    assignment = course.assignment(name)
    found = [*_drift(course, name), *_leaks(course, assignment)]
    if found:
        return found
    notebooks = {"release": assignment.release, "source": assignment.source}
    submissions = [
        read_submission(path, which, assignment, course.notebook_mb)
        for which, path in notebooks.items()
    ]
    for grade in pool.grade(submissions):
        found += _wrong_scores(grade, assignment)
    return found


def _drift(course: Course, name: str) -> Iterator[Finding]:
    folder = course.root / "release" / name
    fresh = _generated(course, name)
    there = {str(p.relative_to(folder)): p for p in folder.rglob("*") if p.is_file()}
    for relative in sorted(fresh.keys() | there.keys()):
        if relative not in there or there[relative].read_bytes() != fresh.get(relative):
            where = f"release/{name}/{relative}"
            yield Finding(where, "is not what source/ gives", f"course build {name}")


def _leaks(course: Course, assignment: Assignment) -> Iterator[Finding]:
    """Search every byte of every released file, whether or not it is what the source gives."""
    secrets = secrets_of(assignment)
    folder = assignment.release.parent
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        relative = path.relative_to(folder)
        if f"{assignment.name}/{relative}" in course.handed_out:
            continue
        try:
            found = list(leaks(path.name, path.read_bytes(), secrets))
        except Unreadable as error:
            found = [f"is {error}"]
        if path == assignment.release:
            found += _strange(path)
        mend = (
            f"course build {assignment.name}; if it stays, mend source/{assignment.name}/{relative}"
        )
        for what in found:
            yield Finding(f"release/{assignment.name}/{relative}", what, mend)


def _strange(notebook: Path) -> list[str]:
    try:
        return [f"holds {what}" for what in clean(json.loads(notebook.read_bytes()))]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ["is not a notebook"]


def _wrong_scores(grade: Grade, assignment: Assignment) -> Iterator[Finding]:
    asked = "not_attempted" if grade.student == "release" else "passed"
    where = str(assignment.release if grade.student == "release" else assignment.source)
    if grade.status != "graded":
        yield Finding(where, f"could not be graded: {grade.message}", "course doctor")
    manual = {e.name for e in assignment.exercises if e.manual}
    for exercise in grade.exercises:
        fine = {asked, "manual"} if exercise.name in manual else {asked}
        if exercise.status not in fine:
            what = f"{exercise.name} is {exercise.status}, not {asked}: {exercise.message}"
            yield Finding(where, what, f"pytest tests/hidden/{assignment.name}")


def _generated(course: Course, name: str, db_url: str = "") -> dict[str, bytes]:
    """Run stock generate_assignment in a folder of its own; return the files that it writes."""
    course.assignment(name)
    _refuse_folders(course.root / "source" / name)
    with scratch() as root:
        for part in (Path("source", name), Path("tests", "hidden", name)):
            if (course.root / part).is_dir():
                shutil.copytree(course.root / part, root / part)
        config: Config = copy.deepcopy(course.config)
        config.CourseDirectory.root = str(root)
        config.GenerateAssignment.exporter_class = ReleaseExporter  # also where a config is older
        config.CourseDirectory.db_url = db_url or _passing_gradebook(root, course)
        directory = CourseDirectory(config=config)
        directory.assignment_id = name
        converter = GenerateAssignment(coursedir=directory, config=config)
        messages = _listen(converter.log)
        try:
            converter.start()
        except (NbGraderException, SystemExit) as error:
            told = "; ".join(messages) or str(error)
            raise CourseError(f"nbgrader generate_assignment {name}: {told}") from None
        release = root / "release" / name
        return {
            str(p.relative_to(release)): p.read_bytes() for p in release.rglob("*") if p.is_file()
        }


def _passing_gradebook(folder: Path, course: Course) -> str:
    """Make a gradebook for nbgrader to register the assignment in; return its address."""
    url = make_url(f"sqlite:///{folder / 'gradebook.db'}")
    make_tables(url, course)
    return str(url)


def _refuse_folders(source: Path) -> None:
    """A folder would be handed out, but the sandbox is given only the files beside the notebook."""
    for folder in sorted(p for p in source.iterdir() if p.is_dir() and p.name[0] not in "._"):
        raise CourseError(
            f"source/{source.name}/{folder.name}: a folder is not given to the students' code when "
            f"it is graded; put its files beside the notebook, in source/{source.name}/"
        )


def _listen(log: logging.Logger) -> list[str]:
    """Keep what nbgrader would print, to be told only when it fails."""

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage().strip().splitlines()[-1])

    messages: list[str] = []
    log.handlers = [Keep(level=logging.ERROR)]
    log.propagate = False
    return messages
