"""What has changed since the last page that a student was given: one line on the next one.

The list of what the last pages said is kept between runs. If it is lost, the next pages have no
such line; nothing else happens.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from autograder.course import Assignment, Course
from autograder.files import write_atomically
from autograder.gradebook import changes as c
from autograder.gradebook.marks import Marks
from autograder.wording.words import points_text

FOLDER = ".grades"
BECAUSE = {
    c.HANDED_IN: "you handed in again",
    c.CHOSEN: "another of your hand-ins counts",
    c.TESTS: "its tests were corrected",
    c.NOTEBOOK: "the exercise was changed",
    c.GRADER: "it was graded by a newer version",
    c.COUNTED: "lateness was counted anew",
    c.MENDED: "the gradebook was brought up to date",
    c.STOCK: "it was graded again",
    c.PERSON: "a person gave other points",
    c.GROUP: "a person gave your group other points",
    c.EXCEPTION: "what was granted to you has changed",
}


class LastPage(NamedTuple):
    """What a student's last page said: when, the points, and its line about changes."""

    when: str
    points: Mapping[str, float]
    line: str


class LastPages:
    """The last page of everybody, by student."""

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self._path = course.root / FOLDER / f"pages-{assignment.name}.json"
        self._log = c.log_path(course, assignment)
        self._pages = dict(self._read())
        self._given: dict[str, LastPage] = {}

    def line(self, student: str, marks: Marks) -> str:
        """Return what has changed since the last page, or "".

        A page that is written again and says the same points keeps the line that it had. For who
        is excused no points count, so that none have changed.
        """
        last = self._pages.get(student)
        if last is None or marks.about.excused:
            return ""
        now = _points(marks)
        moved = [name for name in now if now[name] != last.points.get(name, now[name])]
        if not moved:
            return last.line
        why = self._reasons.get(student, {})
        said = (
            f"{name} {points_text(last.points[name])} → {points_text(now[name])}, "
            f"because {_because(name, why.get(name) or why.get(c.ADJUSTED, ''))}"
            for name in moved
        )
        return f"Changed since the last page: {'; '.join(said)}."

    def given(self, student: str, marks: Marks, line: str) -> None:
        """Remember what the page says that has just been written."""
        self._given[student] = LastPage(c.now(), _points(marks), line)

    def save(self) -> None:
        """Write the list."""
        kept = {**self._pages, **self._given}
        content = json.dumps({student: list(page) for student, page in sorted(kept.items())})
        write_atomically(self._path, content + "\n", durable=False)

    @cached_property
    def _reasons(self) -> Mapping[str, Mapping[str, str]]:
        since = {student: page.when for student, page in self._pages.items()}
        return c.reasons_since(self._log, since)

    def _read(self) -> Iterator[tuple[str, LastPage]]:
        try:
            kept: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
            for student, (when, points, line) in kept.items():
                numbers = {name: float(value) for name, value in points.items()}
                yield student, LastPage(str(when), numbers, str(line))
        except (OSError, ValueError, TypeError, AttributeError):
            return


def _points(marks: Marks) -> dict[str, float]:
    """The points that a page says, without those that wait for somebody."""
    said = {n: round(s.points, 2) for n, s in marks.scores.items() if not s.waits}
    more = {c.LATENESS: round(marks.late_penalty, 2), "curve": round(marks.curve, 2)}
    return {**said, **more} if said else {}


def _because(name: str, why: str) -> str:
    if not why:
        return BECAUSE[c.COUNTED] if name == c.LATENESS else BECAUSE[c.PERSON]
    return " and ".join(BECAUSE.get(one) or one[:1].lower() + one[1:] for one in why.split("; "))
