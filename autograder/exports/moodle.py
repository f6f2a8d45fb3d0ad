"""A file for Moodle: its own grading worksheet, with our scores in it.

Moodle gives the worksheet out under *Download grading worksheet*, and takes it back under *Upload
grading worksheet* (offline grading must be switched on for the assignment). It reads the columns
Identifier, Grade and Last modified (grade); all others are left as they are.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.course.student_ids import folded
from autograder.errors import CourseError
from autograder.exports.platform_file import PlatformFile, Upload, read_platform_file
from autograder.gradebook import Row
from autograder.term.table import number_of, unescaped

ID, NAME, GRADE, MOST = "Identifier", "Full name", "Grade", "maximum grade"
NEEDED = (ID, GRADE, "Last modified (grade)")  # there is no name where grading is anonymous
NOBODYS = "Participant"  # as everybody is called there
TAKEN_OUT = re.compile(r"[\x00-\x1f\x7f&<>\"`|':\\/]")
KEYS = ("Email address", "Username", "ID number")  # by which a student of ours may be known, too
HOW = "download it from Moodle, in English: the assignment → Download grading worksheet"


def moodle_name(name: str) -> str:
    """Return a name as it stands in a download, folded: without what Moodle takes out.

    Source: moodle, mod/assign/classes/downloader.php, and clean_param in lib/moodlelib.php.
    """
    return folded(TAKEN_OUT.sub("", name.replace("_", " ")))


def read_worksheet(path: Path) -> PlatformFile:
    """Read a file that Moodle gave out; raise CourseError if it is none."""
    sheet = read_platform_file(path, "worksheet", HOW)
    missing = [name for name in NEEDED if name not in sheet.columns]
    if missing:
        raise CourseError(f"the worksheet {path} has no column {missing[0]!r}; {HOW}")
    return sheet


def as_moodle(rows: Sequence[Row], worksheet: PlatformFile, *, provisional: bool = False) -> Upload:
    """Return the worksheet's rows of those who are graded; late penalties are taken off.

    Who still waits for a person is left out, unless ``provisional``; who has no points because
    something of ours broke is always, and so is who is excused, for which Moodle has no word.
    Others are not in the file, and Moodle leaves them as they are. Raise CourseError for a score
    above Moodle's maximum, which Moodle would not take.
    """
    known = _by_name(worksheet)
    excused = tuple(row.student for row in rows if row.about.excused)
    rows = [row for row in rows if row.is_graded and not row.about.excused]
    strangers = tuple(row.student for row in rows if moodle_name(row.student) not in known)
    if rows and len(strangers) == len(rows):
        raise CourseError(f"the worksheet knows none of {strangers[0]!a} …; {HOW}")
    waiting = tuple(r.student for r in rows if r.unknown or (r.needs_person and not provisional))
    out = io.StringIO()
    writer = csv.DictWriter(out, worksheet.columns, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        if row.student not in waiting and row.student not in strangers:
            person = known[moodle_name(row.student)]
            score = round(max(0.0, row.score - row.late_penalty), 2)
            _check(score, person, row)
            writer.writerow({**person, GRADE: f"{score:g}"})
    return Upload(out.getvalue(), waiting, strangers, excused)


def _check(score: float, person: Mapping[str, str], row: Row) -> None:
    cell = next((cell for column, cell in person.items() if folded(column or "") == MOST), "")
    most = number_of(cell)
    if most is not None and score > most:
        raise CourseError(
            f"{row.student!a} has {score:g} points, and Moodle's maximum is {most:g}; set it to "
            f"{row.max_score:g} or more in Moodle, and download the worksheet again"
        )


def _by_name(worksheet: PlatformFile) -> dict[str, Mapping[str, str]]:
    """Everybody by name, by name and number, and by each key; one that two share is nobody's."""
    found: dict[str, Mapping[str, str]] = {}
    shared: set[str] = set()
    for person in worksheet.rows:
        name = unescaped(person.get(NAME, ""))
        number = "".join(c for c in person.get(ID, "") if c.isdigit())
        keys = {name, f"{name or NOBODYS}_{number}", *(person.get(key, "") for key in KEYS)}
        for key in {moodle_name(unescaped(key)) for key in keys if key}:
            if found.setdefault(key, person) is not person:
                shared.add(key)
    return {key: person for key, person in found.items() if key not in shared}
