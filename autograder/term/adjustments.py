"""Points after the fact: `adjustments.csv`, what a teacher changes once a class has been graded.

A row changes what an exercise, or the sum of an assignment, counts. What a machine measured is kept
as it was, and whatever a person gave stays: a row that is taken away takes back its effect only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import Assignment
from autograder.errors import CourseError
from autograder.term.table import Line, Table, nearest, number_of, put, read_table

FILE = "adjustments.csv"
COLUMNS = ("assignment", "exercise", "what", "value", "why")
NEEDED = ("assignment", "exercise", "what")
MEANINGS = {
    "void": "counts neither for points nor for the maximum",
    "full": "gives full points to all who handed in",
    "points": "has a new maximum; the machine's points are scaled",
    "extra": "counts on top: its points, but not for the maximum",
    "curve": "adds to the sum of the assignment",
}
ALONE = "void"  # nothing else can be said of an exercise that does not count
OVER = "over"  # behind a curve's value: also above the maximum
CURVE = re.compile(r"([+x×*])\s*(\d+(?:[.,]\d+)?)(?:\s+over)?", re.IGNORECASE)
MOST = 1e6  # points


@dataclass(frozen=True)
class Adjustment:
    """What one exercise is worth now, and how its points count. ``original`` is the notebook's."""

    original: float
    worth: float
    void: bool = False
    full: bool = False
    extra: bool = False
    why: tuple[str, ...] = ()  # a line for each row, for students too

    @property
    def maximum(self) -> float:
        """What the exercise adds to the assignment's maximum."""
        return 0.0 if self.void or self.extra else self.worth

    @property
    def says_nothing(self) -> bool:
        """Whether points no longer tell who has answered well."""
        return self.void or self.full

    def machine(self, points: float | None, handed_in: bool = True) -> float | None:
        """Return the points that count in the place of the machine's; None: a person's are due."""
        if not handed_in:
            return points
        if self.void or self.full:
            return 0.0 if self.void else self.worth
        if points is None or self.original <= 0:
            return points
        return points if self.worth == self.original else points * self.worth / self.original

    def counted(self, points: float) -> float:
        """Return what counts of an exercise's points, a person's included."""
        if self.void:
            return 0.0
        return max(points, self.worth) if self.full else points


@dataclass(frozen=True)
class Curve:
    """What is added to the sum: ``plus`` points, or ``times`` the sum."""

    plus: float = 0.0
    times: float = 1.0
    over: bool = False
    why: str = ""

    @property
    def says(self) -> str:
        """What students read."""
        said = f"{self.plus:g} points are added for everybody"
        if not self.plus:
            said = f"The sum is multiplied by {self.times:g} for everybody"
        said += "" if self.over else ", up to the maximum"
        return f"{said}: {self.why}" if self.why else said

    def bonus(self, points: float, maximum: float) -> float:
        """Return what is added to ``points``: never less than nothing."""
        most = points * self.times + self.plus
        if not self.over:
            most = min(most, maximum)
        return max(0.0, round(most - points, 6))


@dataclass(frozen=True)
class Adjustments:
    """All that is adjusted of an assignment; exercises by name. False when nothing is."""

    exercises: Mapping[str, Adjustment] = field(default_factory=dict)
    curve: Curve | None = None

    def __bool__(self) -> bool:
        return bool(self.exercises) or self.curve is not None

    def maximum(self, assignment: Assignment) -> float:
        """Return the assignment's points, as they count now."""
        return sum(self.maximum_of(one.name, one.points) for one in assignment.exercises)

    def maximum_of(self, exercise: str, points: float) -> float:
        """Return what an exercise of ``points`` adds to the maximum."""
        found = self.exercises.get(exercise)
        return found.maximum if found else points

    def bonus(self, points: float, maximum: float) -> float:
        """Return what the curve adds to a sum of points."""
        return self.curve.bonus(points, maximum) if self.curve else 0.0


NONE = Adjustments()


def read_rows(root: Path) -> Table:
    """Return the rows of adjustments.csv, each valid by itself; raise CourseError for all faults.

    Assignments and exercises are not looked up here.
    """
    table = read_table(root / FILE, COLUMNS, NEEDED)
    check_rows(table)
    return table


def check_rows(table: Table) -> None:
    """Raise CourseError for all rows that are wrong by themselves, or do not go together."""
    seen: dict[tuple[str, str], set[str]] = {}
    for line in table.lines:
        for fault in faults_of(line.cells):
            table.fault(line, fault)
        place = line["assignment"], line["exercise"]
        others = seen.setdefault(place, set())
        what = line["what"].casefold()
        if what in others:
            table.fault(line, f"a second {what!r} for {line['exercise'] or line['assignment']}")
        elif others and ALONE in (what, *others):
            table.fault(line, f"{ALONE!r} goes with nothing else for {line['exercise']}")
        others.add(what)
    table.check()


