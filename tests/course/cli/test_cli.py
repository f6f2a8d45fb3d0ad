"""The course command as a person meets it: help, exit codes, errors in one line."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.cli.diagnostics import examine
from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.errors import CourseError
from tests.course.support import ROOT, copy_course, run_tool
from tests.course.support.points import points_of

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_says_what_it_does(command: str) -> None:
    assert main.commands[command].get_short_help_str()
    assert (main.commands[command].help or "").strip().endswith((".", ")"))


def test_outside_a_course_the_error_names_the_way(tmp_path: Path, run: Run) -> None:
    elsewhere = tmp_path.parent / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    done = run_tool(elsewhere, "course", "grade", "03_tips")
    assert done.returncode == 2
    assert "course_config.py" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_assignment_lists_the_known_ones(run: Run) -> None:
    done = run("course", "grade", "99_nothing")
    assert done.returncode == 2
    assert "02_one_step, 03_tips" in " ".join(done.stderr.split())


def test_an_unknown_student_is_named(run: Run) -> None:
    done = run("course", "grade", "03_tips", "--student", "nobody")
    assert done.returncode == 2
    assert "nobody" in done.stderr


MISTYPED = {
    "grad 03_tips": "Did you mean 'grade'?",
    "--frobnicate": "No such option",
    "grade": "Missing argument 'ASSIGNMENT'",
    "grade 03_tip": "there are: 01_slope, 02_one_step, 03_tips",
    "grade 03_tips --student nobody": "there is no submitted/nobody/03_tips",
    "grade 03_tips --jobs many": "'many' is not a valid integer",
    "grade 03_tips --json release": "'release' is a directory",
    "feedback 99_none": "there are: 01_slope",
    "gallery 99_none": "there are: 01_slope",
    "build --chek": "--check",
    "export 03_tips": "Missing option '--to'. Choose from: csv, canvas, moodle, gradescope",
    "export --to excel 03_tips": "'csv', 'canvas', 'moodle', 'gradescope'",
    "export --to canvas 03_tips": "Grades → Export",
    "export --to canvas 03_tips --roster none.csv": "cannot be read: No such file or directory",
    "check nothing.ipynb": "no such notebook",
    "check README.md": "name an .ipynb file",
    "completion tcsh": "'bash', 'zsh', 'fish'",
    "store why": "course store why --help",
}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that no test changes."""
    return copy_course(tmp_path_factory.mktemp("untouched"), gallery=False)


