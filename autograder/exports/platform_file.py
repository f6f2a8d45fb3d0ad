"""Files that a platform exports, with names and cells as they are, and files that it takes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError
from autograder.term.roster import Roster, Student
from autograder.term.table import DELIMITERS, text_of

NOBODY = Roster()


@dataclass(frozen=True)
class PlatformFile:
    """The columns in their order, and the rows; a cell that is not there is empty."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    class_list: Roster = NOBODY


@dataclass(frozen=True)
class Column:
    """Points of an assignment: its title on the platform, their maximum, and a cell by student."""

    title: str
    maximum: float
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Upload:
    """What to upload, and who is not in it.

    Those are ``waiting`` for a person, ``strangers`` to the platform's own file, or ``excused``
    where the platform has no word for it. ``new`` are titles that the platform does not have.
    """

    text: str
    waiting: tuple[str, ...]
    strangers: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


def points(score: float) -> str:
    """Return a score as platforms read it, to two digits and never below 0."""
    return f"{round(max(0.0, score), 2):g}"


def people_of(
    students: Sequence[str],
    known: Mapping[str, Mapping[str, str]],
    class_list: Roster,
    plain: Callable[[str], str],
) -> dict[str, Mapping[str, str]]:
    """Return the platform's row of each student whom it knows, ``known`` by ``plain`` keys.

    A student is known by the id, else by the number, the address and the name in the class list:
    by those that nobody else there has, if they mean one row, and that is nobody's by the id.
    """
    found = {one: known[plain(one)] for one in students if plain(one) in known}
    by_id = {id(known[key]) for one in class_list.students if (key := plain(one)) in known}
    keys = {who: {*map(plain, _about(one))} for who, one in class_list.students.items()}
    owners = Counter(key for own in keys.values() for key in own)
    for one in ({*students} - {*found}) & {*keys}:
        rows = {id(known[k]): known[k] for k in keys[one] if k in known and owners[k] == 1}
        if len(rows) == 1 and not {*rows} & by_id:
            found[one] = next(iter(rows.values()))
    shared = Counter(id(row) for row in found.values())
    return {one: row for one in students if (row := found.get(one)) and shared[id(row)] == 1}


def _about(student: Student) -> Iterator[str]:
    yield from filter(None, (student.lms_user_id, student.email, *student.names))


def filled(
    columns: Sequence[Column], people: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[Mapping[str, str], list[str]]]:
    """Yield the platform's row of each student with a cell in some column, and their cells.

    Platforms take an empty cell for a grade that is to go. So where a column has none for somebody
    who is in another, what stands in the platform's file is the cell.
    """
    for student, person in people.items():
        if any(student in column.cells for column in columns):
            yield person, [c.cells.get(student, person.get(c.title, "")) for c in columns]


def read_platform_file(
    path: Path, called: str, how: str, class_list: Roster = NOBODY
) -> PlatformFile:
    """Return a file's table, whichever spreadsheet saved it again.

    Raise CourseError with what the file is ``called`` and ``how`` to get it.
    """
    try:
        text = text_of(path)
        head = text.partition("\n")[0]
        delimiter = max(DELIMITERS, key=head.count)
        reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, restval="")
        rows = tuple(reader)
    except (CourseError, csv.Error) as error:
        raise CourseError(f"the {called} cannot be read: {error}; {how}") from None
    return PlatformFile(tuple(reader.fieldnames or ()), rows, class_list)
