"""Cells that many notebooks hold are parsed before any is run; what they show is the same."""

from __future__ import annotations

from pathlib import Path

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
