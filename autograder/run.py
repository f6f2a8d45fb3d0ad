"""Grades a class: what is new or changed, into store, graded notebooks and gradebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from autograder.exchange import carry_secret
from autograder.grade_data import KEY_FILE, SECONDS_FILE
from autograder.gradebook import GradebookWriter, wanted
from autograder.intake import WHEN, Refused, Unreadable, read_timestamp, refused, untouched
from autograder.plan import Plan
from autograder.records import Grade, Submission, is_final
from autograder.result import ClassResult, Grades
from autograder.seen import Seen
from autograder.store import hash_of, write_atomically


class Graders(Protocol):
    """Whatever grades: processes on this machine, or workers of a cluster."""

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Grade]:
        """Yield each submission's grade as it is done, in no particular order."""


def carry_out(
    plan: Plan,
    pool: Graders,
    *,
    started: Callable[[int, int], None] = lambda total, known: None,
    graded: Callable[[], None] = lambda: None,
) -> ClassResult:
    """Grade what the plan lists. Killed at any moment and planned again, it ends the same.

    ``started`` is told how many submissions there are and how many of them are known already;
    ``graded`` is told of each grade as it lands.
    """
    result = ClassResult(Grades(plan.store), left_out=dict(plan.left_out))
    with GradebookWriter(plan.course) as writer:
        _register(plan, writer)
        started(plan.total, len(plan.known) + len(plan.refused))
        landing = _Landing(plan, writer, result, graded)
        try:
            for student, known in plan.known.items():
                landing.known(student, known)
            for student, why in plan.refused.items():
                landing.refused(student, why)
            for student, why in plan.unreadable.items():
                landing.unreadable(student, why)
            _compute(plan, pool, landing)
        finally:
            plan.seen.save()
    return result


def _register(plan: Plan, writer: GradebookWriter) -> None:
    """Make sure that the gradebook knows the assignment's cells and due date."""
    if not writer.knows(plan.assignment):
        from autograder.build import register  # nbgrader takes seconds, once an assignment

        register(plan.course, plan.assignment, writer)
    writer.set_due_date(plan.assignment)


class _Job(NamedTuple):
    """What is on its way: the notebook, its key, and those who handed in the same."""

    submission: Submission
    key: str
    parts: Mapping[str, str]
    students: list[str]


def _compute(plan: Plan, pool: Graders, landing: _Landing) -> None:
    """Have the rest graded; equal notebooks share their grade."""
    flying: dict[str, _Job] = {}
    for grade in pool.grade(_submissions(plan, landing, flying)):
        job = flying.pop(grade.student)
        kept = is_final(grade) and grade.sandbox == plan.store.tier
        if kept:
            plan.store.put_under(job.parts, grade)
        for student in job.students:
            landing.fresh(replace(grade, student=student), job, kept)


def _submissions(plan: Plan, landing: _Landing, flying: dict[str, _Job]) -> Iterator[Submission]:
    """Look at what is to be graded when its turn comes; it may have changed since the plan."""
    for key, students in plan.todo.items():
        twins = list(students)
        while twins:
            student = twins[0]
            try:
                submission, parts = plan.look(student)
            except Unreadable as why:
                landing.unreadable(student, str(why))
                twins.remove(student)
                continue
            except Refused as why:
                landing.refused(student, str(why))
                twins.remove(student)
                continue
            now = hash_of(parts)
            if now != key:
                plan.stamps[student] = b""
                twins.remove(student)
            flying[student] = _Job(submission, now, parts, twins if now == key else [student])
            yield submission
            if now == key:
                break