@pytest.mark.parametrize("typed", MISTYPED)
def test_a_wrong_command_line_is_told_in_one_line(
    typed: str, untouched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However narrow the terminal is: a program that reads it gets it whole."""
    monkeypatch.chdir(untouched)
    monkeypatch.setenv("COLUMNS", "40")
    done = CliRunner().invoke(main, typed.split(), prog_name="course")
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("course: ")
    assert MISTYPED[typed] in line
    assert done.stdout == ""


def test_no_submissions_is_no_error(run: Run) -> None:
    done = run("course", "grade", "03_tips", "--json", "out.json")
    assert done.returncode == 0, done.stderr
    assert "0 submissions" in done.stdout
    assert "submitted/<student>/03_tips/03_tips.ipynb" in done.stdout


def test_before_anything_is_graded_the_next_step_is_named(
    untouched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(untouched)
    for command in ("feedback", "report"):
        done = CliRunner().invoke(main, [command, "03_tips"], prog_name="course")
        assert done.exit_code == 0
        assert done.stdout.endswith("see: course grade 03_tips\n")


def test_a_wrong_setting_names_the_file_and_the_mend(course_root: Path, run: Run) -> None:
    with (course_root / "course_config.py").open("a") as config:
        config.write("c.Course.due_dates = {'03_tips': '2027-03-08 23:59'}\n")
    done = run("course", "doctor")
    assert done.returncode != 0
    assert "course_config.py" in done.stderr
    assert "time zone" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("c.Course.cel_seconds = 3", "did you mean cell_seconds"),
        ("c.Course.cell_seconds = 'soon'", "cell_seconds"),
        ("c.Course.cell_seconds = = 3", "course_config.py:{last}: SyntaxError: invalid syntax"),
        ("c.Course.cell_seconds = 1 / 0", "course_config.py:{last}: ZeroDivisionError"),
        ("import nowhere", "course_config.py:{last}: ModuleNotFoundError"),
        ("c.Course.due_dates['03_tips'] = secret", "course_config.py:{last}: NameError"),
        ("c.Course.due_dates = ['03_tips']", "due_dates.* dict"),
        ("c.Course.due_dates = {3: None}", "due_dates"),
        (
            "c.Course.due_dates = {'03_tps': '2027-02-22 23:59Z'}",
            "'03_tps'.*mean '03_tips'",
        ),
        ("c.Cours.cell_seconds = 3", r"did you mean c\.Course"),
        ("c.Course = 3", "course_config.py:{last}: ValueError"),
        ("c.Course.nothing_like_it = 3", "nothing_like_it; see: course doctor --settings"),
    ],
)
def test_a_typing_error_in_the_config_is_one_line(course_root: Path, line: str, said: str) -> None:
    path = course_root / "course_config.py"
    with path.open("a") as config:
        config.write(line + "\n")
    last = len(path.read_text().splitlines())
    with pytest.raises(CourseError, match=said.replace("{last}", str(last))) as caught:
        Course.load(course_root)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_date_of_no_assignment_is_named(course_root: Path) -> None:
    with (course_root / "course_config.py").open("a") as config:
        config.write("c.Course.due_dates['09_to_come'] = '2027-02-22 23:59Z'\n")
    found = {finding.what: finding for finding in examine(Course.load(course_root))}
    assert not found["09_to_come"].good
    assert found["03_tips"].good


def test_doctor_names_a_class_that_is_not_there(course_root: Path, run: Run) -> None:
    with (course_root / "course_config.py").open("a", encoding="utf-8") as config:
        config.write('c.Autograde.exporter_class = "autograder.stock.IntakeExporter"\n')
    done = run("course", "doctor")
    assert done.returncode == 1
    assert "names autograder.stock.IntakeExporter, which is not there" in done.stdout


def test_doctor_and_its_settings(run: Run) -> None:
    done = run("course", "doctor")
    assert done.returncode == 0, done.stdout
    for word in ("sandbox", "gradebook", "03_tips", "25 points", "cell_seconds"):
        assert word in done.stdout
    settings = run("course", "doctor", "--settings").stdout.splitlines()
    assert len(settings) == len(Course.class_traits(config=True))
    assert all(line.startswith("c.Course.") and line.endswith(".") for line in settings)


def test_a_student_s_own_check(course_root: Path, run: Run) -> None:
    assignment = Course.load(course_root).assignment("02_one_step")
    notebook = course_root / "02_one_step.ipynb"
    notebook.write_text(json.dumps(notebook_with(assignment, solved(assignment))))
    done = run("course", "check", "02_one_step.ipynb")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("✓") == len(points_of(assignment.name).tested)

    notebook.write_text(json.dumps(notebook_with(assignment, {})))
    done = run("course", "check", "02_one_step.ipynb")
    assert done.returncode == 1
    assert done.stdout.count("✗") == len(points_of(assignment.name).tested)


@pytest.fixture
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's folder: the files that were handed out, and no course anywhere above."""
    folder = tmp_path_factory.mktemp("student") / "03_tips"
    shutil.copytree(ROOT / "release" / "03_tips", folder)
    return folder


def test_a_student_s_own_check_needs_no_course(alone: Path) -> None:
    done = run_tool(alone, "course", "check", "03_tips.ipynb")
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    exercises = list(points_of("03_tips").tested)
    assert lines[0] == (
        f"✗ {exercises[0]}: `{exercises[0]}` still raises NotImplementedError. "
        "Replace the line under YOUR CODE HERE."
    )
    assert len(lines) == len(exercises)

    assignment = Course.load(ROOT).assignment("03_tips")
    renamed = alone / "my answers.ipynb"
    renamed.write_text(json.dumps(notebook_with(assignment, solved(assignment))))
    done = run_tool(alone, "course", "check", renamed.name)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("✓") == len(exercises)


def test_a_check_of_a_notebook_without_checks_says_so(alone: Path) -> None:
    notebook = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (alone / "empty.ipynb").write_text(json.dumps(notebook))
    for name, said in (("empty.ipynb", "no public checks"), ("nothing.ipynb", "no such notebook")):
        done = run_tool(alone, "course", "check", name)
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_a_check_of_a_damaged_notebook_is_one_line(course_root: Path, run: Run) -> None:
    (course_root / "03_tips.ipynb").write_text("{")
    done = run("course", "check", "03_tips.ipynb")
    assert done.returncode == 2
    assert "JSON" in done.stderr
    assert "Traceback" not in done.stderr


def test_hidden_tests_run_on_the_reference_and_on_any_notebook(course_root: Path, run: Run) -> None:
    done = run("pytest", "tests/hidden/02_one_step", "-q")
    assert done.returncode == 0, done.stdout
    release = "release/02_one_step/02_one_step.ipynb"
    done = run("pytest", "tests/hidden", "--submission", release, "-q")
    assert done.returncode == 1, done.stdout
    assert "still raises NotImplementedError" in done.stdout
    assert "03_tips" not in done.stdout
