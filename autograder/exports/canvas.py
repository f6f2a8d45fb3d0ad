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
from autograder.gradebook import Row
from autograder.term.table import escape_formula

COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
KEYS = ("SIS Login ID", "SIS User ID", "ID")  # by which a student of ours may be known
POINTS_POSSIBLE = "    Points Possible"  # as Canvas itself writes it
EXCUSED = "EX"  # as Canvas reads it
NAMED = 8  # students, in an error
HOW = "export it from Canvas: Grades → Export → Export Entire Gradebook"


@dataclass(frozen=True)
class Roster:
    """Canvas's own export of the gradebook: its students, and the titles of its assignments."""

    people: tuple[Mapping[str, str], ...]
    titles: tuple[str, ...]


@dataclass(frozen=True)
class CanvasFile:
    """What to import, and who is not in it: points not final, or not in Canvas's roster."""

    text: str
    waiting: tuple[str, ...]
    strangers: tuple[str, ...] = ()


def read_roster(path: Path) -> Roster:
    """Read a file that Canvas exported; raise CourseError if it is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise CourseError(f"the roster {path} cannot be read: {why}; {HOW}") from None
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, restval="")
    titles = tuple(reader.fieldnames or ())
    split = {"LastName", "FirstName"} <= set(titles)  # as Canvas may be set to export names
    if "ID" not in titles or not (split or "Student" in titles):
        raise CourseError(f"the roster {path} has no columns Student and ID; {HOW}")
    people = [row for row in reader if (row["ID"] or "").strip().isdigit()]
    if split:
        people = [{**row, "Student": f"{row['LastName']}, {row['FirstName']}"} for row in people]
    return Roster(tuple(people), titles)


def as_canvas(
    assignment: Assignment, rows: Sequence[Row], roster: Roster, *, provisional: bool = False
) -> CanvasFile:
    """Return the class for Canvas's import; late penalties are taken off.

    Who is excused is so in Canvas, too. Who still waits for a person is left out, unless
    ``provisional``; who has no points because something of ours broke is always. Students of the
    roster who handed in nothing are not named, so that Canvas leaves their cells as they are.
    """
    known = _by_key(roster)
    rows = [row for row in rows if row.is_graded or row.about.excused]
    strangers = tuple(row.student for row in rows if row.student.casefold() not in known)
    if rows and len(strangers) == len(rows):
        raise CourseError(
            f"the roster knows none of {_some(strangers)}: a student's name in submitted/ must be "
            f"one of its {', '.join(KEYS)}; rename the folders, or {HOW}"
        )
    waiting = tuple(r.student for r in rows if _waits(r, provisional))
    most = rows[0].max_score if rows else assignment.max_points
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*COLUMNS, _title(assignment, roster)])
    writer.writerow([POINTS_POSSIBLE, "", "", "", "", f"{most:g}"])
    for row in rows:
        if row.student not in waiting and row.student not in strangers:
            person = known[row.student.casefold()]
            points = max(0.0, row.score - row.late_penalty)
            about = (escape_formula(person.get(name) or "") for name in COLUMNS)
            counts = EXCUSED if row.about.excused else f"{round(points, 2):g}"
            writer.writerow([*about, counts])
    return CanvasFile(out.getvalue(), waiting, strangers)


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


def _title(assignment: Assignment, roster: Roster) -> str:
    """Canvas's title of the assignment if it has one, so that no second column is made."""
    ours = re.compile(rf"{re.escape(assignment.name)}( \(\d+\))?")
    return next((title for title in roster.titles if ours.fullmatch(title)), assignment.name)
