"""Added faults: each template makes code that runs, differs, and does what its name says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from autograder.authoring.added_faults import TEMPLATES, added_faults

WALK = """
def walk(df, start, rate, n):
    theta = np.array(start, dtype=float)
    seen = []
    for _ in range(n):
        theta = theta - rate * df(theta)
        seen.append(float(abs(theta).max()))
    return theta, seen
"""
POSITIONS = """
def positions(df, start, rate, n):
    way = [start]
    while len(way) <= n:
        way.append(way[-1] - rate * df(way[-1]))
    return way
"""
BORDER = """
def border(p):
    if p >= 1:
        return 5 if p == 1 else 7
    return 1000.123456 * p
"""
TABLE = """
def table(X, y):
    return float(np.sum(np.asarray(X, dtype=float) * np.asarray(y, dtype=float)))
"""


def function(code: str, template: str) -> Any:
    """The first function that a template makes of some code."""
    made = next(fault for fault in added_faults(code) if fault.template == template)
    space: dict[str, Any] = {"np": np}
    exec(made.code, space)
    return space[code.split("def ")[1].split("(")[0]]


def double(theta: Any) -> Any:
    return 2 * theta


def test_every_template_is_made_of_something() -> None:
    made = {f.template for code in (WALK, POSITIONS, BORDER, TABLE) for f in added_faults(code)}
    assert made == set(TEMPLATES)


def test_every_fault_is_another_text_and_compiles() -> None:
    for code in (WALK, POSITIONS, BORDER, TABLE):
        made = [fault.code for fault in added_faults(code)]
        assert len(made) == len(set(made))
        for text in made:
            compile(text, "cell", "exec")


def test_no_function_no_fault() -> None:
    assert list(added_faults("rates = {'good': 0.05}")) == []


@pytest.mark.parametrize(
    ("template", "start", "rate", "n", "rounds"),
    [
        ("loop: stops when a step is at most 1e-2", 1.0, 0.25, 60, 7),
        ("loop: stops when a step is at most 1e-6", 1.0, 0.25, 60, 20),
        ("loop: stops when a step is at most 1e-12", 1.0, 0.25, 60, 40),
        ("loop: stops when nothing moves", 0.0, 0.25, 60, 1),
        ("loop: stops when nothing moves", 1.0, 0.25, 60, 60),
        ("loop: stops when the slope is at most 1e-6", 1.0, 0.25, 60, 22),
        ("loop: stops when the slope is zero", 1.0, 0.5, 60, 2),
        ("loop: stops when the list changes by at most 1e-6", 1.0, 0.25, 60, 20),
        ("loop: stops when the list rises", 1.0, 1.5, 60, 2),
        ("loop: stops beyond a million", 1.0, 1.5, 60, 20),
        ("loop: clips at a million", 1.0, 1.5, 60, 60),
        ("loop: at most 10 rounds", 1.0, 0.25, 300, 10),
        ("loop: at most 100 rounds", 1.0, 0.25, 300, 100),
        ("loop: the first round only", 1.0, 0.25, 60, 1),
    ],
)
def test_a_loop_ends_where_the_template_says(
    template: str, start: float, rate: float, n: int, rounds: int
) -> None:
    theta, seen = function(WALK, template)(double, [start], rate, n)
    assert len(seen) == rounds
    assert np.abs(theta).max() <= 2e6


def test_a_list_is_the_state_where_nothing_else_is() -> None:
    way = function(POSITIONS, "loop: stops when a step is at most 1e-2")(double, 1.0, 0.25, 60)
    assert len(way) == 8
    way = function(POSITIONS, "loop: keeps whole numbers whole")(double, 7, 0.25, 2)
    assert way == [7, 3, 1]


def test_whole_numbers_stay_whole_and_others_do_not() -> None:
    walk = function(WALK, "loop: keeps whole numbers whole")
    assert walk(double, np.array([7]), 0.25, 1)[0] == [3]
    assert walk(double, np.array([7.0]), 0.25, 1)[0] == [3.5]


def test_returns_borders_arguments_and_tables() -> None:
    assert function(BORDER, "return: clips at a thousand")(0.9999999) == 1000
    assert function(BORDER, "return: rounds to 4 digits")(0.5) == 500.0617
    assert function(BORDER, "border: 0.01 higher")(1.005) == pytest.approx(1005.124073)
    assert function(BORDER, "border: 0.01 lower")(0.995) == 7
    first = function(BORDER, "argument: that of the first call")
    assert (first(2), first(1)) == (7, 7)
    rows, labels = np.array([1.0, 2.0, 3.0]), [2, 0, 1]
    told = function(TABLE, "table: told by its labels")
    assert told(rows, rows) == 14
    assert told(pd.Series(rows, labels), pd.Series(rows, labels)) != 14
