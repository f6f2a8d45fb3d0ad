"""A new assignment and a new exercise pass every check as they are."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tests.course.support import copy_other_course, run_tool

NAME = "01_sorting"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_other_course(tmp_path / "course")


def course(root: Path, *words: str) -> str:
    done = run_tool(root, "course", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_what_is_new_is_released_graded_and_tested(root: Path) -> None:
    course(root, "new-exercise", NAME, "twice", "--points", "2.5", "--after", "smallest")
    course(root, "new", "02_more", "--exercise", "more")
    course(root, "build")
    course(root, "build", "--check")
    title = nbformat.read(root / "source" / NAME / f"{NAME}.ipynb", as_version=4).cells[0]
    assert "10.5 points" in title.source, "8 points, and 2.5"
    assert "6 right answers, 0 below full marks" in course(root, "gallery")
    done = run_tool(root, "pytest", "-q", "tests/hidden")
    assert done.returncode == 0, done.stdout


def test_an_exercise_s_places_are_printed(root: Path) -> None:
    course(root, "build")
    printed = course(root, "exercise", "smallest")
    assert "solutions/sorting.py:4" in printed
    assert "value_not_place" in printed
    assert "tests/hidden/01_sorting/test_smallest.py, checks: 2" in printed
    written = course(root, "exercise", "why")
    assert "read by a person" in written
    assert "hidden tests" not in written


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("new", "sorting"), "a name such as 07_sorting"),
        (("new", NAME), "is there already"),
        (("new-exercise", NAME, "smallest", "--points", "1"), "smallest is there already"),
        (("new-exercise", NAME, "Not-A-Name", "--points", "1"), "a name such as mean_of"),
        (("new-exercise", NAME, "open", "--points", "1"), "'open' is a name that hidden tests use"),
        (("new-exercise", NAME, "twice", "--points", "1", "--after", "nope"), "no exercise 'nope'"),
        (("new-exercise", "09_none", "twice", "--points", "1"), "course new 09_none"),
        (("exercise", "nope"), "no assignment has an exercise 'nope'"),
    ],
)
def test_what_cannot_be_made_is_one_line_and_writes_nothing(
    root: Path, words: tuple[str, ...], says: str
) -> None:
    if words[0] == "exercise":
        course(root, "build")
    before = {path: path.read_bytes() for path in root.rglob("*.*") if path.is_file()}
    done = run_tool(root, "course", *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    after = {path: path.read_bytes() for path in root.rglob("*.*") if path.is_file()}
    assert {p: b for p, b in after.items() if "__pycache__" not in p.parts} == before
