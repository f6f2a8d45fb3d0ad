"""A class of ordinary people, from their notebooks to their points: all graded, and fairly."""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.course import Course, tools_on_path
from tests.course.support import copy_course, run_tool
from tests.course.support.ordinary_people import (
    EVERYBODY,
    EXACT_NUMBERS,
    HONEST,
    IMPORTS,
    NAME,
    ODD,
    REUSES,
    STARTS,
    TIMES,
    WORDS,
    WRITES,
    Person,
    cell_of,
    hand_in,
    text,
)
from tests.course.support.points import points_of

TESTED = points_of(NAME).tested
MACHINE = sum(TESTED.values())  # the other points wait for a person
tools_on_path()


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in which everybody has handed in, graded once, with feedback and exports."""
    root = copy_course(tmp_path_factory.mktemp("people"), gallery=False)
    hand_in(Course.load(root).assignment(NAME), EVERYBODY)
    done = run_tool(root, "course", "grade", NAME, "--json", "grades.json", timeout=590)
    (root / "said.json").write_text(json.dumps([done.returncode, done.stdout, done.stderr]))
    run_tool(root, "course", "feedback", NAME)
    return root


def grades(root: Path) -> dict[str, dict[str, Any]]:
    """The grades by student, as `--json` writes them; none when the run ended before."""
    path = root / "grades.json"
    data = json.loads(path.read_text()) if path.is_file() else {"grades": []}
    return {grade["student"]: grade for grade in data["grades"]}


def grade_of(root: Path, student: str) -> dict[str, Any]:
    found = grades(root)
    assert student in found, (root / "said.json").read_text()[-2000:]
    return found[student]


def exercises(root: Path, student: str) -> dict[str, dict[str, Any]]:
    return {exercise["name"]: exercise for exercise in grade_of(root, student)["exercises"]}


def ask(root: Path, query: str, *values: str) -> list[Any]:
    """Ask the gradebook."""
    with closing(sqlite3.connect(root / "gradebook.db")) as db:
        return db.execute(query, values).fetchall()


def waits(root: Path, student: str) -> bool:
    """Whether the essay waits for a person."""
    rows = ask(
        root,
        "select g.needs_manual_grade from grade g join base_cell c on c.id = g.cell_id"
        " join submitted_notebook n on n.id = g.notebook_id"
        " join submitted_assignment s on s.id = n.assignment_id"
        " where c.name = 'valley' and s.student_id = ?",
        student,
    )
    return bool(rows and rows[0][0])


def came(root: Path, student: str) -> str | None:
    """When the gradebook says that a student's work came, in UTC."""
    rows = ask(root, "select timestamp from submitted_assignment where student_id = ?", student)
    return rows[0][0] and str(rows[0][0])[:19] if rows else "not in the gradebook"


def shown_to_whoever_reads(root: Path, student: str) -> str:
    """The graded notebook that the form grader shows."""
    return (root / "autograded" / student / NAME / f"{NAME}.ipynb").read_text("utf-8")


