"""What a grading run will do, before anything is graded: what is known, what is to be computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment, Course, CourseError
from autograder.intake import Refused, read_handed_in, refused, submissions_of, untouched
from autograder.records import Grade, Submission
from autograder.store import Store


@dataclass(frozen=True)
class Job:
    """One submission on its way to a grade; ``key`` is what its grade is kept under."""

    submission: Submission
    path: Path
    key: str


@dataclass(frozen=True)
class Plan:
    """A class's submissions: those whose grade is known, and those to compute, twins together."""

    course: Course
    assignment: Assignment
    store: Store
    known: tuple[tuple[Job, Grade], ...]
    todo: Mapping[str, tuple[Job, ...]]
    left_out: Mapping[str, str]

    @property
    def total(self) -> int:
        """How many submissions there are."""
        return len(self.known) + sum(map(len, self.todo.values()))


def make_plan(
    course: Course,
    assignment: Assignment,
    *,
    student: str | None = None,
    force: bool = False,
    unsafe: bool = False,
) -> Plan:
    """Read what is in ``submitted/`` and look up which grades are known."""
    take, leave = submissions_of(course.root / "submitted", assignment.name)
    if student is not None:
        if student not in take:
            why = leave.get(student, f"there is no submitted/{student}/{assignment.name}")
            raise CourseError(f"{student}: {why}")
        take, leave = {student: take[student]}, {}
    store = Store(course, assignment, unsafe)
    known: list[tuple[Job, Grade]] = []
    todo: dict[str, tuple[Job, ...]] = {}
    for name, path in take.items():
        job, grade = _look_up(store, course, assignment, name, path, force)
        if grade is not None:
            known.append((job, grade))
        else:
            todo[job.key] = (*todo.get(job.key, ()), job)
    return Plan(course, assignment, store, tuple(known), todo, leave)


def _look_up(
    store: Store, course: Course, assignment: Assignment, student: str, path: Path, force: bool
) -> tuple[Job, Grade | None]:
    try:
        submission = read_handed_in(path, student, assignment, course.notebook_mb)
    except Refused as why:
        blank = untouched(student, assignment)
        return Job(blank, path, f"refused: {why}"), refused(student, assignment, str(why))
    job = Job(submission, path, store.key(submission))
    return job, None if force else store.get(job.key, student)
