"""Throwaway copies of the course, and its tools run as a person would run them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from autograder.course import Course
from autograder.demo import make_class

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
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


GALLERY = ("right_answers", "wrong_answers", "hostile")  # a thousand files


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


def example_class(root: Path, names: Sequence[str], students: Collection[str]) -> Path:
    """A copy of the course in which these students have handed in these assignments."""
    course = Course.load(copy_course(root))
    make_class(course, [course.assignment(name) for name in names])
    for folder in (root / "submitted").iterdir():
        if folder.name not in students:
            shutil.rmtree(folder)
    return root


def run_tool(root: Path, *command: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """Run a tool of the environment (course, nbgrader, pytest) in ``root`` as a person would."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "200"}
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]],
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
        config.write("c.Course.cell_seconds = 5\nc.Course.call_seconds = 5\n")
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
