"""Item analysis: how easy each exercise was, how well it discriminates, who made which mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from autograder.course import Assignment, Exercise
from autograder.feedback.graded import Graded
from autograder.feedback.prose import line
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
    """A known mistake in one exercise, in words, and who of those who tried made it."""

    name: str
    says: Markup
    students: tuple[str, ...]
    tried: int

    @property
    def made(self) -> int:
        """How many made it."""
        return len(self.students)


@dataclass(frozen=True)
class Item:
    """One exercise.

    ``facility`` is the mean share of its points (1: everybody has all). ``discrimination`` is the
    correlation of its points with the points of all the others: near 0 or below, it does not
    tell apart who does well elsewhere. Both are None where too few scores are known, and for a
    written exercise until everybody's is: the blank ones, which are known first, are all 0.
    """

    name: str
    max_points: float
    states: Mapping[str, int]
    facility: float | None
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
    counts = [one for one in counted if not one.marks.about.excused]
    scores = {e.name: _scores(e, counts) for e in assignment.exercises}
    words = words_of(assignment.root, assignment.name)
    found = []
    for exercise in assignment.exercises:
        by_student = {
            one.grade.student: e
            for one in counted
            for e in one.grade.exercises
            if e.name == exercise.name
        }
        grades = list(by_student.values())
        mine = scores[exercise.name]
        known = mine[~np.isnan(mine)]
        worth = grades[0].max_points if grades else exercise.points  # as adjusted
        found.append(
            Item(
                name=exercise.name,
                max_points=worth,
                states=Counter(grade.status for grade in grades),
                facility=_facility(known, worth),
                discrimination=_discrimination(exercise.name, scores),
                checks=_checks(grades),
                mistakes=_mistakes(by_student, words),
            )
        )
    return found


def _facility(known: np.ndarray, points: float) -> float | None:
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
    grades: Mapping[str, ExerciseGrade], words: Mapping[str, Words]
) -> tuple[MistakeItem, ...]:
    """Every mistake that was named, the most frequent first: an answer has one name at most."""
    tried = sum(grade.status != "not_attempted" for grade in grades.values())
    made: dict[str, list[str]] = {}
    for student, grade in grades.items():
        if grade.diagnosis:
            made.setdefault(grade.diagnosis, []).append(student)
    return tuple(
        MistakeItem(name, _says(name, words), tuple(who), tried) for name, who in _ranked(made)
    )


def _ranked(made: Mapping[str, Sequence[str]]) -> list[tuple[str, Sequence[str]]]:
    """Sort mistakes by how many made them."""
    return sorted(made.items(), key=lambda pair: (-len(pair[1]), pair[0]))


@dataclass(frozen=True)
class Frequent:
    """A mistake in all the exercises together: which students made it, of how many.

    ``says`` and ``asks`` are what a student reads of it: what happened, and a question.
    """

    name: str
    says: Markup
    asks: Markup
    students: tuple[str, ...]
    of: int
    exercises: tuple[str, ...]


def frequent(assignment: Assignment, graded: Sequence[Graded], most: int) -> list[Frequent]:
    """Return the mistakes that most students made, each student counted once."""
    counted = [one.grade for one in graded if one.grade.status == "graded"]
    words = words_of(assignment.root, assignment.name)
    made: dict[str, list[str]] = {}
    places: dict[str, dict[str, None]] = {}  # in the order in which they are met
    for grade in counted:
        for name in {e.diagnosis: None for e in grade.exercises if e.diagnosis}:
            made.setdefault(name, []).append(grade.student)
        for exercise in grade.exercises:
            if exercise.diagnosis:
                places.setdefault(exercise.diagnosis, {})[exercise.name] = None
    return [
        Frequent(
            name,
            _says(name, words),
            line(words[name].asks) if name in words else Markup(),
            tuple(who),
            len(counted),
            tuple(places[name]),
        )
        for name, who in _ranked(made)[:most]
    ]


def _says(name: str, words: Mapping[str, Words]) -> Markup:
    return line(words[name].says if name in words else name.replace("_", " "))
