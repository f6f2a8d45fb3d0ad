"""What a run has changed of grades that stood before: said, and kept in a file for teachers."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.gradebook.scores import Score
from autograder.term.table import escape_formula, unescaped

FOLDER = "reports"
COLUMNS = ("when", "student", "exercise", "from", "to", "why")
LATENESS = "late penalty"  # stands where an exercise's name would; none has a space in it
HANDED_IN, TESTS, NOTEBOOK = "handed in again", "tests corrected", "notebook changed"
CHOSEN = "another hand-in counts"
ADJUSTED = "adjustments"  # of the sum: a curve, or a person's points that count otherwise now
GRADER, MENDED = "grader or its settings changed", "gradebook brought up to date"
PERSON = "a person's points, from a table"
GROUP = "a person's points for the group"
COUNTED, STOCK = "lateness counted anew", "nbgrader autograde"
EXCEPTION = "an exception"  # of exceptions.csv, which is for teachers: no more is said


@dataclass(frozen=True)
class Moved:
    """An exercise's points before and after; None: it waited, or waits now, for somebody."""

    exercise: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Change:
    """One student's score, less the late penalty, before and after, and what moved it."""

    student: str
    before: float
    after: float
    parts: tuple[Moved, ...]
    why: str = ""


def change_of(
    student: str,
    before: Mapping[str, Score],
    after: Mapping[str, Score],
    late: tuple[float | None, float | None],
    names: Mapping[str, str],
) -> Change | None:
    """Compare scores by graded cell, and late penalties; a first grade is no change.

    ``names`` gives the exercise of a cell, in the order of the notebook.
    """
    if all(score.waits for score in before.values()):
        return None
    in_order = dict.fromkeys([*(cell for cell in names if cell in after), *after])
    parts = [
        Moved(names.get(cell, cell), _points(before.get(cell, Score())), _points(after[cell]))
        for cell in in_order
    ]
    parts = [one for one in parts if (one.before or 0.0) != (one.after or 0.0)]
    was, now = (round(penalty or 0.0, 6) for penalty in late)
    if was != now and not parts:
        parts.append(Moved(LATENESS, was, now))
    if not parts:
        return None
    return Change(student, _total(before, was), _total(after, now), tuple(parts))


def is_late(change: Change) -> bool:
    """Say whether lateness alone has changed."""
    return all(part.exercise == LATENESS for part in change.parts)


def _points(score: Score) -> float | None:
    return None if score.waits else round(score.points, 6)


def _total(scores: Mapping[str, Score], penalty: float) -> float:
    return round(max(0.0, sum(score.points for score in scores.values()) - penalty), 6)


class ChangeLog:
    """The changes of a run, each appended to the assignment's file as soon as it has happened.

    Who is excused has no change: nothing counts for them.
    """

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        is_excused: Callable[[str], bool] = lambda student: False,
    ) -> None:
        self.path = log_path(course, assignment)
        self._is_excused = is_excused
        self.changes: list[Change] = []
        self.fault = ""  # why the file lacks some of them

    def note(self, change: Change | None, why: str) -> None:
        """Keep a change with its reason, if there is one."""
        if change is None or self._is_excused(change.student):
            return
        change = replace(change, why=why)
        self.changes.append(change)
        try:
            new = not self.path.exists()
            self.path.parent.mkdir(exist_ok=True)
            with self.path.open("a", encoding="utf-8", newline="") as file:
                file.write(_lines(change, new))  # at once: of two graders neither cuts the other
        except OSError as error:  # the grade itself stands, and stays
            self.fault = f"{self.path}: {error.strerror or error}"


def log_path(course: Course, assignment: Assignment) -> Path:
    """Return where an assignment's changes are kept."""
    return course.root / FOLDER / f"{assignment.name}-changes.csv"


def reasons_since(path: Path, since: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return by student and exercise why points last changed after a moment, given by student.

    Moments are texts as the file has them; a line that cannot be read is passed over.
    """
    found: dict[str, dict[str, str]] = {}
    for row in _rows(path):
        student = unescaped(row["student"])
        if row["when"] > since.get(student, "9"):
            found.setdefault(student, {})[row["exercise"]] = unescaped(row["why"])
    return found


def now() -> str:
    """Return this moment as the file writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return
    for row in csv.DictReader(io.StringIO(text), restval=""):
        if set(COLUMNS) <= row.keys():
            yield row


def _lines(change: Change, new: bool) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if new:
        writer.writerow(COLUMNS)
    when = now()
    for part in change.parts:
        numbers = (_number(part.before), _number(part.after))
        named = _plain(change.student), part.exercise
        writer.writerow([when, *named, *numbers, _plain(change.why)])
    return out.getvalue()


def _number(points: float | None) -> str:
    return "" if points is None else f"{points:g}"


def _plain(text: str) -> str:
    """Return text that any file can hold, and no spreadsheet takes for a formula."""
    return escape_formula(text.encode("utf-8", "backslashreplace").decode("utf-8"))
