"""Lets stock `nbgrader generate_feedback` write the same pages as `course feedback`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter

from autograder.course import Course
from autograder.errors import CourseError
from autograder.feedback.graded import GradedClass
from autograder.feedback.page import Pages
from autograder.grading.grade_json import KEPT_HERE


class FeedbackExporter(Exporter):  # type: ignore[misc]
    """Turns a graded notebook into our feedback page; nbgrader does the rest."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(self.parent, "coursedir"):  # nbgrader copies what lies beside the notebook
            directory = self.parent.coursedir
            directory.ignore = [*directory.ignore, *KEPT_HERE]

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        """Return the page of the student whose graded notebook this is."""
        about = resources["nbgrader"]
        root = Path(self.parent.coursedir.root)
        course, pages = _pages(root, about["assignment"])
        handed = GradedClass(course, course.assignment(about["assignment"]), [about["student"]])
        found = list(handed)
        if not found:
            raise CourseError(handed.left_out.get(about["student"], f"{filename} is not there"))
        resources["output_extension"] = self.file_extension
        return pages.html(found[0]), resources


@cache
def _pages(root: Path, assignment: str) -> tuple[Course, Pages]:
    course = Course.load(root)
    return course, Pages(course, course.assignment(assignment))
