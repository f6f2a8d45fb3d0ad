"""The release is fresh and leaks nothing; each way to break that is caught."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.build import build, check
from autograder.course import Course, tools_on_path
from autograder.course.gallery import solved
from autograder.grading.pool import Pool
from tests.course.support import ROOT, run_tool

NAME = "02_one_step"
tools_on_path()


@pytest.fixture
def course(course_root: Path) -> Course:
    return Course.load(course_root)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """One grader for all: what the tests change is the source and the release of their own course.

    It is told each by the submission, and has the hidden tests from here.
    """
    with Pool(Course.load(ROOT), jobs=1, only=NAME) as pool:
        yield pool


def edit(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the cell called one_step of a notebook."""
    notebook = json.loads(path.read_text())
    change(next(cell for cell in notebook["cells"] if cell["id"] == "one_step"))
    path.write_text(json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def test_the_committed_release_is_what_the_source_gives() -> None:
    """All that `course build --check` asks, of every lesson."""
    done = run_tool(ROOT, "course", "build", "--check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "release is fresh, leaks nothing, scores 0; source scores full" in done.stdout
    for name in Course.load(ROOT).assignments:
        assert name in done.stdout


def test_building_again_changes_nothing(course: Course) -> None:
    assert build(course, NAME) == []


def test_drift_is_found_and_mended(course: Course, pool: Pool) -> None:
    stranger = course.root / "release" / NAME / "left_over.txt"
    stranger.write_text("from an older release")
    edit(course.assignment(NAME).release, lambda cell: cell.update(source="changed by hand"))
    assert len(check(course, NAME, pool)) == 2
    assert len(build(course, NAME)) == 2
    assert check(course, NAME, pool) == []


def test_a_leaked_solution_is_found(course: Course, pool: Pool) -> None:
    def leak(cell: dict[str, Any]) -> None:
        text = solved(course.assignment(NAME))["one_step"]
        first = text.split("### BEGIN SOLUTION\n")[1].splitlines()[0]
        cell["source"] = f"{text}\n\n'''\n{first.strip()}\n'''"

    edit(course.assignment(NAME).source, leak)
    build(course, NAME)
    found = check(course, NAME, pool)
    assert any("solution of 'one_step' stands in the release" in f.what for f in found), found


def test_a_source_that_does_not_score_full_is_found(course: Course, pool: Pool) -> None:
    def break_it(cell: dict[str, Any]) -> None:
        cell["source"] = "".join(cell["source"]).replace("lr *", "-lr *")

    edit(course.assignment(NAME).source, break_it)
    found = check(course, NAME, pool)
    assert any("one_step is" in finding.what for finding in found), found


@pytest.mark.parametrize("name", ["runs", "open", "flags", "echoes"])
def test_an_exercise_called_like_a_part_of_the_grader_is_found(
    course: Course, pool: Pool, name: str
) -> None:
    """Its hidden tests would call `student.open`, which opens the notebook."""
    release = course.assignment(NAME).release
    text = release.read_text("utf-8").replace('"one_step"', f'"{name}"')
    release.write_text(text.replace('"test_one_step"', f'"test_{name}"'), "utf-8")
    found = check(course, NAME, pool)
    assert any(f"cannot be called '{name}'" in finding.what for finding in found), found


def test_a_folder_beside_a_notebook_is_handed_out_and_there_when_it_is_graded(
    course: Course,
) -> None:
    source = course.root / "source" / NAME
    (source / ".ipynb_checkpoints").mkdir(exist_ok=True)
    (source / ".ipynb_checkpoints" / "old.csv").write_text("old")
    (source / "data").mkdir()
    (source / "data" / "tall.csv").write_text("1\n")
    build(course, NAME)
    files = course.assignment(NAME).files
    assert files["data/tall.csv"] == b"1\n"
    assert not any("checkpoints" in name for name in files)
