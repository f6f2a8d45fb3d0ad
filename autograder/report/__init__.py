"""One page for the class: points, exercises, mistakes, likeness, and what needs a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.errors import CourseError, of_one
from autograder.feedback.graded import Graded, GradedClass
from autograder.feedback.lesson import titles
from autograder.feedback.template import template
from autograder.files import write_atomically
from autograder.gradebook.changes import ChangeLog
from autograder.report.page import TELLS_LITTLE, report_of, row_of

FOLDER = "reports"


@dataclass(frozen=True)
class Written:
    """Where the report is, of how many submissions, who is left out, whose grade was changed."""

    path: Path
    submissions: int
    left_out: Mapping[str, str]
    log: ChangeLog | None = None


def write_report(course: Course, assignment: Assignment) -> Written:
    """Write ``reports/<assignment>.html``."""
    handed = GradedClass(course, assignment)
    found = [_code_only(one) for one in handed]
    title = titles(assignment)[""]
    try:
        report = report_of(assignment, title, found, handed)
    except Exception as error:
        found, others = _without_breakers(course, assignment, found)
        if not others:
            raise CourseError(f"the report of {assignment.name}: {error!r}") from error
        handed.left_out |= others
        report = report_of(assignment, title, found, handed)
    html = template("report").render(report=report, tells_little=TELLS_LITTLE)
    path = course.root / FOLDER / f"{assignment.name}.html"
    write_atomically(path, html)
    return Written(path, len(found), handed.left_out, handed.log)


def _without_breakers(
    course: Course, assignment: Assignment, found: list[Graded]
) -> tuple[list[Graded], dict[str, str]]:
    """Return the work that can be reported, and the reason for each student whose work cannot."""
    kept, left_out = [], {}
    for one in found:
        student = one.grade.student
        try:
            row_of(assignment, one)
            kept.append(one)
        except BaseException as error:
            left_out[student] = of_one(error, student, "reporting on this work", course.root)
    return kept, left_out


def _code_only(one: Graded) -> Graded:
    """Keep the code, which is compared; drop the outputs, whose pictures would fill the memory."""
    kept = (replace(cell, outputs=()) for cell in one.cells if cell.editable)
    return replace(one, cells=tuple(kept))
