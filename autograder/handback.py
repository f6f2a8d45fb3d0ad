"""Feedback pages by stock nbgrader, from the graded notebooks and the gradebook."""

from __future__ import annotations

from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException

from autograder.course import Assignment, Course, CourseError


def write_feedback(course: Course, assignment: Assignment) -> int:
    """Write ``feedback/<student>/<assignment>/``; return how many pages there are."""
    directory = course.directory
    directory.assignment_id = assignment.name
    converter = GenerateFeedback(coursedir=directory, config=course.config)
    converter.force = True
    converter.log.setLevel("ERROR")
    try:
        converter.start()
    except NbGraderException as error:
        raise CourseError(f"nbgrader generate_feedback {assignment.name}: {error}") from None
    return len(list((course.root / "feedback").glob(f"*/{assignment.name}/*.html")))
