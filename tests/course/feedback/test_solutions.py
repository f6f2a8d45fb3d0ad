"""Model answers: on a page once its student's own due date is over, and never before."""

from __future__ import annotations

import json
import re
import shutil
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with
from autograder.errors import CourseError
from autograder.feedback.solutions import Solutions
from autograder.feedback.write import FeedbackSummary, write_feedback
from tests.course.support import copy_other_course, run_tool
from tests.course.support.hostile_pages import live_parts

NAME = "01_sorting"
DUE = datetime(2020, 3, 8, 12, 0)  # long ago, for commands; calls say what time it is
GRACE = timedelta(minutes=15)
MODEL_LINES = ("found.append(left.pop(smallest(left)))", "key=lambda place: items[place]")
MODEL_WORDS = "Because a sorted list is its own order."
FULL_MARKS = "no number stands before a smaller one"
BELIEF, REPLY = "Sorting twice turns the order round.", "Sort 1, 2 by hand, twice."
SECRETS = (*MODEL_LINES, MODEL_WORDS, FULL_MARKS, BELIEF, REPLY)
FOR_TEACHERS = "without what that means"  # what half of a point is for
VALUE = "def smallest(items):\n    return min(items)"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of four: a mistake, nothing at all, a notebook that is none, and one of words."""
    root = copy_other_course(tmp_path_factory.mktemp("solutions") / "course")
    set_due(root, f"{DUE} UTC")
    assignment = Course.load(root).assignment(NAME)
    works = {
        "bela": json.dumps(notebook_with(assignment, {"smallest": VALUE})),
        "cut": "{",
        "dora": json.dumps(notebook_with(assignment, {})),
        "emil": json.dumps(notebook_with(assignment, {"why": "It just is."})),
    }
    for student, text in works.items():
        folder = root / "submitted" / student / NAME
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_text(text)
    done = run_tool(root, "course", "grade", NAME, "--quiet")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    """The same class, for a test to change."""
    return shutil.copytree(graded, tmp_path / "course")


def set_due(root: Path, due: str | None) -> None:
    with (root / "course_config.py").open("a") as config:
        config.write(f"\nc.Course.due_dates = {{{NAME!r}: {due!r}}}\n")


def extend(root: Path, student: str, by: timedelta) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        gradebook.find_submission(NAME, student).extension = by
        gradebook.db.commit()


def forget(root: Path, student: str) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        gradebook.remove_submission(NAME, student)


def handed_back(root: Path, now: datetime | None = None) -> FeedbackSummary:
    """Write the pages, with model answers where a time is given."""
    course = Course.load(root)
    assignment = course.assignment(NAME)
    solutions = Solutions(course, assignment, now) if now else None
    return write_feedback(course, assignment, solutions)


def page(root: Path, student: str) -> str:
    return (root / "feedback" / student / NAME / f"{NAME}.html").read_text("utf-8")


def pages(root: Path) -> dict[str, str]:
    return {path.parents[1].name: path.read_text() for path in root.glob("feedback/*/*/*.html")}


def told(html: str) -> list[str]:
    """What of the secrets stands on a page."""
    shown = unescape(re.sub(r"<[^>]+>", "", html))
    return [secret for secret in SECRETS if secret in shown]


AFTER = DUE + GRACE + timedelta(seconds=1)


# --- when


def test_after_the_date_they_are_there(root: Path) -> None:
    summary = handed_back(root, AFTER)
    assert (summary.pages, dict(summary.early)) == (4, {})
    assert set(told(page(root, "dora"))) == set(SECRETS)
    assert told(page(root, "cut")) == []  # nothing was read, so there is nothing to compare


@pytest.mark.parametrize("now", [DUE - timedelta(days=1), DUE, DUE + GRACE])
def test_before_the_date_and_in_the_minutes_of_grace_a_page_is_as_without(
    root: Path, now: datetime
) -> None:
    handed_back(root)
    without = pages(root)
    summary = handed_back(root, now)
    assert pages(root) == without
    assert dict(summary.early) == dict.fromkeys(("bela", "cut", "dora", "emil"), DUE + GRACE)
    assert not any(map(told, without.values()))


def test_who_has_an_extension_gets_them_when_that_is_over(root: Path) -> None:
    extend(root, "bela", timedelta(days=2))
    summary = handed_back(root, AFTER)
    assert dict(summary.early) == {"bela": DUE + timedelta(days=2) + GRACE}
    assert told(page(root, "bela")) == []
    assert told(page(root, "dora"))
    assert dict(handed_back(root, AFTER + timedelta(days=2)).early) == {}
    assert told(page(root, "bela"))


def test_whom_the_gradebook_does_not_know_may_have_time_left(root: Path) -> None:
    forget(root, "bela")
    assert dict(handed_back(root, AFTER).early) == {"bela": None}
    assert told(page(root, "bela")) == []


def test_a_date_that_was_put_off_in_the_config_holds_before_anything_is_graded_again(
    root: Path,
) -> None:
    set_due(root, f"{DUE + timedelta(days=7)} UTC")
    assert len(handed_back(root, AFTER).early) == 4
    assert not any(map(told, pages(root).values()))


def test_a_later_date_in_the_gradebook_holds_too(root: Path) -> None:
    """Somebody put it off with nbgrader's own tools."""
    set_due(root, f"{DUE - timedelta(days=7)} UTC")
    assert len(handed_back(root, DUE - timedelta(days=1)).early) == 4


