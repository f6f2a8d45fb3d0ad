"""One page for the class: points, exercises, mistakes, likeness, and what needs a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.feedback.graded import Graded, GradedClass
from autograder.feedback.page import titles
from autograder.feedback.template import template
from autograder.report.page import TELLS_LITTLE, report_of
from autograder.store import write_atomically

FOLDER = "reports"


@dataclass(frozen=True)
class Written:
    """Where the report is, how many submissions it is about, and who is left out."""

    path: Path
    submissions: int
    left_out: Mapping[str, str]


def write_report(course: Course, assignment: Assignment) -> Written:
    """Write ``reports/<assignment>.html``."""
    handed = GradedClass(course, assignment)
    found = [_code_only(one) for one in handed]
    report = report_of(assignment, titles(assignment)[""], found)
    html = template("report").render(report=report, tells_little=TELLS_LITTLE)
    path = course.root / FOLDER / f"{assignment.name}.html"
    write_atomically(path, html)
    return Written(path, len(found), handed.left_out)


def _code_only(one: Graded) -> Graded:
    """Keep what is compared, and let go of what the cells showed: a class of pictures is large."""
    kept = (replace(cell, outputs=()) for cell in one.cells if cell.editable)
    return replace(one, cells=tuple(kept))
