"""What holds for some students only is in the table, on their page, in the report and exports."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from tests.course.support import copy_other_course, run_tool

NAME = "01_sorting"
CLASS = ("ada", "bob", "chen", "emil", "finn")
ROSTER = "id,first_name\n" + "".join(f"{one},{one.title()}\n" for one in (*CLASS, "dora", "gina"))
GRANTED = (
    ("ada", NAME, "extension", "3", "days", "--why", "was ill"),
    ("bob", NAME, "excused", "--why", "in hospital"),
    ("chen", NAME, "waived", "--why", "the network was down"),
    ("dora", "*", "excused", "--why", "left"),
)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All handed in two days late; emil uses his late days, finn pays."""
    root = copy_other_course(tmp_path_factory.mktemp("class") / "course")
    with (root / "course_config.py").open("a") as config:
        config.write(f"c.Course.due_dates = {{{NAME!r}: '2027-02-22 23:59Z'}}\n")
    (root / "students.csv").write_text(ROSTER)
    assignment = Course.load(root).assignment(NAME)
    for student in CLASS:
        folder = root / "submitted" / student / NAME
        folder.mkdir(parents=True)
        notebook = json.dumps(notebook_with(assignment, solved(assignment)))
        (folder / f"{NAME}.ipynb").write_text(notebook, "utf-8")
        (folder / "timestamp.txt").write_text("2027-02-24 12:00:00 UTC")
    for words in GRANTED:
        done = run_tool(root, "course", "exceptions", "add", *words)
        assert done.returncode == 0, done.stderr
    done = run_tool(root, "course", "exceptions", "add", "emil", "*", "late-days", "2", "--why", "")
    assert "exceptions.csv: emil, *: late days 2" in done.stdout
    done = run_tool(root, "course", "grade", NAME, "--json", "grades.json")
    assert done.returncode == 0, done.stderr
    (root / "table.txt").write_text(done.stdout)
    return root


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / "course")


def test_the_table_says_what_holds_for_whom(graded: Path) -> None:
    table = (graded / "table.txt").read_text()
    for student, said in (
        ("ada", "extension 3 days (was ill)"),
        ("bob", "excused (in hospital)"),
        ("chen", "waived (the network was down)"),
        ("dora", "excused (left)"),
        ("emil", "2 late days used"),
        ("gina", "missing"),
    ):
        assert re.search(rf"^\W*{student}\b.*{re.escape(said)}", table, re.M), student
    assert "5 submissions, 5 graded now; 1 missing; 2 excused" in table


def test_exports_say_it(graded: Path) -> None:
    done = run_tool(graded, "course", "export", "--to", "csv", NAME)
    rows = {row["student"]: row for row in csv.DictReader(done.stdout.splitlines())}
    lost = {one: row["late_penalty"] for one, row in rows.items()}
    assert lost == {**dict.fromkeys(CLASS, "0"), "finn": "1", "dora": "", "gina": ""}
    assert (rows["bob"]["state"], rows["bob"]["points"], rows["bob"]["score"]) == (
        *("excused", "5", ""),
    )
    assert (rows["dora"]["state"], rows["gina"]["state"]) == ("excused", "missing")
    assert rows["ada"]["exceptions"] == "extension 3 days (was ill)"
    assert rows["emil"]["exceptions"] == "2 late days used"
    found = {
        one["student"]: one for one in json.loads((graded / "grades.json").read_text())["grades"]
    }
    why = {"what": "extension", "value": "3 days", "why": "was ill"}
    assert found["ada"]["exceptions"] == [why]
    assert {one for one, grade in found.items() if grade["excused"]} == {"bob", "dora"}
    assert (found["emil"]["late_days_used"], found["finn"]["late_days_used"]) == (2, 0)


