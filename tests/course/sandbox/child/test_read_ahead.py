"""Cells that many notebooks hold are parsed before any is run; what they show is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.client.student import Student
from autograder.course import Course
from autograder.grading import guest
from autograder.grading.guest import guest_of
from autograder.sandbox.launcher import Sandbox
from autograder.sandbox.protocol import Guest
from tests.course.support import ROOT

from .conftest import LIMITS, submission
from .test_rehearsal import CELLS

ODD = (
    *CELLS,
    "import not_here_at_all\nnot_here_at_all.f()",
    "from math import sqrt, nothing",
    "not python",
    "1 +",
    "!echo said",
    "said = !echo said\nsaid",
    "%matplotlib inline\n4",
    "x = 1\nx?",
    "\tindented = 1\n\tindented",
    "def second():\n    raise ValueError('here')\n\nsecond()",
    "count = globals().get('count', 0) + 1\ncount",
    "from __future__ import annotations\ndef g(a: unknown): pass\ng.__annotations__",
    "def h(a: unknown): pass\nh.__annotations__",
)


def test_what_was_read_ahead_shows_the_same() -> None:
    cells = submission(*ODD, *ODD)  # the second time each is known from the first, too
    shown = []
    for known in ((), ODD):
        with (
            Sandbox(LIMITS, unsafe=True, guest=Guest(cells=known)) as sandbox,
            Student(sandbox, cells, LIMITS) as student,
        ):
            shown.append([run.outputs for run in student.runs])
    assert shown[0] == shown[1]
    assert len(shown[0]) == 2 * len(ODD)


def test_a_child_has_what_was_read_ahead() -> None:
    held = "def held():\n    ours = get_ipython().compile\n    return [*ours.texts], [*ours.trees]"
    with (
        Sandbox(LIMITS, unsafe=True, guest=Guest(cells=("a = 1", "1 +"))) as sandbox,
        Student(sandbox, submission(held), LIMITS) as student,
    ):
        assert student.held() == (["a = 1", "1 +"], ["a = 1\n"])


FIRST = "def first(x):\n    return 1 / x\n\nfirst(1)"
USED = """def used():
    codes = [*get_ipython().compile.codes.values()]
    used = any(first.__code__ is const for code in codes for const in code.co_consts)
    return used, [code.co_filename for code in codes]
"""


@pytest.mark.parametrize(
    "first",
    [
        FIRST,
        "x = 1\nfrom __future__ import annotations\ny = 2",  # no valid Python
        "from __future__ import annotations\ndef g(a: unknown): pass\ng.__annotations__",
        "def fails():\n    raise ValueError('here')\n\nfails()\n1",
        "import asyncio\nawait asyncio.sleep(0)\n5",
        "a = 1; b = 2\nif a:\n    c = 3\n(a, b, c)",
    ],
)
def test_a_first_cell_that_was_compiled_ahead_shows_the_same(first: str) -> None:
    """Also what comes below it, and where it is not the first: its code has its place in it."""
    below = "try:\n    def h(a: unknown): pass\nexcept NameError as error:\n    print(error)"
    shown = []
    for known in ((), (first, "below = 1")):
        with Sandbox(LIMITS, unsafe=True, guest=Guest(cells=known)) as sandbox:
            for cells in ((first, below), ("above = 1", first, below, first)):
                with Student(sandbox, submission(*cells), LIMITS) as student:
                    shown.append([run.outputs for run in student.runs])
    assert shown[:2] == shown[2:]


def test_a_child_runs_the_code_that_was_compiled_ahead() -> None:
    with Sandbox(LIMITS, unsafe=True, guest=Guest(cells=(FIRST, "second = 2"))) as sandbox:
        with Student(sandbox, submission(FIRST, USED), LIMITS) as student:
            used, files = student.used()
            assert used
            assert len(set(files)) == 1  # of the first cell alone
        with Student(sandbox, submission("1", FIRST, USED), LIMITS) as student:
            assert not student.used()[0]  # a traceback would name another cell


def test_the_locked_cells_of_an_assignment_are_read_ahead_as_far_as_they_fit(
    monkeypatch, tmp_path: Path
) -> None:
    course = Course.load(ROOT)
    locked = [c.source for c in course.assignment("03_tips").cells if c.role == "locked"]
    assert guest_of(course, "03_tips", rehearse=False) == Guest(rehearse=False, cells=(*locked,))
    assert guest_of(course, "", rehearse=True) == Guest()
    monkeypatch.setattr(guest, "MOST_BYTES", len(locked[0].encode()))
    assert guest_of(course, "03_tips", rehearse=True).cells == (locked[0],)
    (tmp_path / "course_config.py").write_text("c = get_config()\n")
    (tmp_path / "source" / "01_x").mkdir(parents=True)
    assert guest_of(Course.load(tmp_path), "01_x", rehearse=True) == Guest()  # not built yet
