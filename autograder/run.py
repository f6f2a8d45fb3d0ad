"""Grades a class: what is new or changed, into store, graded notebooks and gradebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat

from autograder.build import register
from autograder.feedback.notebook import graded_notebook
from autograder.gradebook import GradebookWriter, read_timestamp
from autograder.grading.pool import Pool
from autograder.plan import Job, Plan
from autograder.records import Grade, is_final
from autograder.store import write_atomically

KEY_FILE = ".grade"  # beside a graded notebook: the key of the grade that it shows
SECONDS_FILE = ".seconds"  # beside it, too: how long grading took


@dataclass
class ClassResult:
    """A class after grading: a grade each, and the folders that were left out with the reason."""

    grades: list[Grade] = field(default_factory=list)
    computed: int = 0
    left_out: dict[str, str] = field(default_factory=dict)


def carry_out(
    plan: Plan,
    pool: Pool,
    *,
    started: Callable[[int, int], None] = lambda total, known: None,
    graded: Callable[[Grade], None] = lambda grade: None,
) -> ClassResult:
    """Grade what the plan lists. Killed at any moment and planned again, it ends the same.

    ``started`` is told how many submissions there are and how many of them are known already;
    ``graded`` is told of each grade as it lands.
    """
    result = ClassResult(left_out=dict(plan.left_out))
    with GradebookWriter(plan.course) as writer:
        register(plan.course, plan.assignment, writer)
        started(plan.total, len(plan.known))
        for job, grade, fresh in _grades(plan, pool):
            _land(plan, writer, job, grade, fresh)
            result.grades.append(grade)
            result.computed += fresh
            graded(grade)
    result.grades.sort(key=lambda grade: grade.student)
    return result


def _grades(plan: Plan, pool: Pool) -> Iterator[tuple[Job, Grade, bool]]:
    """Yield the known grades, then the computed ones; equal notebooks share their grade."""
    for job, grade in plan.known:
        yield job, grade, False
    keys = {twins[0].submission.student: key for key, twins in plan.todo.items()}
    for grade in pool.grade(twins[0].submission for twins in plan.todo.values()):
        key = keys[grade.student]
        if is_final(grade):
            plan.store.put(key, grade)
        for job in plan.todo[key]:
            yield job, replace(grade, student=job.submission.student), True


def _land(plan: Plan, writer: GradebookWriter, job: Job, grade: Grade, fresh: bool) -> None:
    """Put a grade where people find it: the graded notebook, then the gradebook."""
    timestamp = read_timestamp(job.path.parent)
    folder = plan.course.root / "autograded" / grade.student / plan.assignment.name
    if fresh or not _shows(folder, job.key):
        notebook = graded_notebook(job.submission, grade, plan.assignment)
        path = folder / f"{plan.assignment.name}.ipynb"
        write_atomically(path, nbformat.writes(notebook) + "\n")
        if timestamp is not None:
            write_atomically(folder / "timestamp.txt", f"{timestamp} UTC\n")
        if fresh:
            write_atomically(folder / SECONDS_FILE, f"{grade.seconds:g}\n")
        write_atomically(folder / KEY_FILE, job.key)
    writer.save(grade, plan.assignment, timestamp)


def _shows(folder: Path, key: str) -> bool:
    """Say whether the graded notebook in ``folder`` shows the grade with this key."""
    try:
        return (folder / KEY_FILE).read_text(encoding="utf-8") == key
    except FileNotFoundError:
        return False
