"""Grades a failed exercise again with the names above it as their own cells left them.

An answer tried out otherwise below its check, a table bound to the example of a task: what
another exercise uses of these was not made for it there. The notebook is run up to that exercise
once more; a cell of the student's that binds such a name leaves it as it was. One that goes to
another folder, from which nothing beside the notebook can be read, comes back.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from autograder.client.deadlines import Clock
from autograder.client.student import Student
from autograder.course import Assignment, Exercise
from autograder.grading.retry import bound, runs, stages_of
from autograder.grading.score import Grader
from autograder.records import Cell, ExerciseGrade, Submission

Kept = Mapping[int, tuple[str, ...]]
COUNTS = "Your answer counts with what their own cells made."
PYTHONS_OWN = {name for name in dir(builtins) if name[0] != "_"}
ANY_NAME = re.compile(r"%reset|%run|%pylab|import \*|\b(globals|locals|exec)\(")  # may bind any
MOVES = re.compile(r"\bchdir\b|^[ \t]*%?(?:cd|pushd)\b", re.MULTILINE)  # to another folder


def kept_names(assignment: Assignment, submission: Submission) -> Kept:
    """Return the student's cells that bind a name again, each with all names made above it.

    These are the answers, what the notebook's own cells bind, and what Python has by itself; a
    locked cell may bind any anew. A cell that may go to another folder is among them.
    """
    stubs = {(e.name, e.stub.strip()) for e in assignment.exercises}
    answers = {e.name for e in assignment.exercises}
    made: dict[str, None] = {}
    kept = {}
    for at, cell in enumerate(submission.cells):
        if not runs(cell, stubs):
            continue
        names = set(bound(cell.source))
        if cell.role != "locked":
            above = tuple(name for name in made if name != cell.name)
            above += tuple(sorted(names & PYTHONS_OWN))
            any_name = above and ANY_NAME.search(cell.source)
            if names & set(above) or any_name or MOVES.search(cell.source):
                kept[at] = above
            names &= {cell.name} if cell.role == "answer" else answers
        made |= dict.fromkeys(sorted(names))
    return kept


def try_with_names_kept(
    grader: Grader,
    submission: Submission,
    grades: Mapping[str, ExerciseGrade],
    kept: Kept,
    lost: Collection[int],
    clock: Clock,
) -> tuple[dict[str, ExerciseGrade], tuple[str, ...]]:
    """Return the grades that are better so, and flags that say which cell it was.

    Of equal ones with different mistakes, the mistake that does not come from another cell is told.
    """
    stages = stages_of(grader, submission, grades, kept) if kept else []
    stages = [(end, exercise) for end, exercise in stages if any(at < end for at in kept)]
    if not stages:
        return {}, ()
    better: dict[str, ExerciseGrade] = {}
    flags: dict[str, str] = {}
    with Student(
        grader.sandbox,
        submission,
        grader.limits,
        clock=clock,
        until=stages[0][0],
        lost=lost,
        keep=kept,
    ) as student:
        for end, exercise in stages:
            student.go_on(end)
            before = better.get(exercise.name, grades[exercise.name])
            if before.status == "passed" or student.dead:
                continue
            grade = grader.grade_one(exercise, student)
            same = grade.points == before.points and grade.diagnosis != before.diagnosis
            if grade.points > before.points or (same and before.diagnosis):
                said = _sentence(grader, submission, exercise, kept, end)
                better[exercise.name] = replace(grade, message=f"{said} {grade.message}".strip())
                flags[exercise.name] = f"{exercise.name}: {said[0].lower()}{said[1:]}"
    return better, tuple(flags.values())


def _sentence(
    grader: Grader, submission: Submission, exercise: Exercise, kept: Kept, end: int
) -> str:
    """Say which cells bind which names again, of those that an exercise uses if that shows."""
    cells = submission.cells
    text = next(cell.source for cell in cells if cell.name == exercise.name)
    used = {*re.findall(r"\w+", text), *grader.tests.needs(exercise.name)}
    again = {at: [n for n in bound(cells[at].source) if n in kept[at]] for at in kept if at < end}
    named = {at: [n for n in names if n in used] for at, names in again.items()}
    told = {at: names for at, names in named.items() if names} or again
    parts = [
        f"{', '.join(f'`{n}`' for n in told[at]) or _else(cells[at])} in {cells[at].place(at)}"
        for at in told
    ]
    return f"Changed further up: {'; '.join(parts)}. {COUNTS}"


def _else(cell: Cell) -> str:
    return "another folder" if MOVES.search(cell.source) else "names"
