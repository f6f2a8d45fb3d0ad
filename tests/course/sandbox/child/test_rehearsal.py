"""A sandbox for few notebooks does not rehearse; what they show and answer is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.client.student import Student
from autograder.sandbox.launcher import Sandbox
from autograder.sandbox.protocol import Guest

from .conftest import LIMITS, submission

CELLS = (
    "import numpy as np, pandas as pd, matplotlib.pyplot as plt, seaborn as sns\nsns.set_theme()",
    "frame = pd.DataFrame({'x': np.arange(5.0), 'y': np.arange(5.0) ** 2})\nframe",
    "fig, ax = plt.subplots(figsize=(4, 3))\nax.plot(frame.x, frame.y, label=r'$x^2$')\n"
    "ax.legend(); plt.show()",
    "sns.regplot(data=frame, x='x', y='y', n_boot=9, seed=1)",
    "np.random.rand(3), {'b', 'a', 'c'}, In[1][:6], sorted(n for n in dir() if n[0] != '_')",
    "import warnings\nwarnings.warn('once')",
    "1 / 0",
    "def f(x): return np.cumsum(x)",
)


@pytest.mark.parametrize("tiers", [("full",), ("reduced",), ("none",)], ids=str)
def test_what_was_not_rehearsed_shows_the_same(tiers: tuple[str, ...]) -> None:
    shown = []
    for rehearse in (True, False):
        guest = Guest(rehearse=rehearse)
        with (
            Sandbox(LIMITS, tiers=tiers, guest=guest, unsafe=tiers == ("none",)) as sandbox,
            Student(sandbox, submission(*CELLS), LIMITS) as student,
        ):
            shown.append([run.outputs for run in student.runs])
            assert student.f([1, 2]).tolist() == [1, 3]
    assert shown[0] == shown[1]
    assert [len(outputs) for outputs in shown[0]] == [0, 1, 1, 2, 1, 1, 1, 0]


DOCS = """from matplotlib.artist import kwdoc
def docs():
    return [text.strip().split()[:2] for text in (plt.plot.__doc__, kwdoc(plt.Line2D))], [
        "zorder" in text for text in (plt.plot.__doc__, plt.Line2D.set.__doc__, kwdoc(plt.Line2D))
    ]
"""


def test_docstrings_lack_tables_of_properties_and_nothing_else() -> None:
    with (
        Sandbox(LIMITS, unsafe=True, guest=Guest(rehearse=False)) as sandbox,
        Student(sandbox, submission(CELLS[0], DOCS), LIMITS) as student,
    ):
        begin, tables = student.docs()
    assert begin == [["Plot", "y"], ["Properties:", "agg_filter:"]]
    assert tables == [False, False, True]


def test_fonts_of_the_rehearsal_are_let_go_without_harm() -> None:
    """A figure with fifty formulas drives the rehearsal's fonts out of matplotlib's cache."""
    many = "plt.figure(figsize=(9, 9))\nfor k in range(60): plt.text(0, k / 60, f'$x_{{{k}}}$')"
    mine = "mine = open('mine.txt', 'w+')\nmine.write('a'); mine.flush(); mine.seek(0)"
    cells = (CELLS[0], mine, "import gc", many, "gc.collect(); mine.read()", many)
    with (
        Sandbox(LIMITS, unsafe=True, guest=Guest(rehearse=True)) as sandbox,
        Student(sandbox, submission(*cells), LIMITS) as student,
    ):
        shown = [[o["output_type"] for o in run.outputs] for run in student.runs]
    assert shown == [
        [],
        ["execute_result"],
        [],
        ["display_data"],
        ["execute_result"],
        ["display_data"],
    ]


def test_the_number_of_a_file_from_before_the_fork_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / "guest_with_a_file.py").write_text(
        "from autograder.sandbox import child\n"
        "held = []\n"
        "def warm_up(what):\n"
        "    child.prepare(what)\n"
        "    held.append(open(__file__))\n"
        "serve = child.serve\n"
    )
    guest = Guest(folder=str(tmp_path), module="guest_with_a_file", rehearse=True)
    cell = (
        "import guest_with_a_file as guest\nown = [open('own.txt', 'w') for _ in range(20)]\n"
        "guest.held.clear()\nfor each in own: each.write('a'); each.flush()"
    )
    with (
        Sandbox(LIMITS, unsafe=True, guest=guest) as sandbox,
        Student(sandbox, submission(cell), LIMITS) as student,
    ):
        assert student.runs[0].outputs == ()
