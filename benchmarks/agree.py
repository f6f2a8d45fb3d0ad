"""Do all graders give an honest answer the same score?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from autograder.course import Assignment
from autograder.course.gallery import needed_by
from benchmarks.make_class import Member
from benchmarks.peers import Scores

CARRIED = "right, on a wrong or missing earlier one"  # ours gives the points, the others may not


def disagreements(
    assignment: Assignment, made: Sequence[Member], scores: Mapping[str, Scores]
) -> tuple[list[str], Counter[str]]:
    """Return what is not as it must be, and how many answers of each kind were compared.

    Right: full marks. Left blank: none. Wrong: less than full (ours gives partial credit). A right
    answer that calls a wrong earlier one is only counted: no other grader carries errors forward.
    """
    wrong: list[str] = []
    counted: Counter[str] = Counter()
    for member in made:
        for exercise in assignment.exercises:
            if exercise.manual:
                continue
            kind = _kind(assignment, member, exercise.name)
            counted[kind] += 1
            for grader, given in scores.items():
                points = given[member.name].get(exercise.name)
                if not _fits(kind, points, exercise.points):
                    wrong.append(f"{grader}: {member.name} {exercise.name} ({kind}) got {points}")
    return wrong, counted


def _kind(assignment: Assignment, member: Member, exercise: str) -> str:
    kind = member.kinds[exercise]
    needed = needed_by(assignment, exercise)
    if kind == "right" and any(member.kinds[name] != "right" for name in needed):
        return CARRIED
    return kind


def _fits(kind: str, points: float | None, most: float) -> bool:
    if kind == CARRIED:
        return True
    if points is None:
        return False
    return {"right": points == most, "blank": points == 0, "wrong": points < most}[kind]
