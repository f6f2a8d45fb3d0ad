"""Throwaway copies of the course, and its tools run as a person would run them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from autograder.authoring.demo import make_class
from autograder.course import Course
from autograder.gradebook import GradebookWriter, registration
from tests.course.support import prepared

ROOT = Path(__file__).parents[3]
OTHER_COURSE = ROOT / "tests" / "course" / "other_course"  # two exercises and a written answer
BIN = Path(sys.executable).parent
LEFT_OUT = Path(__file__).with_name("left_out")
PARTS = (
    "autograder",
    "solutions",
    "source",
    "release",
    "tests",
    "course_config.py",
    "nbgrader_config.py",
    "pyproject.toml",
    "requirements.lock",
)


GALLERY = ("right_answers", "wrong_answers", "two_mistakes", "hostile")  # a thousand files


def copy_course(target: Path, *, gallery: bool = True) -> Path:
    """Copy what makes up the course, and nothing of a class; the gallery makes example classes."""
    others = {"__pycache__"} if gallery else {"__pycache__", *GALLERY}

    def ignore(folder: str, names: list[str]) -> set[str]:
        # compiled hidden tests stay: each grader that starts would compile them again
        return others - {"__pycache__"} if "hidden" in Path(folder).parts else others

    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, target / part, ignore=ignore)
        else:
            shutil.copy(ROOT / part, target / part)
    return target


def copy_other_course(target: Path) -> Path:
    """Copy the small course, with its release."""
    return shutil.copytree(OTHER_COURSE, target, ignore=shutil.ignore_patterns("__pycache__"))


def example_class(root: Path, names: Sequence[str], students: Collection[str]) -> Path:
    """A copy of the course in which these students have handed in these assignments."""
    copy_course(root, gallery=False)
    for path, content in _handed_in(tuple(names)).items():
        if path.parts[0] in students:
            (root / "submitted" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "submitted" / path).write_bytes(content)
    return root


@cache
def _handed_in(names: tuple[str, ...]) -> Mapping[Path, bytes]:
    """What the whole example class hands in, as `course demo` makes it; it takes half a second."""
    with tempfile.TemporaryDirectory(prefix="course-class-") as folder:
        course = Course.load(copy_course(Path(folder)))
        make_class(course, [course.assignment(name) for name in names])
        made = course.root / "submitted"
        files = (path for path in made.rglob("*") if path.is_file())
        return {path.relative_to(made): path.read_bytes() for path in files}


def register(root: Path, name: str) -> None:
    """Make the gradebook and let it know the assignment, as the first grading would."""
    course = Course.load(root)
    with GradebookWriter(course) as writer:
        registration.register(course, course.assignment(name), writer)


def tool_environment() -> dict[str, str]:
    """The environment of somebody who uses this environment's tools.

    Stock nbgrader and Jupyter would take 2 s a start to build grammars (see tests/conftest.py);
    they find those not installed. What grades and what runs students' code never has them.
    """
    path = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(LEFT_OUT)}
    return {**os.environ, **path, "COLUMNS": "200"}


def run_tool(root: Path, *command: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """Run a tool of the environment (course, nbgrader, pytest) in ``root`` as a person would."""
    environment = tool_environment()
    words = [str(BIN / command[0]), *command[1:]]
    if prepared.ready_for(command):
        return prepared.run(words, root, environment, timeout)
    return subprocess.run(
        words,
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def quick_limits(root: Path) -> Path:
    """Let endless loops end sooner than in a real course."""
    with (root / "course_config.py").open("a", encoding="utf-8") as config:
        config.write("c.Course.cell_seconds = 3\nc.Course.call_seconds = 3\n")
    return root


def gradebook_dump(root: Path) -> list[Any]:
    """Everything that a grader wrote, in an order of its own, without ids."""
    with sqlite3.connect(root / "gradebook.db") as db:
        return db.execute(
            "select s.student_id, a.name, c.name, g.auto_score, g.manual_score,"
            " g.needs_manual_grade, n.late_submission_penalty, n.flagged, s.timestamp,"
            " (select group_concat(coalesce(m.auto_comment, '-')) from comment m"
            "  where m.notebook_id = n.id)"
            " from grade g join base_cell c on c.id = g.cell_id"
            " join submitted_notebook n on n.id = g.notebook_id"
            " join submitted_assignment s on s.id = n.assignment_id"
            " join assignment a on a.id = s.assignment_id order by 1, 2, 3"
        ).fetchall()
