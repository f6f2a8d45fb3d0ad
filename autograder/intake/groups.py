"""Groups that hand in together: whose hand-in is the group's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from autograder.course import Course
from autograder.intake.arrival import read_timestamp
from autograder.term.roster import Roster

ALL = "*"


@dataclass(frozen=True)
class SharedWork:
    """Who of a class has the grade of another member's hand-in; and groups with several, in words.

    The one who handed in for the group is in ``holders`` only by being named there.
    """

    holders: dict[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()

    def of(self, student: str) -> str:
        """Return whose hand-in a student's grade is of: their own, or that of their group."""
        return self.holders.get(student, student)

    def together(self, students: Iterable[str]) -> set[str]:
        """Return students with all who share a hand-in with one of them."""
        owners = {self.of(student) for student in students}
        return {*owners, *(one for one, owner in self.holders.items() if owner in owners)}


def shared_work(course: Course, assignment: str, roster: Roster) -> SharedWork:
    """Return who shares whose hand-in in an assignment.

    Of several hand-ins of a group the last by time counts; one without a time counts as the first.
    """
    if not ({ALL, assignment} & {*course.group_work}):
        return SharedWork()
    holders: dict[str, str] = {}
    told = []
    submitted = course.root / "submitted"
    for group, members in roster.groups.items():
        handed_in = [one for one in members if Path(submitted, one, assignment).is_dir()]
        if not handed_in:
            continue
        holder = _last(course, assignment, handed_in)
        holders |= {one: holder for one in members if one != holder}
        if others := [one for one in handed_in if one != holder]:
            what = "hand-in does" if len(others) == 1 else "hand-ins do"
            told.append(
                f"group {group}: {holder}'s hand-in counts, {', '.join(others)}'s {what} not"
            )
    return SharedWork(holders, tuple(told))


def _last(course: Course, assignment: str, students: Sequence[str]) -> str:
    if len(students) == 1:
        return students[0]

    def when(student: str) -> datetime:
        folder = course.root / "submitted" / student / assignment
        return read_timestamp(folder, course.exchange_zone) or datetime.min

    return max(students, key=when)
