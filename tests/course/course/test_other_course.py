"""A course of another subject, two exercises and a written answer, graded by the same engine.

It has a mistake of its own in each exercise, and one exercise that needs the other.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from tests.course.support import OTHER_COURSE, gradebook_dump, run_tool

NAME = "01_sorting"
VALUE = "def smallest(items):\n    return min(items)"
DOWNWARDS = "def sort_numbers(items):\n    return sorted(items, reverse=True)"
IN_PLACE = "def sort_numbers(items):\n    items.sort()\n    return items"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("other") / "course"
    shutil.copytree(OTHER_COURSE, root, ignore=shutil.ignore_patterns("__pycache__", "release"))
    done = run_tool(root, "course", "build")
    assert done.returncode == 0, done.stderr
    assignment = Course.load(root).assignment(NAME)
    right = solved(assignment)
    works = {
        "ada": right,
        "bela": {**right, "smallest": VALUE},
        "chen": {**right, "sort_numbers": DOWNWARDS},
        "dora": {},
        "emil": {**right, "sort_numbers": IN_PLACE},
    }
    for student, answers in works.items():
        folder = root / "submitted" / student / NAME
        folder.mkdir(parents=True)
        notebook = json.dumps(notebook_with(assignment, answers))
        (folder / f"{NAME}.ipynb").write_text(notebook, encoding="utf-8")
    done = run_tool(root, "course", "grade", NAME, "--json", "grades.json")
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def grades(root: Path) -> dict[str, dict[str, Any]]:
    data = json.loads((root / "grades.json").read_text("utf-8"))["grades"]
    return {one["student"]: {e["name"]: e for e in one["exercises"]} for one in data}


def test_its_release_is_fresh_and_leaks_nothing(root: Path) -> None:
    done = run_tool(root, "course", "build", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_release_that_is_kept_for_other_tests_is_fresh(root: Path) -> None:
    kept, built = (
        (course / "release" / NAME / f"{NAME}.ipynb").read_text("utf-8")
        for course in (OTHER_COURSE, root)
    )
    assert kept == built, "run `course build` in tests/course/other_course"


def test_right_answers_get_all_points_and_words_wait_for_a_person(root: Path) -> None:
    ada = grades(root)["ada"]
    assert [(e["status"], e["points"]) for e in ada.values()] == [
        ("passed", 2.0),
        ("passed", 3.0),
        ("manual", 0.0),
    ]


def test_an_error_is_carried_forward(root: Path) -> None:
    """sort_numbers calls smallest, which is wrong: it is tried with the right one."""
    bela = grades(root)["bela"]
    assert bela["smallest"]["diagnosis"] == "value_not_place"
    assert bela["sort_numbers"]["status"] == "passed"


@pytest.mark.parametrize(
    ("student", "exercise", "name", "says"),
    [
        ("bela", "smallest", "value_not_place", "The number itself is returned, not its place."),
        ("chen", "sort_numbers", "sorted_downwards", "The numbers stand in falling order."),
        ("emil", "sort_numbers", "changes_arguments", "changed what it was handed."),
    ],
)
def test_its_own_mistakes_are_named_and_earn_a_part(
    root: Path, student: str, exercise: str, name: str, says: str
) -> None:
    grade = grades(root)[student][exercise]
    assert grade["diagnosis"] == name
    assert says in grade["message"]
    assert 0 < grade["points"] < grade["max_points"] / 2


def test_pages_the_report_and_exports_are_made(root: Path) -> None:
    for command in ("feedback", "report"):
        done = run_tool(root, "course", command, NAME)
        assert done.returncode == 0, done.stderr
    page = (root / "feedback" / "chen" / NAME / f"{NAME}.html").read_text("utf-8")
    assert "The numbers stand in falling order." in page
    report = (root / "reports" / f"{NAME}.html").read_text("utf-8")
    assert "The numbers stand in falling order." in report
    done = run_tool(root, "course", "export", "--to", "csv", NAME, "--output", "grades.csv")
    assert done.returncode == 0, done.stderr


def test_stock_nbgrader_grades_it_alike(root: Path, tmp_path: Path) -> None:
    stock = shutil.copytree(root, tmp_path / "stock")
    for made in ("autograded", "feedback", ".grades"):
        shutil.rmtree(stock / made)
    (stock / "gradebook.db").unlink()
    done = run_tool(stock, "nbgrader", "generate_assignment", NAME, "--force")
    assert done.returncode == 0, done.stderr
    done = run_tool(stock, "nbgrader", "autograde", NAME)
    assert done.returncode == 0, done.stderr
    assert gradebook_dump(stock) == gradebook_dump(root)


def test_without_hidden_tests_the_tests_in_its_cells_grade(root: Path, tmp_path: Path) -> None:
    bare = shutil.copytree(root, tmp_path / "bare")
    for made in ("tests", ".grades", "autograded"):
        shutil.rmtree(bare / made)
    for gone in ("gradebook.db", "pyproject.toml"):
        (bare / gone).unlink()
    done = run_tool(bare, "course", "grade", NAME, "--json", "grades.json", "--student", "ada")
    states = [(e["status"], e.get("tests")) for e in grades(bare)["ada"].values()]
    assert states == [("passed", "outside"), ("passed", "outside"), ("manual", None)], done.stderr


def test_editing_a_sentence_grades_anew_who_reads_it(root: Path) -> None:
    folder = root / "tests" / "wrong_answers" / NAME
    words = folder / "sort_numbers" / "sorted_downwards.py"
    text = words.read_text("utf-8")
    words.write_text(text.replace("in falling order", "in the wrong order"), encoding="utf-8")
    done = run_tool(root, "course", "grade", NAME, "--json", "grades.json")
    assert done.returncode == 0, done.stderr
    assert "in the wrong order" in grades(root)["chen"]["sort_numbers"]["message"]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("[a]\nsays = 1\nno toml", "words.toml: Expected '=' after a key"),
        ('[fine]\nsays = ""\nasks = ""\n\n[half]\nsays = ""\n', "words.toml:5: [half] needs says"),
        ('plain = ""\n', "words.toml:1: plain must be a table"),
    ],
)
def test_broken_words_are_a_usage_error_of_pytest(root: Path, broken: str, says: str) -> None:
    words = root / "tests" / "hidden" / NAME / "words.toml"
    words.write_text(broken, encoding="utf-8")
    done = run_tool(root, "pytest", "-q", "tests/hidden")
    words.unlink()
    said = done.stdout + done.stderr
    assert done.returncode == pytest.ExitCode.USAGE_ERROR, said
    assert says in said
    assert "line 3" in said or "words.toml:" in said
    assert "INTERNALERROR" not in said
    assert "Traceback" not in said
