"""The small course with a class in it, and what its gradebook says."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.gradebook.database import nbgrader_url
from tests.course.support import copy_other_course, register, run_tool

__all__ = ["copy_other_course", "register", "run_tool"]

NAME = "01_sorting"
VALUE = "def smallest(items):\n    return min(items)"
DOWNWARDS = "def sort_numbers(items):\n    return sorted(items, reverse=True)"


def hand_in(root: Path, student: str, **answers: str) -> None:
    """Hand in what is right, but for these answers."""
    assignment = Course.load(root).assignment(NAME)
    notebook = json.dumps(notebook_with(assignment, {**solved(assignment), **answers}))
    folder = root / "submitted" / student / NAME
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.ipynb").write_text(notebook, "utf-8")


def graded_class(root: Path, works: Mapping[str, Mapping[str, str]]) -> Path:
    """The small course, these answers handed in and graded."""
    copy_other_course(root)
    for student, answers in works.items():
        hand_in(root, student, **answers)
    course(root, "grade", NAME, "--quiet")
    return root


def course(root: Path, *words: str, code: int = 0) -> Any:
    """Run `course`, and expect this exit code."""
    done = run_tool(root, "course", *words)
    assert done.returncode == code, done.stdout + done.stderr
    return done


def give(root: Path, student: str, cell: str, points: float | None, **more: Any) -> None:
    """Give points as a person does in the form grader."""
    with Gradebook(nbgrader_url(Course.load(root)), "sorting") as book:
        one = book.find_grade(cell, NAME, NAME, student)
        one.manual_score, one.needs_manual_grade = points, False
        for key, value in more.items():
            setattr(one, key, value)
        book.db.commit()


def cells(root: Path, student: str) -> dict[str, dict[str, Any]]:
    """What nbgrader's gradebook holds of a student, by cell."""
    with Gradebook(nbgrader_url(Course.load(root)), "sorting") as book:
        found = book.find_submission_notebook(NAME, NAME, student).grades
        names = ("auto_score", "manual_score", "extra_credit", "max_score", "needs_manual_grade")
        return {one.name: {name: getattr(one, name) for name in names} for one in found}


def exported(root: Path, *words: str) -> dict[str, dict[str, str]]:
    """The rows of `course export --to csv`, by student."""
    return by_student(course(root, "export", "--to", "csv", NAME, *words).stdout, "student")


def of_nbgrader(root: Path) -> dict[str, dict[str, str]]:
    """The rows of `nbgrader export`, by student."""
    done = run_tool(root, "nbgrader", "export", "--to", "stock.csv")
    assert done.returncode == 0, done.stderr
    return by_student((root / "stock.csv").read_text("utf-8"), "student_id")


def by_student(text: str, key: str) -> dict[str, dict[str, str]]:
    head, *rows = [line.split(",") for line in text.splitlines()]
    return {row[head.index(key)]: dict(zip(head, row, strict=True)) for row in rows}


def sql(root: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(root / "gradebook.db")) as db:
        found = db.execute(query).fetchall()
        db.commit()
        return found
