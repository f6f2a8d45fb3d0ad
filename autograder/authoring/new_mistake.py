"""Makes a wrong answer of the gallery from what a student handed in: a mistake gets a name."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.course.gallery import DECLARED, FOLDERS
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.intake import Refused, Unreadable, read_handed_in

NAME = re.compile(r"[a-z][a-z0-9_]*")


def add_mistake(
    course: Course,
    assignment: Assignment,
    exercise: str,
    student: str,
    name: str,
    says: str = "",
    asks: str = "",
) -> Path:
    """Write ``tests/wrong_answers/<assignment>/<exercise>/<name>.py`` and return its path.

    It holds the student's answer below the mistake's name and words, and nothing about the student.
    Raise CourseError, and write nothing, where there is no such answer or the file is there.
    """
    if not NAME.fullmatch(name) or name == "none":
        raise CourseError(f"{name!r}: a name such as divided_twice is expected")
    if bool(says) != bool(asks):
        raise CourseError("--says and --asks go together")
    folder = course.root / "tests" / FOLDERS["wrong"] / assignment.name / exercise
    path = folder / f"{name}.py"
    if path.exists():
        raise CourseError(f"{path.relative_to(course.root)} is there already")
    code = _answer(course, assignment, exercise, student)
    says, asks = " ".join(says.split()), " ".join(asks.split())
    words = f"# says: {says}".rstrip(), f"# asks: {asks}".rstrip()
    write_atomically(path, "\n".join([f"{DECLARED} {name}", *words, code.strip("\n")]) + "\n")
    return path


def _answer(course: Course, assignment: Assignment, exercise: str, student: str) -> str:
    if exercise not in {e.name for e in assignment.exercises if not e.manual}:
        raise CourseError(f"{assignment.name} has no exercise {exercise!r} with hidden tests")
    path = course.root / "submitted" / student / assignment.name / f"{assignment.name}.ipynb"
    try:
        submission = read_handed_in(path, student, assignment, course.notebook_mb)
    except (Refused, Unreadable) as why:
        raise CourseError(f"{student}: {why}") from None
    cells = [c for c in submission.cells if c.role == "answer" and c.name == exercise]
    if not cells or not cells[0].source.strip():
        raise CourseError(f"{student} has no answer to {exercise}")
    return cells[0].source
