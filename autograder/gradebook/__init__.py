"""nbgrader's gradebook: one writer, one transaction a submission; read in bulk."""

from autograder.gradebook.database import check_reachable
from autograder.gradebook.reading import Row, State
from autograder.gradebook.scores import Score, late_penalty, wanted
from autograder.gradebook.writer import GradebookWriter

__all__ = [
    "GradebookWriter",
    "Row",
    "Score",
    "State",
    "check_reachable",
    "late_penalty",
    "wanted",
]
