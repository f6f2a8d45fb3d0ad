"""Takes a notebook in: answers and scratch cells as text, everything else from the master.

What a student's file says about points, locks, ids or outputs is never believed.
"""

from autograder.intake.files import (
    handed_in,
    read_bytes,
    read_handed_in,
    read_submission,
    shown,
    student_id_problem,
    submissions_of,
)
from autograder.intake.parse import MAX_CELLS, Refused, Unreadable, parse
from autograder.intake.rebuild import (
    MAX_CELL_CHARACTERS,
    MAX_CHARACTERS,
    MISSING,
    rebuild,
    refused,
    untouched,
)

__all__ = [
    "MAX_CELLS",
    "MAX_CELL_CHARACTERS",
    "MAX_CHARACTERS",
    "MISSING",
    "Refused",
    "Unreadable",
    "handed_in",
    "parse",
    "read_bytes",
    "read_handed_in",
    "read_submission",
    "rebuild",
    "refused",
    "shown",
    "student_id_problem",
    "submissions_of",
    "untouched",
]
