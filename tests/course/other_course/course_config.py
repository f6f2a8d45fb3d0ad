"""A tiny course of another subject, graded by the same engine."""

from autograder.course import use_in_nbgrader

c = get_config()
use_in_nbgrader(c)  # its own commands and its form grader go through our grader

# ── the course ────────────────────────────────────────────────────────────────────────────────
c.CourseDirectory.course_id = "sorting"
