"""Grades a class: what is new or changed, into store, graded notebooks and gradebook."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import nbformat

from autograder.build import register
from autograder.course import Assignment, Course, CourseError
from autograder.feedback.notebook import graded_notebook
from autograder.gradebook import GradebookWriter, read_timestamp
from autograder.grading.pool import Pool
from autograder.intake import Refused, read_submission, submissions_of, untouched
from autograder.records import Grade, Submission
from autograder.stock import refused
from autograder.store import Store, write_atomically

KEY_FILE = ".grade"  # beside a graded notebook: the key of the grade that it shows


@dataclass
class ClassResult:
    """A class after grading: a grade each, and the folders that were left out with the reason."""

    grades: list[Grade] = field(default_factory=list)
    computed: int = 0
    left_out: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Job:
    submission: Submission
    path: Path
    key: str


def grade_class(
    course: Course,
    assignment: Assignment,
    *,
    student: str | None = None,
    jobs: int = 0,
    force: bool = False,
    unsafe: bool = False,
    started: Callable[[int, int], None] = lambda total, known: None,
    graded: Callable[[Grade], None] = lambda grade: None,
) -> ClassResult:
    """Grade what is new or changed. Killed at any moment and run again, it ends the same.

    ``started`` is told how many submissions there are and how many of them are known already;
    ``graded`` is told of each grade as it lands.
    """
    take, leave = submissions_of(course.root / "submitted", assignment.name)
    if student is not None:
        if student not in take:
            why = leave.get(student, f"there is no submitted/{student}/{assignment.name}")
            raise CourseError(f"{student}: {why}")
        take, leave = {student: take[student]}, {}
    result = ClassResult(left_out=leave)
    store = Store(course, assignment, unsafe)
    landing = _Landing(course, assignment, store)
    with GradebookWriter(course) as writer:
        register(course, assignment, writer)
        jobs_to_do: list[_Job] = []
        known: list[tuple[_Job, Grade]] = []
        for name, path in take.items():
            job, grade = _look_up(store, course, assignment, name, path, force)
            if grade is None:
                jobs_to_do.append(job)
            else:
                known.append((job, grade))
        started(len(take), len(known))
        for job, grade in known:
            landing.land(writer, job, grade)
            result.grades.append(grade)
            graded(grade)
        for job, grade in _computed(course, jobs_to_do, jobs, unsafe):
            if grade.status == "graded":
                store.put(job.key, grade)
            landing.land(writer, job, grade, fresh=True)
            result.grades.append(grade)
            result.computed += 1
            graded(grade)
    result.grades.sort(key=lambda grade: grade.student)
    return result


def _look_up(
    store: Store, course: Course, assignment: Assignment, student: str, path: Path, force: bool
) -> tuple[_Job, Grade | None]:
    try:
        submission = read_submission(path, student, assignment, course.notebook_mb)
    except Refused as why:
        blank = untouched(student, assignment)
        return _Job(blank, path, f"refused: {why}"), refused(blank, assignment, str(why))
    job = _Job(submission, path, store.key(submission))
    return job, None if force else store.get(job.key, student)


def _computed(
    course: Course, jobs: list[_Job], workers: int, unsafe: bool
) -> Iterator[tuple[_Job, Grade]]:
    """Grade each different notebook once; equal notebooks share their grade."""
    waiting: dict[str, list[_Job]] = {}
    for job in jobs:
        waiting.setdefault(job.key, []).append(job)
    first = [twins[0].submission for twins in waiting.values()]
    keys = {job.submission.student: job.key for job in jobs}
    with Pool(course, workers, unsafe) if first else nullcontext() as pool:
        for grade in pool.grade(first) if pool else ():
            for job in waiting[keys[grade.student]]:
                yield job, replace(grade, student=job.submission.student)


class _Landing:
    """Puts a grade where people find it: the graded notebook, then the gradebook."""

    def __init__(self, course: Course, assignment: Assignment, store: Store) -> None:
        self._course, self._assignment, self._store = course, assignment, store

    def land(self, writer: GradebookWriter, job: _Job, grade: Grade, fresh: bool = False) -> None:
        folder = self._course.root / "autograded" / grade.student / self._assignment.name
        if fresh or not _shows(folder, job.key):
            self._write_notebook(folder, job, grade)
        writer.save(grade, self._assignment, read_timestamp(job.path.parent))

    def _write_notebook(self, folder: Path, job: _Job, grade: Grade) -> None:
        notebook = graded_notebook(job.submission, grade, self._assignment)
        write_atomically(
            folder / f"{self._assignment.name}.ipynb", nbformat.writes(notebook) + "\n"
        )
        when = read_timestamp(job.path.parent)
        if when is not None:
            write_atomically(folder / "timestamp.txt", f"{when} UTC\n")
        write_atomically(folder / KEY_FILE, job.key)


def _shows(folder: Path, key: str) -> bool:
    """Say whether the graded notebook in ``folder`` shows the grade with this key."""
    try:
        return (folder / KEY_FILE).read_text(encoding="utf-8") == key
    except FileNotFoundError:
        return False


def as_json(assignment: str, grades: list[Grade]) -> str:
    """Return the grades as the JSON that programs read (docs/json.md)."""
    tiers = sorted({grade.sandbox for grade in grades if grade.sandbox})
    data = {
        "assignment": assignment,
        "sandbox": tiers[0] if len(tiers) == 1 else ",".join(tiers) or None,
        "grades": [_grade_dict(grade) for grade in grades],
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _grade_dict(grade: Grade) -> dict[str, Any]:
    return {
        "student": grade.student,
        "status": grade.status,
        "points": grade.points,
        "max_points": grade.max_points,
        "message": grade.message,
        "flags": list(grade.flags),
        "exercises": [
            {
                "name": e.name,
                "status": e.status,
                "points": e.points,
                "max_points": e.max_points,
                "diagnosis": e.diagnosis,
                "message": e.message,
                "checks": [
                    {
                        "says": c.says,
                        "passed": c.passed,
                        "message": f"{c.message} {c.hint}".strip(),
                    }
                    for c in e.checks
                ],
            }
            for e in grade.exercises
        ],
    }
