"""Stock generate_assignment: what a release is, and which cells the gradebook knows."""

from __future__ import annotations

import copy
import logging
import re
import shutil
from logging.handlers import BufferingHandler
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url
from traitlets.config import Config

from autograder.course import Assignment, Course
from autograder.course.cell_tests import AUTOTEST
from autograder.errors import CourseError
from autograder.gradebook import GradebookWriter
from autograder.gradebook.database import is_there, make_tables, nbgrader_url
from autograder.release.exporter import ReleaseExporter

UPDATE = "nbgrader update ."  # nbgrader's last line, where metadata is of an old version
OLD = f"old nbgrader metadata; make a copy of the course's folder first, then, in it: {UPDATE}"


def register(course: Course, assignment: Assignment, writer: GradebookWriter) -> list[str]:
    """Make sure that the gradebook knows the assignment's cells and due date.

    Return what has changed where work had been graded before.
    """
    changed: list[str] = []
    if not writer.knows(assignment):
        with writer.alone():
            changed = _register_cells(course, assignment, writer)
    writer.set_due_date(assignment)
    writer.adjust_cells(assignment)
    return changed


def _register_cells(course: Course, assignment: Assignment, writer: GradebookWriter) -> list[str]:
    if writer.knows(assignment):  # another grader has done it meanwhile
        return []
    if writer.has_submissions(assignment):
        from autograder.gradebook.changed_cells import bring_up_to_date

        changed = bring_up_to_date(course, assignment)
        writer.forget(assignment)
        return changed
    generated(course, assignment.name, nbgrader_url(course))
    if not writer.knows(assignment):
        where = f"release/{assignment.name}"
        raise CourseError(f"{where} is not what source/ gives; course build {assignment.name}")
    return []


def update_gradebook(course: Course, name: str) -> list[str]:
    """Bring a gradebook that holds graded work of the assignment up to date; say what changed.

    Nothing is made or changed where nobody has been graded.
    """
    if not is_there(course):
        return []
    assignment = course.assignment(name)
    with GradebookWriter(course) as writer:
        if not writer.has_submissions(assignment):
            return []
        return register(course, assignment, writer)


def generated(course: Course, name: str, db_url: str = "") -> dict[str, bytes]:
    """Run stock generate_assignment in a folder of its own; return the files that it writes."""
    assignment = course.assignment(name)
    with TemporaryDirectory(prefix="course-") as folder:
        root = Path(folder)
        for part in (Path("source", name), Path("tests", "hidden", name)):
            if (course.root / part).is_dir():
                shutil.copytree(course.root / part, root / part)
        config: Config = copy.deepcopy(course.config)
        config.CourseDirectory.root = str(root)
        for end in ("header", "footer"):  # they are named from the course's folder
            if file := config.IncludeHeaderFooter.get(end):
                config.IncludeHeaderFooter[end] = str(course.root / file)
        tests = course.root / config.InstantiateTests.get("autotest_filename", "autotests.yml")
        if not (root / "source" / name / tests.name).is_file():
            if not tests.is_file():
                _refuse_autotests(assignment, tests)
            config.InstantiateTests.autotest_filename = str(tests)
        config.GenerateAssignment.exporter_class = ReleaseExporter  # also where a config is older
        if not db_url:  # a gradebook of its own, thrown away with the folder
            db_url = f"sqlite:///{root / 'gradebook.db'}"
            make_tables(make_url(db_url), course)
        config.CourseDirectory.db_url = db_url
        directory = CourseDirectory(config=config)
        directory.assignment_id = name
        converter = GenerateAssignment(coursedir=directory, config=config)
        kept = BufferingHandler(capacity=1000)  # what nbgrader would print, to be told if it fails
        kept.setLevel(logging.ERROR)
        converter.log.handlers, converter.log.propagate = [kept], False
        try:
            converter.start()
        except (NbGraderException, SystemExit) as error:
            last = [record.getMessage().strip().splitlines()[-1] for record in kept.buffer]
            told = OLD if UPDATE in last else "; ".join(last) or str(error)
            raise CourseError(f"nbgrader generate_assignment {name}: {told}") from None
        release = root / "release" / name
        return {
            str(p.relative_to(release)): p.read_bytes() for p in release.rglob("*") if p.is_file()
        }


def _refuse_autotests(assignment: Assignment, missing: Path) -> None:
    """Raise CourseError if a cell lets nbgrader write its tests: the rules for that are missing."""
    cells = (
        str(cell.metadata.get("nbgrader", {}).get("grade_id") or f"cell {n} of {part.source.name}")
        for part in assignment.parts
        for n, cell in enumerate(nbformat.read(part.source, as_version=4).cells, 1)
        if cell.cell_type == "code" and re.search(rf"^\s*###.*\b{AUTOTEST}\b", cell.source, re.M)
    )
    if names := ", ".join(cells):
        why = f"`### {AUTOTEST}` in {names} needs {missing}, which is not there"
        raise CourseError(f"{assignment.name}: {why}; write it, or write the tests into the cells")
