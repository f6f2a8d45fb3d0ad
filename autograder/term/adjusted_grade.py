"""A machine's grade as it counts after adjustments, for tables, pages and exports."""

from __future__ import annotations

from dataclasses import replace

from autograder.records import ExerciseGrade, Grade
from autograder.term.adjustments import Adjustments


def adjusted_grade(grade: Grade, adjustments: Adjustments, maximum: float) -> Grade:
    """Return a grade with points and maxima as they count now; ``maximum`` is the assignment's.

    A curve is not in it: it is for the sum of all points, a person's included. Kept grades are
    never changed.
    """
    if not adjustments:
        return grade
    exercises = tuple(_adjusted(exercise, adjustments) for exercise in grade.exercises)
    points = grade.points
    if grade.status == "graded":
        points = sum(exercise.points for exercise in exercises)
    elif grade.status == "refused":  # who handed in a damaged notebook has handed in
        points = sum(one.machine(0.0) or 0.0 for one in adjustments.exercises.values())
    return replace(grade, exercises=exercises, points=points, max_points=maximum)


def _adjusted(exercise: ExerciseGrade, adjustments: Adjustments) -> ExerciseGrade:
    found = adjustments.exercises.get(exercise.name)
    if found is None:
        return exercise
    points = found.machine(exercise.points) or 0.0
    return replace(exercise, points=points, max_points=0.0 if found.void else found.worth)
