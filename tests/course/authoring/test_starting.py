"""A course that is begun in an empty folder works at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.starting import start_course
from autograder.course import Course
from autograder.errors import CourseError
from tests.course.support import ROOT, run_tool


def test_a_new_course_builds_and_grades_its_example_at_once(tmp_path: Path) -> None:
    root = tmp_path / "my course 2"
    (root / ".git").mkdir(parents=True)
    done = run_tool(tmp_path, "course", "init", "my course 2")
    assert done.returncode == 0, done.stderr
    assert "next: cd my course 2; course build" in done.stdout
    for words, said in (
        (("build",), "01_first: "),
        (("build", "--check"), "release is fresh"),
        (("demo",), "3 submissions, 3 graded now"),
        (("grade", "01_first"), "double_not_doubled (double)"),
        (("doctor",), "01_first"),
    ):
        done = run_tool(root, "course", *words)
        assert done.returncode == 0, (words, done.stdout + done.stderr)
        assert said in done.stdout, words
    assert Course.load(root).config.CourseDirectory.course_id == "my-course-2"


def test_a_new_course_has_the_settings_of_this_one_for_stock_nbgrader(tmp_path: Path) -> None:
    start_course(tmp_path / "new")

    def of_nbgrader(root: Path) -> dict[str, str]:
        config = Course.load(root).config
        return {
            name: str(config[name]) for name in config if name not in ("Course", "CourseDirectory")
        }

    assert of_nbgrader(tmp_path / "new") == of_nbgrader(ROOT)
    assert "GradeInSandbox" in of_nbgrader(ROOT)["Autograde"]


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CourseError, match=r"holds notes\.txt; name an empty folder"):
        start_course(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    with pytest.raises(CourseError, match="is no folder"):
        start_course(tmp_path / "notes.txt")
