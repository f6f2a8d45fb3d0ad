"""The class as JSON for other programs: docs/json.md says what each field means."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from operator import itemgetter
from textwrap import indent
from typing import Any

from autograder.course import Assignment
from autograder.gradebook.changes import Change
from autograder.records import Check, ExerciseGrade, Grade
from autograder.sandbox.values import escape_surrogates
from autograder.term.about import NOBODY, About

NO_PEOPLE: Mapping[str, Any] = {}


def as_json(
    assignment: Assignment, grades: Iterable[Grade], left_out: Mapping[str, str] | None = None
) -> str:
    """Return the grades of an assignment; ``sandbox`` is the tier that they were made in."""
    most = assignment.max_points
    return "".join(json_parts(assignment.name, most, grades, left_out or {}))


def json_parts(
    assignment: str,
    maximum: float,
    grades: Iterable[Grade],
    left_out: Mapping[str, str],
    changes: Iterable[Change] = (),
    people: Mapping[str, About] = NO_PEOPLE,
    absent: Iterable[str] = (),
) -> Iterator[str]:
    """Yield the same text piece by piece; ``grades``, by student, is gone through twice.

    ``left_out`` says why somebody has no grade; such names may be no text at all. ``changes`` are
    those of this run. ``absent`` are those of the class list who have handed in nothing, ``people``
    is what is known of each.
    """
    tiers = sorted({grade.sandbox for grade in grades if grade.sandbox})
    head: dict[str, Any] = {
        "assignment": assignment,
        "sandbox": ",".join(tiers) or None,
    }
    if changed := [_change(change) for change in changes]:
        head["changed"] = changed
    head["grades"] = []
    yield json.dumps(head, indent=1, ensure_ascii=False).removesuffix("]\n}")
    between = "\n"
    without = {name: ("left_out", why) for name, why in left_out.items()}
    without |= dict.fromkeys(absent, ("missing", ""))
    others = (_without(name, *without[name], maximum) for name in sorted(without))
    everybody = merge(map(_grade, grades), others, key=itemgetter("student"))
    for one in everybody:
        one |= _about(people.get(one["student"], NOBODY))
        yield between + indent(json.dumps(one, indent=1, ensure_ascii=False), "  ")
        between = ",\n"
    yield "]\n}\n" if between == "\n" else "\n ]\n}\n"


def _change(change: Change) -> dict[str, Any]:
    parts = [{"name": p.exercise, "from": p.before, "to": p.after} for p in change.parts]
    return {
        "student": escape_surrogates(change.student),
        "from": change.before,
        "to": change.after,
        "why": change.why,
        "exercises": parts,
    }


def _grade(grade: Grade) -> dict[str, Any]:
    return {
        "student": grade.student,
        **_about(NOBODY),
        "status": grade.status,
        "points": None if grade.status == "could_not_grade" else grade.points,
        "max_points": grade.max_points,
        "message": escape_surrogates(grade.message),
        "flags": list(grade.flags),
        "exercises": [_exercise(exercise) for exercise in grade.exercises],
    }


def _without(student: str, status: str, why: str, maximum: float) -> dict[str, Any]:
    return {
        "student": escape_surrogates(student),
        **_about(NOBODY),
        "status": status,
        "points": None,
        "max_points": maximum,
        "message": escape_surrogates(why),
        "flags": [f"left out: {escape_surrogates(why)}"] if why else [],
        "exercises": [],
    }


def _about(about: About) -> dict[str, Any]:
    return {
        "name": about.name,
        "excused": about.excused,
        "exceptions": [
            {"what": row.what, "value": row.value, "why": row.why} for row in about.applied.rows
        ],
        "late_days_used": about.used,
    }


def _exercise(exercise: ExerciseGrade) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "status": exercise.status,
        "points": exercise.points,
        "max_points": exercise.max_points,
        "diagnosis": exercise.diagnosis,
        "message": exercise.message,
        **({"tests": exercise.tests} if exercise.tests else {}),
        "checks": [_check(check) for check in exercise.checks],
    }


def _check(check: Check) -> dict[str, Any]:
    message = f"{check.message} {check.hint}".strip()
    return {"says": check.says, "passed": check.passed, "message": message}
