"""Hands graded work back: a page for each student in ``feedback/``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.course import Assignment, Course
from autograder.errors import of_one
from autograder.feedback.graded import Graded, GradedClass
from autograder.feedback.page import Pages
from autograder.files import write_atomically
from autograder.intake.exchange import label_page


@dataclass(frozen=True)
class FeedbackSummary:
    """How many pages were written, and who has none with the reason."""

    pages: int
    left_out: Mapping[str, str]


def write_feedback(course: Course, assignment: Assignment) -> FeedbackSummary:
    """Write ``feedback/<student>/<assignment>/<assignment>.html`` for everybody who was graded."""
    handed = GradedClass(course, assignment)
    pages = Pages(course, assignment)
    count = 0
    for graded in handed:
        student = graded.grade.student
        try:
            _write(course, assignment, pages, graded)
            count += 1
        except BaseException as error:
            handed.left_out[student] = of_one(error, student, "writing the page", course.root)
    if count:
        pages.last.save()
    return FeedbackSummary(count, handed.left_out)


def _write(course: Course, assignment: Assignment, pages: Pages, graded: Graded) -> None:
    folder = course.root / "feedback" / graded.grade.student / assignment.name
    write_atomically(folder / f"{assignment.name}.html", pages.html(graded), durable=False)
    line = pages.last.line(graded.grade.student, graded.marks)
    pages.last.given(graded.grade.student, graded.marks, line)
    label_page(course.root / "submitted" / graded.grade.student / assignment.name, folder)
