"""What a page adds once its student's due date is over: model answers, beliefs, what to read again.

Nobody gets these by default, and nobody of whom it is not known that their date is over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from markupsafe import Markup

from autograder.course import Assignment, Course
from autograder.course.gallery import solved
from autograder.course.rubric import Rubric, rubrics_of
from autograder.errors import CourseError
from autograder.feedback.lesson import readings
from autograder.feedback.prose import line, printable, prose
from autograder.feedback.show import ShownCell
from autograder.gradebook.marks import Marks, due_date

MARK = re.compile(r"^[^\n]*(?:BEGIN|END) SOLUTION[^\n]*\n?", re.MULTILINE)
NO_DATE = (
    "{0} has no due date, so nobody knows from when on model answers may be shown: "
    "set c.Course.due_dates[{0!r}] in course_config.py, or leave out --solutions"
)


@dataclass(frozen=True)
class ToRead:
    """A part of the lesson at the end of a page, under an id that exercises lead to."""

    id: str
    title: Markup
    texts: tuple[Markup, ...]


@dataclass(frozen=True)
class Solution:
    """What one exercise adds: right answers, and of a written one what full marks say."""

    cells: tuple[ShownCell, ...]
    full: Markup | None = None
    beliefs: tuple[tuple[Markup, Markup], ...] = ()
    again: ToRead | None = None


class Solutions:
    """What an assignment's pages add; made once for all of them.

    Raise CourseError where no due date is known.
    """

    def __init__(self, course: Course, assignment: Assignment, now: datetime | None = None) -> None:
        if due_date(course, assignment) is None:
            raise CourseError(NO_DATE.format(assignment.name))
        if not assignment.source.is_file():
            why = "is not there, and model answers are taken from it"
            raise CourseError(f"{assignment.source} {why}")
        self._now = now or datetime.now(UTC).replace(tzinfo=None)
        self._grace = timedelta(minutes=course.late_grace_minutes)
        self._answers = _answers(assignment)
        self._rubrics = rubrics_of(assignment.root, assignment.name)
        self._to_read = _to_read(assignment)

    def seen_from(self, marks: Marks) -> datetime | None:
        """Return when the student of these marks has no time left to hand in for full points."""
        return None if marks.due is None else marks.due + self._grace

    def may_be_seen(self, marks: Marks) -> bool:
        """Say whether that moment is over; what is not known is not over."""
        from_when = self.seen_from(marks)
        return from_when is not None and self._now > from_when

    def of(self, exercise: str, *, right: bool) -> Solution:
        """Return what to add to an exercise; who has it ``right`` need not read the lesson."""
        rubric = self._rubrics.get(exercise, Rubric(exercise, ""))
        return Solution(
            self._answers.get(exercise, ()),
            prose(rubric.full) if rubric.full else None,
            tuple((line(one.belief), line(one.reply)) for one in rubric.beliefs),
            None if right else self._to_read.get(exercise),
        )


def _answers(assignment: Assignment) -> Mapping[str, tuple[ShownCell, ...]]:
    """The source's answers, below the task that they belong to."""
    tasks = {f"task_{exercise.name}": exercise.name for exercise in assignment.exercises}
    texts, here = solved(assignment), ""
    found: dict[str, list[ShownCell]] = {}
    for cell in assignment.cells:
        here = tasks.get(cell.name, here)
        if cell.role == "answer" and cell.name in texts:
            found.setdefault(here, []).append(_shown(texts[cell.name], cell.kind))
    return {name: tuple(cells) for name, cells in found.items()}


def _shown(text: str, kind: str) -> ShownCell:
    bare = MARK.sub("", text).strip("\n")
    if kind == "code":
        return ShownCell(None, printable(bare), ())
    return ShownCell(prose(bare), "", ())


def _to_read(assignment: Assignment) -> Mapping[str, ToRead]:
    """What to read again for each exercise; several may lead to one part."""
    parts = readings(assignment)
    numbers = {part: number for number, part in enumerate(dict.fromkeys(parts.values()), start=1)}
    made = {
        part: ToRead(f"read-{number}", line(part.title), tuple(map(prose, part.texts)))
        for part, number in numbers.items()
    }
    return {name: made[part] for name, part in parts.items()}
