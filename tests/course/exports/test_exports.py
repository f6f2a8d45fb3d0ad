"""What other systems read: CSV, Canvas's import, Gradescope's zip and results."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import click.testing
import pytest

from autograder.cli import main
from autograder.course import Course
from autograder.errors import CourseError
from autograder.exports.canvas import as_canvas, read_roster
from autograder.exports.csv import as_csv
from autograder.exports.gradescope import Settings, as_results, bundle
from autograder.exports.gradescope.bundle import runtime_lock
from autograder.exports.gradescope.grade import find_notebook
from autograder.exports.gradescope.grade import main as grade_there
from autograder.gradebook import Row
from autograder.intake import Refused
from autograder.records import Check, ExerciseGrade, Grade
from tests.course.exports.platforms import gradescope_reads
from tests.course.support import ROOT

COURSE = Course.load(ROOT)
TIPS = COURSE.assignment("03_tips")
ROSTER = """\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Essay (11),03_tips (4711),Final Score
"    Points Possible",,,,,10,25,(read only)
"Lovelace, Ada",101,S-1,ada@uni.example,Group A,7,,70
"=Bell, Jo",102,S-2,jo@uni.example,"Group B, evening",8,,80
"Test, Student",,,,,,,
"""


def row(student: str, score: float = 21.5, **more: Any) -> Row:
    usual = {"late_penalty": 0.0, "needs_person": False, "flagged": False}
    return Row(student, None, score, 25.0, **(usual | more), exercises={"mse": 2.0})


# --- CSV


@pytest.mark.parametrize("sign", list("=+-@＝＋－＠"))
def test_no_name_is_a_formula(sign: str) -> None:
    (read,) = csv.DictReader(io.StringIO(as_csv(TIPS, [row(f"{sign}1+1")])))
    assert read["student"] == f"'{sign}1+1"


def test_csv_is_quoted_and_says_each_exercise() -> None:
    (read,) = csv.DictReader(io.StringIO(as_csv(TIPS, [row("o, 'neil")])))
    assert read["student"] == "o, 'neil"
    assert (read["mse"], read["mse_gradient"]) == ("2", "0")
    assert set(read) >= {exercise.name for exercise in TIPS.exercises}
    assert None not in read


# --- Canvas


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "canvas.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_canvas_finds_its_columns_by_position(roster: Path) -> None:
    made = as_canvas(TIPS, [row("ada@uni.example")], read_roster(roster))
    head, possible, ada = table(made.text)
    assert head[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert head[5:] == ["03_tips (4711)"], "the column that Canvas has, by its number"
    assert possible[0].strip() == "Points Possible"
    assert possible[5] == "25"
    assert ada == ["Lovelace, Ada", "101", "S-1", "ada@uni.example", "Group A", "21.5"]


@pytest.mark.parametrize("known_as", ["ada@uni.example", "ADA@uni.example", "S-1", "101"])
def test_a_student_is_known_by_login_sis_id_or_number(roster: Path, known_as: str) -> None:
    made = as_canvas(TIPS, [row(known_as)], read_roster(roster))
    assert table(made.text)[2][1] == "101"


def test_an_unknown_student_is_left_out_by_name(roster: Path) -> None:
    made = as_canvas(TIPS, [row("ada@uni.example"), row("nobody")], read_roster(roster))
    assert [line[1] for line in table(made.text)[2:]] == ["101"]
    assert "nobody" in str(made)


def test_where_the_roster_knows_nobody_it_says_what_to_do(roster: Path) -> None:
    with pytest.raises(CourseError, match=r"knows none of 'nobody'.*SIS Login ID.*rename"):
        as_canvas(TIPS, [row("nobody")], read_roster(roster))


def test_a_key_that_two_share_is_nobodys(roster: Path) -> None:
    roster.write_text(ROSTER.replace("S-2", "S-1"), encoding="utf-8")
    with pytest.raises(CourseError, match="knows none of 'S-1'"):
        as_canvas(TIPS, [row("S-1")], read_roster(roster))


def test_points_are_less_the_penalty_and_never_below_nothing(roster: Path) -> None:
    late = [row("101", 20.005, late_penalty=4), row("102", 1, late_penalty=2)]
    made = as_canvas(TIPS, late, read_roster(roster))
    assert [line[5] for line in table(made.text)[2:]] == ["16", "0"]
    assert table(made.text)[3][0] == "'=Bell, Jo"


def test_who_waits_for_a_person_is_left_out_unless_asked_for(roster: Path) -> None:
    rows = [row("101", needs_person=True), row("102")]
    made = as_canvas(TIPS, rows, read_roster(roster))
    assert made.waiting == ("101",)
    assert [line[1] for line in table(made.text)[2:]] == ["102"]
    all_of_them = as_canvas(TIPS, rows, read_roster(roster), provisional=True)
    assert (len(table(all_of_them.text)), all_of_them.waiting) == (4, ())


def test_a_roster_with_first_and_last_names_apart_is_read(roster: Path) -> None:
    """As Canvas exports it where a course shows names like that."""
    lines = ["LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,03_tips (4711)"]
    lines += ["    Points Possible,,,,,,25", "Lovelace,Ada,101,S-1,ada,A,"]
    roster.write_text("\n".join(lines), encoding="utf-8")
    head, _, ada = table(as_canvas(TIPS, [row("ada")], read_roster(roster)).text)
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "03_tips (4711)"]
    assert ada[:4] == ["Lovelace, Ada", "101", "S-1", "ada"]


def test_a_roster_with_semicolons_is_read(roster: Path) -> None:
    lines = ["Student;ID;SIS User ID;SIS Login ID;Section", "Lovelace, Ada;101;S-1;ada;A"]
    roster.write_text("\n".join(lines), encoding="utf-8")
    assert table(as_canvas(TIPS, [row("ada")], read_roster(roster)).text)[0][5] == "03_tips"


@pytest.mark.parametrize("text", ["name,mail\nada,a@b\n", "", "\x00"])
def test_another_file_is_no_roster(roster: Path, text: str) -> None:
    roster.write_text(text)
    with pytest.raises(CourseError, match="export it from Canvas"):
        read_roster(roster)


@pytest.mark.parametrize("written", ["1.0000000001e+16", "10000000000000012.0", "10,1"])
def test_a_rounded_number_is_no_student(roster: Path, written: str) -> None:
    """Two students would have one number, or Canvas would look for another."""
    head, _, *rows = ROSTER.splitlines()
    roster.write_text("\n".join([head, *rows]).replace(",101,", f',"{written}",'), "utf-8")
    with pytest.raises(CourseError, match=r"in the column ID.*rounded it; export it from Canvas"):
        read_roster(roster)
    roster.write_text("\n".join([head, *rows]).replace(",101,", ",101.0,"), "utf-8")
    assert read_roster(roster).people[0]["ID"] == "101"


def test_canvas_needs_a_roster() -> None:
    done = click.testing.CliRunner().invoke(main, ["export", "--to", "canvas", "03_tips"])
    assert done.exit_code == 2
    assert "--roster" in done.output


# --- Gradescope


def a_grade(*exercises: ExerciseGrade, status: Any = "graded", message: str = "") -> Grade:
    points = sum(exercise.points for exercise in exercises)
    return Grade("student", "03_tips", status, points, 25.0, exercises, "full", message)


CHECKS = (Check("is a number", True), Check("is the mean", False, "It grows.", "Why?"))
PARTIAL = ExerciseGrade("mse", "partial", 1.0, 2.0, None, "It grows.", CHECKS)
MANUAL = ExerciseGrade("valley", "manual", 0.0, 4.0)
FAULT = ExerciseGrade("symptom", "could_not_check", 0.0, 3.0)
SETTINGS = Settings("03_tips", "after_due_date")


def test_every_exercise_has_points_and_every_check_its_words() -> None:
    results = as_results(a_grade(PARTIAL, MANUAL), SETTINGS)
    exercise, first, second, manual = results["tests"]
    assert results["score"] == 1.0
    assert (exercise["score"], exercise["max_score"], exercise["status"]) == (1.0, 2.0, "failed")
    assert [first["status"], second["status"]] == ["passed", "failed"]
    assert second["output"] == "It grows. Why?"
    assert [t["number"] for t in results["tests"]] == ["1", "1.1", "1.2", "2"]
    assert "score" not in manual, "a person gives these points"
    assert {t["visibility"] for t in results["tests"]} == {"after_due_date"}
    assert sum(t.get("score", 0) for t in results["tests"]) == results["score"]
    assert gradescope_reads(json.loads(json.dumps(results))) == 1.0


def test_a_fault_of_ours_is_never_a_zero() -> None:
    for grade in (a_grade(PARTIAL, FAULT), a_grade(status="could_not_grade", message="trace")):
        results = as_results(grade, SETTINGS)
        assert gradescope_reads(results) is None, "a run that failed, rather than a zero"
        assert "does not count against you" in results["output"]
        assert "trace" not in json.dumps(results)


def test_a_refused_notebook_says_why() -> None:
    results = as_results(a_grade(status="refused", message="it is cut"), SETTINGS)
    assert (gradescope_reads(results), results["tests"]) == (0.0, [])
    assert "it is cut" in results["output"]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder /autograder as Gradescope lays it out, without an environment of its own."""
    root = tmp_path_factory.mktemp("autograder")
    for name in ("source", "submission", "results"):
        (root / name).mkdir()
    with zipfile.ZipFile(io.BytesIO(bundle(COURSE, TIPS, SETTINGS))) as archive:
        archive.extractall(root / "source")
        assert archive.getinfo("run_autograder").external_attr >> 16 == 0o755
    return root