class _Landing:
    """Puts grades where people find them: the graded notebook, then the gradebook."""

    def __init__(
        self,
        plan: Plan,
        writer: GradebookWriter,
        result: ClassResult,
        graded: Callable[[], None],
    ) -> None:
        self._plan, self._writer, self._result, self._graded = plan, writer, result, graded
        self._settled = writer.settled(plan.assignment)

    def known(self, student: str, known: Seen) -> None:
        """Take a grade from the store; write only what is not there, and read it only for that."""
        key = known.key.hex()
        if not (
            known.says and known.says == self._settled.get(student) and self._shows(student, key)
        ):
            grade = self._plan.store.get(key, student)
            if grade is None:  # damaged since
                self._plan.todo.setdefault(key, []).append(student)
                return
            self._land(grade, key, None, stamp=known.stamp)
        self._result.take_kept(student, known.key)
        self._graded()

    def refused(self, student: str, why: str) -> None:
        """Flag a notebook that could not be taken in."""
        blank = untouched(student, self._plan.assignment)
        grade = refused(student, self._plan.assignment, why)
        self._land(grade, f"refused: {why}", blank)
        self._result.take(grade)
        self._graded()

    def unreadable(self, student: str, why: str) -> None:
        """Leave out whom this machine does not let us read: what was graded before stays."""
        self._result.left_out[student] = why
        self._result.faults += 1

    def fresh(self, grade: Grade, job: _Job, kept: bool) -> None:
        """Take a grade that was computed just now."""
        stamp = self._plan.stamps.get(grade.student, b"") if kept else b""
        self._land(grade, job.key, job.submission, stamp=stamp, fresh=True)
        self._result.computed += 1
        if kept:
            self._result.take_kept(grade.student, bytes.fromhex(job.key))
        else:
            self._result.take(grade)
        self._graded()

    def _land(
        self,
        grade: Grade,
        key: str,
        submission: Submission | None,
        *,
        stamp: bytes = b"",
        fresh: bool = False,
    ) -> None:
        plan, student = self._plan, grade.student
        timestamp = read_timestamp(plan.folder(student))
        shown = not fresh and self._shows(student, key)
        if not shown and not self._show(grade, key, submission, timestamp):
            stamp = b""
        want = wanted(grade, plan.assignment, timestamp)
        if self._settled.get(student) != want.digest:
            self._writer.save(grade, plan.assignment, timestamp)
        plan.seen.note(student, Seen(stamp, bytes.fromhex(key) if stamp else b"", want.digest))

    def _show(
        self, grade: Grade, key: str, submission: Submission | None, timestamp: datetime | None
    ) -> bool:
        """Write the graded notebook, and last the mark that says which grade it shows.

        Return False, having written nothing, when other work has been handed in since the plan.
        """
        from autograder.feedback.notebook import graded_text  # a run that changes nothing has none

        plan, folder = self._plan, self._folder(grade.student)
        if submission is None:
            submission = self._again(grade.student, key)
            if submission is None:
                return False
        text = graded_text(submission, grade, plan.assignment).encode("utf-8")
        write_atomically(folder / f"{plan.assignment.name}.ipynb", text, durable=False)
        if timestamp is not None:
            write_atomically(folder / WHEN, f"{timestamp} UTC\n", durable=False)
        carry_secret(plan.folder(grade.student), folder)
        if grade.seconds:
            write_atomically(folder / SECONDS_FILE, f"{grade.seconds:g}\n", durable=False)
        write_atomically(folder / KEY_FILE, f"{key}\n{len(text)}\n", durable=False)
        return True

    def _again(self, student: str, key: str) -> Submission | None:
        """Read a notebook once more; None when it is no longer the one that was planned."""
        try:
            submission = self._plan.read(student)
        except Refused:
            return None
        return submission if self._plan.store.key(submission) == key else None

    def _folder(self, student: str) -> Path:
        return self._plan.course.root.joinpath("autograded", student, self._plan.assignment.name)

    def _shows(self, student: str, key: str) -> bool:
        """Say whether the graded notebook shows the grade with this key, whole."""
        return shown_key(self._folder(student)) == key


def shown_key(folder: Path) -> str:
    """Return the key of the grade that a graded notebook shows; "" if there is none, or half."""
    try:  # texts: a Path takes longer than the look into it, and a whole class is looked at
        with open(f"{folder}/{KEY_FILE}", encoding="utf-8") as mark:
            shown, size = mark.read().splitlines()
        whole = int(size) == Path(f"{folder}/{folder.name}.ipynb").stat().st_size
    except (OSError, ValueError):
        return ""
    return shown if whole else ""
