"""Two graders write into one gradebook at the same time; SQLite and a real PostgreSQL server."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from autograder.batch.plan import make_plan
from autograder.batch.run import grade_class
from autograder.course import Course
from autograder.gradebook.database import Database
from autograder.grading.pool import Pool
from tests.course.support import (
    BIN,
    copy_course,
    example_class,
    gradebook_dump,
    run_tool,
    tool_environment,
)
from tests.course.support.postgresql import Server

FIRST, SECOND = "02_one_step", "01_slope"
SOME = ("ada", "goran", "rosa")
DUMP = (
    "select s.student_id, a.name, c.name, g.auto_score, g.manual_score, g.needs_manual_grade,"
    " n.late_submission_penalty, n.flagged, cast(s.timestamp as varchar),"
    " (select count(m.auto_comment) from comment m where m.notebook_id = n.id)"
    " from grade g join base_cell c on c.id = g.cell_id"
    " join submitted_notebook n on n.id = g.notebook_id"
    " join submitted_assignment s on s.id = n.assignment_id"
    " join assignment a on a.id = s.assignment_id"
)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same class graded by one grader, one assignment after the other."""
    course = Course.load(a_class(tmp_path_factory.mktemp("calm")))
    with Pool(course, jobs=1) as pool:
        for assignment in (FIRST, SECOND):
            assert grade_class(make_plan(course, course.assignment(assignment)), pool).faults == 0
    return course.root


def a_class(root: Path, calm: Path | None = None) -> Path:
    """The class, not graded yet. ``calm``: whose grades it knows, so that they need only land."""
    example_class(root, (FIRST, SECOND), SOME)
    if calm:
        shutil.copytree(calm / ".grades", root / ".grades")
    return root


def use(root: Path, url: str) -> None:
    with (root / "course_config.py").open("a") as config:
        config.write(f"c.CourseDirectory.db_url = {url!r}\n")


def dump(url: str) -> list[tuple[Any, ...]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(DUMP))]
    engine.dispose()
    return sorted((*row[:5], bool(row[5]), row[6], bool(row[7]), *row[8:]) for row in rows)


def all_at_once(root: Path, *commands: tuple[str, ...]) -> None:
    """Start them together; each must end well and say nothing of a lock."""
    running = [
        subprocess.Popen(
            [str(BIN / "course"), "grade", *words, "--jobs", "1"],
            cwd=root,
            env=tool_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for words in commands
    ]
    for process in running:
        said, _ = process.communicate(timeout=200)
        assert process.returncode == 0, said
        assert "Traceback" not in said


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_graders_at_once_lose_nothing(
    kind: str, tmp_path: Path, calm: Path, request: pytest.FixtureRequest
) -> None:
    """Different assignments at once, then the same one with different students at once.

    No gradebook is there when they begin: both want to make the tables and to register the
    assignment. At first the grades are known, so that they meet in the gradebook all the time.
    """
    root = a_class(tmp_path / "course", calm)
    url = f"sqlite:///{root / 'gradebook.db'}"
    if kind == "postgresql":
        url = request.getfixturevalue("server").database("course")
        use(root, url)
    all_at_once(root, (FIRST,), (SECOND,))
    assert dump(url) == dump(f"sqlite:///{calm / 'gradebook.db'}")

    forced = [(FIRST, "--student", student, "--force") for student in ("ada", "goran")]
    all_at_once(root, *forced, (FIRST,))
    assert dump(url) == dump(f"sqlite:///{calm / 'gradebook.db'}")
    if kind == "sqlite":
        assert gradebook_dump(root) == gradebook_dump(calm)


def test_a_transaction_that_writes_has_the_lock_before_it_reads(tmp_path: Path) -> None:
    """Else two graders' would fail in the middle, now and then: too seldom to be seen above."""
    root = copy_course(tmp_path / "course")
    database = Database(Course.load(root))
    other = sqlite3.connect(root / "gradebook.db", timeout=0, isolation_level=None)
    with database.writing(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    with database.reading():
        other.execute("BEGIN IMMEDIATE")
    other.close()
    database.close()


def test_stock_nbgrader_works_on_postgresql(tmp_path: Path, calm: Path, server: Server) -> None:
    """Its `db`, its export, and the form grader's queries on a gradebook that we filled."""
    root = a_class(tmp_path / "course", calm)
    use(root, server.database("stock"))
    done = run_tool(root, "course", "grade", FIRST)
    assert done.returncode == 0, done.stderr
    for words in (("db", "upgrade"), ("db", "student", "list"), ("export",)):
        done = run_tool(root, "nbgrader", *words)
        assert done.returncode == 0, done.stderr
    with (root / "grades.csv").open(newline="") as file:
        exported = {r["student_id"]: float(r["raw_score"]) for r in csv.DictReader(file)}
    ours = run_tool(calm, "course", "export", "--to", "csv", FIRST).stdout
    rows = csv.DictReader(ours.splitlines())
    assert exported == {row["student"]: pytest.approx(float(row["points"])) for row in rows}
    seen = form_grader(root)
    assert seen["assignment"] == (FIRST, len(SOME))
    assert seen["students"] == sorted(SOME)
    assert seen["cells"] > 0
    done = run_tool(root, "course", "grade", FIRST)
    assert "0 graded now" in done.stdout


def form_grader(root: Path) -> dict[str, Any]:
    """Ask what the form grader's pages ask, by nbgrader's own code."""
    from nbgrader.apps.api import NbGraderAPI

    course = Course.load(root)
    api = NbGraderAPI(course.directory, config=course.config)
    api.coursedir.root = str(root)
    (assignment,) = [a for a in api.get_assignments() if a["name"] == FIRST]
    submissions = api.get_submissions(FIRST)
    (notebook,) = api.get_notebooks(FIRST)
    with api.gradebook as gradebook:
        submitted = gradebook.notebook_submissions(FIRST, FIRST)
        cells = sum(len(notebook.grades) + len(notebook.comments) for notebook in submitted)
    return {
        "assignment": (assignment["name"], assignment["num_submissions"]),
        "students": sorted(s["student"] for s in submissions),
        "notebook": notebook["name"],
        "cells": cells,
    }
