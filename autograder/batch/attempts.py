"""Which of a student's hand-ins counts: the last, the last in time, the best, or a chosen one."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from autograder.batch.store import Store
from autograder.course import Assignment, Course
from autograder.course.times import in_utc, read_moment
from autograder.errors import of_one
from autograder.files import hash_of
from autograder.gradebook import late_penalty
from autograder.gradebook.lateness import Lateness
from autograder.intake import Refused, read_handed_in
from autograder.intake.attempts import Attempt, attempts_of, with_earlier
from autograder.records import Grade, Submission, is_final
from autograder.term.adjusted_grade import adjusted_grade
from autograder.term.adjustments import Adjustments
from autograder.term.exceptions import Exceptions
from autograder.term.tables import Tables


class Graders(Protocol):
    """Whatever grades: processes on this machine, or workers of a cluster."""

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Grade]:
        """Yield each submission's grade as it is done, in no particular order."""


@dataclass(frozen=True)
class Chosen:
    """The folder that counts of each student whose last hand-in does not; and why, in words."""

    folders: Mapping[str, Path] = field(default_factory=dict)
    told: tuple[str, ...] = ()


def choose(
    course: Course,
    assignment: Assignment,
    tables: Tables,
    store: Store,
    pool: Graders | None = None,
    only: Container[str] | None = None,
) -> Chosen:
    """Choose the hand-in that counts of everybody, or ``only`` some students, who has several.

    For the best one, each is graded by ``pool``, if it is not known yet; without a pool only those
    count that are.
    """
    exceptions = tables.exceptions
    if course.counts == "last" and not exceptions.chooses_attempts:
        return Chosen()
    due = course.due(assignment.name)
    lateness = Lateness(course, assignment.name, due, exceptions, {})
    rules = {
        student: _rule(course, exceptions, student, assignment.name)
        for student in with_earlier(course.root, assignment.name)
        if only is None or student in only
    }
    zone = course.exchange_zone
    several = {
        student: attempts_of(course.root, student, assignment.name, zone)
        for student, rule in rules.items()
        if rule != "last"
    }
    best = {s: a for s, a in several.items() if rules[s] == "best" and len(a) > 1}
    adjustments = tables.adjustments(assignment)
    values = _Best(course, assignment, store, lateness, adjustments).of(best, pool)
    folders, told = {}, []
    for student, attempts in several.items():
        picked = values.get(student) or _pick(rules[student], student, attempts, lateness)
        if picked is None:
            told.append(f"{student}: there is no hand-in of {rules[student]}; the last one counts")
        elif picked is not attempts[-1]:
            folders[student] = picked.folder
            told.append(f"{student}: the hand-in of {_said(picked)} counts ({rules[student]})")
    return Chosen(folders, tuple(told))


def _said(attempt: Attempt) -> str:
    return f"{attempt.when:%Y-%m-%d %H:%M:%S} UTC" if attempt.when else "an unknown time"


def _rule(course: Course, exceptions: Exceptions, student: str, assignment: str) -> str:
    return exceptions.of(student, assignment).attempt or str(course.counts)


def _pick(
    rule: str, student: str, attempts: Sequence[Attempt], lateness: Lateness
) -> Attempt | None:
    """Return the hand-in that a rule chooses; None where there is none at the moment it names."""
    if not attempts:
        return None
    if rule == "first":
        return attempts[0]
    if rule in ("last", "best"):
        return attempts[-1]
    if rule == "last in time":
        extension = lateness.extension(student)
        days = (lateness.days(student, one.when, extension).late for one in attempts)
        in_time = [one for one, late in zip(attempts, days, strict=True) if not late]
        return in_time[-1] if in_time else attempts[-1]
    moment = in_utc(read_moment(rule))
    return next((one for one in attempts if _is_at(one.when, moment)), None)


def _is_at(when: datetime | None, moment: datetime) -> bool:
    """Say whether a hand-in came in the second, or the whole minute, that a person wrote."""
    if when is None:
        return False
    exact = when.replace(microsecond=0) == moment.replace(microsecond=0)
    return exact or (not moment.second and when.replace(second=0, microsecond=0) == moment)


@dataclass(frozen=True)
class _Best:
    """Finds the hand-in with the most points by the machine, adjusted, less what lateness costs."""

    course: Course
    assignment: Assignment
    store: Store
    lateness: Lateness
    adjustments: Adjustments

    def of(
        self, several: Mapping[str, Sequence[Attempt]], pool: Graders | None
    ) -> dict[str, Attempt]:
        """Return the best hand-in of each student; of equal ones the last."""
        keys: dict[Path, str] = {}
        if several and pool is not None:
            self._grade(several, keys, pool)
        found = {}
        for student, attempts in several.items():
            worth = [self._worth(student, one, keys) for one in attempts]
            best = max(range(len(attempts)), key=lambda place: (worth[place], place))
            found[student] = attempts[best]
        return found

    def _worth(self, student: str, attempt: Attempt, keys: dict[Path, str]) -> float:
        if attempt.folder not in keys:
            submission = self._read(student, attempt)
            keys[attempt.folder] = self.store.key(submission) if submission else ""
        grade = self.store.get(keys[attempt.folder], student) if keys[attempt.folder] else None
        if grade is None:
            return -1.0
        days = self.lateness.days(student, attempt.when, self.lateness.extension(student))
        most = self.adjustments.maximum(self.assignment)
        points = adjusted_grade(grade, self.adjustments, most).points
        points += self.adjustments.bonus(points, most)
        return points - (late_penalty(self.course, points, days.charged) or 0.0)

    def _grade(
        self, several: Mapping[str, Sequence[Attempt]], keys: dict[Path, str], pool: Graders
    ) -> None:
        """Grade the hand-ins whose grade is not kept; each under a name of its own."""
        parts: dict[str, tuple[str, Mapping[str, str]]] = {}

        def unknown() -> Iterator[Submission]:
            for student, attempts in several.items():
                for number, attempt in enumerate(attempts):
                    submission = self._read(student, attempt)
                    if submission is None:
                        keys[attempt.folder] = ""
                        continue
                    made_of = self.store.parts(submission)
                    keys[attempt.folder] = key = hash_of(made_of)
                    if not (self.store.has(key) and self.store.is_current(key)):
                        name = f"{student}+{number}"
                        parts[name] = student, made_of
                        yield replace(submission, student=name)

        for grade in pool.grade(unknown()):
            student, made_of = parts.pop(grade.student)
            final = is_final(grade) and grade.sandbox == self.store.tier
            if final and self.store.was_made_by(grade):
                self.store.put_under(made_of, replace(grade, student=student))

    def _read(self, student: str, attempt: Attempt) -> Submission | None:
        """Read a hand-in; None where it is refused or cannot be read: another one counts then."""
        path = attempt.folder / f"{self.assignment.name}.ipynb"
        try:
            return read_handed_in(path, student, self.assignment, self.course.notebook_mb)
        except Refused:
            return None
        except BaseException as error:
            of_one(error, student, "reading an earlier hand-in", self.course.root)
            return None
