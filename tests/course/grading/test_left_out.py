"""A line that fails only where it is graded costs no points, and a person is told of it."""

from __future__ import annotations

import pytest

from autograder.course.gallery import solved
from tests.course.grading.conftest import COURSE, Graded, by_name, is_full

SOLVED = solved(COURSE.assignment("03_tips"))
READS = 'tips = pd.read_csv("/content/tips.csv")'


def test_it_costs_nothing_and_is_flagged(graded: Graded) -> None:
    grade = graded("03_tips", answers={"mse": f"{READS}\n{SOLVED['mse']}"})
    assert is_full(grade)
    assert f"`mse` was run without what stopped in it: `{READS}`, please look" in grade.flags
    assert f"Its cell was run without what stopped in it with an error: `{READS}`." in (
        by_name(grade)["mse"].message
    )


@pytest.mark.parametrize("ends", ["sys.exit()", "raise SystemExit(1)", "exit()", "quit()"])
def test_a_line_that_ends_a_script_costs_nothing(graded: Graded, ends: str) -> None:
    grade = graded("03_tips", answers={"mse": f"import sys\n{ends}\n{SOLVED['mse']}"})
    assert is_full(grade)


@pytest.mark.parametrize("top", ["%%memit -r 1", "%%matplotlib inline", "\n\n%%wandb"])
def test_a_cell_magic_that_is_not_here_costs_nothing_and_is_flagged(
    graded: Graded, top: str
) -> None:
    grade = graded("03_tips", answers={"mse": f"{top}\n{SOLVED['mse']}"})
    assert is_full(grade)
    line = top.strip()
    assert f"`mse` was run without what stopped in it: `{line}`, please look" in grade.flags


def test_what_stands_below_such_a_magic_and_is_no_python_is_no_answer(graded: Graded) -> None:
    grade = graded("03_tips", answers={"mse": "%%R\nmse <- function(theta) { theta }"})
    assert by_name(grade)["mse"].points == 0
    assert by_name(grade)["mse_gradient"].status == "passed"


def test_a_cell_magic_that_is_here_is_no_failure(graded: Graded) -> None:
    grade = graded("03_tips", answers={"mse": f"%%time\n{SOLVED['mse']}"})
    assert is_full(grade)
    assert not grade.flags


def test_a_value_is_taken_as_it_is_made(graded: Graded) -> None:
    values = f"plt.savefig('/content/a.png')\n{SOLVED['symptom']}"
    grade = graded("03_tips", answers={"symptom": values})
    assert is_full(grade)
    assert grade.flags


def test_a_wrong_answer_below_it_stays_wrong_and_both_are_said(graded: Graded) -> None:
    wrong = f"{READS}\ndef mse(theta, X, y_obs):\n    return 1.0"
    grade = graded("03_tips", answers={"mse": wrong})
    (mse,) = (e for e in grade.exercises if e.name == "mse")
    assert mse.status in ("failed", "partial")
    assert READS in mse.message
    assert "mse` " in mse.message
    assert by_name(grade)["mse_gradient"].status == "passed"


@pytest.mark.parametrize("cell", ["ratio = 1 / 0\nsymptom = {'ratio_with_sum': ratio}"])
def test_what_needs_the_line_is_told_what_stopped(graded: Graded, cell: str) -> None:
    grade = graded("03_tips", answers={"symptom": cell})
    symptom = by_name(grade)["symptom"]
    assert symptom.points == 0
    assert "`ratio = 1 / 0`" in symptom.message


def test_a_right_notebook_is_told_nothing(graded: Graded) -> None:
    grade = graded("03_tips")
    assert is_full(grade)
    assert not grade.flags
    assert not any(e.message for e in grade.exercises if e.status == "passed")


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("gradient_single_arg = None\n  x = 1", "IndentationError: unexpected indent"),
        ("%%capture --wrong\ngradient_single_arg = None", "UsageError"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_beside_others_that_fail(
    graded: Graded, cell: str, told: str
) -> None:
    wrong = "def mse_gradient(theta, X, y_obs):\n    return [1.0, 2.0]"
    answers = {"mse_gradient": wrong, "gradient_single_arg": cell}
    grade = by_name(graded("03_tips", answers=answers))
    said = f"The cell of `gradient_single_arg` stopped with {told}"
    assert said in grade["gradient_single_arg"].message


def test_a_function_that_asks_for_input_is_told_that_nobody_answers(graded: Graded) -> None:
    asks = "def mse(theta, X, y_obs):\n    input('go on?')\n    return 1.0"
    mse = by_name(graded("03_tips", answers={"mse": asks}))["mse"]
    assert "raised RuntimeError, in the line `input('go on?')`" in mse.message
    assert "Nobody is there to answer" in mse.message