def test_canvas_is_told_who_is_excused(graded: Path) -> None:
    everybody = enumerate((*CLASS, "dora", "gina"), start=1)
    lines = [f"{one},{number},,{one},A" for number, one in everybody]
    roster = "Student,ID,SIS User ID,SIS Login ID,Section\n" + "\n".join(lines)
    (graded / "canvas.csv").write_text(roster)
    words = ("--to", "canvas", "--roster", "canvas.csv", "--provisional", NAME)
    done = run_tool(graded, "course", "export", *words)
    points = {row[3]: row[5] for row in csv.reader(done.stdout.splitlines()[2:])}
    assert points == {"ada": "5", "bob": "EX", "chen": "5", "dora": "EX", "emil": "5", "finn": "4"}


def test_a_page_says_what_and_never_why(graded: Path) -> None:
    assert run_tool(graded, "course", "feedback", NAME).returncode == 0
    for student, said in (
        ("ada", "You had an extension: 3 days."),
        ("bob", "You are excused: this assignment does not count for you."),
        ("chen", "Lateness costs you nothing here."),
        ("emil", "2 late days of your budget used here; 0 left."),
        ("finn", "Handed in late: 1 of the 5 points are lost."),
    ):
        page = (graded / "feedback" / student / NAME / f"{NAME}.html").read_text()
        assert said in page, student
        assert not re.search(
            "ill|hospital|network was", page.partition("<body")[2].partition("<main")[0]
        )


def test_the_report_leaves_the_excused_out_of_its_mean(graded: Path) -> None:
    done = run_tool(graded, "course", "report", NAME)
    assert done.returncode == 0, done.stderr
    page = (graded / "reports" / f"{NAME}.html").read_text()
    assert "Histogram of points: 4 students" in page
    for said in ("in hospital", "2 late days used", "excused (left)"):
        assert said in page


def test_stock_nbgrader_agrees(root: Path) -> None:
    """Its own command, with our grader: the same penalties, and no extension lost."""
    done = run_tool(root, "nbgrader", "autograde", NAME, "--force", "--student", "ada")
    assert done.returncode == 0, done.stderr
    done = run_tool(root, "course", "export", "--to", "csv", NAME)
    rows = {row["student"]: row for row in csv.DictReader(done.stdout.splitlines())}
    assert (rows["ada"]["late_penalty"], rows["finn"]["late_penalty"]) == ("0", "1")


def test_a_row_is_replaced_listed_and_taken_back(root: Path) -> None:
    words = ("ada", NAME, "extension", "2027-02-23 12:00Z", "--why", "less")
    done = run_tool(root, "course", "exceptions", "add", *words)
    assert "before: extension 3 days" in done.stdout
    assert f"next: course grade {NAME}" in done.stdout
    assert (root / "exceptions.csv").read_text().count(f"ada,{NAME},extension") == 1
    done = run_tool(root, "course", "grade", NAME)
    assert "5 submissions, 0 graded now" in done.stdout
    done = run_tool(root, "course", "exceptions")
    assert "extension 2027-02-23 12:00Z" in done.stdout
    assert "5 rows in exceptions.csv" in done.stdout
    done = run_tool(root, "course", "exceptions", "remove", "ada", NAME)
    assert "taken back: extension 2027-02-23 12:00Z" in done.stdout
    done = run_tool(root, "course", "export", "--to", "csv", NAME)
    assert "ada,Ada,,01_sorting,handed in,2027-02-24 12:00:00 UTC,5,1,4," in done.stdout
    done = run_tool(root, "course", "exceptions", "remove", "ada", NAME)
    assert done.returncode == 2
    assert "exceptions.csv has no such row" in done.stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("ada", NAME, "extention", "3 days"), "did you mean 'extension'?"),
        (("ada", NAME, "extension"), "write 3 days, or a new due date"),
        (("ada", NAME, "excused", "yes"), "excused takes no value"),
    ],
)
def test_what_cannot_be_granted_is_not_written(
    root: Path, words: tuple[str, ...], why: str
) -> None:
    before = (root / "exceptions.csv").read_text()
    done = run_tool(root, "course", "exceptions", "add", *words, "--why", "so")
    assert done.returncode == 2
    assert why in done.stderr
    assert (root / "exceptions.csv").read_text() == before


