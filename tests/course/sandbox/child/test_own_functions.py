"""A notebook hands functions of its own to a reference that stands for a wrong answer."""

from __future__ import annotations

import time

import pytest

from autograder.client import faults

from .conftest import LIMITS, fault

LEFT = "def descend(df, x, n): raise NotImplementedError"


def descend(df, x, n):
    seen = [x]
    for _ in range(n):
        seen.append(seen[-1] - 0.5 * df(seen[-1]))
    return seen


@pytest.fixture
def beside(notebook):
    """A notebook with these lines, beside a reference for its first function."""
    return lambda *lines: notebook(LEFT, "\n".join(lines), replace={"descend": descend})


@pytest.mark.parametrize(
    "slope",
    [
        "lambda t: c * t",
        "partial(lambda k, t: k * t, c)",
        "Slope(c)",
        "np.vectorize(lambda t: c * t)",
        "abs",
    ],
)
def test_any_function_of_the_notebook_is_called(beside, slope):
    student = beside(
        "import numpy as np",
        "from functools import partial",
        "class Slope:",
        "    def __init__(self, c): self.c = c",
        "    def __call__(self, t): return self.c * t",
        f"def walk(c): return descend({slope}, 4.0, 2)",
    )
    assert student.walk(1.0) == [4.0, 2.0, 1.0]


def test_one_that_writes_down_what_it_is_asked_for(beside):
    student = beside(
        "def trace(df, x):",
        "    seen = []",
        "    def recording(t):",
        "        seen.append(t)",
        "        return df(t)",
        "    descend(recording, x, 3)",
        "    return seen",
    )
    asked = []
    assert student.trace(lambda t: asked.append(t) or t**2 / t, 8.0) == [8.0, 4.0, 2.0]
    assert asked == [8.0, 4.0, 2.0]


def test_what_it_raises_is_told_as_its_own(beside):
    told = fault(beside("def walk(): return descend(lambda t: 1 / 0, 4.0, 2)"), "walk")
    assert isinstance(told, faults.Raised)
    assert told.type_name == "ZeroDivisionError"


def test_what_it_raises_can_be_caught(beside):
    student = beside(
        "class Enough(Exception): pass",
        "def walk():",
        "    seen = []",
        "    def slope(t):",
        "        if len(seen) == 3: raise Enough",
        "        seen.append(t)",
        "        return t",
        "    try: descend(slope, 8.0, 10**6)",
        "    except Enough: return seen",
    )
    assert student.walk() == [8.0, 4.0, 2.0]
    assert student.walk() == [8.0, 4.0, 2.0]


def test_what_gives_no_number_is_a_wrong_call(beside):
    student = beside(
        "def walk(): return descend(lambda t: None, 4.0, 2)",
        "def odd(): return descend(lambda t: object(), 4.0, 2)",
        "def right(): return descend(lambda t: t, 4.0, 1)",
    )
    assert isinstance(fault(student, "walk"), faults.WrongCall)
    assert isinstance(fault(student, "odd"), faults.Raised)
    assert student.right() == [4.0, 2.0]


@pytest.mark.parametrize("slope", ["lambda t: t", "slow"])
def test_a_descent_that_does_not_end_is_stopped_with_the_call(beside, slope):
    student = beside(
        "import time",
        "def slow(t):",
        "    while True: pass",
        f"def walk(): return descend({slope}, 4.0, 10**9)",
        "def right(): return descend(lambda t: t, 4.0, 1)",
    )
    began = time.monotonic()
    assert isinstance(fault(student, "walk"), faults.TimedOut)
    assert time.monotonic() - began < LIMITS.call_seconds + 2.0
    assert student.right() == [4.0, 2.0]


def test_functions_that_call_each_other_without_end_are_stopped(beside):
    student = beside(
        "import sys",
        "sys.setrecursionlimit(10**6)",
        "depth = 0",
        "def slope(t):",
        "    global depth",
        "    depth += 1",
        "    return descend(slope, t, 1)[-1]",
        "def walk(): return slope(4.0)",
        "def right(): return descend(lambda t: descend(lambda u: u, t, 1)[-1], 4.0, 1)",
    )
    assert isinstance(fault(student, "walk"), faults.StudentFault)
    assert student.depth.get() < 30
    assert student.right() == [4.0, 3.0]


def test_a_reference_that_catches_everything_ends_with_the_process(notebook):
    def careful(df):
        try:
            return df(1.0)
        except Exception:
            return 0.0

    student = notebook(
        "def careful(df): raise NotImplementedError",
        "import os\ndef gone(): return careful(lambda t: os._exit(0))",
        "def raises(): return careful(lambda t: 1 / 0)",
        replace={"careful": careful},
    )
    assert student.raises() == 0.0
    assert isinstance(fault(student, "gone"), faults.ProcessEnded)
    assert student.raises() == 0.0


def test_it_is_handed_what_a_reference_hands_on(notebook):
    student = notebook(
        "def apply(f): raise NotImplementedError",
        "def twice(): return apply(lambda g, x: g(g(x)))",
        replace={"apply": lambda f: f(lambda x: x + 1, 5.0)},
    )
    assert student.twice() == 7.0
