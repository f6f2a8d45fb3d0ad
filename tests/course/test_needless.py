"""What a second run leaves out: a drawing that nothing graded needs, and nothing else."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from autograder.course import Course
from autograder.gallery import solved
from autograder.grading.needless import without_needless
from autograder.intake import untouched
from autograder.records import Cell, Submission

from .support import ROOT

GRADED = {"f", "g"}
HELPERS = "%matplotlib inline\nimport numpy as np\nscale = 1"
USES = "def f(x):\n    return scale * helper(x)"


def run(plot: str, *, scratch: str = "", answer: str = USES) -> list[str]:
    """The names of the cells that are still code beside a drawing with this text."""
    cells = (
        Cell("helpers", "code", HELPERS, "locked"),
        Cell("f", "code", answer, "answer"),
        Cell("test_f", "code", "k = drawn", "check"),
        Cell("plot", "code", plot, "answer"),
        Cell("", "code", scratch, "scratch"),
    )
    kept = without_needless(Submission("ada", "03_tips", cells), GRADED).cells
    assert [cell.source for cell in kept] == [cell.source for cell in cells]
    return [cell.name for cell in kept if cell.role != "text"]


@pytest.mark.parametrize(
    "plot",
    [
        "drawn = [f(k) for k in range(1000)]\nprint(drawn)",
        "for k in range(3):\n    print(f(k))",
        "def draw(helper):\n    own = helper\n    own.x = 1\ndraw(np)",
    ],
)
def test_a_drawing_is_left_out(plot: str) -> None:
    assert "plot" not in run(plot)


@pytest.mark.parametrize(
    "plot",
    [
        "def helper(x):\n    return x",
        "helper = abs",
        "scale = 2",
        "scale += 1",
        "import math as helper",
        "from math import *",
        "def change():\n    global scale\n    scale = 2\nchange()",
        "np.helper = 1",
        "scale[0] = 1",
        "for helper in (abs, max): pass",
        "def g(x):\n    return x",
        "class helper: pass",
        "%matplotlib inline\nprint(1)",
        "no python",
        "del scale",
        "if (helper := abs): pass",
        "with open('x') as helper: pass",
    ],
)
def test_a_cell_that_changes_what_others_name_is_kept(plot: str) -> None:
    assert "plot" in run(plot)


def test_a_cell_is_kept_beside_one_that_cannot_be_read() -> None:
    assert "plot" in run("print(1)", scratch="no python")


def test_the_solved_tips_leave_out_their_valley() -> None:
    assignment = Course.load(ROOT).assignment("03_tips")
    answers = solved(assignment)
    blank = untouched("ada", assignment)
    full = replace(
        blank, cells=tuple(replace(c, source=answers.get(c.name, c.source)) for c in blank.cells)
    )
    shorter = without_needless(full, {e.name for e in assignment.exercises})
    gone = [a.name for a, b in zip(full.cells, shorter.cells, strict=True) if a != b]
    assert gone == ["valley_plot"]


def test_what_takes_python_long_to_read_is_not_read() -> None:
    """The parser joins a dotted name anew at every dot: 80 000 letters took it ten seconds."""
    began = time.process_time()
    assert "plot" in run("print(f(1))", scratch="import " + ".".join("a" * 90_000))
    assert time.process_time() - began < 5


def test_far_too_much_code_is_not_read() -> None:
    """Nothing of it is run in time, and reading all of it would take a minute of the grader's."""
    junk = "%%latex\n" + "a + b;" * 9_000
    assert "plot" in run("print(f(1))", scratch=junk)
    assert "plot" not in run("print(f(1))", scratch=junk[:1000])