def page(root: Path, student: str) -> str:
    """The student's own feedback page, without tags."""
    html = (root / "feedback" / student / NAME / f"{NAME}.html").read_text("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))


# --- the class as a whole


def test_the_class_is_graded_to_the_end(graded: Path) -> None:
    code, out, err = json.loads((graded / "said.json").read_text())
    assert code == 0, out[-2000:] + err[-2000:]
    assert set(grades(graded)) == set(EVERYBODY)
    assert "Traceback" not in out + err


def test_nobody_s_faults_are_ours(graded: Path) -> None:
    ours = {
        f"{student}: {exercise['name']}"
        for student, grade in grades(graded).items()
        for exercise in grade["exercises"]
        if exercise["status"] == "could_not_check" or grade["status"] != "graded"
    }
    assert set(grades(graded)) == set(EVERYBODY)
    assert ours == set()


@pytest.mark.parametrize("student", [*HONEST, *REUSES, *IMPORTS, *EXACT_NUMBERS, *TIMES])
def test_who_is_right_gets_all(graded: Path, student: str) -> None:
    lost = {
        name: exercise["message"]
        for name, exercise in exercises(graded, student).items()
        if exercise["status"] not in ("passed", "manual")
    }
    assert lost == {}
    assert grade_of(graded, student)["points"] == MACHINE
    assert waits(graded, student)


@pytest.mark.parametrize("student", [s for s in HONEST if EVERYBODY[s].when is None])
def test_who_is_right_is_not_flagged(graded: Path, student: str) -> None:
    assert grade_of(graded, student)["flags"] == []


# --- words and pictures


@pytest.mark.parametrize("student", [s for s in WRITES if s.startswith("writes")])
def test_words_written_elsewhere_wait_for_a_person_who_sees_them(
    graded: Path, student: str
) -> None:
    assert exercises(graded, student)["valley"]["status"] == "manual"
    assert waits(graded, student)
    assert WORDS in shown_to_whoever_reads(graded, student)
    assert WORDS in page(graded, student)
    assert grade_of(graded, student)["flags"]
    assert grade_of(graded, student)["points"] == MACHINE


def test_a_photograph_is_seen_by_whoever_reads_the_answer(graded: Path) -> None:
    cell = cell_of(json.loads(shown_to_whoever_reads(graded, "photographs")), "valley")
    assert "image/png" in json.dumps(cell) or "data:image/png" in text(cell)
    html = (graded / "feedback" / "photographs" / NAME / f"{NAME}.html").read_text("utf-8")
    essay = html[html.index("My derivation on paper") :]
    assert "data:image/png;base64," in essay


@pytest.mark.parametrize("student", ["broken_photograph", "broken_picture"])
def test_a_broken_picture_costs_itself_only(graded: Path, student: str) -> None:
    grade = grade_of(graded, student)
    assert (grade["status"], grade["points"]) == ("graded", MACHINE)
    assert waits(graded, student)
    if student == "broken_photograph":
        assert "My derivation on paper" in page(graded, student)


# --- times


def test_a_time_is_read_rightly_or_flagged(graded: Path) -> None:
    right = {"time_in_pst": "2027-03-09 04:00:00", "time_with_offset": "2027-03-08 23:30:00"}
    for student, when in {**right, "time_too_long": None}.items():
        flags = " ".join(grade_of(graded, student)["flags"])
        read = came(graded, student)
        assert read == when or (read is None and "time" in flags), (student, read, flags)


# --- what is wrong, and what only looks so


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="needs a Python that cannot read it")
def test_newer_syntax_is_flagged_with_both_versions(graded: Path) -> None:
    flags = " ".join(grade_of(graded, "newer_python")["flags"])
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert "3.12" in flags
    assert here in flags
    assert "3.12" in page(graded, "newer_python")


@pytest.mark.parametrize("student", ["says_a", "gives_nothing"])
def test_junk_earns_nothing(graded: Path, student: str) -> None:
    earned = {name: exercises(graded, student)[name]["points"] for name in STARTS}
    assert earned == dict.fromkeys(STARTS, 0.0)
    assert exercises(graded, student)["symptom"]["status"] == "passed"


def test_a_number_too_big_for_arrays_is_a_failed_check(graded: Path) -> None:
    mse = exercises(graded, "too_big_a_number")["mse"]
    assert mse["status"] in ("failed", "partial")
    assert mse["points"] <= mse["max_points"] / 2
    assert grade_of(graded, "too_big_a_number")["points"] == MACHINE - TESTED["mse"] + mse["points"]


def test_no_reference_is_lent_before_the_tests(graded: Path) -> None:
    found = exercises(graded, "borrows")
    assert found["gradient_single_arg"]["points"] == 0.0
    assert found["gradient_descent_with_trace"]["status"] == "passed"


def test_a_loop_that_stops_early_is_not_whole(graded: Path) -> None:
    found = exercises(graded, "stops_early")["gradient_descent"]
    assert 0 < found["points"] <= found["max_points"] / 2


def test_the_kinds_are_all_asked_about() -> None:
    """A person added to the class is asked about above."""
    told = {
        "broken_picture",
        "broken_photograph",
        "newer_python",
        "says_a",
        "gives_nothing",
        "too_big_a_number",
    }
    assert set(ODD) == told | {"borrows", "stops_early"}
    assert 30 <= len(EVERYBODY) <= 35


# --- a second version


