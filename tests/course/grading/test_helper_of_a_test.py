"""What an earlier test makes is there for a later one, wherever that runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.grading.cell_grading import Way, ways_of
from autograder.sandbox.launcher import Sandbox
from tests.course.support.any_course import Variant, hand_in
from tests.course.support.any_course.notebooks import write_notebook
from tests.course.support.any_course.pair import run
from tests.course.support.any_course.stock import scores_in

ANSWER = (
    "answer",
    "f",
    "def f(p):\n    ### BEGIN SOLUTION\n    return p\n    ### END SOLUTION",
)
RIGHT = ("test", "first", "def right(p):\n    return p\nassert f(1) == right(1)", 2)
APART = ("test", "apart", "assert f(5) == 5", 1)
READERS = {
    "inside": "get_ipython()\nassert right(2) == f(2)",
    "magic": "%time assert right(2) == f(2)",
    "words": "assert eval('right(2)') == f(2)",
    "odd": "lines = !echo 2\nassert right(lines[0]) == f(lines[0])",
}
CHAIN = (
    ("test", "first", "import math\nlimit = 3", 1),
    ("test", "next", "def right(p):\n    return math.floor(p)\nassert f(limit) == right(3)", 2),
    ("test", "last", "get_ipython()\nassert f(2) == right(2)", 3),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("helpers")
    for name, text in READERS.items():
        cells = (ANSWER, RIGHT, APART, ("test", "second", text, 3))
        write_notebook(made / "source" / name / "p.ipynb", cells)
    write_notebook(made / "source" / "chain" / "p.ipynb", (ANSWER, APART, *CHAIN))
    run(made, "init")
    run(made, "build")
    return made


@pytest.fixture(scope="module")
def sandbox(root: Path) -> Iterator[Sandbox]:
    with Sandbox(Course.load(root).limits) as sandbox:
        yield sandbox


def ways(root: Path, sandbox: Sandbox, name: str) -> dict[str, Way]:
    course = Course.load(root)
    found = ways_of(course, course.assignment(name).parts[0], sandbox)
    return {way.test.exercise.graded_cell: way for way in found}


@pytest.mark.parametrize("name", READERS)
def test_who_makes_what_is_read_inside_runs_inside(root: Path, sandbox: Sandbox, name: str) -> None:
    found = ways(root, sandbox, name)
    assert {cell: way.where for cell, way in found.items()} == {
        "first": "inside",
        "apart": "outside",
        "second": "inside",
    }
    assert not any(way.fails for way in found.values())
    assert found["first"].why == "it makes `right`, which `second` reads inside"


def test_so_does_who_makes_what_that_one_reads(root: Path, sandbox: Sandbox) -> None:
    found = ways(root, sandbox, "chain")
    assert [way.where for way in found.values()] == ["outside", *["inside"] * 3]
    assert not any(way.fails for way in found.values())


def test_the_answers_get_their_points(root: Path) -> None:
    hand_in(root, "inside", "right", Variant({"f": "def f(p):\n    return p"}))
    hand_in(root, "inside", "wrong", Variant({"f": "def f(p):\n    return 1"}))
    run(root, "grade", "inside")
    points = {
        who: [score for score, _ in found.values()]
        for who, found in scores_in(root, "inside").items()
    }
    assert points == {"right": [2.0, 1.0, 3.0], "wrong": [2.0, 0.0, 0.0]}
