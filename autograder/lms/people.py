"""Whom the class list calls what a platform's download calls them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from autograder.course.student_ids import folded
from autograder.exports.moodle import moodle_name
from autograder.lms.canvas import canvas_name
from autograder.term.roster import Roster


@dataclass(frozen=True)
class People:
    """The class list by every name that platforms have for somebody; one that two have is nobody's.

    ``groups`` are the members of each group, in the order of the list.
    """

    ids: Mapping[str, str]
    by_number: Mapping[str, str]
    by_name: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]]
    in_files: Mapping[str, Collection[str]]  # by the platform's number: names as Canvas writes them

    @classmethod
    def of(cls, roster: Roster) -> People:
        """Return the people of a class list; of none, nobody."""
        students = [*roster.students.values()]
        groups: dict[str, list[str]] = {}
        for one in students:
            if one.group:
                groups.setdefault(moodle_name(one.group), []).append(one.id)
        names = ((name, one.id) for one in students for name in one.names)
        return cls(
            {folded(one.id): one.id for one in students},
            _unique((one.lms_user_id, one.id) for one in students if one.lms_user_id),
            _unique((moodle_name(name), student) for name, student in names),
            {name: tuple(members) for name, members in groups.items()},
            {
                one.lms_user_id or one.id: {
                    canvas_name(name) for name in [*one.names, one.group, one.id] if name
                }
                for one in students
            },
        )

    def names_of(self, number: str) -> Collection[str]:
        """Return what Canvas may call the one with this number; nothing for a stranger's."""
        return self.in_files.get(number, ())

    def student(self, called: str) -> str:
        """Return the id of the one whom a platform calls by this name; "" for nobody."""
        return self.ids.get(folded(called)) or self.by_name.get(moodle_name(called), "")

    def of_number(self, number: str) -> str:
        """Return the id of the one who has this number on the platform; "" for a stranger's.

        An id that looks alike is somebody else's, if that one is known to have another number.
        """
        return self.by_number.get(number) or (number if number in self.in_files else "")


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for key, student in pairs:
        found.setdefault(key, set()).add(student)
    return {key: next(iter(theirs)) for key, theirs in found.items() if len(theirs) == 1}
