"""Every command waits for what is imported before it: nothing that only some of them need."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from autograder.batch import tier
from autograder.cli import grading
from autograder.cli.watching import memory_given_back
from autograder.course import Course
from autograder.gradebook import tables
from autograder.grading.pool import Pool
from tests.course.support import BIN, ROOT, copy_other_course, tool_environment

LARGE = ("sqlalchemy", "numpy", "pandas", "matplotlib", "IPython", "nbgrader", "nbformat", "pytest")
LOADED = f"import json, sys; print(json.dumps([m for m in {LARGE!r} if m in sys.modules]))"


def loaded_by(program: str, folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\n{LOADED}"],
        cwd=folder,
        env=tool_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_a_command_starts_without_large_libraries(tmp_path: Path) -> None:
    assert loaded_by("import autograder.cli", tmp_path) == []
    assert loaded_by("import autograder.cli, numpy", tmp_path) == ["numpy"]


def test_a_command_looks_for_no_cycles_when_it_ends(tmp_path: Path) -> None:
    program = (
        "import atexit, gc\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 10_000))\n"  # runs after all others
        "from autograder.cli import main\n"
        "main(['check', '--help'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("True\n")


@pytest.mark.parametrize(
    ("one", "known", "begun"),
    [
        (True, "full", ["sandbox", "measured", "grader"]),
        (False, None, ["sandbox", "measured", "grader"]),  # the first run on a machine
        (False, "full", ["measured"]),  # there may be nothing to grade
    ],
)
def test_graders_start_early_where_there_is_work_and_read_what_was_measured(
    monkeypatch: pytest.MonkeyPatch, one: bool, known: str | None, begun: list[str]
) -> None:
    order: list[str] = []
    monkeypatch.setattr(tier, "known_tier", lambda course: known)
    monkeypatch.setattr(tier, "usable_tier", lambda course, unsafe: "full")
    monkeypatch.setattr(grading, "measured", lambda *about: order.append("measured"))
    monkeypatch.setattr(Pool, "warm_up", lambda pool: order.append("sandbox"))
    monkeypatch.setattr(Pool, "warm", lambda pool, jobs: order.append("grader"))
    course = Course.load(ROOT)
    about = course, course.assignment("02_one_step"), 0, None, False
    with grading._graders(*about, one=one) as (_, found):
        assert (found, order) == ("full", begun)


def test_a_gradebook_of_nbgraders_is_opened_without_nbgrader(tmp_path: Path) -> None:
    root = copy_other_course(tmp_path / "course")
    nbgrader = [str(BIN / "nbgrader"), "db", "student", "add", "ada"]
    subprocess.run(nbgrader, cwd=root, env=tool_environment(), capture_output=True, check=True)
    opening = (
        "from autograder.course import Course\n"
        "from autograder.gradebook.database import opened\n"
        "from sqlalchemy import inspect\n"
        "with opened(Course.load()) as database, database.reading() as connection:\n"
        f"    assert inspect(connection).has_table({tables.READ.name!r})\n"
        f"    assert inspect(connection).has_table({tables.BEFORE.name!r})\n"
    )
    assert "nbgrader" not in loaded_by(opening, root)


class Knot:
    """Two of them that know each other are found by a look for cycles only."""

    other: Knot


def knot() -> weakref.ref[Knot]:
    one, two = Knot(), Knot()
    one.other, two.other = two, one
    return weakref.ref(one)


def is_given_back() -> bool:
    """Whether a knot goes while as many objects come as some landings make."""
    gone = knot()
    for _ in range(10):
        _made = [[] for _ in range(6_000)]
    return gone() is None


def test_a_watch_gives_back_what_other_commands_keep() -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(100_000, 20, 20)  # as all commands do
        gc.collect()
        assert not is_given_back()
        with memory_given_back():
            assert is_given_back()
        assert gc.get_threshold() == (100_000, 20, 20)
    finally:
        gc.set_threshold(*before)
