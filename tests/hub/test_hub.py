"""A round of an assignment on a real JupyterHub, by people in browsers (docs/hub.md)."""

from __future__ import annotations

import csv
import io
from typing import Any

from autograder.course import Course
from autograder.course.gallery import solved
from tests.browser.notebook_page import NotebookPage
from tests.browser.test_instructor import type_into
from tests.course.support import ROOT
from tests.hub.machine import HUB, Person
from tests.hub.seat import Seat

NAME, READ = "01_slope", "why_equally_fast"
COURSE_ID = "gradient-descent"
COMMENT = "The two steps are of one length; say why."
ANSWERS = solved(Course.load(ROOT).assignment(NAME))


def test_a_round_of_an_assignment_on_a_hub(seats: dict[str, Seat], folk: dict[str, Person]) -> None:
    teacher, ada, ben = (seats[name] for name in ("teacher", "ada", "ben"))
    the_menus_are_those_of_the_role(teacher, ada)
    give_out(teacher)
    for student in (ada, ben):
        fetch(student)
    answer(ada, ANSWERS)
    answer(ben, {**ANSWERS, "regime": "def regime(rate, curvature):\n    return 'fine'"})
    for student in (ada, ben):
        hand_in(student)
    nobody_reaches_what_is_not_theirs(folk)
    grade(teacher)
    read_by_a_person(teacher)
    hand_back(teacher)
    fetch_feedback(ada)
    another_teacher_goes_on(folk)


def the_menus_are_those_of_the_role(teacher: Seat, ada: Seat) -> None:
    assert {"Formgrader", "Course List", "Assignment List"} <= set(teacher.menu_of_nbgrader())
    assert ada.menu_of_nbgrader() == ["Assignment List"]
    teacher.choose("Course List")
    teacher.page.get_by_role("link", name=COURSE_ID).wait_for()
    teacher.shot("hub-course-list")


def give_out(teacher: Seat) -> None:
    """The doctor finds nothing to mend; the form grader releases what is in release/."""
    teacher.terminal()
    said = teacher.type("course doctor")
    teacher.shot("hub-doctor")
    assert "exchange" in said
    form = teacher.form_grader()
    teacher.press(form, NAME, "release")
    assert (HUB / "exchange" / COURSE_ID / "outbound" / NAME / f"{NAME}.ipynb").is_file()


def fetch(student: Seat) -> None:
    student.open_lab()
    student.choose("Assignment List")
    student.page.get_by_role("button", name="Fetch", exact=True).click()
    student.page.get_by_role("button", name="Submit", exact=True).wait_for()
    student.shot("hub-fetched")


def answer(student: Seat, answers: dict[str, str]) -> None:
    path = student.person.home / NAME / f"{NAME}.ipynb"
    notebook = NotebookPage(student.page, student.lab, path, student.person.home)
    for name, text in answers.items():
        if name == READ:
            notebook.cell(name).locator(".jp-RenderedMarkdown").dblclick()  # a text is shown drawn
        notebook.write(name, text)
    notebook.save()


def hand_in(student: Seat) -> None:
    student.open_lab()
    student.choose("Assignment List")
    student.page.get_by_role("button", name="Submit", exact=True).click()
    student.page.locator("#submitted_assignments_list", has_text=NAME).wait_for()
    student.shot("hub-submitted")


def nobody_reaches_what_is_not_theirs(folk: dict[str, Person]) -> None:
    inbound = HUB / "exchange" / COURSE_ID / "inbound"
    (adas,) = inbound.glob("hub-ada+*")
    refused = [
        ("ls", str(inbound)),
        ("ls", str(HUB / "course")),
        ("ls", str(folk["ada"].home)),
        ("cat", str(HUB / "state" / "cookie_secret")),
        ("mv", str(HUB / "exchange" / COURSE_ID), str(HUB / "exchange" / "gone")),
    ]
    for command in refused:
        done = folk["ben"].run(*command)
        assert done.returncode != 0, command
        assert "ermission denied" in done.stderr or "not permitted" in done.stderr, done.stderr
    assert adas.is_dir()


def grade(teacher: Seat) -> None:
    form = teacher.form_grader()
    teacher.press(form, NAME, "collect")
    teacher.terminal()
    teacher.type(f"course grade {NAME}")
    teacher.shot("hub-graded")
    rows = rows_of(teacher)
    assert rows["hub-ada"]["points"] == "7"
    assert rows["hub-ada"]["needs_person"] == "yes"
    assert float(rows["hub-ben"]["regime"]) < 3


def rows_of(teacher: Seat) -> dict[str, dict[str, str]]:
    done = teacher.person.run("course", "export", "--to", "csv", NAME, cwd=HUB / "course")
    assert done.returncode == 0, done.stderr
    return {row["student"]: row for row in csv.DictReader(io.StringIO(done.stdout))}


def read_by_a_person(teacher: Seat) -> None:
    """Points and a comment for the written answer of both, in the form grader."""
    form = teacher.form_grader()
    form.get_by_role("link", name="Manual Grading", exact=True).click()
    for table in ("Assignment ID", "Notebook ID"):
        form.get_by_text(table).wait_for()
        form.locator("tbody").get_by_role("link", name=NAME).click()
    form.get_by_role("link", name="Submission #1", exact=True).click()
    score(teacher.page, form)
    teacher.shot("hub-scored")
    form.get_by_role("link", name="Next").click()
    form.get_by_text("Submission #2").first.wait_for()
    score(teacher.page, form)


def score(page: Any, form: Any) -> None:
    form.locator(f"input#{READ}_extra_credit[placeholder]").wait_for()  # the scores are loaded
    type_into(page, form.locator(f"input#{READ}"), "2", "grade")
    type_into(page, form.locator(f"textarea#{READ}-comment"), COMMENT, "comment")


def hand_back(teacher: Seat) -> None:
    teacher.terminal()
    teacher.type(f"course grade {NAME} && course feedback {NAME}")
    assert rows_of(teacher)["hub-ada"]["score"] == "9"
    form = teacher.form_grader()
    teacher.press(form, NAME, "release-feedback")


def fetch_feedback(student: Seat) -> None:
    """Fetch it, and read it in JupyterLab."""
    student.open_lab()
    student.choose("Assignment List")
    student.page.get_by_role("button", name="Fetch Feedback").click()
    page = student.page
    view = page.get_by_text("(view feedback)")
    view.wait_for()
    student.shot("hub-feedback-fetched")
    view.click()
    page.locator(".jp-DirListing-item", has_text=f"{NAME}.html").dblclick()
    page.frame_locator(".jp-HTMLViewer iframe").get_by_text(COMMENT).wait_for()
    student.shot("hub-feedback-read")


def another_teacher_goes_on(folk: dict[str, Person]) -> None:
    """With what the first one made, by ssh: newer work, grades, pages, a corrected release."""
    student = folk["ben"]
    done = student.run("nbgrader", "submit", NAME)
    assert done.returncode == 0, done.stderr
    for command in (
        ("course", "doctor"),
        ("nbgrader", "collect", NAME, "--update"),
        ("course", "grade", NAME, "--force"),
        ("course", "feedback", NAME),
        ("nbgrader", "release_feedback", NAME),
        ("nbgrader", "release_assignment", NAME, "--force"),
    ):
        done = folk["second"].run(*command, cwd=HUB / "course")
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    done = student.run("nbgrader", "fetch_feedback", NAME)
    assert done.returncode == 0, done.stderr
    assert len(list(student.home.glob(f"{NAME}/feedback/*/{NAME}.html"))) >= 1
