"""The course: its settings, its assignments, and the files that a grade depends on."""

from autograder.course.assignment import Assignment, Exercise, text_of
from autograder.course.config import CONFIG, Course, tools_on_path
from autograder.course.nbgrader_settings import use_in_nbgrader

__all__ = [
    "CONFIG",
    "Assignment",
    "Course",
    "Exercise",
    "text_of",
    "tools_on_path",
    "use_in_nbgrader",
]
