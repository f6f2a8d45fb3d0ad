"""Tells an answer that nobody began from one whose code stands beside a stub's ``raise``."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.course import Assignment, Exercise
from autograder.intake.elsewhere import STANDS
from autograder.intake.written import dumped, names_defined, parsed
from autograder.records import ExerciseGrade, Submission

LINE = "the line `raise NotImplementedError()` still stands {}"
MENDING = "Python stops there. Does your code run when you delete it?"
ABOVE, IN = "above {} code", "in {} answer"
TWICE = "in a second `def {}`, below {} code"


def begun(
    assignment: Assignment, submission: Submission, grades: Mapping[str, ExerciseGrade]
) -> tuple[dict[str, ExerciseGrade], tuple[str, ...]]:
    """Return the new grades of answers that were taken for stubs and are more, and flags."""
    found: dict[str, ExerciseGrade] = {}
    flags: list[str] = []
    for exercise in assignment.exercises:
        grade = grades[exercise.name]
        if grade.status != "not_attempted" or not grade.checks or exercise.manual or grade.tests:
            continue
        where = _where(_source(submission, exercise.name), exercise)
        if where:
            line = LINE.format(where)
            said = line.format("your")
            told = f"{said[0].upper()}{said[1:]}."
            checks = tuple(replace(c, message=told, hint=MENDING) for c in grade.checks)
            message = f"{told} {MENDING}"
            name = exercise.name
            found[name] = replace(grade, status="failed", message=message, checks=checks)
            flags.append(f"{name}: {line.format('their')}, please look")
    return found, tuple(flags)


def _source(submission: Submission, name: str) -> str:
    """Return the code of an answer, from wherever it is graded."""
    own = next((c.source for c in submission.cells if c.name == name), "")
    if own != STANDS:
        return own
    others = [c.source for c in submission.cells if c.kind == "code" and c.role == "scratch"]
    return "\n".join(source for source in others if name in names_defined(source))


def _where(source: str, exercise: Exercise) -> str:
    """Say where the ``raise`` stands, "" where the cell is the stub, or holds nothing else."""
    tree, stub, name = parsed(source), parsed(exercise.stub), exercise.name
    if tree is None or _is_empty(tree.body):
        return ""
    if stub is not None and dumped(stub) == dumped(tree):
        return ""
    made = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    if len(made) > 1 and _is_empty(made[-1].body):
        return TWICE.format(name, "{}")
    bodies = [tree.body, *(node.body for node in made)]
    return ABOVE if any(_stops_above(body) for body in bodies) else IN


def _stops_above(body: Sequence[ast.stmt]) -> bool:
    return any(isinstance(node, ast.Raise) for node in body[:-1])


def _is_empty(body: Sequence[ast.stmt]) -> bool:
    """Say whether statements do nothing but raise what the stub raises."""
    return all(
        isinstance(node, ast.Pass)
        or (isinstance(node, ast.Raise) and "NotImplementedError" in dumped(node))
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or (isinstance(node, ast.FunctionDef) and _is_empty(node.body))
        for node in body
    )
