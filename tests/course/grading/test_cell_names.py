"""Whose a name in a test's cell is, and what keeps a test from running outside."""

from __future__ import annotations

import pytest

from autograder.course import Exercise
from autograder.course.cell_tests import CellTest
from autograder.grading.cell_names import names_in, needs_of, why_only_inside
from autograder.records import Cell

EXERCISE = Exercise("check", 1.0, False, "check", "", True)


def needs(source: str, *above: tuple[str, str]) -> dict[str, tuple[str, str]]:
    cells = [Cell(f"c{place}", "code", text, role) for place, (role, text) in enumerate(above)]  # type: ignore[arg-type]
    cells.append(Cell("check", "code", source, "check"))
    found = needs_of(CellTest(EXERCISE, source, source), cells)
    return {need.name: (need.how, need.text) for need in found}


def why(source: str, *others: str) -> str:
    cells = [Cell(f"c{place}", "code", text, "answer") for place, text in enumerate(others)]
    test = CellTest(EXERCISE, source, source)
    check = Cell("check", "code", source, "check")
    return why_only_inside(test, needs_of(test, [*cells, check]), cells)


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("assert f(3) == 9", ("f",)),
        ("x = f(1)\nassert x", ("f",)),
        ("x = x + 1", ("x",)),
        ("x += 1", ("x",)),
        ("for i in range(3):\n    assert f(i)", ("f",)),
        ("def helper():\n    return later + g(1)\nlater = 2\nassert helper()", ("g",)),
        ("assert [f(i) for i in range(3)]", ("f",)),
        ("import math\nassert math.pi", ()),
        ("with a() as b:\n    b.c", ("a",)),
        ("%matplotlib inline\nplt.gca()", ("plt",)),
    ],
)
def test_names_are_found_by_reading(source: str, read: tuple[str, ...]) -> None:
    assert names_in(source).read == read


def test_the_nearest_cell_above_says_whose_a_name_is() -> None:
    locked = ("locked", "import math\nlimit = 3\ndef close(a, b):\n    return math.isclose(a, b)")
    found = needs(
        "assert close(f(limit), seen)", locked, ("answer", "f = 1"), ("check", "seen = 2")
    )
    assert found["math"] == ("run", "import math")
    assert found["close"][0] == "run"
    assert found["seen"] == ("kept", "")
    assert found["f"] == found["limit"] == ("student's", "")


def test_what_an_answer_makes_again_is_the_students() -> None:
    helper = "def f(x):\n    return x"
    assert needs("f(1)", ("locked", helper), ("answer", helper))["f"] == ("student's", "")
    assert needs("f(1)", ("answer", helper), ("locked", helper))["f"] == ("run", helper)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("assert f(3) == 9 and f(1) is None", ""),
        ("%run x.py", "it uses % or !, as only notebooks do"),
        ("assert 'f' in globals()", "it uses `globals`"),
        ("g = f\ndel f\ng(1)", "it deletes `f`"),
        ("assert f(x) is not x", "it asks with `is` for the same object"),
        ("import random\nrandom.seed(1)\nf()", "counts in its own process only"),
        ("from contextlib import redirect_stdout", "it looks at what is printed"),
    ],
)
def test_what_only_the_notebook_itself_can_do_runs_inside(source: str, reason: str) -> None:
    found = why(source)
    assert reason in found
    assert bool(found) == bool(reason)


def test_a_name_that_other_cells_read_is_made_inside() -> None:
    assert (
        why("n = 3\nassert f() == 3", "def f():\n    return n")
        == "other cells read `n`, which it makes"
    )
    assert why("n = 3\nassert f() == 3", "n = 1\ndef f():\n    return n") == ""