def test_a_name_that_is_not_there_is_kept_and_doctor_names_it(root: Path) -> None:
    words = ("adda", "01_sortin", "extension", "1", "day", "--why", "so")
    done = run_tool(root, "course", "exceptions", "add", *words)
    assert done.returncode == 0, done.stderr
    assert "there is no assignment '01_sortin' yet; did you mean '01_sorting'?" in done.stdout
    assert "there is no student 'adda' yet; did you mean 'ada'?" in done.stdout
    assert run_tool(root, "course", "grade", NAME, "--quiet").returncode == 0
    done = run_tool(root, "course", "doctor")
    assert done.returncode == 1
    assert "there is no student 'adda' yet" in " ".join(done.stdout.split())
    with (root / "course_config.py").open("a") as config:
        config.write("c.Course.due_dates = {}\n")
    done = run_tool(root, "course", "doctor")
    assert "01_sorting has no due date, so that its extensions do" in " ".join(done.stdout.split())


def test_a_bad_row_is_one_line_and_nothing_is_written(root: Path) -> None:
    before = (root / "gradebook.db").read_bytes()
    with (root / "exceptions.csv").open("a") as file:
        file.write("ada,01_sorting,extension,soon,\n")
    for command in ("grade", "report", "feedback", "export --to csv"):
        done = run_tool(root, "course", *command.split(), NAME)
        assert done.returncode == 2, command
        assert "exceptions.csv, line 7: line 2 says 'extension'" in done.stderr or (
            "exceptions.csv, line 7: extension 'soon'" in done.stderr
        )
    assert (root / "gradebook.db").read_bytes() == before
    assert "exceptions.csv, line 7" in "".join(
        run_tool(root, "course", "doctor").stdout.split("\n")
    )


def test_several_students_get_a_row_each_or_none_of_them(root: Path) -> None:
    def exceptions(*words: str) -> str:
        done = run_tool(root, "course", "exceptions", *words)
        return f"{done.returncode} {done.stdout}{done.stderr}"

    (root / "students.csv").write_text(ROSTER + '"Lee, Kim"\n')  # one student
    before = (root / "exceptions.csv").read_text()
    more = ("extension", "1 day", "--why", "the train")
    assert exceptions("add", "ada", "emil", NAME, *more) == (
        "2 course: STUDENT and ASSIGNMENT are one word each; several students: k.lee,chen\n"
    )
    assert (root / "exceptions.csv").read_text() == before
    said = exceptions("add", "ada, emil,adda,emil", NAME, *more)
    assert "ada, 01_sorting: extension 1 day (the train), before: extension 3 days" in said
    assert "no student 'adda' yet; did you mean 'ada'?" in said
    exceptions("add", "Lee, Kim", NAME, *more)
    rows = [*csv.reader((root / "exceptions.csv").read_text().splitlines())]
    given = [row[0] for row in rows if row[2:4] == ["extension", "1 day"]]
    assert given == ["ada", "emil", "adda", "Lee, Kim"]
    before = (root / "exceptions.csv").read_text()
    assert "2 course: exceptions.csv has no such row of bib" in exceptions(
        "remove", "emil,bib", NAME, "extension"
    )
    assert (root / "exceptions.csv").read_text() == before
    said = exceptions("remove", "emil,adda", NAME)
    assert said.startswith("0 exceptions.csv: emil, 01_sorting: taken back: extension 1 day\n")
    exceptions("remove", "Lee, Kim", NAME)
    rows = [*csv.reader((root / "exceptions.csv").read_text().splitlines())]
    assert [row[0] for row in rows if row[2:4] == ["extension", "1 day"]] == ["ada"]
