"""A group hands in once, is read once, and each of its members has the grade."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.intake.groups import SharedWork, shared_work
from autograder.term.roster import read_roster
from tests.course.support import copy_other_course, run_tool

NAME = "01_sorting"
ROSTER = "id,group\nada,red\nbob,red\nchen,blue\ndora,blue\nemil,\nfinn,red\n"
VALUE = "def smallest(items):\n    return min(items)"


def hand_in(root: Path, student: str, when: str, **answers: str) -> None:
    assignment = Course.load(root).assignment(NAME)
    folder = root / "submitted" / student / NAME
    folder.mkdir(parents=True, exist_ok=True)
    notebook = json.dumps(notebook_with(assignment, {**solved(assignment), **answers}))
    (folder / f"{NAME}.ipynb").write_text(notebook, "utf-8")
    (folder / "timestamp.txt").write_text(f"2027-02-{when}:00 UTC")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """bob has handed in for ada and finn, one day late; chen and dora both have; emil is alone."""
    root = copy_other_course(tmp_path_factory.mktemp("class") / "course")
    with (root / "course_config.py").open("a") as config:
        config.write(f"c.Course.due_dates = {{{NAME!r}: '2027-02-22 23:59Z'}}\n")
    (root / "students.csv").write_text(ROSTER)
    hand_in(root, "bob", "23 12:00", why="because of red")
    hand_in(root, "chen", "22 12:00", smallest=VALUE, why="because of blue")
    hand_in(root, "dora", "22 11:00", why="earlier")
    hand_in(root, "emil", "22 11:00", why="alone")
    done = run_tool(root, "course", "grade", NAME)
    assert done.returncode == 0, done.stderr
    assert "group blue: chen's hand-in counts, dora's hand-in does not" in done.stderr
    assert "missing" not in done.stdout
    assert "handed in by bob" in done.stdout
    return root


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / "course")


def rows(root: Path) -> dict[str, tuple[str, str, str]]:
    done = run_tool(root, "course", "export", "--to", "csv", NAME)
    assert done.returncode == 0, done.stderr
    found = csv.DictReader(done.stdout.splitlines())
    return {r["student"]: (r["points"], r["late_penalty"], r["needs_person"]) for r in found}


def book(root: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{root / 'gradebook.db'}", "sorting")


def waiting(root: Path) -> list[str]:
    """Whom the form grader asks a person to read."""
    with book(root) as gradebook:
        found = gradebook.notebook_submissions(NAME, NAME)
        return sorted(one.student.id for one in found if one.needs_manual_grade)


def read(root: Path, student: str, points: float | None, words: str = "") -> None:
    with book(root) as gradebook:
        one = gradebook.find_submission_notebook(NAME, NAME, student)
        grade = next(grade for grade in one.grades if grade.name == "why")
        grade.manual_score, grade.needs_manual_grade = points, points is None
        if words:
            next(c for c in one.comments if c.name == "why").manual_comment = words
        gradebook.db.commit()


def test_each_member_has_the_groups_grade_and_one_waits_to_be_read(graded: Path) -> None:
    red, blue = ("5", "0.5", "yes"), rows(graded)["chen"]
    assert rows(graded) == {
        **dict.fromkeys(("ada", "bob", "finn"), red),
        **dict.fromkeys(("chen", "dora"), blue),
        "emil": ("5", "0", "yes"),
    }
    assert float(blue[0]) < 5
    assert waiting(graded) == ["bob", "chen", "emil"]


def test_a_group_is_read_once(root: Path) -> None:
    read(root, "bob", 2.5, "well argued")
    assert run_tool(root, "course", "grade", NAME, "--quiet").returncode == 0
    assert {rows(root)[one] for one in ("ada", "bob", "finn")} == {("7.5", "0.75", "no")}
    assert waiting(root) == ["chen", "emil"]
    assert "0 graded now" in run_tool(root, "course", "grade", NAME).stdout
    run_tool(root, "course", "feedback", NAME)
    page = (root / "feedback" / "ada" / NAME / f"{NAME}.html").read_text()
    for said in ("Handed in for your group by bob", "well argued", "read by a person"):
        assert said in page
    read(root, "bob", None)
    run_tool(root, "course", "grade", NAME, "--quiet")
    assert {rows(root)[one] for one in ("ada", "bob", "finn")} == {("5", "0.5", "yes")}
    assert waiting(root) == ["bob", "chen", "emil"]


def test_a_member_may_be_given_other_points_and_keeps_them(root: Path) -> None:
    read(root, "ada", 1.0)
    read(root, "bob", 2.5)
    for _ in range(2):
        run_tool(root, "course", "grade", NAME, "--quiet")
        found = rows(root)
        assert [found[one][0] for one in ("ada", "bob", "finn")] == ["6", "7.5", "7.5"]


def test_another_member_hands_in_later(root: Path) -> None:
    hand_in(root, "finn", "24 12:00", smallest=VALUE, why="because, later")
    done = run_tool(root, "course", "grade", NAME)
    assert "group red: finn's hand-in counts, bob's hand-in does not" in done.stderr
    found = rows(root)
    assert {found[one] for one in ("ada", "bob", "finn")} == {found["finn"]}
    assert found["finn"][1] != "0.5"
    assert waiting(root) == ["chen", "emil", "finn"]


def test_the_report_takes_a_group_for_one_where_it_asks_and_compares(root: Path) -> None:
    done = run_tool(root, "course", "report", NAME)
    assert done.returncode == 0, done.stderr
    page = (root / "reports" / f"{NAME}.html").read_text()
    assert "waits for a person in 3 submissions" in page
    alike = page.partition("suspiciously alike")[2].partition("Time that")[0]
    assert "<bdi>bob</bdi> and <bdi>emil</bdi>" in alike
    assert not any(f"<bdi>{one}</bdi>" in alike for one in ("ada", "finn", "dora"))


def test_the_pages_secret_is_of_its_student(root: Path) -> None:
    """By it `nbgrader release_feedback` names a page: no two may have one name."""
    (root / "submitted" / "bob" / NAME / "submission_secret.txt").write_text("bob's")
    run_tool(root, "course", "grade", NAME, "--force", "--quiet")
    run_tool(root, "course", "feedback", NAME)
    found = [
        (root / "feedback" / one / NAME / "submission_secret.txt").read_text()
        for one in ("ada", "bob", "finn")
    ]
    assert found[1] == "bob's"
    assert len(set(found)) == 3


def test_who_hands_in_alone(root: Path) -> None:
    with (root / "course_config.py").open("a") as config:
        config.write("c.Course.group_work = ['02_other']\n")
    done = run_tool(root, "course", "grade", NAME)
    assert "group" not in done.stderr
    assert "2 missing" in done.stdout
    assert run_tool(root, "course", "students", "--missing", NAME).stdout.split() == ["ada", "finn"]


def test_a_group_of_one_and_one_without_work_share_nothing(tmp_path: Path) -> None:
    root = copy_other_course(tmp_path / "course")
    (root / "students.csv").write_text("id,group\nada,red\nbob,blue\nchen,blue\n")
    course = Course.load(root)
    assert shared_work(course, NAME, read_roster(root)) == SharedWork()
    for student in ("chen", "bob"):  # no times: the first of the list
        (root / "submitted" / student / NAME).mkdir(parents=True)
    assert shared_work(course, NAME, read_roster(root)).holders == {"chen": "bob"}
