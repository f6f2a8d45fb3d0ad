"""A Gradescope autograder: the zip that is uploaded there, and what it runs."""

from autograder.exports.gradescope.bundle import bundle
from autograder.exports.gradescope.results import Settings, as_results, not_graded

__all__ = ["Settings", "as_results", "bundle", "not_graded"]
