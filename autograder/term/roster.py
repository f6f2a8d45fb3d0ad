"""The class list, ``students.csv``: who is in the class, what they are called, who works together.

Columns ``id,first_name,last_name,email,lms_user_id,group``, in any order; only ``id`` is needed. A
cell that is empty says nothing: what nbgrader's own table has there stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

from autograder.course.student_ids import student_id_problem
from autograder.term.table import Line, Table, read_table, write_table

FILE = "students.csv"
LONGEST = 128  # characters, in nbgrader's table


@dataclass(frozen=True)
class Student:
    """One row of the class list."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""
    group: str = ""

    @property
    def name(self) -> str:
        """First and last name; "" where neither is known."""
        return full_name(self.first_name, self.last_name)

    @property
    def names(self) -> set[str]:
        """The name as platforms write it; of a single word nobody is known for sure."""
        first, last = self.first_name, self.last_name
        return (
            {f"{first} {last}", f"{last} {first}", f"{last}, {first}"} if first and last else set()
        )


COLUMNS = tuple(Student.__dataclass_fields__)


def full_name(first: str | None, last: str | None) -> str:
    """Return a name in one text, of the parts that are known."""
    return " ".join(part for part in (first, last) if part)


@dataclass(frozen=True)
class Roster:
    """The class by student id, in the order of the file; empty where there is none."""

    students: Mapping[str, Student] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.students)

    def __contains__(self, student: object) -> bool:
        return student in self.students

    def name_of(self, student: str) -> str:
        """Return a student's name; "" where the list has none."""
        found = self.students.get(student)
        return found.name if found else ""

    def group_of(self, student: str) -> str:
        """Return the group that a student works in; "" for none."""
        found = self.students.get(student)
        return found.group if found else ""

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """The members of each group of two or more, by its name."""
        found: dict[str, list[str]] = {}
        for student in self.students.values():
            if student.group:
                found.setdefault(student.group, []).append(student.id)
        return {name: tuple(members) for name, members in found.items() if len(members) > 1}


def read_roster(root: Path) -> Roster:
    """Read the class list of a course.

    Raise CourseError with every row that cannot be used: an id that no folder can have, or one
    that is there twice, in the same letters or in others.
    """
    return roster_of(roster_table(root))


def roster_table(root: Path) -> Table:
    """Return the class list as it stands in the file, other columns included."""
    return read_table(root / FILE, COLUMNS, ("id",))


def roster_of(table: Table) -> Roster:
    """Return the students of a table; raise CourseError with every row that cannot be used."""
    found: dict[str, Student] = {}
    lines: dict[str, int] = {}
    for line in table.lines:
        student = Student(**{column: line[column] for column in COLUMNS})
        if fault := _fault(student, line, lines):
            table.fault(line, fault)
        else:
            lines[student.id.casefold()] = line.number
            found[student.id] = student
    table.check()
    return Roster(found)


def _fault(student: Student, line: Line, lines: Mapping[str, int]) -> str:
    if not student.id:
        return "it has no id; the id is the name of the student's folder in submitted/"
    if problem := student_id_problem(student.id):
        return f"the id {student.id!r} {problem}"
    if before := lines.get(student.id.casefold()):
        return f"the id {student.id!r} stands in line {before}, too; keep one of the two rows"
    if max(map(len, line.cells.values())) > LONGEST:
        long = next((column for column in COLUMNS if len(line[column]) > LONGEST), "")
        return f"{long} is longer than {LONGEST} characters, which nbgrader keeps" if long else ""
    return ""


@dataclass(frozen=True)
class Updated:
    """Which rows are new, and which have changed; the others are as they were."""

    table: Table
    rows: tuple[Mapping[str, str], ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]

    def write(self) -> None:
        """Write the file, if anything differs."""
        if self.new or self.changed:
            write_table(self.table, self.rows)


def updated(table: Table, students: Iterable[Student]) -> Updated:
    """Return the class list with what is known of these students; nobody is taken out.

    An empty cell changes nothing. New students come last, in their order.
    """
    told = {one.id: {key: value for key, value in asdict(one).items() if value} for one in students}
    rows: list[Mapping[str, str]] = []
    changed = []
    for line in table.lines:
        row = {**line.cells, **told.pop(line["id"], {})}
        rows.append(row)
        if any(row[column] != line[column] for column in row):
            changed.append(line["id"])
    rows += told.values()
    missing = [column for column in COLUMNS if column not in table.columns]
    wide = Table(table.path, (*table.columns, *missing), table.lines)
    return Updated(wide, tuple(rows), tuple(told), tuple(changed))
