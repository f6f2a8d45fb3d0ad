"""What a worker tells its driver besides grades."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.records import Grade


@dataclass(frozen=True)
class Imported:
    """First message: the worker has imported the tests, and waits for its sandbox."""


@dataclass(frozen=True)
class Ready:
    """Second message: the worker's sandbox is ready."""

    tier: str


@dataclass(frozen=True)
class WorkerFailed:
    """Last message of a worker that cannot grade at all."""

    why: str


def could_not_grade(student: str, assignment: str, max_points: float, why: str) -> Grade:
    """Return the grade where the grader failed: flagged for a person, never a zero."""
    flags = ("could not be graded: our fault, a person must look",)
    return Grade(student, assignment, "could_not_grade", 0.0, max_points, message=why, flags=flags)
