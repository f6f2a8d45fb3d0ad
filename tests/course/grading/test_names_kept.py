"""A name that is bound again between its own cell and an exercise that uses it costs no points."""

from __future__ import annotations

import pytest

from autograder.course.gallery import solved
from autograder.grading.names_kept import COUNTS, kept_names
from tests.course.grading.conftest import COURSE, Graded, by_name, is_full, submitted

UNSHUFFLED = """\
def minibatches(n, batch_size, rng):
    order = np.arange(n)  # what if I do not shuffle?
    return [order[s:s + batch_size] for s in range(0, n, batch_size)]
"""
EXAMPLE = "X = np.array([[1., 2.], [1., 4.]])\ny = np.array([3., 5.])\nmse([1, 0.5], X, y)"
CALLED = "mse_gradient = mse_gradient([0.9, 0.1], X, y)\nmse_gradient"
RUN_GD = solved(COURSE.assignment("04_learning_rates"))["run_gd"]
FIVE = RUN_GD.replace("lr, steps)", "lr, steps, start)").replace("np.zeros(2)", "np.array(start)")
OTHER_RESULT = RUN_GD.replace("return losses", "return losses, theta")


@pytest.mark.parametrize(
    ("lesson", "below", "scratch", "told"),
    [
        ("05_mini_batches", "test_minibatches", UNSHUFFLED, "minibatch_epoch: `minibatches`"),
        ("03_tips", "test_mse_gradient", CALLED, "gradient_single_arg: `mse_gradient`"),
        ("03_tips", "test_mse", EXAMPLE, "gradient_single_arg: `X`, `y`"),
        ("03_tips", "test_mse_gradient", "del X", "gradient_single_arg: `X`"),
        ("03_tips", "test_mse_gradient", "for y in range(3): pass", "gradient_single_arg: `y`"),
        ("03_tips", "test_mse", "range = 3", "gradient_descent_with_trace: `range`"),
        ("03_tips", "test_mse", "import math as range", "gradient_descent_with_trace: `range`"),
        ("04_learning_rates", "test_run_gd", FIVE, "rates: `run_gd`"),
        ("04_learning_rates", "test_run_gd", OTHER_RESULT, "rates: `run_gd`"),
    ],
)
def test_what_depends_on_it_is_graded_with_what_its_own_cell_made(
    graded: Graded, lesson: str, below: str, scratch: str, told: str
) -> None:
    assert scratch != RUN_GD
    grade = graded(lesson, scratch, below)
    assert is_full(grade), [(e.name, e.message) for e in grade.exercises if e.status != "passed"]
    exercise, _, names = told.partition(": ")
    (flag,) = [flag for flag in grade.flags if flag.startswith(exercise)]
    assert COUNTS in flag
    assert f"{names} in cell" in flag
    assert COUNTS in by_name(grade)[exercise].message


@pytest.mark.parametrize(
    "away", ["%cd /", "cd ..", "import os\nos.chdir('/tmp')", "from os import chdir as go\ngo('/')"]
)
def test_a_folder_that_a_cell_leaves_costs_nothing(graded: Graded, away: str) -> None:
    grade = graded("03_tips", away, "title")
    assert is_full(grade), [(e.name, e.message) for e in grade.exercises if e.status != "passed"]
    (flag,) = [flag for flag in grade.flags if flag.startswith("gradient_single_arg")]
    assert "another folder in cell" in flag
    assert COUNTS in flag


def test_a_cell_that_may_bind_any_name_is_seen(graded: Graded) -> None:
    grade = graded("03_tips", "%reset -f", "test_mse_gradient")
    assert by_name(grade)["gradient_single_arg"].status == "passed"


def test_an_answers_cell_that_binds_given_names_costs_the_others_nothing(graded: Graded) -> None:
    own = solved(COURSE.assignment("03_tips"))["mse_gradient"]
    grade = graded("03_tips", answers={"mse_gradient": f"{own}\n{EXAMPLE}"})
    assert is_full(grade)
    assert any("the cell of `mse_gradient`" in flag for flag in grade.flags)


def test_a_name_that_is_mended_further_down_still_counts(graded: Graded) -> None:
    right = solved(COURSE.assignment("05_mini_batches"))["minibatches"]
    answers = {"minibatches": UNSHUFFLED}
    grade = graded("05_mini_batches", right, "test_minibatches", answers)
    assert is_full(grade)


def test_a_reference_stays_where_an_answer_is_wrong_and_tried_again(graded: Graded) -> None:
    answers = {"minibatches": UNSHUFFLED}
    grade = by_name(graded("05_mini_batches", UNSHUFFLED, "test_minibatches", answers))
    assert grade["minibatches"].status in ("failed", "partial")
    assert grade["minibatch_epoch"].status == "passed"
    assert grade["minibatch_epoch"].diagnosis is None


def test_a_wrong_answer_is_named_by_its_own_mistake(graded: Graded) -> None:
    own = solved(COURSE.assignment("05_mini_batches"))["minibatch_epoch"]
    wrong = own.replace("theta - ", "theta + ")
    assert wrong != own
    alone = by_name(graded("05_mini_batches", answers={"minibatch_epoch": wrong}))
    beside = by_name(
        graded("05_mini_batches", UNSHUFFLED, "test_minibatches", {"minibatch_epoch": wrong})
    )
    assert beside["minibatch_epoch"].diagnosis == alone["minibatch_epoch"].diagnosis
    assert beside["minibatch_epoch"].points == alone["minibatch_epoch"].points


def test_only_names_that_were_made_above_are_kept() -> None:
    assignment = COURSE.assignment("03_tips")
    assert kept_names(assignment, submitted("03_tips")) == {}
    below = submitted("03_tips", "helper = 3\nmse = 4", "test_mse")
    ((_, names),) = kept_names(assignment, below).items()
    assert "mse" in names
    assert "mse_gradient" not in names
    assert kept_names(assignment, submitted("03_tips", "mse = 4", "task_mse")) == {}