def test_without_a_config_s_date_that_of_the_gradebook_holds(root: Path) -> None:
    with (root / "course_config.py").open("a") as config:
        config.write("\nc.Course.due_dates = {}\n")
    assert len(handed_back(root, DUE).early) == 4
    assert dict(handed_back(root, AFTER).early) == {}


def test_an_assignment_without_a_date_is_an_error_that_says_what_to_do(root: Path) -> None:
    set_due(root, None)
    with pytest.raises(CourseError, match=rf"{NAME} has no due date.*due_dates\['{NAME}'\]"):
        handed_back(root, AFTER)
    assert pages(root) == {}


def test_a_course_without_its_source_is_an_error(root: Path) -> None:
    shutil.move(root / "source" / NAME / f"{NAME}.ipynb", root / "elsewhere.ipynb")
    with pytest.raises(CourseError, match="is not there, and model answers are taken from it"):
        handed_back(root, AFTER)


# --- only when asked


def test_a_page_made_without_the_option_has_none_whatever_was_there(root: Path) -> None:
    handed_back(root, AFTER)
    assert told(page(root, "dora"))
    handed_back(root)
    assert not any(map(told, pages(root).values()))


def test_stock_nbgrader_makes_pages_without(root: Path) -> None:
    done = run_tool(root, "nbgrader", "generate_feedback", NAME, "--force")
    assert done.returncode == 0, done.stderr
    assert set(pages(root)) == {"bela", "cut", "dora", "emil"}
    assert not any(map(told, pages(root).values()))


def test_the_command_names_who_still_has_time(root: Path) -> None:
    extend(root, "bela", timedelta(days=36500))
    done = run_tool(root, "course", "feedback", NAME, "--solutions")
    assert done.returncode == 0, done.stderr
    assert f"{NAME}: 4 feedback pages" in done.stdout
    (line,) = done.stderr.splitlines()
    assert line == f"{NAME}: no model answers yet for 1: 'bela' (after 2120-02-13 12:15 UTC)"
    assert told(page(root, "bela")) == []
    assert told(page(root, "dora"))
    done = run_tool(root, "course", "feedback", NAME)
    assert done.returncode == 0
    assert not any(map(told, pages(root).values()))


def test_the_command_for_all_assignments_writes_nothing_if_one_has_no_date(root: Path) -> None:
    for folder in ("source", "release"):
        shutil.copytree(root / folder / NAME, root / folder / "02_more")
        (root / folder / "02_more" / f"{NAME}.ipynb").rename(
            root / folder / "02_more" / "02_more.ipynb"
        )
    done = run_tool(root, "course", "feedback", "--solutions")
    assert done.returncode == 2
    assert "02_more has no due date" in done.stderr
    assert pages(root) == {}


# --- what is there


def test_a_right_answer_stands_beside_the_student_s_own(root: Path) -> None:
    handed_back(root, AFTER)
    made = section(page(root, "bela"), "smallest")
    own, _, model = made.partition("A right one, of many")
    assert "return min(items)" in own
    assert MODEL_LINES[1] in unescape(model)
    assert "SOLUTION" not in made
    assert "You left it as it was handed out." in section(page(root, "bela"), "sort_numbers")


def test_a_written_one_has_what_full_marks_say_and_beliefs_and_not_what_is_for_teachers(
    root: Path,
) -> None:
    handed_back(root, AFTER)
    made = section(page(root, "emil"), "why")
    assert "It just is." in made
    for secret in (MODEL_WORDS, FULL_MARKS, BELIEF, REPLY):
        assert secret in made
    assert "places | forever" in made
    assert FOR_TEACHERS not in page(root, "emil")
    assert "One sentence is enough." not in page(root, "emil")


def test_a_course_without_mark_schemes_has_model_answers(root: Path) -> None:
    (root / "tests" / "hidden" / NAME / "rubric.md").unlink()
    handed_back(root, AFTER)
    made = section(page(root, "emil"), "why")
    assert MODEL_WORDS in made
    assert "What full marks say" not in made
    assert "What students often believe" not in made


def test_nothing_on_such_a_page_is_live(root: Path) -> None:
    handed_back(root, AFTER)
    for student, html in pages(root).items():
        assert live_parts(html) == [], student


def section(html: str, exercise: str) -> str:
    (found,) = re.findall(rf'<section class="\w+" id="{exercise}".*?</section>', html, re.DOTALL)
    return str(found)
