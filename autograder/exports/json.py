"""The class as JSON for other programs: docs/json.md says what each field means."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from textwrap import indent
from typing import Any

from autograder.records import Check, ExerciseGrade, Grade


def as_json(assignment: str, grades: Iterable[Grade]) -> str:
    """Return the grades of an assignment; ``sandbox`` is the tier that they were made in."""
    return "".join(json_parts(assignment, grades))


def json_parts(assignment: str, grades: Iterable[Grade]) -> Iterator[str]:
    """Yield the same text piece by piece; ``grades`` is gone through twice."""
    tiers = sorted({grade.sandbox for grade in grades if grade.sandbox})
    head: dict[str, Any] = {
        "assignment": assignment,
        "sandbox": ",".join(tiers) or None,
        "grades": [],
    }
    yield json.dumps(head, indent=1, ensure_ascii=False).removesuffix("]\n}")
    between = "\n"
    for grade in grades:
        yield between + indent(json.dumps(_grade(grade), indent=1, ensure_ascii=False), "  ")
        between = ",\n"
    yield "]\n}\n" if between == "\n" else "\n ]\n}\n"


def _grade(grade: Grade) -> dict[str, Any]:
    return {
        "student": grade.student,
        "status": grade.status,
        "points": grade.points,
        "max_points": grade.max_points,
        "message": grade.message,
        "flags": list(grade.flags),
        "exercises": [_exercise(exercise) for exercise in grade.exercises],
    }


def _exercise(exercise: ExerciseGrade) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "status": exercise.status,
        "points": exercise.points,
        "max_points": exercise.max_points,
        "diagnosis": exercise.diagnosis,
        "message": exercise.message,
        "checks": [_check(check) for check in exercise.checks],
    }


def _check(check: Check) -> dict[str, Any]:
    message = f"{check.message} {check.hint}".strip()
    return {"says": check.says, "passed": check.passed, "message": message}
