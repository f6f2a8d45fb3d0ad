"""Which of several hand-ins counts, and that earlier ones are kept."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.feedback.graded import Graded
from autograder.feedback.page import _remarks
from autograder.gradebook.marks import Marks
from autograder.grading.messages import could_not_grade
from autograder.intake.attempts import FOLDER, attempts_of, keep
from tests.course.support import copy_other_course, run_tool

NAME = "01_sorting"
VALUE = "def smallest(items):\n    return min(items)"
IN_TIME, LATE = "2027-02-20 12:00:00 UTC", "2027-02-25 12:00:00 UTC"


def notebook(root: Path, **answers: str) -> str:
    assignment = Course.load(root).assignment(NAME)
    return json.dumps(notebook_with(assignment, {**solved(assignment), **answers}))


def put(folder: Path, text: str, when: str) -> None:
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_text(text, "utf-8")
    (folder / "timestamp.txt").write_text(when)
    (folder / "submission_secret.txt").write_text("s")  # nbgrader's last file: it is there whole


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ada was better in time, bob is better late; chen has handed in once, late."""
    root = copy_other_course(tmp_path_factory.mktemp("class") / "course")
    with (root / "course_config.py").open("a") as config:
        config.write(f"c.Course.due_dates = {{{NAME!r}: '2027-02-22 23:59Z'}}\n")
    right, wrong = notebook(root), notebook(root, smallest=VALUE, sort_numbers="x = 1")
    for student, first, last in (("ada", right, wrong), ("bob", wrong, right)):
        put(root / FOLDER / student / NAME / "2027-02-20T120000Z", first, IN_TIME)
        put(root / "submitted" / student / NAME, last, LATE)
    put(root / "submitted" / "chen" / NAME, right, LATE)
    return root


@pytest.fixture
def root(handed_in: Path, tmp_path: Path) -> Path:
    return shutil.copytree(handed_in, tmp_path / "course")


def grade(root: Path, counts: str = "") -> tuple[dict[str, str], str]:
    if counts:
        with (root / "course_config.py").open("a") as config:
            config.write(f"c.Course.counts = {counts!r}\n")
    done = run_tool(root, "course", "grade", NAME)
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stderr
    done = run_tool(root, "course", "export", "--to", "csv", NAME)
    rows = csv.DictReader(done.stdout.splitlines())
    return {row["student"]: f"{row['submitted_at'][:10]} {row['score']}" for row in rows}, said


def test_the_last_counts_unless_somebody_says_otherwise(root: Path) -> None:
    counted, said = grade(root)
    assert counted["bob"] == "2027-02-25 3.5"
    assert counted["ada"].startswith("2027-02-25 ")
    assert said == ""


def test_the_last_in_time(root: Path) -> None:
    counted, said = grade(root, "last in time")
    assert counted["ada"] == "2027-02-20 5"
    assert counted["bob"].startswith("2027-02-20 ")
    assert counted["chen"] == "2027-02-25 3.5", "in time there is none"
    assert "ada: the hand-in of 2027-02-20 12:00:00 UTC counts (last in time)" in said
    (root / "exceptions.csv").write_text(
        f"student,assignment,what,value,why\nbob,{NAME},extension,5 days,\n"
    )
    assert grade(root)[0]["bob"] == "2027-02-25 5", "with an extension it is in time"


def test_the_best_is_what_is_best_after_lateness(root: Path) -> None:
    counted, said = grade(root, "best")
    assert counted == {"ada": "2027-02-20 5", "bob": "2027-02-25 3.5", "chen": "2027-02-25 3.5"}
    assert "bob" not in said
    again = run_tool(root, "course", "grade", NAME)
    assert "0 graded now" in again.stdout
    assert run_tool(root, "course", "feedback", NAME).returncode == 0
    folder = root / "feedback" / "ada" / NAME
    page = (folder / f"{NAME}.html").read_text()
    assert "Of your hand-ins the one of 2027-02-20 12:00 UTC counts, and not the last." in page
    assert (folder / "timestamp.txt").read_text() == IN_TIME, "by it the exchange returns the page"
    counted, _ = grade(root, "last")
    assert counted["ada"].startswith("2027-02-25 ")
    assert not (root / "autograded" / "ada" / NAME / ".hand_in").exists()
    with (root / "reports" / f"{NAME}-changes.csv").open() as file:
        assert {row["why"] for row in csv.DictReader(file)} == {"another hand-in counts"}


def test_the_page_of_an_earlier_one_whose_time_is_unknown_says_an_earlier_one() -> None:
    grade = could_not_grade("ada", NAME, 5.0, "")
    says, *_ = _remarks(Graded(grade, (), Marks(), None, earlier=True))
    assert says == "Of your hand-ins an earlier one counts, and not the last."


@pytest.mark.parametrize(
    ("value", "when"),
    [
        ("first", "2027-02-20"),
        ("best", "2027-02-25"),
        ("last in time", "2027-02-20"),
        ("2027-02-20 13:00 Europe/Berlin", "2027-02-20"),
        ("2027-02-20 12:00:00Z", "2027-02-20"),
    ],
)
def test_an_exception_chooses_one(root: Path, value: str, when: str) -> None:
    words = ("bob", NAME, "attempt", value, "--why", "asked for")
    done = run_tool(root, "course", "exceptions", "add", *words)
    assert done.returncode == 0, done.stderr
    counted, _ = grade(root)
    assert counted["bob"].startswith(when)
    assert counted["ada"].startswith("2027-02-25")


