"""What the gradebook ought to hold for a grade: the same, whoever writes it. No database here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from autograder.course import Assignment, Course
from autograder.records import ExerciseGrade, Grade
from autograder.term.adjustments import Adjustment
from autograder.wording.words import comment, refusal


class Score(NamedTuple):
    """One graded cell of one submission, as the gradebook has it."""

    auto: float | None = None
    manual: float | None = None
    extra: float | None = None
    needs_person: bool | None = None  # None: there is no such row yet
    read: str | None = None  # a hash of what stood there to be read when this was last written
    machine: float | None = None  # ``auto`` before adjustments
    seen: str | None = None  # the version that a person gave points for; None: the one that stands

    @property
    def version(self) -> str:
        """A hash of what a person gives points for: what is to be read, the machine's points."""
        said = repr((self.read or "", self.machine))
        return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()

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

    @property
    def is_of_a_person(self) -> bool:
        """Whether a person gave points, or some on top."""
        return self.manual is not None or self.extra is not None

    @property
    def is_old(self) -> bool:
        """Whether a person gave points, and what they gave them for has changed since."""
        return self.is_of_a_person and bool(self.needs_person) and not self.waits

    def settled(self, auto: float | None, read: str = "") -> Score:
        """Return this score with the machine's ``auto`` in it; whatever a person gave stays.

        Where something else stands to be read than when they gave it, they are asked again; no
        longer, when the very version that they read is there again.
        """
        after = self._replace(auto=auto, machine=auto, read=read or self.read)
        if not self.is_of_a_person:
            return after._replace(needs_person=auto is None, seen=None)
        other = self.read and read and self.read != read
        if not other and self.machine == auto and self.needs_person is not None:
            return after
        seen = self.seen if self.needs_person else self.version
        if seen == after.version:
            return after._replace(needs_person=False, seen=None)
        return after._replace(needs_person=True, seen=seen)

    def read_elsewhere(self) -> Score:
        """Return this score as one that waits for nobody here: a person reads it once a group."""
        return self if self.is_of_a_person else self._replace(needs_person=False)

    def waiting(self) -> Score:
        """Return this score marked for manual grading, unless a person has given theirs."""
        return self if self.manual is not None else self._replace(needs_person=True)

    def adjusted(
        self, adjustment: Adjustment | None, handed_in: bool = True, given: float | None = None
    ) -> Score:
        """Return this score as it counts: with ``machine`` adjusted in the place of ``auto``.

        ``given`` are a person's points for the hand-in of the group, which stand in the machine's
        place. A person who has given points is not asked again because of an adjustment.
        """
        machine = self.machine if given is None else given
        auto = machine
        if adjustment and given is not None:
            auto = adjustment.counted(given)
        elif adjustment:
            auto = adjustment.machine(machine, handed_in)
        after = self._replace(auto=auto, machine=machine)
        if self.is_of_a_person or (auto == self.auto and self.needs_person is not None):
            return after
        return after._replace(needs_person=auto is None and handed_in)


@dataclass(frozen=True)
class ExpectedRow:
    """What we say about one submission: a score a graded cell, a comment an answer cell."""

    scores: Mapping[str, float | None]  # None means: a person must look
    comments: Mapping[str, str | None]
    timestamp: datetime | None
    news: bool  # something that a person should look at
    known: bool = True  # False: nothing could be said of it, and what stands there stays
    read: Mapping[str, str] = field(default_factory=dict)  # by graded cell: what is to be read
    given: Mapping[str, float] | None = None  # to the group; None: it is the student's own

    @property
    def digest(self) -> bytes:
        """A hash of all of it, 16 bytes."""
        scores = ((n, auto, self.read.get(n, "")) for n, auto in self.scores.items())
        return digest(self.timestamp, scores, self.comments.items())


def wanted(grade: Grade, assignment: Assignment, timestamp: datetime | None) -> ExpectedRow:
    """Return what the gradebook ought to hold for ``grade``."""
    earned = {exercise.name: exercise for exercise in grade.exercises}
    scores = {e.graded_cell: _auto_score(grade, earned.get(e.name)) for e in assignment.exercises}
    answers = [cell.name for cell in assignment.cells if cell.role == "answer"]
    comments = {name: _comment(grade, earned.get(name)) for name in answers}
    if any(exercise.by_cell or exercise.task for exercise in assignment.exercises):
        comments |= _by_cell(grade, assignment, earned)
    read = {e.graded_cell: earned[e.name].read for e in assignment.exercises if e.name in earned}
    news = bool(grade.flags) or grade.status != "graded"
    return ExpectedRow(scores, comments, timestamp, news, grade.status != "could_not_grade", read)


def _by_cell(
    grade: Grade, assignment: Assignment, earned: Mapping[str, ExerciseGrade]
) -> dict[str, str | None]:
    """Return the comments on answers that several tests may be about: what the first one says."""
    said: dict[str, str | None] = {}
    for exercise in assignment.exercises:
        if exercise.task:
            said[exercise.graded_cell] = None
        elif exercise.by_cell:
            words = _comment(grade, earned.get(exercise.name))
            said |= {name: words for name in exercise.answers if not said.get(name)}
    return said


def shared(want: ExpectedRow, given: Mapping[str, float]) -> ExpectedRow:
    """Return what is to stand for a member whose group's work was handed in by somebody else.

    ``given`` are the points that a person gave there: here they stand in the machine's place, so
    that a person may still give this member others. A person reads the work there, and not here.
    """
    scores = {**want.scores, **{cell: given[cell] for cell in want.scores if cell in given}}
    return replace(want, scores=scores, news=want.news and not want.known, given=given)


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
    scores: Iterable[tuple[str, float | None, str]],
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
