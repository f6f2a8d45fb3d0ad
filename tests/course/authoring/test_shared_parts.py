"""What notebooks share is written once, put into each by a build, and is no assignment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from nbgrader.apps.api import NbGraderAPI

from autograder.authoring.build import build, check
from autograder.authoring.shared_parts import bring_up_to_date, stale_parts
from autograder.course import Course
from autograder.errors import CourseError
from autograder.grading.pool import Pool
from tests.course.lessons.notebooks import cells_of
from tests.course.support import ROOT, copy_other_course, run_tool

NAME = "01_sorting"
TEXT = "<!-- BEGIN SHARED hello.md -->\n<!-- END SHARED hello.md -->\n\nIts own words."
CODE = "own = 1\n### BEGIN SHARED tools.py\nold = 2\n### END SHARED tools.py\n\nown = 3"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course whose title shares a greeting and whose first check shares a tool."""
    course = Course.load(copy_other_course(tmp_path / "course"))
    share(course, "hello.md", "# Hello\n\n- to all\n")
    share(course, "tools.py", "def tool():\n    return 'ä'\n\n\n")
    edit(course, "title", TEXT)
    edit(course, "test_smallest", CODE)
    return course


def share(course: Course, name: str, text: str) -> Path:
    path = course.root / "source" / name
    path.write_text(text, "utf-8")
    return path


def notebook_of(course: Course) -> dict[str, Any]:
    return json.loads(course.assignment(NAME).source.read_text("utf-8"))


def edit(course: Course, cell: str, source: str | list[str]) -> None:
    notebook = notebook_of(course)
    next(one for one in notebook["cells"] if one["id"] == cell)["source"] = source
    course.assignment(NAME).source.write_text(json.dumps(notebook, indent=1, ensure_ascii=False))


def source_of(course: Course, cell: str) -> Any:
    return {one["id"]: one["source"] for one in notebook_of(course)["cells"]}[cell]


def test_a_build_fills_what_stands_between_the_marker_lines(course: Course) -> None:
    assert bring_up_to_date(course, NAME) == [course.assignment(NAME).source]
    greeting = "# Hello\n\n- to all\n"
    assert source_of(course, "title") == TEXT.replace("-->\n<!-- END", f"-->\n{greeting}<!-- END")
    tool = "def tool():\n    return 'ä'\n"
    assert source_of(course, "test_smallest") == CODE.replace("old = 2\n", tool)
    assert bring_up_to_date(course, NAME) == [], "a second time changes nothing"


def test_only_what_is_stale_is_written_and_in_the_file_s_own_form(course: Course) -> None:
    edit(course, "title", TEXT.splitlines(keepends=True))
    before = course.assignment(NAME).source.read_text("utf-8").splitlines()
    bring_up_to_date(course, NAME)
    assert source_of(course, "title")[:2] == ["<!-- BEGIN SHARED hello.md -->\n", "# Hello\n"]
    after = course.assignment(NAME).source.read_text("utf-8").splitlines()
    changed = set(before) ^ set(after)
    assert len(changed) < 10, changed


def test_two_parts_may_stand_in_one_cell(course: Course) -> None:
    edit(course, "title", f"{TEXT}\n{CODE}")
    edit(course, "test_smallest", "assert True")
    bring_up_to_date(course, NAME)
    assert stale_parts(course, NAME) == []
    for part in ("# Hello", "def tool", "Its own words.", "own = 3"):
        assert part in source_of(course, "title")


def test_a_check_names_the_cell_that_is_stale_and_changes_nothing(course: Course) -> None:
    assert course.assignment(NAME).source in build(course, NAME)
    assert stale_parts(course, NAME) == []
    share(course, "tools.py", "def tool():\n    return 'new'\n")
    with Pool(course, jobs=1, only=NAME) as pool:
        (found,) = check(course, NAME, pool)
    where = f"source/{NAME}/{NAME}.ipynb, cell test_smallest"
    assert (found.where, found.what) == (where, "is not what source/tools.py says")
    assert found.mend == f"course build {NAME}"
    assert len(stale_parts(course, NAME)) == 1


