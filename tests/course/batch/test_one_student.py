"""A class with one student for each kind of trouble: graded, handed back, reported and exported."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.batch import landing, plan
from autograder.batch.plan import make_plan
from autograder.batch.run import grade_class
from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.errors import CourseError, of_one
from autograder.feedback import outputs
from autograder.feedback import write as handback
from autograder.feedback.outputs import Cleaner
from autograder.feedback.write import write_feedback
from autograder.grading.pool import Pool
from autograder.intake import arrival
from autograder.report import page as report_page
from autograder.report import write_report
from tests.course.support import OTHER_COURSE, copy_other_course, run_tool
from tests.course.support.points import points_of

pytestmark = pytest.mark.usefixtures("borrowed")
NAME = "01_sorting"
REFUSED_BY_PIL = (  # a profile that cannot be unpacked
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGNoaGBoaAAABgYCASzBUNcAAAAAaUNDUK"
    "WJGT4AAAAASUVORK5CYII="
)
SHOWS = (
    "from IPython.display import display\n"
    "display({'image/png': '%s', 'text/plain': 'a picture'}, raw=True)\n"
)
TOO_LONG = "2027-03-08 20:15 UTC 999999999999999999999999999999999.5h"
NO_TEXT = os.fsdecode(b"latin\xe91")
POINTS = points_of(NAME, OTHER_COURSE)
WITH_WORDS = f"{POINTS.by_tests + 2.5:g}"  # a person gave 2.5


def hand_in(root: Path, student: str, answers: dict[str, str] | None = None) -> Path:
    assignment = Course.load(root).assignment(NAME)
    folder = root / "submitted" / student / NAME
    folder.mkdir(parents=True)
    made = {**solved(assignment), **(answers or {})}
    (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook_with(assignment, made)))
    return folder


@pytest.fixture(scope="module")
def trouble(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_other_course(tmp_path_factory.mktemp("trouble") / "course")
    for student in ("ada", "o'neil", "d&d", "zoe"):
        hand_in(root, student)
    picture = SHOWS % REFUSED_BY_PIL
    hand_in(root, "picture", {"smallest": f"{picture}\n{_answer(root, 'smallest')}"})
    (hand_in(root, "late") / "timestamp.txt").write_text(TOO_LONG)
    hand_in(root, "a<b")
    hand_in(root, NO_TEXT)
    (hand_in(root, "cut") / f"{NAME}.ipynb").write_text("{")
    hand_in(root, "wall")
    (root / "autograded").mkdir()
    (root / "autograded" / "wall").write_text("a file where a folder belongs")
    return root


def _answer(root: Path, name: str) -> str:
    return solved(Course.load(root).assignment(NAME))[name]


Ran = subprocess.CompletedProcess[str]
GRADED = {"ada", "o'neil", "d&d", "zoe", "picture", "late"}


@pytest.fixture(scope="module")
def graded(trouble: Path) -> Ran:
    return run_tool(trouble, "course", "grade", NAME, "--quiet", "--json", "all.json", "--jobs=1")


def test_all_others_are_graded_and_one_line_names_who_is_not(graded: Ran) -> None:
    assert graded.returncode == 1
    assert graded.stdout == ""
    (line,) = graded.stderr.splitlines()
    assert line.startswith("course: 3 could not be graded")
    for named in ("'a<b'", r"'latin\udce91'", "'wall'"):
        assert named in line


def test_the_json_names_everybody(graded: Ran, trouble: Path) -> None:
    found = json.loads((trouble / "all.json").read_text("utf-8"))["grades"]
    by_name = {one["student"]: one for one in found}
    assert {n for n, one in by_name.items() if one["status"] == "graded"} == GRADED
    assert {by_name[name]["points"] for name in GRADED} == {POINTS.by_tests}
    assert by_name["cut"]["status"] == "refused"
    for name, status in {"a<b": "left_out", "latin\\udce91": "left_out", "wall": None}.items():
        one = by_name[name]
        assert one["status"] == (status or "could_not_grade")
        assert (one["points"], one["max_points"], one["exercises"]) == (None, POINTS.full, [])
        assert one["message"]
    assert any("not known when" in flag for flag in by_name["late"]["flags"])


def test_the_graded_notebook_lacks_only_the_picture(graded: Ran, trouble: Path) -> None:
    text = (trouble / "autograded" / "picture" / NAME / f"{NAME}.ipynb").read_text("utf-8")
    notebook = json.loads(text)
    shown = [o for cell in notebook["cells"] for o in cell.get("outputs", ()) if "data" in o]
    (one,) = [o["data"] for o in shown if o["data"].get("text/plain") == "a picture"]
    assert "image/png" not in one


def test_in_the_gradebook_the_row_waits_and_no_export_makes_it_a_zero(
    graded: Ran, trouble: Path
) -> None:
    ran = run_tool(trouble, "course", "export", "--to", "csv", NAME)
    rows = {row["student"]: row for row in csv.DictReader(io.StringIO(ran.stdout))}
    assert ran.returncode == 0
    assert rows["wall"]["score"] == rows["wall"]["points"] == rows["wall"]["sort_numbers"] == ""
    assert (rows["wall"]["needs_person"], rows["wall"]["flagged"]) == ("yes", "yes")
    assert rows["'neil" if "'neil" in rows else "o'neil"]["points"] == f"{POINTS.by_tests:g}"
    assert rows["d&d"]["points"] == f"{POINTS.by_tests:g}"


def test_pages_and_report_are_for_everybody_who_was_graded(graded: Ran, trouble: Path) -> None:
    ran = run_tool(trouble, "course", "feedback", NAME)
    assert "7 feedback pages" in ran.stdout, ran.stderr
    assert (trouble / "feedback" / "d&d" / NAME / f"{NAME}.html").read_text().count("d&amp;d")
    ran = run_tool(trouble, "course", "report", NAME)
    assert ran.returncode == 0, ran.stderr
    assert "o&#39;neil" not in ran.stdout


def test_the_next_run_grades_who_can_be_graded_now(graded: Ran, trouble: Path) -> None:
    (trouble / "autograded" / "wall").unlink()
    again = run_tool(trouble, "course", "grade", NAME, "--json", "all.json", "--jobs=1")
    assert "1 graded now" in again.stdout or "0 graded now" in again.stdout
    assert "course: 2 could not be graded" in again.stderr
    found = json.loads((trouble / "all.json").read_text("utf-8"))["grades"]
    (wall,) = [one for one in found if one["student"] == "wall"]
    assert (wall["status"], wall["points"]) == ("graded", POINTS.by_tests)
    rows = run_tool(trouble, "course", "export", "--to", "csv", NAME).stdout
    (row,) = [r for r in csv.DictReader(io.StringIO(rows)) if r["student"] == "wall"]
    assert (row["points"], row["flagged"]) == (
        f"{POINTS.by_tests:g}",
        "no",
    )  # a flag goes with its reason


@pytest.fixture
def small(tmp_path: Path) -> Path:
    root = copy_other_course(tmp_path / "course")
    for student in ("ada", "bob", "cy"):
        hand_in(root, student)
    return root


def grade(root: Path, **options: Any) -> Any:
    course = Course.load(root)
    with Pool(course, 1, only=NAME) as pool:
        return grade_class(make_plan(course, course.assignment(NAME), **options), pool)


def test_odd_values_in_the_gradebook_are_one_students_trouble(small: Path) -> None:
    """SQLite keeps any text in a column of numbers, and a person's hand may have put it there."""
    assert not grade(small).troubled
    with sqlite3.connect(small / "gradebook.db") as db:
        db.execute(
            "update grade set manual_score = 'ten' where notebook_id in (select n.id from"
            " submitted_notebook n join submitted_assignment s on s.id = n.assignment_id"
            " where s.student_id = 'bob')"
        )
    result = grade(small, force=True)
    assert list(result.troubled) == ["bob"]
    assert {g.student for g in result.grades if g.status == "graded"} >= {"ada", "cy"}
    ran = run_tool(small, "course", "export", "--to", "csv", NAME)
    assert ran.returncode == 1
    assert "'bob'" in ran.stderr
    assert [row.split(",")[0] for row in ran.stdout.splitlines()] == ["student", "ada", "cy"]
    for command in ("feedback", "report"):
        ran = run_tool(small, "course", command, NAME)
        assert (ran.returncode, "'bob'" in ran.stderr) == (1, True), ran
        assert "2 " in ran.stdout


