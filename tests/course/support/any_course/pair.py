"""A small assignment of two notebooks: a test outside, one inside, a written answer."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.course.support import BIN
from tests.course.support.any_course import Variant, hand_in
from tests.course.support.any_course.notebooks import write_notebook

NAME = "pair"
SOLUTION = "### BEGIN SOLUTION\n{}\n### END SOLUTION"
RIGHT = {
    "double": "def double(x):\n    return x + x",
    "Pile": "class Pile(list):\n    push = list.append",
}
WRONG = {**RIGHT, "double": "def double(x):\n    return x ** 2"}
HIDDEN = "### BEGIN HIDDEN TESTS\nassert double(3.25) == 6.5\n### END HIDDEN TESTS"
FIRST = (
    ("text", "", "# Numbers"),
    ("answer", "double", SOLUTION.format(RIGHT["double"])),
    ("test", "double_values", f"assert double(2) == 4\n{HIDDEN}", 2),
)
SECOND = (
    ("answer", "Pile", SOLUTION.format(RIGHT["Pile"])),
    ("test", "pile_grows", "pile = Pile()\npile.push(1)\nassert len(pile) == 1", 3),
    ("written", "why_pile", "It is like a pile of plates.", 1),
)


def make(root: Path, config: str = "") -> Path:
    """Make a course of that assignment, and build it."""
    for name, cells in (("numbers", FIRST), ("piles", SECOND)):
        write_notebook(root / "source" / NAME / f"{name}.ipynb", cells)
    run(root, "init")
    with (root / "course_config.py").open("a", encoding="utf-8") as file:
        file.write(config)
    run(root, "build")
    return root


def give_in(root: Path, student: str, cells: dict[str, str], when: str = "") -> None:
    """Write a hand-in; of no answers, a blank one."""
    hand_in(root, NAME, student, Variant(cells, when=when))


def run(root: Path, *arguments: str) -> str:
    """Run a command of ``course``; return what it says."""
    command = [str(BIN / "course"), *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
