"""What the gradebook ought to hold for a grade: the same, whoever writes it. No database here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from autograder.course import Assignment, Course
from autograder.feedback.words import comment, refusal
from autograder.records import ExerciseGrade, Grade


class Score(NamedTuple):
    """One graded cell of one submission, as the gradebook has it."""

    auto: float | None = None
    manual: float | None = None
    extra: float | None = None
    needs_person: bool | None = None  # None: there is no such row yet

    @property
    def waits(self) -> bool:
        """Whether nobody has given points yet, machine or person."""
        return self.manual is None and self.auto is None

    @property
    def points(self) -> float:
        """The score that counts: a person's, else ours, and the extra credit on top."""
        if self.waits:
            return 0.0
        base = self.auto if self.manual is None else self.manual
        return (base or 0.0) + (self.extra or 0.0)

    def settled(self, auto: float | None) -> Score:
        """Return this score with ``auto`` in it; whatever a person gave stays."""
        if self.auto != auto or self.needs_person is None:
            return self._replace(auto=auto, needs_person=auto is None or self.manual is not None)
        if auto is not None and self.manual is None:
            return self._replace(needs_person=False)
        return self

    def waiting(self) -> Score:
        """Return this score as one that waits for a person, who has not given theirs yet."""
        return self if self.manual is not None else self._replace(needs_person=True)


@dataclass(frozen=True)
class Wanted:
    """What we say about one submission: a score a graded cell, a comment an answer cell."""

    scores: Mapping[str, float | None]  # None means: a person must look
    comments: Mapping[str, str | None]
    timestamp: datetime | None
    news: bool  # something that a person should look at
    known: bool = True  # False: nothing could be said of it, and what stands there stays

    @property
    def digest(self) -> bytes:
        """Sixteen bytes that change when anything here does."""
        return digest(self.timestamp, self.scores.items(), self.comments.items())


def wanted(grade: Grade, assignment: Assignment, timestamp: datetime | None) -> Wanted:
    """Return what the gradebook ought to hold for ``grade``."""
    earned = {exercise.name: exercise for exercise in grade.exercises}
    scores = {e.graded_cell: _auto_score(grade, earned.get(e.name)) for e in assignment.exercises}
    answers = [cell.name for cell in assignment.cells if cell.role == "answer"]
    comments = {name: _comment(grade, earned.get(name)) for name in answers}
    news = bool(grade.flags) or grade.status != "graded"
    return Wanted(scores, comments, timestamp, news, grade.status != "could_not_grade")


def _auto_score(grade: Grade, exercise: ExerciseGrade | None) -> float | None:
    """None means: a person must look (a written answer, or a fault of ours)."""
    if grade.status == "refused":
        return 0.0
    if exercise is None or exercise.status in ("manual", "could_not_check"):
        return None
    return float(exercise.points)


def _comment(grade: Grade, exercise: ExerciseGrade | None) -> str | None:
    if grade.status != "graded":
        return refusal(grade).strip()
    return comment(exercise) if exercise else None


def digest(
    timestamp: datetime | None,
    scores: Iterable[tuple[str, float | None]],
    comments: Iterable[tuple[str, str | None]],
) -> bytes:
    """Hash what a submission's rows say: a class is compared without keeping it in memory."""
    said = (timestamp and timestamp.isoformat(), sorted(scores), sorted(comments))
    return hashlib.blake2b(repr(said).encode("utf-8", "replace"), digest_size=16).digest()


def late_penalty(course: Course, score: float, days_late: int) -> float | None:
    """Return the points lost: ``late_percent_per_day`` of the score for each day begun.

    Never more than ``late_max_percent`` of the score.
    """
    if days_late <= 0:
        return None
    percent = min(course.late_max_percent, course.late_percent_per_day * days_late)
    return float(round(score * percent / 100, 2))