def with_row(table: Table, row: Mapping[str, str]) -> Table:
    """Return the table with a row in the place of one about the same; raise CourseError if bad."""
    changed = put(table, row, lambda line: _same(line, row))
    check_rows(changed)
    return changed


def without_row(table: Table, row: Mapping[str, str]) -> Table:
    """Return the table without the rows about the same; raise CourseError where there is none."""
    lines = tuple(line for line in table.lines if not _same(line, row))
    if len(lines) == len(table.lines):
        named = " ".join(row[name] for name in ("assignment", "exercise", "what") if row[name])
        raise CourseError(f"{table.path} has no row {named}")
    return Table(table.path, table.columns, lines)


def _same(line: Line, row: Mapping[str, str]) -> bool:
    named = (line["assignment"], line["exercise"], line["what"].casefold())
    return named == (row["assignment"], row["exercise"], row["what"])


def faults_of(row: Mapping[str, str]) -> list[str]:
    """Say what is wrong with a row by itself."""
    what, value = row.get("what", "").casefold(), row.get("value", "")
    if not row.get("assignment"):
        return ["there is no assignment"]
    if what not in MEANINGS:
        known = ", ".join(MEANINGS)
        return [f"what = {row.get('what', '')!r} is none of {known}{nearest(what, [*MEANINGS])}"]
    if what == "curve":
        named = ["a curve is for the sum: leave the exercise empty"] * bool(row.get("exercise"))
        return named + _curve_faults(value)
    if not row.get("exercise"):
        return [f"{what} is for one exercise, and none is named"]
    if what == "points":
        number = number_of(value)
        fine = number is not None and 0 < number <= MOST
        return [] if fine else [f"value = {value!r}: the new points are a number above 0, as 4.5"]
    return [f"value = {value!r}: {what} takes none"] * bool(value)


def adjustments_in(table: Table, assignment: Assignment) -> Adjustments:
    """Return what a table says of an assignment.

    Raise CourseError for an exercise that the assignment does not have.
    """
    lines = [line for line in table.lines if line["assignment"] == assignment.name]
    worth = {exercise.name: exercise.points for exercise in assignment.exercises} if lines else {}
    curve = None
    rows: dict[str, list[Line]] = {}
    for line in lines:
        name = line["exercise"]
        if line["what"].casefold() == "curve":
            curve = _curve(line["value"], line["why"])
        elif name in worth:
            rows.setdefault(name, []).append(line)
        else:
            there = f"{assignment.name} has no exercise {name!r}"
            table.fault(line, f"{there}{nearest(name, [*worth]) or '; it has ' + ', '.join(worth)}")
        if line["what"].casefold() == "points" and worth.get(name) == 0:
            table.fault(line, f"{name} is worth 0 points: there is nothing to scale")
    table.check()
    return Adjustments({name: _of(worth[name], ls) for name, ls in rows.items()}, curve)


def _of(original: float, lines: Iterable[Line]) -> Adjustment:
    values = {line["what"].casefold(): line for line in lines}
    worth = original
    if "points" in values:
        worth = number_of(values["points"]["value"]) or original
    flags = {what: what in values for what in ("void", "full", "extra")}
    why = tuple(_sentence(what, worth, line["why"]) for what, line in values.items())
    return Adjustment(original, worth, **flags, why=why)


def _sentence(what: str, worth: float, why: str) -> str:
    """Return what students read about a row."""
    said = {
        "void": "This exercise does not count",
        "full": "Everybody who handed in gets all points",
        "points": f"This exercise is worth {worth:g} points now",
        "extra": "These points count on top",
    }[what]
    return f"{said}: {why}" if why else said


def _curve(value: str, why: str) -> Curve:
    found = CURVE.fullmatch(value.strip())
    if found is None:  # the row has been checked
        raise CourseError(f"{value!r} is no curve")
    number, over = number_of(found[2]) or 0.0, value.casefold().endswith(OVER)
    return Curve(number, 1.0, over, why) if found[1] == "+" else Curve(0.0, number, over, why)


def _curve_faults(value: str) -> list[str]:
    found = CURVE.fullmatch(value.strip())
    number = number_of(found[2]) if found else None
    if found is None or number is None or number > MOST:
        return [f"value = {value!r}: a curve is '+2', or 'x1.1', and 'over' behind it"]
    if found[1] != "+" and number < 1:
        return [f"value = {value!r}: a curve never takes points away; use 'x1.1' or so"]
    return []
