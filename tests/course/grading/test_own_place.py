"""Answers that were merged into one cell further up earn what they earn in their own cells."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from autograder.course.gallery import notebook_with, solved
from autograder.grading.own_place import COUNTS
from autograder.grading.pool import Pool
from autograder.intake import parse, rebuild
from autograder.records import ExerciseGrade, Grade
from tests.course.grading.conftest import COURSE, by_name


def merged(pool: Pool, lesson: str, where: str = "", **answers: str) -> Grade:
    """The grade of a notebook with all code in its first answer's cell, or in a cell at its top."""
    assignment = COURSE.assignment(lesson)
    right = {**solved(assignment), **answers}
    code = [e.name for e in assignment.exercises if not e.manual]
    text = "\n\n".join(right.pop(name) for name in code)
    if not where:
        right[code[0]] = text
    raw = notebook_with(assignment, right, text if where else "")
    if where:
        raw["cells"].insert(1, raw["cells"].pop())
    (grade,) = pool.grade([rebuild(parse(json.dumps(raw).encode()), "ada", assignment)])
    return grade


def code_of(grade: Grade) -> Mapping[str, ExerciseGrade]:
    return {name: one for name, one in by_name(grade).items() if one.status != "manual"}


@pytest.mark.parametrize(
    ("lesson", "name"),
    [("02_one_step", "errata"), ("03_tips", "symptom"), ("04_learning_rates", "loss_curves")],
)
def test_all_answers_in_the_first_cell(pool: Pool, lesson: str, name: str) -> None:
    grade = merged(pool, lesson)
    assert {one.status for one in code_of(grade).values()} == {"passed"}
    (flag,) = [flag for flag in grade.flags if COUNTS in flag]
    assert flag.startswith(f"{name}: ")
    assert COUNTS in by_name(grade)[name].message


def test_all_answers_in_a_cell_at_the_top(pool: Pool) -> None:
    grade = merged(pool, "03_tips", "top")
    assert {one.status for one in code_of(grade).values()} == {"passed"}
    assert any("further up" in e.message for e in grade.exercises)


def test_what_stopped_the_cell_is_said_where_that_does_not_help(pool: Pool) -> None:
    symptom = "symptom = {'ratio_with_sum': undefined}"
    told = by_name(merged(pool, "03_tips", symptom=symptom))["symptom"].message
    assert "The cell of `mse`, in which `symptom` stands, stopped with NameError" in told
    assert "rename" not in told


def test_wrong_answers_stay_wrong_there(pool: Pool) -> None:
    grade = by_name(merged(pool, "03_tips", mse_gradient="def mse_gradient(theta, X, y): return 1"))
    assert grade["mse_gradient"].status in ("failed", "partial")
    assert grade["mse"].status == "passed"
