"""A grade as it stands in the gradebook: the machine's, with the points that people have given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from autograder.gradebook.reading import Given
from autograder.records import ExerciseGrade, ExerciseStatus, Grade
from autograder.term.adjustments import Adjustments


@dataclass(frozen=True)
class Standing:
    """One submission for the table: points before lateness; exercises as people judged them."""

    grade: Grade
    points: float
    people: tuple[str, ...] = ()  # the exercises whose points are a person's
    old: tuple[str, ...] = ()  # and of these, which have changed since that person read them


def standing(
    grade: Grade, given: Mapping[str, Given], adjustments: Adjustments, maximum: float
) -> Standing:
    """Put what people gave in the machine's place; ``given`` by exercise.

    An answer that has changed since they read it still waits for them, with their points.
    """
    if not given and adjustments.curve is None:
        return Standing(grade, grade.points)
    exercises = tuple(_judged(one, given.get(one.name), adjustments) for one in grade.exercises)
    points = sum(one.points for one in exercises)
    if grade.status != "graded":
        points = grade.points + _of_people(grade, given, adjustments)
    points += adjustments.bonus(points, maximum)
    old = tuple(name for name, one in given.items() if one.is_old)
    flags = (*grade.flags, *(f"{name} has changed since a person read it" for name in old))
    stands = replace(grade, exercises=exercises, flags=flags)
    return Standing(stands, round(points, 6), tuple(given), old)


def _of_people(grade: Grade, given: Mapping[str, Given], adjustments: Adjustments) -> float:
    """Return what people's points add to those of work that has no exercises."""
    added = 0.0
    for name, one in given.items():
        adjustment = adjustments.exercises.get(name)
        stood = (
            (adjustment.machine(0.0) or 0.0) if adjustment and grade.status == "refused" else 0.0
        )
        points = (stood if one.manual is None else one.manual) + (one.extra or 0.0)
        added += (adjustment.counted(points) if adjustment else points) - stood
    return added


def _judged(
    exercise: ExerciseGrade, given: Given | None, adjustments: Adjustments
) -> ExerciseGrade:
    if given is None:
        return exercise
    points = exercise.points if given.manual is None else given.manual
    points += given.extra or 0.0
    adjustment = adjustments.exercises.get(exercise.name)
    if adjustment:
        points = adjustment.counted(points)
    if given.is_old or given.manual is None:
        return replace(exercise, points=points)
    status: ExerciseStatus = "failed" if points <= 0 else "partial"
    if points >= exercise.max_points:
        status = "passed"
    return replace(exercise, points=points, status=status, diagnosis=None)
