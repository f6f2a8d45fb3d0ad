"""Points by a test's last value: those of stock nbgrader, but where it reads a number as none."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from autograder.grading.cell_score import points_of_outputs, points_of_value

MOST = 3.0


def stock(*outputs: Any) -> float:
    marks = {"nbgrader": {"grade": True, "solution": False, "points": MOST}}
    points, _ = determine_grade(new_code_cell("", metadata=marks, outputs=list(outputs)))
    return float(points)


def shown(text: str) -> Any:
    return new_output("execute_result", data={"text/plain": text})


@pytest.mark.parametrize("value", [0.5, 0, 2, 3.0, "text", "0.5", [1], None])
def test_a_number_is_the_points_as_in_nbgrader(value: Any) -> None:
    outputs = [] if value is None else [shown(repr(value))]
    assert stock(*outputs) == points_of_value(value, MOST) == points_of_outputs(outputs, MOST)


@pytest.mark.parametrize(
    ("value", "points"),
    [
        (False, 0.0),
        (np.False_, 0.0),
        (-1, 0.0),
        (math.nan, 0.0),
        (np.float64(0.5), 0.5),
        (np.int64(2), 2.0),
    ],
)
def test_where_nbgrader_gives_all_points_a_number_counts(value: Any, points: float) -> None:
    assert stock(shown(repr(value))) == MOST
    assert points_of_value(value, MOST) == points
    assert points_of_outputs([shown(repr(value))], MOST) == points


def test_true_is_all_and_more_than_all_is_all() -> None:
    assert stock(shown("True")) == points_of_value(True, MOST) == MOST
    with pytest.raises(ValueError, match="greater than maximum"):
        stock(shown("1e9"))
    assert points_of_value(1e9, MOST) == points_of_outputs([shown("1e9")], MOST) == MOST
    assert points_of_value(Decimal("0.5"), MOST) == MOST  # no number that nbgrader could read


def test_a_warning_costs_nothing_and_an_error_everything() -> None:
    warned = new_output("stream", name="stderr", text="RuntimeWarning: overflow")
    raised = new_output("error", ename="AssertionError", evalue="", traceback=[])
    assert stock(warned) == 0.0
    assert points_of_outputs([warned], MOST) == MOST
    assert stock(raised) == 0.0
    assert points_of_outputs([raised], MOST) is None
