"""Flags an answer whose cell makes nothing of its name, but holds what may be meant as it.

A function in a class, in another function or under another name; one that is commented out, or
below a magic that keeps nothing. Whether it is right is for a person to say.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from autograder.client.missing_names import KEEPS_NOTHING
from autograder.course import Assignment, Exercise
from autograder.intake.elsewhere import STANDS
from autograder.intake.written import functions_defined, names_defined, parsed, prose_of
from autograder.records import ExerciseGrade, Submission


def not_made(
    assignment: Assignment, submission: Submission, grades: Mapping[str, ExerciseGrade]
) -> tuple[str, ...]:
    """Return a flag for each such answer without points."""
    sources = {cell.name: cell.source for cell in submission.cells if cell.role == "answer"}
    flags = []
    for e in assignment.exercises:
        grade, source = grades[e.name], sources.get(e.name, STANDS)
        if e.manual or e.by_cell or grade.tests or grade.points:
            continue
        if grade.status == "failed" and _may_hold(source, e):
            flags.append(f"its cell makes no `{e.name}`, but holds what may be meant as it")
        elif grade.status == "not_attempted" and _in_a_text(e.name, prose_of(source)):
            flags.append(f"its cell holds the stub, and a `{e.name}` that is commented out")
        else:
            continue
        flags[-1] = f"{e.name}: {flags[-1]}; please look"
    return tuple(flags)


def _may_hold(source: str, exercise: Exercise) -> bool:
    name, tree = exercise.name, parsed(source)
    if not KEEPS_NOTHING.match(source):
        if source == STANDS or tree is None or name in names_defined(source):
            return False  # what Python cannot read is told elsewhere
        is_value = f"def {name}" not in exercise.stub
        if functions_defined(source) or (is_value and not all(map(_is_empty, tree.body))):
            return True
        if tree.body and all(isinstance(node, ast.Pass) for node in tree.body):
            return "%" in source or "!" in source  # as `%load answer.py`
    return _in_a_text(name, source)


def _in_a_text(name: str, text: str) -> bool:
    made = rf"^[ \t#>.]*(?:(?:async[ \t]+)?def[ \t]+{name}[ \t]*\(|{name}[ \t]*=(?!=))"
    return re.search(made, text, re.MULTILINE) is not None


def _is_empty(node: ast.stmt) -> bool:
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or isinstance(node, ast.Import | ast.ImportFrom | ast.Pass | ast.Raise)
