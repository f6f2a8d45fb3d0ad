"""After a run: who changed, from what to what, and why; in the terminal, a file, JSON, the page."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.gradebook.changes import ChangeLog, change_of, log_path, reasons_since
from autograder.gradebook.scores import Score
from tests.course.support import copy_other_course, small_class
from tests.course.support.small_class import DOWNWARDS, NAME, VALUE, course, give, hand_in

pytestmark = pytest.mark.usefixtures("borrowed")
LOG = f"reports/{NAME}-changes.csv"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    works = {"ada": {}, "bela": {"smallest": VALUE}, "chen": {"sort_numbers": DOWNWARDS}}
    return small_class.graded_class(tmp_path_factory.mktemp("class") / "course", works)


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / "course")


def log(root: Path) -> list[dict[str, str]]:
    with (root / LOG).open(newline="") as file:
        return list(csv.DictReader(file))


def correct_the_test(root: Path) -> None:
    """Of equal numbers now the last counts: who takes the first loses what that check earns."""
    path = root / "tests" / "hidden" / NAME / "test_smallest.py"
    path.write_text(path.read_text().replace("gives(1)", "gives(2)"))


def page(root: Path, student: str) -> str:
    return (root / "feedback" / student / NAME / f"{NAME}.html").read_text("utf-8")


def test_a_first_grade_and_an_equal_one_are_no_change(root: Path) -> None:
    assert not (root / LOG).exists()
    said = course(root, "grade", NAME, "--json", "grades.json").stdout
    assert "changed" not in said
    assert "changed" not in json.loads((root / "grades.json").read_text())
    hand_in(root, "dora")
    assert "changed" not in course(root, "grade", NAME, "--force").stdout
    assert not (root / LOG).exists()


def test_who_changed_is_said_kept_and_on_the_next_page(root: Path) -> None:
    course(root, "feedback", NAME)
    assert "Changed since" not in page(root, "ada")
    correct_the_test(root)
    hand_in(root, "bela")
    done = course(root, "grade", NAME, "--json", "grades.json")
    said = " ".join(done.stdout.partition("changed:")[2].split())
    assert "3 of 3 changed:" in done.stdout
    assert "ada 5 → 4 (smallest)" in said
    assert "tests corrected (2), handed in again; tests corrected (1)" in said
    assert said.endswith(f"all in {LOG}")
    rows = {(row["student"], row["exercise"]): row for row in log(root)}
    assert rows.keys() == {("ada", "smallest"), ("bela", "smallest"), ("chen", "smallest")}
    ada = rows["ada", "smallest"]
    assert (ada["from"], ada["to"], ada["why"]) == ("2", "1", "tests corrected")
    assert ada["when"].endswith(" UTC")
    found = {
        one["student"]: one for one in json.loads((root / "grades.json").read_text())["changed"]
    }
    assert found["ada"] == {
        "student": "ada",
        "from": 5.0,
        "to": 4.0,
        "why": "tests corrected",
        "exercises": [{"name": "smallest", "from": 2.0, "to": 1.0}],
    }

    assert "changed" not in course(root, "grade", NAME).stdout
    assert len(log(root)) == 3
    line = "Changed since the last page: smallest 2 → 1, because its tests were corrected."
    for _ in range(2):  # a page that is written twice says the same
        course(root, "feedback", NAME)
        assert line in page(root, "ada")
        assert "because you handed in again and its tests were corrected" in page(root, "bela")

    give(root, "ada", "test_smallest", 1.5)
    course(root, "feedback", NAME)
    line = "Changed since the last page: smallest 1 → 1.5, because a person gave other points."
    assert line in page(root, "ada")
    assert "its tests were corrected" in page(root, "bela")


def test_lateness_that_changes_is_said(root: Path) -> None:
    (root / "submitted" / "ada" / NAME / "timestamp.txt").write_text("2027-03-02 12:00:00 UTC\n")
    course(root, "grade", NAME, "--quiet")
    course(root, "feedback", NAME)
    config = root / "course_config.py"
    config.write_text(
        config.read_text() + f"\nc.Course.due_dates = {{'{NAME}': '2027-03-01 23:59Z'}}\n"
    )
    said = course(root, "grade", NAME).stdout
    assert "1 of 3 changed: ada 5 → 4.5 (late penalty)" in said
    assert "why: lateness counted anew (1)" in said
    course(root, "feedback", NAME)
    assert "late penalty 0 → 0.5, because lateness was counted anew." in page(root, "ada")


def test_many_are_not_all_named_and_quiet_is_quiet(root: Path) -> None:
    for number in range(6):
        hand_in(root, f"s{number}")
    course(root, "grade", NAME, "--quiet")
    correct_the_test(root)
    copy = shutil.copytree(root, root.parent / "quiet")
    assert "; and 3 more" in course(root, "grade", NAME).stdout
    assert course(copy, "grade", NAME, "--quiet").stdout == ""
    assert len(log(copy)) == len(log(root)) == 8


def test_a_file_that_cannot_be_written_costs_no_grade(root: Path) -> None:
    (root / "reports").write_text("no folder")
    correct_the_test(root)
    said = course(root, "grade", NAME).stdout
    assert "2 of 3 changed" in said
    assert f"not kept: {root / LOG}: File exists" in " ".join(said.split())
    assert small_class.exported(root)["ada"]["smallest"] == "1"


def test_stock_autograde_notes_what_it_changes(root: Path) -> None:
    correct_the_test(root)
    done = small_class.run_tool(root, "nbgrader", "autograde", NAME, "--student", "ada", "--force")
    assert done.returncode == 0, done.stderr
    assert [(row["student"], row["why"]) for row in log(root)] == [("ada", "nbgrader autograde")]


# --- comparing


def score(auto: float | None, manual: float | None = None) -> Score:
    return Score(auto, manual, None, False)


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ({"a": score(None)}, {"a": score(2)}, None),  # nobody had given anything
        ({}, {"a": score(2)}, None),
        ({"a": score(1)}, {"a": score(1)}, None),
        ({"a": score(1, manual=2)}, {"a": score(0, manual=2)}, None),  # a person's stand
        ({"a": score(0.1 + 0.2)}, {"a": score(0.3)}, None),
        ({"a": score(1), "b": score(None)}, {"a": score(1), "b": score(2)}, [("B", None, 2.0)]),
        ({"a": score(1)}, {"a": score(None)}, [("A", 1.0, None)]),
        ({"a": score(1)}, {"a": score(1), "b": score(0)}, None),  # nor does a first 0 move anything
    ],
)
def test_what_is_a_change(before: dict, after: dict, parts: list | None) -> None:
    found = change_of("ada", before, after, (None, None), {"a": "A", "b": "B"})
    assert (found and [(p.exercise, p.before, p.after) for p in found.parts]) == parts


def test_the_file_survives_what_people_do_to_it(tmp_path: Path) -> None:
    course = Course.load(copy_other_course(tmp_path / "course"))
    assignment = course.assignment(NAME)
    changes = ChangeLog(course, assignment)
    moved = change_of("=1+1", {"a": score(1)}, {"a": score(2)}, (None, None), {})
    changes.note(None, "nothing")
    assert not log_path(course, assignment).exists()
    changes.note(moved, "-why")
    text = log_path(course, assignment).read_text()
    assert "'=1+1,a,1,2,'-why" in text
    assert reasons_since(changes.path, {"=1+1": "2000"}) == {"=1+1": {"a": "-why"}}
    assert reasons_since(changes.path, {"=1+1": "2999"}) == reasons_since(changes.path, {}) == {}
    changes.path.write_text("something,else\n1,2\n")
    assert reasons_since(changes.path, {"=1+1": "2000"}) == {}
    changes.path.write_bytes(b"\xff\xfe\x00")
    assert reasons_since(changes.path, {"=1+1": "2000"}) == {}


# --- the table says what stands in the gradebook


def row_of(said: str, student: str) -> str:
    (line,) = (line for line in said.splitlines() if line.startswith(f"│{student}"))
    return " ".join(line.split())


def test_the_table_has_the_points_that_people_gave(root: Path) -> None:
    assert row_of(course(root, "grade", NAME).stdout, "ada") == "│ada │ 5 │ ✓✓✎ │ │"
    give(root, "ada", "why", 3.0)
    give(root, "bela", "why", 2.5)
    give(root, "bela", "test_smallest", 0.0, extra_credit=0.25)
    give(root, "chen", "test_sort_numbers", None, extra_credit=1.0)
    said = course(root, "grade", NAME, "--json", "grades.json").stdout
    assert "0 graded now" in said
    assert row_of(said, "ada") == "│ada │ 8 │ ✓✓✓ │ why 3 of 3 by a person │"
    assert "│ 5.75 │ ◐✓◐ │" in row_of(said, "bela")
    assert "smallest 0.25 of 2 by a person; why 2.5 of 3 by a person" in " ".join(
        said.replace("│", " ").split()
    ).replace("bela 5.75 ◐✓◐ ", "")
    assert "value_not_place" not in said
    small_class.hand_in(root, "ada", why="I looked it up.")
    again = row_of(course(root, "grade", NAME).stdout, "ada")
    assert again == "│ada ⚑ │ 8 │ ✓✓✎ │ why 3 of 3 by a person who read an earlier version │"
    assert row_of(said, "chen").startswith("│chen │ 4.2 │ ✓◐✎ │ sorted_downwards (sort_numbers);")
    machine = json.loads((root / "grades.json").read_text())["grades"]
    assert [one["points"] for one in machine] == [5.0, 3.8, 3.2]  # programs get the machine's

    (root / "submitted" / "ada" / NAME / f"{NAME}.ipynb").write_text("cut")
    done = course(root, "grade", NAME)
    assert row_of(done.stdout, "ada").startswith("│ada ⚑ │ 3 │ │ refused:")


def test_a_flag_goes_when_a_person_has_read_the_new_version(root: Path) -> None:
    small_class.give(root, "ada", "why", 3.0)
    small_class.course(root, "grade", NAME, "--quiet")
    small_class.hand_in(root, "ada", why="I have thought again.")
    small_class.course(root, "grade", NAME, "--quiet")
    assert small_class.exported(root)["ada"]["flagged"] == "yes"
    small_class.course(root, "grade", NAME, "--quiet")
    assert small_class.exported(root)["ada"]["flagged"] == "yes", "nobody has read it"
    small_class.give(root, "ada", "why", 2.0)
    small_class.course(root, "grade", NAME, "--quiet")
    ada = small_class.exported(root)["ada"]
    assert (ada["flagged"], ada["needs_person"], ada["why"]) == ("no", "no", "2")
    small_class.sql(root, "update submitted_notebook set flagged = 1")  # a person's flag
    small_class.course(root, "grade", NAME, "--quiet")
    assert small_class.exported(root)["ada"]["flagged"] == "yes"


def test_points_are_not_of_an_earlier_version_when_the_one_that_was_read_is_back(
    root: Path,
) -> None:
    def why(student: str) -> dict[str, object]:
        return small_class.cells(root, student)["why"]

    def handed_in(text: str) -> str:
        small_class.hand_in(root, "ada", why=text)
        return row_of(course(root, "grade", NAME).stdout, "ada")

    handed_in("Version A.")
    small_class.give(root, "ada", "why", 3.0)
    small_class.course(root, "grade", NAME, "--quiet")
    assert "who read an earlier version" in handed_in("Version B.")
    assert handed_in("Version A.") == "│ada │ 8 │ ✓✓✓ │ why 3 of 3 by a person │"
    assert small_class.exported(root)["ada"]["flagged"] == "no"
    course(root, "feedback", NAME)
    assert "earlier version" not in page(root, "ada")

    assert "who read an earlier version" in handed_in("Version B.")
    assert "who read an earlier version" in handed_in("Version C.")
    small_class.give(root, "ada", "why", 2.0)
    small_class.course(root, "grade", NAME, "--quiet")
    assert "who read an earlier version" in handed_in("Version A."), "C was read last"
    assert "earlier version" not in handed_in("Version C.")
    assert why("ada")["manual_score"] == 2.0
    assert small_class.sql(root, "select count(*) from autograder_seen") == [(0,)]


def test_a_code_answer_that_is_back_is_the_one_that_was_read(root: Path) -> None:
    small_class.give(root, "ada", "test_smallest", 2.0, extra_credit=0.5)
    course(root, "grade", NAME, "--quiet")
    hand_in(root, "ada", smallest=VALUE)
    course(root, "grade", NAME, "--quiet")
    assert small_class.cells(root, "ada")["test_smallest"]["needs_manual_grade"]
    hand_in(root, "ada")
    course(root, "grade", NAME, "--quiet")
    assert not small_class.cells(root, "ada")["test_smallest"]["needs_manual_grade"]
    correct_the_test(root)
    course(root, "grade", NAME, "--quiet")
    course(root, "students", "remove", "ada", "--yes")
    assert small_class.sql(root, "select count(*) from autograder_seen") == [(0,)]


def test_a_large_class_counts_what_people_have_read(root: Path) -> None:
    from autograder.batch.plan import make_plan
    from autograder.batch.run import grade_class
    from autograder.grading.pool import Pool

    give(root, "ada", "why", 3.0)
    give(root, "bela", "why", 0.0)
    here = Course.load(root)
    with Pool(here, jobs=1) as pool:
        tally = grade_class(make_plan(here, here.assignment(NAME)), pool).tally()
    assert tally.exercises["why"] == {"passed": 1, "failed": 1, "manual": 1}
    assert tally.points == [8.0, pytest.approx(3.8), pytest.approx(3.2)]
