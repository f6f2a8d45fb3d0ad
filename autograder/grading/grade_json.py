"""A grade as JSON takes it, and back: for the store, and for the notebook that carries it."""

from __future__ import annotations

from typing import Any

from autograder.records import Check, ExerciseGrade, Grade

KEY_FILE = ".grade"  # beside a graded notebook: the key of the grade that it shows, and its size
SECONDS_FILE = ".seconds"  # beside it, too: how long grading took
KEPT_HERE = (KEY_FILE, SECONDS_FILE, ".hand_in")  # of the grader's: not handed back


def as_data(grade: Grade) -> dict[str, Any]:
    """Return what is kept of a grade; how it was made here and now is no part of it.

    It is not a deep copy, as `dataclasses.asdict` would make: it shares the grade's outputs.
    """
    exercises = [
        {**_told(exercise), "checks": [_kept(check) for check in exercise.checks]}
        for exercise in grade.exercises
    ]
    data = {**vars(grade), "exercises": exercises}
    del data["seconds"], data["tests"]
    return data


def _told(exercise: ExerciseGrade) -> dict[str, Any]:
    """Return an exercise's grade; where tests ran only if they stand in its cell."""
    return {key: value for key, value in vars(exercise).items() if value or key != "tests"}


def _kept(check: Check) -> dict[str, Any]:
    """Return a check as it is kept; what was measured is kept elsewhere."""
    return {key: value for key, value in vars(check).items() if key != "measured"}


def grade_from(data: dict[str, Any]) -> Grade:
    """Return the grade that was kept as ``data``, which is used up."""
    exercises = tuple(_exercise(exercise) for exercise in data.pop("exercises"))
    outputs = {int(index): tuple(shown) for index, shown in data.pop("outputs").items()}
    flags = tuple(data.pop("flags"))
    return Grade(**data, exercises=exercises, outputs=outputs, flags=flags)


def _exercise(data: dict[str, Any]) -> ExerciseGrade:
    checks = tuple(_check(check) for check in data.pop("checks"))
    drawn = data.pop("drawn", ())  # as it was called before
    points = tuple((x, y) for x, y in data.pop("picture_points", drawn))
    return ExerciseGrade(**data, checks=checks, picture_points=points)


def _check(data: dict[str, Any]) -> Check:
    chosen = ("candidates", "unsure")  # empty in a grade that is kept: one name has been chosen
    return Check(**data | {key: tuple(data.get(key, ())) for key in chosen})
