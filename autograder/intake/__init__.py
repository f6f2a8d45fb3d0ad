"""Takes a notebook in: answers and scratch cells as text, everything else from the master.

What a student's file says about points, locks, ids or outputs is never believed.
"""

from autograder.course.student_ids import student_id_problem
from autograder.intake.arrival import WHEN, arrival, read_timestamp
from autograder.intake.files import (
    read_handed_in,
    read_submission,
    submissions_of,
)
from autograder.intake.misplaced import misplaced
from autograder.intake.newer import python_that_reads
from autograder.intake.parse import Refused, Unreadable, parse
from autograder.intake.reading import read_bytes, shown
from autograder.intake.rebuild import rebuild, refused, untouched
from autograder.intake.reread import what_is_read
from autograder.intake.several import parts_of

__all__ = [
    "WHEN",
    "Refused",
    "Unreadable",
    "arrival",
    "misplaced",
    "parse",
    "parts_of",
    "python_that_reads",
    "read_bytes",
    "read_handed_in",
    "read_submission",
    "read_timestamp",
    "rebuild",
    "refused",
    "shown",
    "student_id_problem",
    "submissions_of",
    "untouched",
    "what_is_read",
]