def test_the_command_says_which_cell_is_stale(course: Course) -> None:
    done = run_tool(course.root, "course", "build", "--check")
    assert done.returncode == 1
    assert "is not what source/tools.py says" in done.stdout


# --- what is not in order


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (
            "### BEGIN SHARED none.py\n### END SHARED none.py",
            "there is no file source/none.py to put in",
        ),
        ("### BEGIN SHARED tools.py", "tools.py begins and does not end"),
        ("### END SHARED tools.py", "tools.py ends and does not begin"),
        (
            "### BEGIN SHARED tools.py\n### END SHARED tool.py",
            "tool.py ends and does not begin",
        ),
        (
            "### BEGIN SHARED tools.py\n### BEGIN SHARED hello.md",
            "hello.md begins before tools.py ends",
        ),
        ("# BEGIN SHARED tools.py", "is no marker line; such a line is ### BEGIN SHARED name.py"),
        (f"{CODE}\n{CODE}", "tools.py stands in it twice; cells: "),
    ],
)
def test_markers_that_are_not_in_order_are_told_with_their_cell(
    course: Course, source: str, says: str
) -> None:
    edit(course, "sort_numbers", source)
    before = course.assignment(NAME).source.read_bytes()
    for command in (bring_up_to_date, stale_parts):
        with pytest.raises(CourseError) as error:
            command(course, NAME)
        assert str(error.value).startswith(f"source/{NAME}/{NAME}.ipynb")
        assert says in str(error.value)
        assert "sort_numbers" in str(error.value)
    assert course.assignment(NAME).source.read_bytes() == before


def test_a_file_that_no_notebook_names_is_left_alone(course: Course) -> None:
    share(course, "spare.md", "### BEGIN SHARED nothing.md")
    (course.root / "source" / ".tools.py.swp").write_bytes(b"\xff")
    bring_up_to_date(course, NAME)


def test_a_part_that_holds_a_marker_is_told(course: Course) -> None:
    share(course, "tools.py", "### BEGIN SHARED hello.md\n")
    with pytest.raises(CourseError, match=r"source/tools\.py: holds a marker line itself"):
        bring_up_to_date(course, NAME)


def test_a_part_that_is_no_text_is_told(course: Course) -> None:
    share(course, "tools.py", "").write_bytes(b"\xff\xfe")
    with pytest.raises(CourseError, match=r"source/tools\.py: is not text in UTF-8"):
        bring_up_to_date(course, NAME)


@pytest.mark.parametrize("damage", ["{", "[]", '{"cells": [1]}', '{"cells": [{"id": "a"}]}'])
def test_a_damaged_notebook_is_told(course: Course, damage: str) -> None:
    share(course, "hello.md", "").unlink()
    share(course, "tools.py", "").unlink()
    course.assignment(NAME).source.write_text(damage)
    with pytest.raises(CourseError, match=f"source/{NAME}/{NAME}.ipynb: is not a notebook"):
        bring_up_to_date(course, NAME)


def test_a_course_that_shares_nothing_is_left_alone(tmp_path: Path) -> None:
    course = Course.load(copy_other_course(tmp_path / "course"))
    assert bring_up_to_date(course, NAME) == []
    assert stale_parts(course, NAME) == []


# --- this course


def test_neither_nbgrader_nor_the_course_takes_a_shared_file_for_an_assignment() -> None:
    course = Course.load(ROOT)
    assert (ROOT / "source" / "helpers.py").is_file()
    api = NbGraderAPI(course.directory, config=course.config)
    assert api.get_source_assignments() == set(course.assignments)


SHARED_BY_ALL = {"helpers": "helpers.py", "every_exercise": "small_print.md"}
SHARED_BY_ALL |= {"closing": "before_you_hand_in.md"}


@pytest.mark.parametrize("lesson", Course.load(ROOT).assignments)
def test_all_lessons_share_helpers_small_print_and_the_closing_list(lesson: str) -> None:
    sources = {cell.id: cell.source for cell in cells_of(lesson)}
    for cell, part in SHARED_BY_ALL.items():
        assert f"BEGIN SHARED {part}" in sources[cell]
