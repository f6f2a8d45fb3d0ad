"""An answer that was typed into a cell of ours is taken with the lines that it is made of."""

from __future__ import annotations

import json

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.intake import parse, rebuild
from autograder.intake.written import definitions_added
from tests.course.support import ROOT
from tests.course.support.honest_notebooks import cell

LESSON = Course.load(ROOT).assignment("04_learning_rates")
OURS = """\
import numpy as np

def call(x):
    return x

call(rates)
assert rates, "three rates"
"""
WAYS = {
    "step by step": 'rates = {}\nrates["good"] = 0.05\nrates["too_large"] = 0.12',
    "from names": 'good = 0.05; rates = {"good": good}',
    "by a call": "rates = dict()\nrates.update(good=0.05)",
    "in a loop": "rates = {}\nfor k in range(3):\n    rates[k] = k / 10",
    "in a with": "with open('a') as f:\n    rates = dict(line.split() for line in f)\n    f.read()",
    "beside a helper": "FACTOR = 2\n\n\ndef rates(x):\n    return FACTOR * x",
    "decorated": "import abc\nKEPT = 8\n@abc.cache(KEPT)\ndef rates(x):\n    return x",
}


def plain(code: str) -> list[str]:
    return [line for line in code.replace("; ", "\n").split("\n") if line.strip()]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("where", ["top", "bottom", "between", "instead"])
def test_what_an_answer_is_made_of_comes_with_it(way: str, where: str) -> None:
    code, (first, rest) = WAYS[way], OURS.split("\n\n", 1)
    theirs = {
        "top": f"{code}\n{OURS}",
        "bottom": f"{OURS}\n{code}",
        "between": f"{first}\n{code}\n{rest}",
        "instead": code,
    }
    made = definitions_added(OURS, theirs[where], frozenset({"rates"}))
    assert plain(made) == plain(code)


@pytest.mark.parametrize(
    ("code", "run"),
    [
        ("print(rates)\nx = 3\ndel call", ""),  # trying out
        ("x = 3\ndef helper():\n    return x", "def helper():\n    return x"),
        ("def call(x):\n    return 2 * x", ""),  # a helper of ours, changed
        ("assert False\nrates = {}\nassert len(rates) == 3", "rates = {}"),
        ("rates = {", ""),
    ],
)
def test_what_is_no_answer_is_not_run(code: str, run: str) -> None:
    assert definitions_added(OURS, f"{OURS}\n{code}", frozenset({"rates"})) == run


@pytest.mark.parametrize("name", ["test_loss_curves", "see_loss_curves"])
def test_a_drawing_in_a_cell_of_ours_is_drawn(name: str) -> None:
    code = "loss_curves, ax = plt.subplots()\nfor r in rates:\n    ax.plot([r])\nax.legend()"
    raw = notebook_with(LESSON, {k: v for k, v in solved(LESSON).items() if k != "loss_curves"})
    here = cell(raw, name)
    here["source"] = f"{code}\n{''.join(here['source'])}"
    submission = rebuild(parse(json.dumps(raw).encode()), "ada", LESSON)
    (run,) = (c.source for c in submission.cells if c.role == "scratch")
    assert plain(run)[1:] == plain(code)
    assert [(e.exercise, e.runs) for e in submission.elsewhere] == [("loss_curves", True)]
