"""What a person decided about lateness and counting, ``exceptions.csv``: for one student, or all.

Columns ``student,assignment,what,value,why``. ``student`` is an id or ``*``, ``assignment`` a name
or ``*``. ``what`` is one of:

- ``extension``: value ``3 days``, ``36 hours``, or the moment that is the new due date
- ``excused``: the assignment does not count for this student
- ``waived``: lateness costs nothing
- ``attempt``: which hand-in counts: ``first``, ``last``, ``last in time``, ``best``, or its moment
- ``late days``: value ``2``: so many more of the budget; with an assignment, for that one only
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from autograder.course.times import FORM, NO_DATE, in_utc, read_moment
from autograder.term.table import Line, Table, nearest, read_table

FILE = "exceptions.csv"
COLUMNS = ("student", "assignment", "what", "value", "why")
EVERY = "*"
WITH_VALUE = {"extension": "3 days", "late days": "2", "attempt": "last in time"}  # and an example
WITHOUT = ("excused", "waived")
WHATS = (*WITH_VALUE, *WITHOUT)
ATTEMPTS = ("first", "last", "last in time", "best")
LONGEST = timedelta(days=3650)
_PART = re.compile(r"(\d{1,4}(?:\.\d{1,2})?) ?(week|day|hour|minute)s?", re.ASCII)
_LENGTH = {"week": 7 * 24 * 60, "day": 24 * 60, "hour": 60, "minute": 1}


@dataclass(frozen=True)
class Extension:
    """How much later a student's work is due: days on the clock, further time, or the moment."""

    days: float = 0.0
    more: timedelta = timedelta()
    moment: datetime | None = None

    def beyond(self, due: datetime, zone: tzinfo) -> timedelta:
        """Return how much later than ``due`` (UTC without a zone) the work is due.

        Days are counted by the clock in ``zone``, so that the time of day stays.
        """
        if self.moment is not None:
            return max(timedelta(), in_utc(self.moment) - due)
        shown = due.replace(tzinfo=UTC).astimezone(zone) + timedelta(days=self.days)
        return in_utc(shown) + self.more - due


@dataclass(frozen=True)
class Granted:
    """One row: what is granted to whom, and why."""

    student: str
    assignment: str
    what: str
    value: str = ""
    why: str = ""

    @property
    def words(self) -> str:
        """What is granted, without the reason."""
        return f"{self.what} {self.value}".strip()

    @property
    def rank(self) -> tuple[bool, bool]:
        """Sorts the row that says more exactly whom and what it is about last."""
        return self.student != EVERY, self.assignment != EVERY


@dataclass(frozen=True)
class Applied:
    """What holds for one student in one assignment; of several rows the most exact one counts."""

    rows: tuple[Granted, ...] = ()
    extension: Extension | None = None
    excused: bool = False
    waived: bool = False
    late_days: int = 0  # for this assignment only
    attempt: str = ""  # which hand-in counts; "": the course's setting says


NOTHING = Applied()


