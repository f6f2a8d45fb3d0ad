"""Grades a failed exercise again further up: an answer counts as its own cell saw the names.

An exercise that fails is tried again where its cell has just run, and once more right above its
check, in a process that runs the notebook only so far. Nothing that is shown there is kept, since
the cells further down run in it after the tests of the exercises above.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache

from autograder.client.deadlines import Clock
from autograder.client.redact import without_magics
from autograder.client.student import Student
from autograder.course import Exercise
from autograder.grading.scopes import table_of
from autograder.grading.score import Grader
from autograder.records import Cell, ExerciseGrade, Submission

MOST_NAMED = 3  # names in one sentence
MOST_READ = 20_000  # characters of a cell whose names are looked for


def try_further_up(
    grader: Grader,
    submission: Submission,
    grades: Mapping[str, ExerciseGrade],
    lost: Collection[int],
    clock: Clock,
) -> dict[str, ExerciseGrade]:
    """Return the grades that are better further up, each with the cell that made it worse."""
    stages = stages_of(grader, submission, grades)
    if not stages:
        return {}

    def run_until(end: int) -> Student:
        limits = grader.limits
        return Student(grader.sandbox, submission, limits, clock=clock, until=end, lost=lost)

    better: dict[str, ExerciseGrade] = {}
    with run_until(stages[0][0]) as student:
        for end, exercise in stages:
            student.go_on(end)
            before = better.get(exercise.name, grades[exercise.name])
            if before.status != "passed" and not student.dead:
                grade = grader.grade_one(exercise, student)
                if grade.points > before.points:
                    better[exercise.name] = grade
    if not better:
        return {}
    ends = {name: end for end, e in reversed(stages) if (name := e.name) in better}
    with run_until(min(ends.values())) as student:
        said = _blame(grader, submission, better, ends, student)
    return {
        name: replace(grade, message=f"{said.get(name, '')} {grade.message}".strip())
        for name, grade in better.items()
    }


def stages_of(
    grader: Grader,
    submission: Submission,
    grades: Mapping[str, ExerciseGrade],
    other: Collection[int] = (),
) -> list[tuple[int, Exercise]]:
    """Return how far the notebook is to be run for which exercise, in the order of its cells.

    Only where that is another run than the first one: something runs below, or above it a cell is
    run in ``other`` way.
    """
    places = {cell.name: at for at, cell in enumerate(submission.cells) if cell.name}
    stubs = {(e.name, e.stub.strip()) for e in grader.assignment.exercises}
    run = [at for at, cell in enumerate(submission.cells) if runs(cell, stubs)]
    stages = []
    for exercise in grader.assignment.exercises:
        grade = grades[exercise.name]
        if grade.status == "passed" or not grade.checks or grade.tests:
            continue  # or it was not attempted, or a person reads it
        ends = (places[exercise.name] + 1, places[exercise.graded_cell])
        below = {sum(at >= end for at in run): end for end in ends}  # one of two that are alike
        above = {end for end in ends if any(at < end for at in other)}
        stages += [(end, exercise) for cells, end in below.items() if cells or end in above]
    return sorted(stages, key=lambda stage: stage[0])


def _blame(
    grader: Grader,
    submission: Submission,
    better: Mapping[str, ExerciseGrade],
    ends: Mapping[str, int],
    student: Student,
) -> dict[str, str]:
    """Say of each of these exercises after which cell it is no longer as good.

    ``student`` has run the cells up to the first of the ``ends``.
    """
    said: dict[str, str] = {}
    for at in range(min(ends.values()), len(submission.cells)):
        if not runs(submission.cells[at]):
            continue
        student.go_on(at + 1)
        for exercise in grader.assignment.exercises:
            name = exercise.name
            if name not in better or name in said or at < ends[name] or student.dead:
                continue
            if grader.grade_one(exercise, student).points < better[name].points:
                said[name] = _sentence(submission, ends[name], at)
    return said


def runs(cell: Cell, stubs: Collection[tuple[str, str]] = ()) -> bool:
    """Say whether grading runs a cell that is none of these untouched ``stubs``."""
    code = cell.kind == "code" and cell.role in ("answer", "scratch", "locked")
    return code and (cell.name, cell.source.strip()) not in stubs


def _sentence(submission: Submission, end: int, at: int) -> str:
    """Say which cell spoilt what an answer's cell saw, and by which names as far as they show."""
    cell = submission.cells[at]
    place = cell.place(at)
    above = " ".join(c.source for c in submission.cells[:end] if c.kind == "code")
    used = set(re.findall(r"\w+", above))
    names = [f"`{name}`" for name in dict.fromkeys(bound(cell.source)) if name in used]
    counts = "Your answer counts as its own cell saw it."
    if not names:
        return f"Further down, {place} changed what this answer uses. {counts}"
    if len(names) > MOST_NAMED:
        names = [*names[:MOST_NAMED], "others"]
    verb = "is" if len(names) == 1 else "are"
    return f"{', '.join(names)} {verb} used again further down, in {place}. {counts}"


@lru_cache(256)
def bound(source: str) -> tuple[str, ...]:
    """The names that a cell binds or deletes."""
    if len(source) > MOST_READ:
        return ()
    try:
        top = table_of(without_magics(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return tuple(s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported())
