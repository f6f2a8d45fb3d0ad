"""What a worker tells its driver besides grades."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.records import Grade, Submission


@dataclass(frozen=True)
class Imported:
    """The worker's first word: it has imported the tests, and waits for its sandbox."""


@dataclass(frozen=True)
class Ready:
    """The worker's next word: its sandbox is warm."""

    tier: str


@dataclass(frozen=True)
class WorkerFailed:
    """The worker's last word when it cannot grade at all."""

    why: str


def could_not_grade(submission: Submission, max_points: float, why: str) -> Grade:
    """Say that the grader failed: flagged for a person, never a zero."""
    return not_graded(submission.student, submission.assignment, max_points, why)


def not_graded(student: str, assignment: str, max_points: float, why: str) -> Grade:
    """Say the same where there is no submission at hand."""
    return Grade(
        student=student,
        assignment=assignment,
        status="could_not_grade",
        points=0.0,
        max_points=max_points,
        exercises=(),
        sandbox="",
        message=why,
        flags=("could not be graded: our fault, a person must look",),
    )
