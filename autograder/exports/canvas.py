"""A file for Canvas: Grades → Import. One column of points, for students whom Canvas knows.

Canvas reads the header by position: Student, ID, SIS User ID, SIS Login ID, Section, and then one
column an assignment, called by its title with Canvas's own number in brackets. A first row may say
the points possible. A student is looked up by ID first. See Canvas's lib/gradebook_importer.rb and
https://community.canvaslms.com, "How do I import grades in the Gradebook?"
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment
from autograder.errors import CourseError
from autograder.exports.platform_file import (
    NOBODY,
    Column,
    Upload,
    filled,
    people_of,
    points,
    read_platform_file,
)
from autograder.gradebook import Row
from autograder.term.roster import Roster as ClassList
from autograder.term.table import escape_formula

COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
KEYS = ("SIS Login ID", "SIS User ID", "ID")  # by which a student of ours may be known
POINTS_POSSIBLE = "    Points Possible"  # as Canvas itself writes it
EXCUSED = "EX"  # as Canvas reads it
WHOLE = re.compile(r"([0-9]+)|([0-9]{1,15})\.0+")  # above 15 digits ``.0`` may have been rounded
NAMED = 8  # students, in an error
HOW = "export it from Canvas: Grades → Export → Export Entire Gradebook"


@dataclass(frozen=True)
class Roster:
    """Canvas's own export of the gradebook: its students, and the titles of its assignments."""

    people: tuple[Mapping[str, str], ...]
    titles: tuple[str, ...]
    class_list: ClassList = NOBODY


def read_roster(path: Path, class_list: ClassList = NOBODY) -> Roster:
    """Read a file that Canvas exported; raise CourseError if it is none."""
    read = read_platform_file(path, "roster", HOW)
    split = {"LastName", "FirstName"} <= set(read.columns)  # as Canvas may be set to export names
    if "ID" not in read.columns or not (split or "Student" in read.columns):
        raise CourseError(f"the roster {path} has no columns Student and ID; {HOW}")
    # one row each, also where somebody is in two files that were put together
    rows = {number: row for row in read.rows if (number := _number(path, row["ID"].strip()))}
    people = [{**row, "ID": number} for number, row in rows.items()]
    if split:
        people = [{**row, "Student": f"{row['LastName']}, {row['FirstName']}"} for row in people]
    return Roster(tuple(people), read.columns, class_list)


def _number(path: Path, written: str) -> str:
    """Canvas's number of a student, or "" for a row of nobody; pandas and others write 101.0."""
    if not (read := WHOLE.fullmatch(written)) and any(map(str.isdigit, written)):
        raise CourseError(
            f"{written!r} in the column ID of the roster {path} is no number of Canvas: another "
            f"program has rounded it; {HOW}, and take that file as it is"
        )
    return (read[1] or read[2]) if read else ""


def as_canvas(
    assignment: Assignment,
    rows: Sequence[Row],
    roster: Roster,
    *,
    provisional: bool = False,
    bonus: bool = False,
) -> Upload:
    """Return the class for Canvas's import; late penalties are taken off.

    Who is excused is so in Canvas, too. Who still waits for a person is left out, unless
    ``provisional``; who has no points because something of ours broke is always. Students of the
    roster who handed in nothing are not named, so that Canvas leaves their cells as they are. A
    ``bonus`` is out of 0 points there.
    """
    rows = [row for row in rows if row.is_graded or row.about.excused]
    waiting = tuple(r.student for r in rows if _waits(r, provisional))
    cells = {
        row.student: EXCUSED if row.about.excused else points(row.score - row.late_penalty)
        for row in rows
        if row.student not in waiting
    }
    most = rows[0].max_score if rows else assignment.max_points
    most = 0.0 if bonus else most
    title = title_in(roster.titles, assignment.name) or assignment.name
    return as_file([Column(title, most, cells)], roster, [row.student for row in rows], waiting)


def as_file(
    columns: Sequence[Column], roster: Roster, students: Sequence[str], waiting: Sequence[str]
) -> Upload:
    """Return columns as a file for Canvas's import; raise CourseError if it knows no student.

    Canvas takes an empty cell for a grade that is to go. So where a column has none for somebody
    who is in another, what stands in the roster stands in the file.
    """
    people = people_of(students, _by_key(roster), roster.class_list, str.casefold)
    strangers = tuple(one for one in students if one not in people)
    if students and len(strangers) == len(students):
        raise CourseError(
            f"the roster knows none of {_some(strangers)}: a student's name in submitted/, or in "
            f"students.csv the lms_user_id or email, must be one of its {', '.join(KEYS)}: course "
            f"students import FILE, or: course students rename OLD NEW; or {HOW}"
        )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *(column.title for column in columns)])
    maxima = (f"{column.maximum:g}" for column in columns)
    writer.writerow([POINTS_POSSIBLE, *[""] * (len(COLUMNS) - 1), *maxima])
    for person, cells in filled(columns, people):
        writer.writerow([*(escape_formula(person.get(name) or "") for name in COLUMNS), *cells])
    new = tuple(column.title for column in columns if column.title not in roster.titles)
    return Upload(out.getvalue(), tuple(waiting), strangers, new=new)


def _waits(row: Row, provisional: bool) -> bool:
    return not row.about.excused and bool(row.unknown or (row.needs_person and not provisional))


def _some(names: Sequence[str]) -> str:
    return ", ".join(map(ascii, names[:NAMED])) + ", …" * (len(names) > NAMED)


def _by_key(roster: Roster) -> dict[str, Mapping[str, str]]:
    """Everybody by each of their keys; a key that two people share is nobody's."""
    found: dict[str, Mapping[str, str]] = {}
    shared: set[str] = set()
    for person in roster.people:
        for key in {(person.get(name) or "").strip().casefold() for name in KEYS} - {""}:
            if found.setdefault(key, person) is not person:
                shared.add(key)
    return {key: person for key, person in found.items() if key not in shared}


def title_in(titles: Sequence[str], name: str) -> str:
    """Return Canvas's title of an assignment, so that no second column is made; "" for none."""
    ours = re.compile(rf"{re.escape(name)}( \(\d+\))?")
    return next((title for title in titles if ours.fullmatch(title)), "")