@dataclass(frozen=True)
class Exceptions:
    """All rows, by whom and what they are about."""

    rows: Mapping[tuple[str, str], tuple[Granted, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def all(self) -> list[Granted]:
        """Every row."""
        return [row for rows in self.rows.values() for row in rows]

    def of(self, student: str, assignment: str) -> Applied:
        """Return what holds for a student in an assignment."""
        places = [(s, a) for s in (student, EVERY) for a in (assignment, EVERY)]
        found = [row for place in places if place in self.rows for row in self.rows[place]]
        if not found:
            return NOTHING
        chosen = {row.what: row for row in sorted(found, key=lambda row: row.rank)}
        own = [r for r in found if r.what == "late days" and r.assignment != EVERY]
        extension = chosen.get("extension")
        return Applied(
            tuple(row for what, row in chosen.items() if what != "late days") + tuple(own),
            read_extension(extension.value) if extension else None,
            "excused" in chosen,
            "waived" in chosen,
            sum(int(row.value) for row in own),
            chosen["attempt"].value if "attempt" in chosen else "",
        )

    def more_days(self, student: str) -> int:
        """Return how many days a student's budget for the term is larger than the class's."""
        rows = (row for who in {student, EVERY} for row in self.rows.get((who, EVERY), ()))
        return sum(int(row.value) for row in rows if row.what == "late days")

    @property
    def chooses_attempts(self) -> bool:
        """Whether a row says which hand-in counts."""
        return any(row.what == "attempt" for row in self.all)

    @property
    def has_late_days(self) -> bool:
        """Whether anybody has a budget of their own."""
        return any(row.what == "late days" for row in self.all)

    def named(self, assignment: str) -> set[str] | None:
        """Return whom rows about an assignment name; None where they are about everybody."""
        students = {student for student, a in self.rows if a in (assignment, EVERY)}
        return None if EVERY in students else students


def read_exceptions(root: Path) -> Exceptions:
    """Read the exceptions of a course; raise CourseError with every row that cannot be used."""
    return exceptions_of(exceptions_table(root))


def exceptions_table(root: Path) -> Table:
    """Return the exceptions as they stand in the file."""
    return read_table(root / FILE, COLUMNS, ("student", "assignment", "what"))


def exceptions_of(table: Table) -> Exceptions:
    """Return the rows of a table; raise CourseError with every row that cannot be used."""
    found: dict[tuple[str, str], tuple[Granted, ...]] = {}
    lines: dict[tuple[str, str, str], int] = {}
    for line in table.lines:
        row = granted_of(line)
        same = row.student, row.assignment, row.what
        fault = fault_of(row)
        if not fault and same in lines:
            fault = f"line {lines[same]} says {row.what!r} of the same; keep one of the two rows"
        if fault:
            table.fault(line, fault)
            continue
        lines[same] = line.number
        place = row.student, row.assignment
        found[place] = (*found.get(place, ()), row)
    table.check()
    return Exceptions(found)


def granted_of(line: Line) -> Granted:
    """Return a row of the file, with ``what`` as it is written here."""
    cells = {column: line[column] for column in COLUMNS}
    return Granted(**{**cells, "what": plain(line["what"])})


def plain(what: str) -> str:
    """Return a ``what`` as it is written in the file: ``late-days`` is ``late days``."""
    return " ".join(what.casefold().replace("-", " ").replace("_", " ").split())


def fault_of(row: Granted) -> str:
    """Say what is wrong with a row; "" where it can be used."""
    if not row.student or not row.assignment:
        which = "student" if not row.student else "assignment"
        return f"it names no {which}; {EVERY} is every {which}"
    if row.what not in WHATS:
        return f"there is no {row.what!r}: {_one_of(WHATS)}{nearest(row.what, WHATS)}"
    if row.what in WITHOUT:
        return f"{row.what} takes no value, and has {row.value!r}" if row.value else ""
    try:
        if row.what == "extension":
            moment = read_extension(row.value).moment
            if moment and row.assignment == EVERY:
                return (
                    f"the moment {row.value!r} can be the due date of one assignment only; name it"
                )
        elif row.what == "attempt":
            if row.value not in ATTEMPTS and read_moment(row.value).tzinfo is None:
                raise ValueError("it has no time zone")
        elif not re.fullmatch(r"\d{1,3}", row.value, re.ASCII):
            raise ValueError("it is no number of days")
    except (ValueError, OverflowError) as error:
        example = WITH_VALUE[row.what]
        moments = {"extension": "a new due date", "attempt": "when it was handed in"}
        moment_too = f", or {moments[row.what]}: {FORM}" if row.what in moments else ""
        if row.what == "attempt":
            example = _one_of(ATTEMPTS)
        return f"{row.what} {row.value!r}: {error}; write {example}{moment_too}"
    return ""


def _one_of(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def read_extension(value: str) -> Extension:
    """Read ``3 days``, ``1 day 12 hours`` or a moment with its zone; raise ValueError."""
    parts = _PART.findall(value.casefold())
    if parts and not _PART.sub("", value.casefold()).strip(" ,"):
        days = sum(float(n) for n, unit in parts if unit == "day")
        days += sum(7 * float(n) for n, unit in parts if unit == "week")
        minutes = sum(float(n) * _LENGTH[u] for n, u in parts if u in ("hour", "minute"))
        extension = Extension(days, timedelta(minutes=minutes))
        if timedelta() < timedelta(days=days, minutes=minutes) <= LONGEST:
            return extension
        raise ValueError("it is none, or too long")
    try:
        moment = read_moment(value)
    except ValueError as error:
        neither = "it is neither a time nor a date with a time of day"
        raise ValueError(neither if str(error) == NO_DATE else str(error)) from None
    if moment.tzinfo is None:
        raise ValueError("it has no time zone")
    return Extension(moment=moment)
