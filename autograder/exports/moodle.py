"""A file for Moodle: its own grading worksheet, with our scores in it.

Moodle gives the worksheet out under *Download grading worksheet*, and takes it back under *Upload
grading worksheet* (offline grading must be switched on for the assignment). It reads the columns
Identifier, Grade and Last modified (grade); all others are left as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course.student_ids import folded
from autograder.errors import CourseError
from autograder.gradebook import Row
from autograder.term.table import unescaped

ID, NAME, GRADE, MOST = "Identifier", "Full name", "Grade", "Maximum Grade"
NEEDED = (ID, NAME, GRADE, "Last modified (grade)")
KEYS = ("Email address", "Username", "ID number")  # by which a student of ours may be known, too
HOW = "download it from Moodle, in English: the assignment → Download grading worksheet"


@dataclass(frozen=True)
class Worksheet:
    """Moodle's worksheet: its columns in order, and a row for each participant."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class MoodleFile:
    """What to upload, and who is not in it: points not final, or not in the worksheet."""

    text: str
    waiting: tuple[str, ...]
    strangers: tuple[str, ...] = ()


def read_worksheet(path: Path) -> Worksheet:
    """Read a file that Moodle gave out; raise CourseError if it is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise CourseError(f"the worksheet {path} cannot be read: {why}; {HOW}") from None
    reader = csv.DictReader(io.StringIO(text), restval="")
    columns = tuple(reader.fieldnames or ())
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise CourseError(f"the worksheet {path} has no column {missing[0]!r}; {HOW}")
    return Worksheet(columns, tuple(reader))


def as_moodle(
    rows: Sequence[Row], worksheet: Worksheet, *, provisional: bool = False
) -> MoodleFile:
    """Return the worksheet's rows of those who are graded; late penalties are taken off.

    Who still waits for a person is left out, unless ``provisional``; who has no points because
    something of ours broke is always. Others are not in the file, and Moodle leaves them as they
    are. Raise CourseError for a score above Moodle's maximum, which Moodle would not take.
    """
    known = _byfolded(worksheet)
    strangers = tuple(row.student for row in rows if folded(row.student) not in known)
    if rows and len(strangers) == len(rows):
        raise CourseError(f"the worksheet knows none of {strangers[0]!a} …; {HOW}")
    waiting = tuple(r.student for r in rows if r.unknown or (r.needs_person and not provisional))
    out = io.StringIO()
    writer = csv.DictWriter(out, worksheet.columns, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        if row.student not in waiting and row.student not in strangers:
            person = known[folded(row.student)]
            score = round(max(0.0, row.score - row.late_penalty), 2)
            _check(score, person, row)
            writer.writerow({**person, GRADE: f"{score:g}"})
    return MoodleFile(out.getvalue(), waiting, strangers)


def _check(score: float, person: Mapping[str, str], row: Row) -> None:
    try:
        most = float(person.get(MOST, "").replace(",", "."))
    except ValueError:
        return
    if score > most:
        raise CourseError(
            f"{row.student!a} has {score:g} points, and Moodle's maximum is {most:g}; set it to "
            f"{row.max_score:g} or more in Moodle, and download the worksheet again"
        )


def _byfolded(worksheet: Worksheet) -> dict[str, Mapping[str, str]]:
    """Everybody by name, by name and number, and by each key; one that two share is nobody's."""
    found: dict[str, Mapping[str, str]] = {}
    shared: set[str] = set()
    for person in worksheet.rows:
        name = person.get(NAME, "")
        number = "".join(c for c in person.get(ID, "") if c.isdigit())
        keys = {name, f"{name}_{number}", *(person.get(column, "") for column in KEYS)}
        for key in {folded(unescaped(key)) for key in keys if key}:
            if found.setdefault(key, person) is not person:
                shared.add(key)
    return {key: person for key, person in found.items() if key not in shared}
