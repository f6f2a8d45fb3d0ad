"""Flags an answer whose cell makes nothing of its name, but holds what may be meant as it.

A function in a class, in another function or under another name; one that is commented out, or
below a magic that keeps nothing. Whether it is right is for a person to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from autograder.client.missing_names import KEEPS_NOTHING
from autograder.course import Assignment, Exercise
from autograder.intake.elsewhere import STANDS
from autograder.intake.written import functions_defined, names_defined, parsed
from autograder.records import ExerciseGrade, Submission


def not_made(
    assignment: Assignment, submission: Submission, grades: Mapping[str, ExerciseGrade]
) -> tuple[str, ...]:
    """Return a flag for each such answer without points."""
    sources = {cell.name: cell.source for cell in submission.cells if cell.role == "answer"}
    return tuple(
        f"{e.name}: its cell makes no `{e.name}`, but holds what may be meant as it; please look"
        for e in assignment.exercises
        if grades[e.name].status == "failed"
        and not (e.by_cell or grades[e.name].tests or grades[e.name].points)
        and _may_hold(sources.get(e.name, STANDS), e)
    )


def _may_hold(source: str, exercise: Exercise) -> bool:
    name = exercise.name
    if not KEEPS_NOTHING.match(source):
        made = names_defined(source)
        if source == STANDS or parsed(source) is None or name in made:
            return False  # what Python cannot read is told elsewhere
        of_its_kind = f"def {name}" not in exercise.stub and made
        if functions_defined(source) or of_its_kind:
            return True
    in_text = rf"^[ \t#>.]*(?:(?:async[ \t]+)?def[ \t]+{name}[ \t]*\(|{name}[ \t]*=(?!=))"
    return re.search(in_text, source, re.MULTILINE) is not None
