"""Item analysis: how difficult each exercise was, and how well it discriminates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.course import Assignment, Exercise
from autograder.feedback.graded import Graded
from autograder.records import ExerciseGrade
from autograder.testing.words import Words, words_of

FEWEST = 5  # scores below which a correlation says nothing


@dataclass(frozen=True)
class CheckItem:
    """One check: of those who attempted the exercise, how many pass it."""

    says: str
    passed: int
    tried: int


@dataclass(frozen=True)
class MistakeItem:
    """A known mistake in one exercise, in words, and how many of those who tried made it."""

    name: str
    says: str
    made: int
    tried: int


@dataclass(frozen=True)
class Item:
    """One exercise.

    ``difficulty`` is the mean share of its points (1: everybody has all). ``discrimination`` is the
    correlation of its points with the points of all the others: near 0 or below, it does not
    tell apart who does well elsewhere. Both are None where too few scores are known, and for a
    written exercise until everybody's is: the blank ones, which are known first, are all 0.
    """

    name: str
    max_points: float
    states: Mapping[str, int]
    difficulty: float | None
    discrimination: float | None
    checks: tuple[CheckItem, ...]
    mistakes: tuple[MistakeItem, ...]

    @property
    def tried(self) -> int:
        """How many attempted it."""
        return sum(self.states.values()) - self.states.get("not_attempted", 0)


def items(assignment: Assignment, graded: Sequence[Graded]) -> list[Item]:
    """Return the exercises in the order of the notebook."""
    counted = [one for one in graded if one.grade.status == "graded"]
    scores = {e.name: _scores(e, counted) for e in assignment.exercises}
    words = words_of(assignment.root, assignment.name)
    found = []
    for exercise in assignment.exercises:
        grades = [e for one in counted for e in one.grade.exercises if e.name == exercise.name]
        mine = scores[exercise.name]
        known = mine[~np.isnan(mine)]
        worth = grades[0].max_points if grades else exercise.points  # as adjusted
        found.append(
            Item(
                name=exercise.name,
                max_points=worth,
                states=Counter(grade.status for grade in grades),
                difficulty=_difficulty(known, worth),
                discrimination=_discrimination(exercise.name, scores),
                checks=_checks(grades),
                mistakes=_mistakes(grades, words),
            )
        )
    return found


def _difficulty(known: np.ndarray, points: float) -> float | None:
    """The mean share of an exercise's points; of one that is worth none, there is no share."""
    return float(known.mean() / points) if known.size and points else None


def _scores(exercise: Exercise, graded: Sequence[Graded]) -> np.ndarray:
    """Everybody's points in an exercise, a person's where given; nan while they wait."""
    name, found = exercise.name, []
    for one in graded:
        score = one.marks.scores.get(name)
        if score is not None:
            found.append(np.nan if score.waits else score.points)
            continue
        mine = next((e for e in one.grade.exercises if e.name == name), None)
        unknown = mine is None or mine.status in ("manual", "could_not_check")
        found.append(np.nan if unknown or mine is None else mine.points)
    points = np.array(found, dtype=float)
    if exercise.manual and np.isnan(points).any():
        points[:] = np.nan
    return points


def _discrimination(name: str, scores: Mapping[str, np.ndarray]) -> float | None:
    """The corrected item-total correlation: with the sum of the others, this one left out."""
    others = [column for other, column in scores.items() if other != name]
    if not others:
        return None
    mine, rest = scores[name], np.nansum(others, axis=0)
    known = ~np.isnan(mine)
    if known.sum() < FEWEST or np.ptp(mine[known]) == 0 or np.ptp(rest[known]) == 0:
        return None
    return float(np.corrcoef(mine[known], rest[known])[0, 1])


def _checks(grades: Sequence[ExerciseGrade]) -> tuple[CheckItem, ...]:
    passed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for grade in grades:
        for check in grade.checks if grade.status != "not_attempted" else ():
            tried[check.says] += 1
            passed[check.says] += check.passed
    return tuple(CheckItem(says, passed[says], number) for says, number in tried.items())


def _mistakes(
    grades: Sequence[ExerciseGrade], words: Mapping[str, Words]
) -> tuple[MistakeItem, ...]:
    """Every mistake that was named, the most frequent first: an answer has one name at most."""
    tried = sum(grade.status != "not_attempted" for grade in grades)
    made: Counter[str] = Counter()
    for grade in grades:
        made.update([grade.diagnosis] if grade.diagnosis else [])
    return tuple(
        MistakeItem(name, _says(name, words), number, tried)
        for name, number in sorted(made.items(), key=lambda pair: (-pair[1], pair[0]))
    )


@dataclass(frozen=True)
class Frequent:
    """A mistake in all the exercises together: how many students made it, of how many."""

    name: str
    says: str
    students: int
    of: int
    exercises: tuple[str, ...]


def frequent(assignment: Assignment, graded: Sequence[Graded], most: int) -> list[Frequent]:
    """Return the mistakes that most students made, each student counted once."""
    counted = [one.grade for one in graded if one.grade.status == "graded"]
    words = words_of(assignment.root, assignment.name)
    made: Counter[str] = Counter()
    places: dict[str, dict[str, None]] = {}  # in the order in which they are met
    for grade in counted:
        made.update({e.diagnosis for e in grade.exercises if e.diagnosis})
        for exercise in grade.exercises:
            if exercise.diagnosis:
                places.setdefault(exercise.diagnosis, {})[exercise.name] = None
    first = sorted(made.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return [
        Frequent(name, _says(name, words), number, len(counted), tuple(places[name]))
        for name, number in first
    ]


def _says(name: str, words: Mapping[str, Words]) -> str:
    return words[name].says if name in words else name.replace("_", " ")
