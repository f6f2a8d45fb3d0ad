"""What an exercise's part of a page says first, and what it opens."""

from __future__ import annotations

import re

import pytest

from autograder.course import Course
from autograder.feedback.graded import Graded, Shown
from autograder.feedback.page import Pages
from autograder.feedback.section import right_of
from autograder.gradebook.marks import Marks
from autograder.records import Check, ExerciseGrade, ExerciseStatus, Grade
from tests.course.support import OTHER_COURSE

TAKES, GIVES = Check("takes `list` and tuple", True), Check("gives whole numbers", True)
FINDS, KEEPS = Check("finds the first", True), Check("keeps it, at the far ends", True)
EDGE = Check("returns the start", True, edge=True)
WRONG = Check("counts from zero", False, "It does not.", "Where do you begin?")


def exercise(*checks: Check, status: ExerciseStatus = "partial") -> ExerciseGrade:
    return ExerciseGrade("smallest", status, 0.5, 2.0, None, "", checks)


@pytest.mark.parametrize(
    ("checks", "says"),
    [
        ((TAKES, WRONG), "takes <code>list</code> and tuple."),
        ((EDGE, WRONG, TAKES), "takes <code>list</code> and tuple; returns the start."),
        (
            (TAKES, GIVES, EDGE, FINDS, WRONG),
            "takes <code>list</code> and tuple; gives whole numbers; finds the first; and 1 more.",
        ),
        ((EDGE, WRONG), None),
        ((WRONG,), None),
    ],
)
def test_what_is_right_already_is_said_in_words(checks, says) -> None:
    """Not what an answer passes by doing nothing, if that is all."""
    assert right_of(exercise(*checks)) == says


@pytest.mark.parametrize("status", ["passed", "failed", "not_attempted", "could_not_check"])
def test_nothing_is_said_of_an_answer_that_earns_all_or_nothing(status) -> None:
    assert right_of(exercise(TAKES, WRONG, status=status)) is None


def page_of(status: ExerciseStatus, code: str = "def smallest(items): ...") -> str:
    """A page with one exercise."""
    course = Course.load(OTHER_COURSE)
    assignment = course.assignment("01_sorting")
    cells = tuple(
        Shown(k, cell.name, cell.kind, cell.source, cell.role == "answer", False, ())
        for k, cell in enumerate(assignment.cells)
    )
    if code:
        answer = next(k for k, cell in enumerate(cells) if cell.name == "smallest")
        own = Shown(answer, "smallest", "code", code, True, False, ())
        cells = (*cells[:answer], own, *cells[answer + 1 :])
    grade = Grade(
        "ada",
        assignment.name,
        "graded",
        0.5,
        8.0,
        (exercise(TAKES, WRONG, status=status),),
        "full",
    )
    return Pages(course, assignment).html(Graded(grade, cells, Marks(), None))


@pytest.mark.parametrize(
    ("status", "opened"),
    [
        ("failed", "Your answer"),
        ("partial", "Your answer"),
        ("blocked", "Your answer"),
        ("not_attempted", "What was asked"),
        ("could_not_check", "What was asked"),
        ("passed", ""),
    ],
)
def test_a_wrong_answer_is_opened_and_else_its_task(status, opened: str) -> None:
    folds = re.findall(r"<details( open)?>\s*<summary>([\w ]+)<", page_of(status))
    assert [words for words in folds if words[1]] == [
        (" open" if words == opened else "", words) for words in ("What was asked", "Your answer")
    ]


def test_where_there_is_no_answer_the_task_is_opened() -> None:
    (fold,) = re.findall(r"<details( open)?>\s*<summary>([\w ]+)<", page_of("failed", code=""))
    assert fold == (" open", "What was asked")


def test_what_is_right_stands_before_what_is_not() -> None:
    page = page_of("partial")
    right, wrong = (page.index(words) for words in ("Right already in the checks:", "It does not."))
    assert right < wrong
