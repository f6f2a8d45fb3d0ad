"""Hands graded work back: a page for each student in ``feedback/``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from autograder.course import Assignment, Course
from autograder.errors import of_one
from autograder.feedback.graded import Graded, GradedClass
from autograder.feedback.page import Pages
from autograder.feedback.solutions import Solutions
from autograder.files import write_atomically
from autograder.gradebook.changes import ChangeLog
from autograder.intake.attempts import graded_hand_in
from autograder.intake.exchange import label_page


@dataclass(frozen=True)
class FeedbackSummary:
    """How many pages were written, who has none with the reason, and whose grade was changed.

    ``early``: whose page has no model answers, though they were asked for, and from when on it may
    have them, if that is known.
    """

    pages: int
    left_out: Mapping[str, str]
    log: ChangeLog | None = None
    early: Mapping[str, datetime | None] = field(default_factory=dict)


def write_feedback(
    course: Course,
    assignment: Assignment,
    solutions: Solutions | None = None,
    students: Collection[str] | None = None,
) -> FeedbackSummary:
    """Write ``feedback/<student>/<assignment>/<assignment>.html`` for everybody who was graded.

    With ``students``, for these only. With ``solutions``, the pages of those whose due date is over
    have model answers.
    """
    handed = GradedClass(course, assignment, students)
    pages = Pages(course, assignment, solutions)
    early: dict[str, datetime | None] = {}
    count = 0
    for graded in handed:
        student = graded.grade.student
        try:
            _write(course, assignment, pages, graded)
            count += 1
            if solutions is not None and not solutions.may_be_seen(graded.marks):
                early[student] = solutions.seen_from(graded.marks)
        except BaseException as error:
            handed.left_out[student] = of_one(error, student, "writing the page", course.root)
    if count:
        pages.last.save()
    return FeedbackSummary(count, handed.left_out, handed.log, early)


def page_is_old(course: Course, assignment: Assignment, student: str) -> bool:
    """Say whether graded work was written after its page, or has none; the gradebook is not asked.

    What a person does there, and what tables of the course say, makes no page old.
    """
    graded = course.root / "autograded" / student / assignment.name
    page = course.root / "feedback" / student / assignment.name / f"{assignment.name}.html"
    try:
        written = page.stat().st_mtime_ns
        return any(path.stat().st_mtime_ns > written for path in graded.iterdir())
    except OSError:
        return graded.is_dir()


def _write(course: Course, assignment: Assignment, pages: Pages, graded: Graded) -> None:
    folder = course.root / "feedback" / graded.grade.student / assignment.name
    # first, since a page that is new is not looked at again
    label_page(graded_hand_in(course.root, graded.grade.student, assignment.name), folder)
    write_atomically(folder / f"{assignment.name}.html", pages.html(graded), durable=False)
    line = pages.last.line(graded.grade.student, graded.marks)
    pages.last.given(graded.grade.student, graded.marks, line)
