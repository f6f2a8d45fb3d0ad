"""A grade as Gradescope's results.json.

The fields: https://gradescope-autograders.readthedocs.io/en/latest/specs/. Without any score
Gradescope marks the run as failed, which is what a fault of ours must look like: never a zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from autograder.records import Check, ExerciseGrade, Grade, is_final

Visibility = Literal["visible", "after_due_date", "after_published", "hidden"]
OUR_FAULT = (
    "This notebook could not be graded: something broke on our side, which does not count against "
    "you. Your instructor has been told."
)


@dataclass(frozen=True)
class Settings:
    """What the zip was made for; kept in it as JSON."""

    assignment: str
    visibility: Visibility = "after_published"
    unsafe: bool = False


def as_results(grade: Grade, settings: Settings) -> dict[str, Any]:
    """Return what Gradescope shows: every exercise with its points, every check with its words."""
    if grade.status == "could_not_grade":
        return not_graded(settings)
    tests = [
        test
        for number, exercise in enumerate(grade.exercises, start=1)
        for test in _exercise(number, exercise, settings.visibility)
    ]
    results: dict[str, Any] = {
        "output": _said(grade),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {"sandbox": grade.sandbox, "status": grade.status},
    }
    if is_final(grade) or grade.status == "refused":
        results["score"] = grade.points
    else:  # Gradescope would add up the tests' scores, and take what is missing for a zero
        results["tests"] = [{k: test[k] for k in test if k != "score"} for test in tests]
    return results


def not_graded(settings: Settings) -> dict[str, Any]:
    """Return results without a score, so that nobody takes them for a zero."""
    return {
        "output": OUR_FAULT,
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [],
        "extra_data": {"status": "could_not_grade", "assignment": settings.assignment},
    }


def _said(grade: Grade) -> str:
    if grade.status == "refused":
        return f"This notebook could not be taken in: {grade.message}."
    if not is_final(grade):
        return OUR_FAULT
    return "Written answers are read by a person; their points come later."


def _exercise(number: int, exercise: ExerciseGrade, visibility: Visibility) -> Iterator[Any]:
    """Yield the exercise with its points, then its checks, which carry none of their own."""
    test: dict[str, Any] = {"number": f"{number}", "name": exercise.name, "visibility": visibility}
    if exercise.status == "manual":
        yield {**test, "output": f"Read by a person, up to {exercise.max_points:g} points."}
        return
    if exercise.status == "could_not_check":
        yield {**test, "output": "Something broke on our side. This does not count against you."}
        return
    passed = exercise.status == "passed"
    test |= {"score": exercise.points, "max_score": exercise.max_points, "status": _status(passed)}
    said = "" if passed else f"{exercise.status.replace('_', ' ')}\n{exercise.message}".strip()
    yield {**test, "output": said}
    for place, check in enumerate(exercise.checks, start=1):
        yield _check(f"{number}.{place}", check, visibility)


def _check(number: str, check: Check, visibility: Visibility) -> dict[str, Any]:
    return {
        "number": number,
        "name": check.says,
        "status": _status(check.passed),
        "output": f"{check.message} {check.hint}".strip(),
        "visibility": visibility,
    }


def _status(passed: bool) -> str:
    return "passed" if passed else "failed"
