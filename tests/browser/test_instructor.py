"""An instructor's round of an assignment: real commands, and the real form grader in a browser."""

from __future__ import annotations

import csv
import getpass
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from tests.browser.lab import environment_of, exchange_settings, jupyter_lab
from tests.course.support import BIN, copy_course, run_tool

NAME = "03_tips"
COMMENT = "The narrow direction is named; where does the path end?"
EXCHANGED, DOWNLOADED = getpass.getuser(), "4711"


class Round:
    """A course, a student's folder, and the exchange between them."""

    def __init__(self, folder: Path) -> None:
        self.course = copy_course(folder / "course")
        settings = exchange_settings(folder / "exchange")
        with (self.course / "course_config.py").open("a") as config:
            config.write(settings)
        self.home = folder / "home"
        self.work = folder / "work"
        self.work.mkdir()
        (self.work / "nbgrader_config.py").write_text("c = get_config()\n" + settings)
        assignment = Course.load(self.course).assignment(NAME)
        self.answers = solved(assignment)
        self.right = notebook_with(assignment, self.answers)
        wrong = self.answers["mse_gradient"].replace("mean(", "sum(")
        assert wrong != self.answers["mse_gradient"]
        self.wrong = notebook_with(assignment, {**self.answers, "mse_gradient": wrong})

    def instructor(self, *command: str) -> str:
        """Run a command in the course's folder; return what it printed."""
        done = run_tool(self.course, *command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def student(self, *command: str) -> str:
        """Run an nbgrader command in the student's folder, in a home of their own."""
        done = subprocess.run(
            [str(BIN / "nbgrader"), *command],
            cwd=self.work,
            env=environment_of(self.home),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def rows(self) -> dict[str, dict[str, str]]:
        """The class as `course export` gives it."""
        done = run_tool(self.course, "course", "export", "--to", "csv", NAME)
        assert done.returncode == 0, done.stderr
        return {row["student"]: row for row in csv.DictReader(io.StringIO(done.stdout))}


@pytest.fixture
def a_round(tmp_path: Path) -> Round:
    return Round(tmp_path)


def test_a_round_of_an_assignment(a_round: Round, page: Any, shot: Any) -> None:
    """All of it without the network: the page fixture fails when anything else is asked for."""
    give_out(a_round)
    hand_in(a_round)
    grade(a_round)
    read_by_a_person(a_round, page, shot)
    grade_again(a_round)
    hand_back(a_round)


def give_out(here: Round) -> None:
    shutil.rmtree(here.course / "release")
    here.instructor("nbgrader", "generate_assignment", NAME)
    here.instructor("nbgrader", "release_assignment", NAME)
    here.student("fetch_assignment", NAME)


def hand_in(here: Round) -> None:
    """One student by the exchange, one by a file as Canvas names them, in a zip."""
    (here.work / NAME / f"{NAME}.ipynb").write_text(json.dumps(here.right))
    here.student("submit", NAME)
    here.instructor("nbgrader", "collect", NAME)
    archive = here.course / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "submissions.zip", "w") as downloaded:
        member = f"lovelaceada_LATE_{DOWNLOADED}_20815_{NAME}-1.ipynb"
        downloaded.writestr(member, json.dumps(here.wrong))
    here.instructor("nbgrader", "zip_collect", NAME)
    for student in (EXCHANGED, DOWNLOADED):
        assert (here.course / "submitted" / student / NAME / f"{NAME}.ipynb").is_file()


def grade(here: Round) -> None:
    here.instructor("course", "grade", NAME, "--jobs", "1")
    rows = here.rows()
    assert (rows[EXCHANGED]["score"], rows[EXCHANGED]["needs_person"]) == ("21", "yes")
    assert rows[DOWNLOADED]["mse_gradient"] != "6"


def read_by_a_person(here: Round, page: Any, shot: Any) -> None:
    """Both submissions get points and a comment for the written answer, in the form grader."""
    with jupyter_lab(here.course, here.home / "lab") as address:
        form = open_submission(page, address)
        formula = form.locator("math[display=block]").first.bounding_box()
        assert formula["height"] > 10, "formulas are drawn, without MathJax"
        room = form.locator(".formula").first.evaluate("one => getComputedStyle(one).overflowX")
        assert room == "auto", "a wide one scrolls by itself"
        score(page, form, "3")
        scheme = form.get_by_text("Mark scheme of valley")
        assert form.get_by_text("What students often believe").is_visible()
        scheme.scroll_into_view_if_needed()
        shot(page, "instructor-1-scored")
        form.get_by_role("link", name="Next").click()
        form.get_by_text("Submission #2").first.wait_for()
        score(page, form, "2.5")


def open_submission(page: Any, address: str) -> Any:
    """Go from JupyterLab to the first submission in the form grader; return its frame."""
    page.goto(address)
    page.locator(".jp-DirListing-content").wait_for()
    page.locator(".lm-MenuBar-item", has_text="Nbgrader").click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Formgrader", exact=True).click()
    form = page.frame_locator("iframe").first
    form.get_by_text("Manual Grading").first.click()
    for table in ("Assignment ID", "Notebook ID"):
        form.get_by_text(table).wait_for()
        form.locator("tbody").get_by_role("link", name=NAME).click()
    form.get_by_role("link", name="Submission #1", exact=True).click()
    form.locator("input#valley_extra_credit[placeholder]").wait_for()  # the scores are loaded
    return form


def score(page: Any, form: Any, points: str) -> None:
    """Type points and a comment for the written answer, and wait until each is saved."""
    form.locator("input#valley_extra_credit[placeholder]").wait_for()  # the scores are loaded
    type_into(page, form.locator("input#valley"), points, "grade")
    type_into(page, form.locator("textarea#valley-comment"), COMMENT, "comment")


def type_into(page: Any, field: Any, text: str, kind: str) -> None:
    """Fill a field, leave it, and wait until the server has saved it."""

    def saved(response: Any) -> bool:
        return f"/api/{kind}/" in response.url and response.request.method == "PUT"

    field.fill(text)
    with page.expect_response(saved) as answer:
        field.press("Tab")
    assert answer.value.ok


def grade_again(here: Round) -> None:
    """The person's points are kept and counted; nothing waits any more."""
    here.instructor("course", "grade", NAME, "--force", "--jobs", "1")
    rows = here.rows()
    assert sorted(float(row["valley"]) for row in rows.values()) == [2.5, 3.0]
    for row in rows.values():
        assert row["needs_person"] == "no"
        exercises = {name: float(row[name]) for name in row if f"test_{name}" in cells(here)}
        assert sum(exercises.values()) + float(row["valley"]) == float(row["points"])


def cells(here: Round) -> set[str]:
    master = json.loads((here.course / "release" / NAME / f"{NAME}.ipynb").read_text())
    return {cell["id"] for cell in master["cells"]}


def hand_back(here: Round) -> None:
    """The student who handed in by the exchange reads the person's comment at home."""
    here.instructor("course", "feedback", NAME)
    here.instructor("nbgrader", "release_feedback", NAME)
    here.student("fetch_feedback", NAME)
    (page,) = here.work.glob(f"{NAME}/feedback/*/{NAME}.html")
    assert COMMENT in page.read_text()
