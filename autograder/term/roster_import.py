"""Reads class lists as other programs export them, and finds who is there under another id."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote

from autograder.course.student_ids import student_id_problem
from autograder.errors import CourseError
from autograder.term.list_forms import (
    CANVAS,
    OWN,
    Form,
    column_of,
    form_of,
    group_of,
    is_person,
    not_taken,
)
from autograder.term.roster import COLUMNS, Roster, Student
from autograder.term.table import MOST_SAID, Line, Table, read_table


@dataclass(frozen=True)
class ImportedList:
    """The students of a file, the column that their ids are of, and what was left out of it."""

    program: str
    students: tuple[Student, ...]
    id_column: str
    groups_left_out: bool = False
    other_columns: tuple[str, ...] = ()  # which may be the id, too
    not_taken: tuple[str, ...] = ()  # columns that hold something


def read_class_list(
    path: Path, known: Collection[str], id_column: str = "", *, groups: bool = False
) -> ImportedList:
    """Read the students of a file that another program exported.

    ``known`` are the ids that are in use here: of the columns that may hold the id, the one that
    has most of them is taken, unless ``id_column`` names one. ``groups``: take the groups that
    Moodle names as groups that hand in together. Raise CourseError with every row that cannot be
    used.
    """
    if not path.is_file():
        raise CourseError(f"there is no file {path}")
    table = read_table(path, COLUMNS, ())
    form = _with_column(form_of(table, id_column), table, id_column)
    lines = [line for line in table.lines if is_person(form, line)]
    if form.program == CANVAS.program:  # files of several sections, put together, have some twice
        lines = [*{line["id"]: line for line in lines}.values()]
    column = _id_column(form, lines, known, id_column, path)
    read, found, seen = form.ids[column], [], dict[str, int]()
    if column == "name":
        read = _told_apart(read, lines)
    for line in lines:
        student = read(line)
        if fault := _fault(student, column, seen, form):
            table.fault(line, fault)
            continue
        seen[student.casefold()] = line.number
        person = form.person(line)
        group = person.group if groups or form.program == OWN.program else ""
        about = {name: getattr(person, name) for name in COLUMNS}
        found.append(Student(**{**about, "id": student, "group": group}))
    table.check()
    if not found:
        raise CourseError(f"{path} names no student")
    left_out = form.program != OWN.program and not groups and any(map(group_of, lines))
    others = tuple(name for name in form.ids if name != column)
    more = tuple(not_taken(form, table, column))
    return ImportedList(form.program, tuple(found), column, left_out, others, more)


def check_doubles(path: Path, roster: Roster, read: ImportedList) -> None:
    """Raise CourseError with everybody of a file who is in the class list under another id.

    Taken in, such a file would double the class: half of it would have no work, the other no name.
    """
    pairs = [*_doubles(roster, read.students)]
    if not pairs:
        return
    said = [
        f"{old!r} there is {new!r} here ({why}): course students rename {quote(old)} {quote(new)}"
        for old, new, why in pairs[:MOST_SAID]
    ]
    if len(pairs) > MOST_SAID:
        said.append(f"and {len(pairs) - MOST_SAID} more")
    if read.other_columns:
        others = " or ".join(f"--id {name!r}" for name in read.other_columns)
        said.append(f"or another column of the file is your id: {others}")
    said.append(f"two people of one name: write the new one into {path.name} by hand, and import")
    raise CourseError(
        f"nothing is written: who is in {path.name} under another id would be there twice\n  "
        + "\n  ".join(said)
    )


def _doubles(roster: Roster, students: Sequence[Student]) -> Iterator[tuple[str, str, str]]:
    """Yield the id in the class list, the one in the file, and what tells that it is one person.

    That is Canvas's or Moodle's number, or a name that nobody else has in the list or the file.
    """
    new = [one for one in students if one.id not in roster]
    coming = {one.id for one in students}
    there = [one for one in roster.students.values() if one.id not in coming]
    numbers = {one.lms_user_id: one.id for one in there if one.lms_user_id}
    met = Counter(_plain(one.name) for one in students)
    had = Counter(_plain(one.name) for one in roster.students.values())
    names = {plain: one.id for one in there if had[plain := _plain(one.name)] == 1 and plain}
    for one in new:
        if one.lms_user_id in numbers:
            yield numbers[one.lms_user_id], one.id, f"lms_user_id {one.lms_user_id}"
        elif met[plain := _plain(one.name)] == 1 and plain in names:
            yield names[plain], one.id, one.name


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _told_apart(read: Callable[[Line], str], lines: Sequence[Line]) -> Callable[[Line], str]:
    """Return a reader of names, with Moodle's number where two have one name and it is known.

    A download from Moodle calls them the same.
    """
    met = Counter(read(line).casefold() for line in lines)

    def told_apart(line: Line) -> str:
        student, number = read(line), line["identifier"].rpartition(" ")[2]
        return (
            f"{student}_{number}" if student and number and met[student.casefold()] > 1 else student
        )

    return told_apart


def _fault(student: str, column: str, seen: Mapping[str, int], form: Form) -> str:
    others = " or ".join(f"--id {name!r}" for name in form.ids if name != column)
    other = f"; other columns may be the id: {others}" if others else ""
    if not student:
        return f"there is nothing under {column!r}, which is taken for the id{other}"
    if problem := student_id_problem(student):
        return f"{student!r} {problem}{other}"
    if before := seen.get(student.casefold()):
        worksheet = "; in Moodle's grading worksheet numbers tell them apart"
        worksheet = worksheet if form.program == "Moodle" and column == "name" else ""
        return f"{student!r} stands in line {before}, too{worksheet}{other}"
    return ""


def _with_column(form: Form, table: Table, asked: str) -> Form:
    """Let any column be the id that somebody asks for by name."""
    column = column_of(table, asked)
    if not column or asked.casefold() in map(str.casefold, form.ids):
        return form
    return replace(form, ids={**form.ids, asked: lambda line: line[column]})


def _id_column(
    form: Form, lines: Sequence[Line], known: Collection[str], asked: str, path: Path
) -> str:
    if asked:
        plain = {name.casefold(): name for name in form.ids}
        if asked.casefold() not in plain:
            raise CourseError(f"--id {asked!r}: in {path} it may be one of {', '.join(form.ids)}")
        return plain[asked.casefold()]
    met = {name: sum(read(line) in known for line in lines) for name, read in form.ids.items()}
    return max(met, key=lambda name: met[name])  # the usual one where none is better