def breaks_for_bob(real: Callable[..., Any], who: Callable[..., str]) -> Callable[..., Any]:
    def broken(*args: Any, **kwargs: Any) -> Any:
        if who(*args) == "bob":
            raise RuntimeError("something that no bytes are known to raise")
        return real(*args, **kwargs)

    return broken


@pytest.mark.parametrize(
    ("place", "name", "who", "status"),
    [
        (plan, "stamp_of", lambda folder: folder.parent.name, "left_out"),
        (plan.Plan, "read", lambda self, student: student, "left_out"),
        (landing, "read_timestamp", lambda folder, *_: folder.parent.name, "left_out"),
        (landing.ResultWriter, "_wanted", lambda self, grade, *_: grade.student, "could_not_grade"),
        (landing.ResultWriter, "_show", lambda self, grade, *_: grade.student, "could_not_grade"),
    ],
)
def test_whatever_our_own_functions_raise_costs_one_student(
    small: Path, monkeypatch: pytest.MonkeyPatch, place: Any, name: str, who: Any, status: str
) -> None:
    """Here one function of ours is replaced: it is the boundary that is tried."""
    monkeypatch.setattr(place, name, breaks_for_bob(getattr(place, name), who))
    result = grade(small)
    assert list(result.troubled) == ["bob"]
    assert ("bob" in result.left_out) == (status == "left_out")
    assert {g.student: g.status for g in result.grades if g.student != "bob"} == {
        "ada": "graded",
        "cy": "graded",
    }
    assert "RuntimeError" in (small / ".grades" / "faults.log").read_text("utf-8")
    monkeypatch.undo()
    assert not grade(small).troubled


