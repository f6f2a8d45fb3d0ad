"""Names that are used again further down cost nothing, with the course's own hidden tests."""

from __future__ import annotations

import json

import pytest

from autograder.course.gallery import solved
from tests.course.grading.conftest import COURSE, Graded, by_name, is_full

TOLD = "Your answer counts as its own cell saw it."


@pytest.mark.parametrize(
    ("lesson", "scratch", "told"),
    [
        ("01_slope", "descend_1d = 3", "`descend_1d`"),
        ("01_slope", "del regime", "`regime`"),
        ("03_tips", "np = len(y)", "`np`"),
        ("03_tips", "import math as np", "`np`"),
        ("03_tips", "X, y = 1, 2", "`X`, `y`"),
        ("03_tips", "X[:] = 0", ""),
        ("03_tips", "np.mean = None", ""),
        ("03_tips", "%reset -f", ""),
        ("03_tips", "for symptom in range(3): pass", "`symptom`"),
        ("03_tips", "len = range = print = 5", "`range`"),
        ("04_learning_rates", "for rates in [0.1, 0.2]: pass", "`rates`"),
        ("04_learning_rates", "x = y = np = 0", "`np`"),
    ],
)
def test_a_name_that_is_used_again_costs_nothing(
    graded: Graded, lesson: str, scratch: str, told: str
) -> None:
    grade = graded(lesson, scratch)
    assert is_full(grade)
    assert not grade.flags
    told_of = [e.message for e in grade.exercises if e.message and e.status == "passed"]
    last = len(COURSE.assignment(lesson).cells) + 1
    assert told_of
    assert all(f"cell {last}" in words and TOLD in words for words in told_of)
    assert any(told in words for words in told_of)


@pytest.mark.parametrize(
    "scratch", ["sum = 0", "list = [1]", "from numpy import *", "import os; os._exit(0)", "exit()"]
)
def test_what_no_answer_needs_is_not_told(graded: Graded, scratch: str) -> None:
    grade = graded("03_tips", scratch)
    assert is_full(grade)
    assert not any(e.message for e in grade.exercises if e.status == "passed")


def test_a_cell_between_an_answer_and_its_check_costs_nothing(graded: Graded) -> None:
    grade = graded("03_tips", "mse = 3", below="mse")
    assert by_name(grade)["mse"].status == "passed"


def test_another_answer_that_takes_a_name_is_named(graded: Graded) -> None:
    taken = "mse = None\n" + solved(COURSE.assignment("03_tips"))["gradient_descent"]
    grade = graded("03_tips", answers={"gradient_descent": taken})
    assert is_full(grade)
    assert "in the cell of `gradient_descent`" in by_name(grade)["mse"].message


def test_a_wrong_answer_stays_wrong_whatever_stands_below(graded: Graded) -> None:
    wrong = {"mse": "def mse(theta, X, y_obs):\n    return 1.0"}
    for scratch in ("", "np = 3"):
        grade = by_name(graded("03_tips", scratch, answers=wrong))
        assert grade["mse"].status in ("failed", "partial")
        assert grade["mse_gradient"].status == "passed"


def test_what_was_asked_further_up_is_kept_from_what_is_shown(graded: Graded) -> None:
    """The cells below run in the same process after the tests: nothing of it is shown."""
    keeps = "seen = []\ndef mse(*args):\n    seen.append(args)\n    return 'no'"
    shows = "print('SEEN', seen)\nraise ValueError(seen)"
    grade = graded("03_tips", answers={"mse": keeps, "gradient_descent": shows})
    shown = json.dumps(list(grade.outputs.values()))
    assert "SEEN []" in shown
    assert "array" not in by_name(grade)["gradient_descent"].message
