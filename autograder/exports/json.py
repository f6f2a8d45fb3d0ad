"""The class as JSON for other programs: docs/json.md says what each field means."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from autograder.records import Check, ExerciseGrade, Grade


def as_json(assignment: str, grades: Sequence[Grade]) -> str:
    """Return the grades of an assignment; ``sandbox`` is the tier that they were made in."""
    tiers = sorted({grade.sandbox for grade in grades if grade.sandbox})
    data = {
        "assignment": assignment,
        "sandbox": ",".join(tiers) or None,
        "grades": [_grade(grade) for grade in grades],
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


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