def test_pages_and_report_have_boundaries_too(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grade(small)
    course = Course.load(small)
    assignment = course.assignment(NAME)
    real = handback.Pages.html
    broken = breaks_for_bob(real, lambda self, graded: graded.grade.student)
    monkeypatch.setattr(handback.Pages, "html", broken)
    handed = write_feedback(course, assignment)
    assert (handed.pages, list(handed.left_out)) == (2, ["bob"])
    looks = report_page._looks

    def odd(graded: Any) -> Iterator[Any]:
        if any(one.grade.student == "bob" for one in graded):
            raise RuntimeError("only in his company")
        return looks(graded)

    monkeypatch.setattr(report_page, "_looks", odd)
    written = write_report(course, assignment)
    assert (written.submissions, list(written.left_out)) == (2, ["bob"])


def test_a_full_disk_and_a_gradebook_that_is_gone_are_everybodys(tmp_path: Path) -> None:
    full = OSError(28, "No space left on device")
    wrapped = CourseError("autograded/ada: No space left on device")
    wrapped.__cause__ = full
    for error in (full, wrapped, CourseError(f"{NAME} is not built"), KeyboardInterrupt()):
        with pytest.raises(type(error)):
            of_one(error, "ada", "grading", tmp_path)
    narrow = OSError(36, "File name too long")
    assert "File name too long" in of_one(narrow, "ada", "grading", tmp_path)


def test_a_gradebook_that_is_locked_for_all_stops_with_one_line(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.gradebook.database.BUSY_SECONDS", 0.2)
    assert not grade(small).troubled
    for student in ("ada", "bob", "cy"):
        (small / "submitted" / student / NAME / "timestamp.txt").write_text("2027-03-08 20:15 UTC")
    with sqlite3.connect(small / "gradebook.db", isolation_level=None) as db:
        db.execute("begin immediate")
        with pytest.raises(CourseError, match="database is locked"):
            grade(small)
    assert not grade(small).troubled


@pytest.mark.parametrize("mime", ["image/png", "image/jpeg", "text/html", "text/plain"])
@pytest.mark.parametrize("error", [RuntimeError, ZeroDivisionError, MemoryError])
def test_whatever_a_library_raises_leaves_out_one_form_of_an_output(
    monkeypatch: pytest.MonkeyPatch, mime: str, error: type[Exception]
) -> None:
    """Here the libraries are replaced by ones that raise."""

    def raises(*args: Any, **kwargs: Any) -> Any:
        raise error

    monkeypatch.setattr(outputs, "_pixels", raises)
    monkeypatch.setattr(outputs.nh3, "clean", raises)
    data = {mime: b64encode(b"x").decode(), "text/plain": "words"}
    shown = [{"output_type": "display_data", "data": data, "metadata": {}}]
    assert Cleaner().clean(shown)[0]["data"] == {"text/plain": "words"}


def test_a_picture_with_any_damage_is_left_out() -> None:
    """Every cut, and every byte of a small picture changed: nothing is raised."""
    whole = b64decode(REFUSED_BY_PIL)
    forms = [whole[:k] for k in range(len(whole))]
    forms += [whole[:k] + bytes([whole[k] ^ 255]) + whole[k + 1 :] for k in range(len(whole))]
    for data in forms:
        image = {"image/png": b64encode(data).decode(), "image/jpeg": b64encode(data).decode()}
        Cleaner().clean([{"output_type": "display_data", "data": image, "metadata": {}}])


def test_no_time_of_submission_raises(tmp_path: Path) -> None:
    for text in (TOO_LONG, "2027-03-08 20:15 UTC 1e999h", "2027-03-08 20:15 +99:99"):
        (tmp_path / "timestamp.txt").write_text(text)
        moment, why = arrival(tmp_path)
        assert moment is None or not why


def test_equal_work_that_is_handed_in_again_has_its_new_time_and_secret(small: Path) -> None:
    work, shown = small / "submitted" / "ada" / NAME, small / "autograded" / "ada" / NAME
    for when, secret in (("2027-03-01 10:00:00", "one"), ("2027-03-02 11:00:00", "two")):
        (work / "timestamp.txt").write_text(f"{when} UTC")
        (work / "submission_secret.txt").write_text(secret)
        assert not grade(small).troubled
        assert (shown / "timestamp.txt").read_text() == f"{when} UTC\n"
        assert (shown / "submission_secret.txt").read_text() == secret
    (work / "timestamp.txt").unlink()
    assert not grade(small).troubled
    assert not (shown / "timestamp.txt").exists()


def test_a_grade_that_was_there_stays_when_ours_breaks(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade(small)
    with sqlite3.connect(small / "gradebook.db") as db:
        where = (
            "notebook_id in (select n.id from submitted_notebook n join submitted_assignment s"
            " on s.id = n.assignment_id where s.student_id = 'bob') and cell_id in"
            " (select id from base_cell where name = 'why')"
        )
        db.execute(f"update grade set manual_score = 2.5, needs_manual_grade = 0 where {where}")
    show = landing.ResultWriter._show
    broken = breaks_for_bob(show, lambda self, grade, *_: grade.student)
    monkeypatch.setattr(landing.ResultWriter, "_show", broken)
    assert list(grade(small, force=True).troubled) == ["bob"]
    monkeypatch.undo()
    rows = run_tool(small, "course", "export", "--to", "csv", NAME).stdout
    (row,) = [r for r in csv.DictReader(io.StringIO(rows)) if r["student"] == "bob"]
    assert (row["points"], row["needs_person"], row["flagged"]) == (WITH_WORDS, "yes", "yes")
    assert not grade(small).troubled
    rows = run_tool(small, "course", "export", "--to", "csv", NAME).stdout
    (row,) = [r for r in csv.DictReader(io.StringIO(rows)) if r["student"] == "bob"]
    assert (row["points"], row["needs_person"]) == (WITH_WORDS, "no")