def test_a_choice_of_a_hand_in_that_is_not_there_is_said(root: Path) -> None:
    words = ("bob", NAME, "attempt", "2027-02-21 12:00Z", "--why", "")
    assert run_tool(root, "course", "exceptions", "add", *words).returncode == 0
    counted, said = grade(root)
    assert "bob: there is no hand-in of 2027-02-21 12:00Z; the last one counts" in said
    assert counted["bob"] == "2027-02-25 3.5"
    done = run_tool(root, "course", "exceptions", "add", "bob", NAME, "attempt", "2", "--why", "")
    assert done.returncode == 2
    assert "write first, last, last in time or best, or when it was handed in" in done.stderr


def test_an_earlier_one_that_cannot_be_read_does_not_count(root: Path) -> None:
    (root / FOLDER / "ada" / NAME / "2027-02-20T120000Z" / f"{NAME}.ipynb").write_text(
        "no notebook"
    )
    counted, _ = grade(root, "best")
    assert counted["ada"].startswith("2027-02-25")


def test_earlier_ones_go_with_their_student(root: Path) -> None:
    assert run_tool(root, "course", "students", "rename", "ada", "eve").returncode == 0
    assert (root / FOLDER / "eve" / NAME / "2027-02-20T120000Z").is_dir()
    done = run_tool(root, "course", "students", "merge", "eve", "bob", "--keep", "INTO")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (root / FOLDER).iterdir()) == ["bob"]
    run_tool(root, "course", "students", "remove", "bob", "--yes")
    assert not list((root / FOLDER).iterdir())


def test_what_was_half_kept_is_kept_anew(tmp_path: Path) -> None:
    when = datetime(2027, 2, 20, 12)

    def stopped(folder: Path) -> None:
        (folder / "data").mkdir(parents=True)
        (folder / "data" / "one.csv").write_text("1")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, "ada", NAME, when, stopped)
    assert attempts_of(tmp_path, "ada", NAME) == []
    assert keep(tmp_path, "ada", NAME, when, lambda folder: put(folder, "{}", IN_TIME))
    assert not keep(tmp_path, "ada", NAME, when, stopped)
    (attempt,) = attempts_of(tmp_path, "ada", NAME)
    assert (attempt.folder.name, attempt.when) == ("2027-02-20T120000Z", when)


# --- how they come


def test_the_exchange_keeps_what_came_before(root: Path, tmp_path: Path) -> None:
    exchange = tmp_path / "exchange"
    inbox = exchange / "sorting" / "inbound"
    inbox.mkdir(parents=True)
    exchange.chmod(0o777)
    with (root / "course_config.py").open("a") as config:
        config.write(f"c.Exchange.root = {str(exchange)!r}\n")
    days = ("2027-02-18", "2027-02-19", "2027-02-24")
    for day in days:
        when = f"{day} 10:00:00 UTC"
        put(inbox / f"dora+{NAME}+{when}", notebook(root, why=day), when)
    done = run_tool(root, "nbgrader", "collect", NAME)
    assert done.returncode == 0, done.stderr
    kept = sorted(path.name for path in (root / FOLDER / "dora" / NAME).iterdir())
    assert kept == ["2027-02-18T100000Z", "2027-02-19T100000Z"]
    assert days[2] in (root / "submitted" / "dora" / NAME / f"{NAME}.ipynb").read_text()
    put(inbox / f"dora+{NAME}+2027-02-26 10:00:00 UTC", notebook(root), "2027-02-26 10:00:00 UTC")
    assert run_tool(root, "nbgrader", "collect", NAME, "--update").returncode == 0
    assert len(list((root / FOLDER / "dora" / NAME).iterdir())) == 3
    assert grade(root, "last in time")[0]["dora"].startswith("2027-02-19")


def test_a_download_that_replaces_work_keeps_it(root: Path) -> None:
    archive = root / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    with (root / "course_config.py").open("a") as config:
        config.write(
            "c.ZipCollectApp.extractor_plugin = "
            "'autograder.nbgrader_plugins.zip_collect.Extractor'\n"
            "c.ZipCollectApp.collector_plugin = "
            "'autograder.nbgrader_plugins.zip_collect.Collector'\n"
        )
    for text, kept in (("first", 0), ("first", 0), ("second", 1)):
        with zipfile.ZipFile(archive / "submissions.zip", "w") as download:
            download.writestr(f"leeka_4711_8_{NAME}.ipynb", text)
        done = run_tool(root, "nbgrader", "zip_collect", NAME, "--force")
        assert done.returncode == 0, done.stderr
        assert len(list((root / FOLDER / "4711").glob("*/*"))) == kept
    (old,) = (root / FOLDER / "4711" / NAME).glob("*/*.ipynb")
    assert old.read_text() == "first"
