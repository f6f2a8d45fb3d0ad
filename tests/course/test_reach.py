"""What an answer can get at: names alone, or, in doubt, more than its text shows."""

from __future__ import annotations

import pytest

from autograder.grading.needless import MOST_CHARACTERS
from autograder.grading.reach import Reach, reach
from autograder.records import Cell, Submission

HELPERS = "%matplotlib inline\nimport numpy as np\nx = np.ones(3)\nnp.a = 1"
WRONG = "def f(t):\n    return 2 * t"


def reached(answer: str, *, wrong: str = WRONG, scratch: str = "") -> Reach | None:
    """What ``g`` gets at where ``f`` is replaced."""
    cells = (
        Cell("helpers", "code", HELPERS, "locked"),
        Cell("f", "code", wrong, "answer"),
        Cell("g", "code", answer, "answer"),
        Cell("test_g", "code", "check = odd(g)", "check"),
        Cell("plot", "code", "g.drawn = 1", "picture"),
        Cell("", "code", scratch, "scratch"),
    )
    return reach(Submission("ada", "03_tips", cells), ["g"], ["f"])


@pytest.mark.parametrize(
    ("answer", "functions", "data"),
    [
        ("def g(t):\n    return sum(f(t), start=1)", {"g", "f"}, set()),
        ("def g(t, k=2, *, way=None):\n    return np.mean(k * t)", {"g"}, set()),
        ("def g(t):\n    return [f(k) * x for k in t]", {"g", "f"}, {"x"}),
        ("def h(t):\n    return f(t)\ndef g(t):\n    return h(x)", {"g", "h", "f"}, {"x"}),
        ("def g(t):\n    def inner():\n        return f(x)\n    return inner()", {"g", "f"}, {"x"}),
        ("def g(t):\n    t[0] = 1\n    import math\n    return math.pi", {"g"}, set()),
        ("if True:\n    def g(t):\n        return f(t)", set(), {"g"}),
        ("from functools import partial\ng = partial(f)", set(), {"g"}),
        ("import numpy as np\n@np.vectorize\ndef g(t):\n    return f(t)", set(), {"g"}),
        ("def g(t, slope=f):\n    return slope(t)", set(), {"g"}),
        ("def g(t, *, slope=f):\n    return slope(t)", set(), {"g"}),
        ("class g:\n    pass", set(), {"g"}),
        ("kept = []\ndef g(t):\n    kept.append(f(t))\n    return kept[0]", {"g", "f"}, {"kept"}),
        ("steps = 3\ndef g(t):\n    return steps * f(t)", {"g", "f"}, {"steps"}),
    ],
)
def test_what_is_looked_up_is_followed(answer: str, functions: set[str], data: set[str]) -> None:
    assert reached(answer) == Reach(frozenset(functions), frozenset(data))


@pytest.mark.parametrize(
    "answer",
    [
        "def g(t):\n    return nowhere(t)",
        "def g(t):\n    g.calls = 1\n    return f(t)",
        "def g(t):\n    global steps\n    steps = 1\n    return f(t)",
        "def g(t):\n    return np.random.normal() + f(t)",
        "import random\ndef g(t):\n    return f(t)",
        "from random import random as chance\ndef g(t):\n    return f(t)",
        "from numpy.random import normal\ndef g(t):\n    return f(t)",
        "from math import *\ndef g(t):\n    return f(t)",
        "def g(t):\n    return f(t)\ng = g",
        "%time n = f(2)\ndef g(t):\n    return f(t)",
        "def g(t):\n    return 1" + " " * MOST_CHARACTERS,
    ],
)
def test_in_doubt_nothing_is_said(answer: str) -> None:
    assert reached(answer) is None


@pytest.mark.parametrize("other", ["f.calls = 0", "global k\nk = 1", "for f in [g]: pass", "f = 1"])
def test_any_cell_of_the_student_may_cast_doubt(other: str) -> None:
    answer = "def g(t):\n    return f(t)"
    assert reached(answer) is not None
    assert reached(answer, scratch=other) is None
    assert reached(answer, wrong=f"{WRONG}\n{other}") is None
