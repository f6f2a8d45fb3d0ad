"""Wrong answers without a name that behave alike: what the course does not know yet.

Two answers behave alike if they fail the same checks, by the same replies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autograder.course import Assignment
from autograder.feedback.graded import Graded
from autograder.records import Check, ExerciseGrade

FEWEST = 2  # students: one alone is no group


@dataclass(frozen=True)
class Unnamed:
    """Students whose wrong answers to an exercise behave alike: one of the answers, and the checks.

    ``student`` is who wrote ``code``.
    """

    exercise: str
    students: tuple[str, ...]
    student: str
    code: str
    fails: tuple[str, ...]


def unnamed(assignment: Assignment, graded: Sequence[Graded]) -> list[Unnamed]:
    """Return the groups of an assignment, the largest first."""
    found: dict[tuple[str, tuple[str, ...]], list[Graded]] = defaultdict(list)
    for one in graded:
        for exercise in one.grade.exercises:
            if behaviour := behaviour_of(exercise):
                found[exercise.name, behaviour].append(one)
    groups = [_group(name, ones) for (name, _), ones in found.items() if len(ones) >= FEWEST]
    return sorted(groups, key=lambda group: (-len(group.students), group.exercise))


def behaviour_of(exercise: ExerciseGrade) -> tuple[str, ...]:
    """Return what a wrong answer without a name is known by; () for any other."""
    if exercise.diagnosis or exercise.status not in ("failed", "partial"):
        return ()
    return tuple(
        f"{check.says}: {check.reply or check.message}" for check in _failing(exercise.checks)
    )


def _group(name: str, ones: Sequence[Graded]) -> Unnamed:
    shortest = min(ones, key=lambda one: len(_code(one, name)))
    exercise = next(e for e in shortest.grade.exercises if e.name == name)
    fails = tuple(check.says for check in _failing(exercise.checks))
    students = tuple(one.grade.student for one in ones)
    return Unnamed(name, students, shortest.grade.student, _code(shortest, name), fails)


def _failing(checks: Iterable[Check]) -> Iterator[Check]:
    return (check for check in checks if not check.passed)


def _code(one: Graded, name: str) -> str:
    return "\n\n".join(cell.source for cell in one.cells if cell.name == name)