def test_the_zip_holds_what_one_assignment_needs(unpacked: Path) -> None:
    source = unpacked / "source"
    hidden = sorted(path.name for path in (source / "tests/hidden").iterdir())
    assert hidden == ["03_tips", "common", "shares.toml"]
    assert [path.name for path in (source / "release").iterdir()] == ["03_tips"]
    assert not list((source / "source").rglob("*.ipynb")), "no solved notebook"
    assert (source / "setup.sh").is_file()
    assert bundle(COURSE, TIPS, SETTINGS) == bundle(COURSE, TIPS, SETTINGS)


def test_the_lock_leaves_out_what_grading_does_not_need() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    ours = runtime_lock(lock, (ROOT / "pyproject.toml").read_text())
    names = {line.partition("==")[0] for line in ours.splitlines() if "==" in line}
    assert names >= {"numpy", "pandas", "ipython", "pytest", "setuptools", "pluggy", "six"}
    assert not names & {
        "mypy",
        "ruff",
        "playwright",
        "hypothesis",
        "cosmic-ray",
        "jupyterlab",
        "alembic",
    }


def test_no_notebook_is_refused_and_written_down(unpacked: Path) -> None:
    assert grade_there(unpacked) == 0
    results = json.loads((unpacked / "results/results.json").read_text())
    assert gradescope_reads(results) == 0.0
    assert "03_tips.ipynb" in results["output"]


def test_where_nothing_can_be_graded_there_is_no_score_and_a_way_out(
    unpacked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(unpacked, tmp_path / "root")
    shutil.rmtree(tmp_path / "root/source/solutions")
    shutil.copy(TIPS.release, tmp_path / "root/submission/03_tips.ipynb")
    assert grade_there(tmp_path / "root") == 1
    results = json.loads((tmp_path / "root/results/results.json").read_text())
    assert "score" not in results
    assert "does not count against you" in results["output"]
    assert "Export Submissions" in capsys.readouterr().out


def test_the_notebook_is_found_by_name_or_because_it_is_the_only_one(tmp_path: Path) -> None:
    (tmp_path / "mine.ipynb").touch()
    assert find_notebook(tmp_path, "03_tips").name == "mine.ipynb"
    (tmp_path / "other.ipynb").touch()
    with pytest.raises(Refused, match="2 notebooks"):
        find_notebook(tmp_path, "03_tips")
    (tmp_path / "03_tips.ipynb").touch()
    assert find_notebook(tmp_path, "03_tips").name == "03_tips.ipynb"
