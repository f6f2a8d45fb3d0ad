"""A grade as JSON takes it, and back: for the store, and for the notebook that carries it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.course import Assignment
from autograder.records import (
    Cell,
    Check,
    Elsewhere,
    ExerciseGrade,
    Grade,
    PastedPicture,
    Submission,
)

KEY_FILE = ".grade"  # beside a graded notebook: the key of the grade that it shows, and its size
SECONDS_FILE = ".seconds"  # beside it, too: how long grading took
KEPT_HERE = (KEY_FILE, SECONDS_FILE)  # of the grader's: not handed back


def as_data(grade: Grade) -> dict[str, Any]:
    """Return what is kept of a grade; how it was made here and now is no part of it.

    It is not a deep copy, as `dataclasses.asdict` would make: it shares the grade's outputs.
    """
    exercises = [
        {**vars(exercise), "checks": [vars(check) for check in exercise.checks]}
        for exercise in grade.exercises
    ]
    data = {**vars(grade), "exercises": exercises}
    del data["seconds"], data["tests"]
    return data


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


def submission_as_data(submission: Submission) -> dict[str, Any]:
    """Return a notebook as it was taken in, without the files beside it."""
    cells = [{**vars(c), "pictures": [vars(p) for p in c.pictures]} for c in submission.cells]
    found = [{**vars(e), "places": list(e.places)} for e in submission.elsewhere]
    notes, python = list(submission.notes), submission.python
    return {"cells": cells, "elsewhere": found, "notes": notes, "python": python}


def submission_from(data: Mapping[str, Any], student: str, assignment: Assignment) -> Submission:
    """Return the notebook that was kept as ``data``."""
    cells = tuple(
        Cell(**{**c, "pictures": tuple(PastedPicture(**p) for p in c["pictures"])})
        for c in data["cells"]
    )
    found = tuple(Elsewhere(**{**e, "places": tuple(e["places"])}) for e in data["elsewhere"])
    notes, python = tuple(data["notes"]), data["python"]
    return Submission(student, assignment.name, cells, assignment.files, notes, found, python)
