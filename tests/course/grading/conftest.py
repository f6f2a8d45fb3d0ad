"""Right notebooks with something in them that people also do, and the course's hidden tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.grading.pool import Pool
from autograder.intake import parse, rebuild
from autograder.records import ExerciseGrade, Grade, Submission

COURSE = Course.load(Path(__file__))
Graded = Callable[..., Grade]


def by_name(grade: Grade) -> dict[str, ExerciseGrade]:
    return {e.name: e for e in grade.exercises}


def is_full(grade: Grade) -> bool:
    return {e.status for e in grade.exercises} <= {"passed", "manual"}


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    with Pool(COURSE, jobs=1) as made:
        yield made


def submitted(
    lesson: str, scratch: str = "", below: str = "", answers: dict[str, str] | None = None
) -> Submission:
    """A right notebook but for ``answers``, with a cell at its end, or ``below`` a cell."""
    assignment = COURSE.assignment(lesson)
    raw: dict[str, Any] = notebook_with(
        assignment, {**solved(assignment), **(answers or {})}, scratch
    )
    if below:
        cell = raw["cells"].pop()
        names = [c["metadata"].get("nbgrader", {}).get("grade_id", c["id"]) for c in raw["cells"]]
        raw["cells"].insert(names.index(below) + 1, cell)
    return rebuild(parse(json.dumps(raw).encode()), "ada", assignment)


@pytest.fixture
def graded(pool: Pool) -> Graded:
    def grade(*notebook: Any, **more: Any) -> Grade:
        """The grade of a notebook as ``submitted`` makes it."""
        (made,) = pool.grade([submitted(*notebook, **more)])
        return made

    return grade