def test_a_better_essay_waits_again_and_keeps_what_a_person_gave(
    graded: Path, tmp_path: Path
) -> None:
    root = shutil.copytree(graded, tmp_path / "again")
    again, stays = "honest_00", "honest_01"
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "gradient-descent") as book:
        for student in (again, stays):
            essay = book.find_grade("valley", NAME, NAME, student)
            essay.manual_score, essay.needs_manual_grade = 0.5, False
            comment = book.find_comment("valley", NAME, NAME, student)
            comment.manual_comment = "Where are your numbers?"
        book.db.commit()
    better = Person(0, lambda nb: cell_of(nb, "valley").update(source=f"Now better: {WORDS}."))
    hand_in(Course.load(root).assignment(NAME), {again: better})
    done = run_tool(root, "course", "grade", NAME, timeout=590)
    assert done.returncode == 0, done.stdout + done.stderr
    assert waits(root, again)
    assert not waits(root, stays)
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "gradient-descent") as book:
        assert book.find_grade("valley", NAME, NAME, again).manual_score == 0.5
        comment = book.find_comment("valley", NAME, NAME, again)
        assert "Where are your numbers?" in comment.manual_comment
    assert f"Now better: {WORDS}." in shown_to_whoever_reads(root, again)


# --- what learning platforms send


def archive(names: list[str], root: Path) -> bytes:
    """A download that holds a notebook under each of these names."""
    notebook = (root / "release" / NAME / f"{NAME}.ipynb").read_bytes()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, notebook)
    return file.getvalue()


CANVAS = {
    "names": ["turingalan_501_1_{}.ipynb", "turingalan_501_2_{}-1.ipynb", "noether_502_3_{}.ipynb"],
    "config": "",
}
MOODLE = {
    "names": [
        "Kim Lee_100001_assignsubmission_file/{}.ipynb",
        "Kim Lee_100002_assignsubmission_file/{}.ipynb",
        "Pat O'Neil_100003_assignsubmission_file/{}.ipynb",
    ],
    "config": (
        "c.FileNameCollectorPlugin.named_regexp = "
        'r".*/(?P<student_id>[^/]+)_\\d+_assignsubmission_file_?/(?P<file_id>[^/]+)"\n'
    ),
}


@pytest.mark.parametrize(
    ("download", "everybody_else", "named"),
    [(CANVAS, "502", "501"), (MOODLE, "Pat O'Neil", "Kim Lee")],
    ids=["canvas", "moodle"],
)
def test_two_files_of_one_name_stop_nobody_else(
    course_root: Path, download: dict[str, Any], everybody_else: str, named: str
) -> None:
    folder = course_root / "downloaded" / NAME / "archive"
    folder.mkdir(parents=True)
    names = [name.format(NAME) for name in download["names"]]
    (folder / "download.zip").write_bytes(archive(names, course_root))
    with (course_root / "course_config.py").open("a") as config:
        config.write(download["config"])
    done = run_tool(course_root, "nbgrader", "zip_collect", NAME)
    there = {path.parts[-3] for path in (course_root / "submitted").glob("*/*/*.ipynb")}
    assert any(everybody_else in student for student in there)
    apart = [student for student in there if "100001" in student or "100002" in student]
    assert len(apart) == 2 or named in there or named in done.stdout + done.stderr


def test_a_roster_without_somebody_stops_nobody_else(course_root: Path) -> None:
    people = {"4711": Person(0), "4712": Person(1), "4713": Person(2)}
    hand_in(Course.load(course_root).assignment(NAME), people)
    assert run_tool(course_root, "course", "grade", NAME).returncode == 0
    roster = course_root / "roster.csv"
    roster.write_text(
        f"Student,ID,SIS User ID,SIS Login ID,Section,{NAME} (991),Current Score\n"
        ",,,,,Manual Posting,(read only)\n    Points Possible,,,,,25,(read only)\n"
        '"Alpha, A",4711,U1,aa1,S1,,\n"Beta, B",4712,U2,bb2,S1,,\n"Student, Test",9999,,x,S1,,\n'
    )
    done = run_tool(
        course_root, "course", "export", "--to", "canvas", NAME, "--roster", "roster.csv",
        "--provisional", "--output", "canvas.csv",
    )  # fmt: skip
    assert (course_root / "canvas.csv").is_file(), done.stdout + done.stderr
    rows = (course_root / "canvas.csv").read_text()
    assert "4711" in rows
    assert "4712" in rows
    assert "4713" not in rows
    assert "4713" in done.stdout + done.stderr
