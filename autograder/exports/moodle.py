"""Files for Moodle: its own grading worksheet with our scores in it, and its import of grades.

Moodle gives the worksheet out under *Download grading worksheet*, and takes it back under *Upload
grading worksheet* (offline grading must be switched on for the assignment). It reads the columns
Identifier, Grade and Last modified (grade); all others are left as they are. Its import of grades
(grade/import/csv) asks which column is which.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.course.student_ids import folded
from autograder.errors import CourseError
from autograder.exports.platform_file import (
    NOBODY,
    Column,
    PlatformFile,
    Upload,
    filled,
    people_of,
    points,
    read_platform_file,
)
from autograder.gradebook import Row
from autograder.term.roster import Roster
from autograder.term.table import escape_formula, number_of, unescaped

ID, NAME, GRADE, MOST = "Identifier", "Full name", "Grade", "maximum grade"
NEEDED = (ID, GRADE, "Last modified (grade)")  # there is no name where grading is anonymous
NOBODYS = "Participant"  # as everybody is called there
TAKEN_OUT = re.compile(r"[\x00-\x1f\x7f&<>\"`|':\\/]")
KEYS = ("Email address", "Username", "ID number")  # by which a student of ours may be known, too
HOW_KNOWN = (
    "a student's id, or in students.csv the name, email or lms_user_id, must be that of a row: "
    "course students import FILE"
)
FIRST_AND_LAST = ("First name", "Last name", "Surname")
HOW_BOOK = "export it from Moodle, in English: Grades → Export → Plain text file"
HOW = "download it from Moodle, in English: the assignment → Download grading worksheet"


def moodle_name(name: str) -> str:
    """Return a name as it stands in a download, folded: without what Moodle takes out.

    Source: moodle, mod/assign/classes/downloader.php, and clean_param in lib/moodlelib.php.
    """
    return folded(TAKEN_OUT.sub("", name.replace("_", " ")))


def read_worksheet(path: Path, class_list: Roster = NOBODY) -> PlatformFile:
    """Read a file that Moodle gave out; raise CourseError if it is none."""
    sheet = read_platform_file(path, "worksheet", HOW, class_list)
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
    people = _people([row.student for row in rows], worksheet)
    excused = tuple(row.student for row in rows if row.about.excused)
    rows = [row for row in rows if row.is_graded and not row.about.excused]
    strangers = tuple(row.student for row in rows if row.student not in people)
    if rows and len(strangers) == len(rows):
        raise CourseError(f"the worksheet knows none of {strangers[0]!a} …: {HOW_KNOWN}; or {HOW}")
    waiting = tuple(r.student for r in rows if r.unknown or (r.needs_person and not provisional))
    out = io.StringIO()
    writer = csv.DictWriter(out, worksheet.columns, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        if row.student not in waiting and row.student not in strangers:
            person = people[row.student]
            score = points(row.score - row.late_penalty)
            _check(float(score), person, row)
            writer.writerow({**person, GRADE: score})
    return Upload(out.getvalue(), waiting, strangers, excused)


def read_gradebook(path: Path, class_list: Roster = NOBODY) -> PlatformFile:
    """Read Moodle's export of its gradebook; raise CourseError if it is none."""
    book = read_platform_file(path, "gradebook", HOW_BOOK, class_list)
    if not set(KEYS) & set(book.columns):
        raise CourseError(f"the gradebook {path} has no column {' or '.join(KEYS)}; {HOW_BOOK}")
    return book


def as_gradebook(
    columns: Sequence[Column], book: PlatformFile, students: Sequence[str], waiting: Sequence[str]
) -> Upload:
    """Return columns as a file for Moodle's import of grades; `filled` says what stays as it is.

    Moodle refuses a file whole for one row of somebody it does not know: nobody else is in it.
    Raise CourseError if it knows no student.
    """
    people = _people(students, book)
    if students and not people:
        raise CourseError(
            f"the gradebook knows none of {students[0]!a} …: {HOW_KNOWN}; or {HOW_BOOK}"
        )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    about = [name for name in (*FIRST_AND_LAST, *KEYS) if name in book.columns]
    writer.writerow([*about, *(column.title for column in columns)])
    for person, cells in filled(columns, people):
        writer.writerow([*(escape_formula(person[name]) for name in about), *cells])
    new = tuple(column.title for column in columns if column.title not in book.columns)
    strangers = tuple(one for one in students if one not in people)
    return Upload(out.getvalue(), tuple(waiting), strangers, new=new)


def title_in(titles: Sequence[str], name: str) -> str:
    """Return Moodle's title of an assignment's points in its gradebook; "" for none."""
    ours = re.compile(rf"([^:]+: ?)?{re.escape(name)}( \([^)]*\))?")
    return next((title for title in titles if ours.fullmatch(title)), "")


def _check(score: float, person: Mapping[str, str], row: Row) -> None:
    cell = next((cell for column, cell in person.items() if folded(column or "") == MOST), "")
    most = number_of(cell)
    if most is not None and score > most:
        raise CourseError(
            f"{row.student!a} has {score:g} points, and Moodle's maximum is {most:g}; set it to "
            f"{row.max_score:g} or more in Moodle, and download the worksheet again"
        )


def _people(students: Sequence[str], sheet: PlatformFile) -> dict[str, Mapping[str, str]]:
    return people_of(students, _by_name(sheet), sheet.class_list, moodle_name)


def _by_name(worksheet: PlatformFile) -> dict[str, Mapping[str, str]]:
    """Everybody by name, by name and number, and by each key; one that two share is nobody's."""
    found: dict[str, Mapping[str, str]] = {}
    shared: set[str] = set()
    for person in worksheet.rows:
        apart = (person.get(column, "") for column in FIRST_AND_LAST)
        name = unescaped(person.get(NAME) or " ".join(filter(None, apart)))
        number = "".join(c for c in person.get(ID, "") if c.isdigit())
        keys = {name, f"{name or NOBODYS}_{number}", *(person.get(key, "") for key in KEYS)}
        for key in {moodle_name(unescaped(key)) for key in keys if key}:
            if found.setdefault(key, person) is not person:
                shared.add(key)
    return {key: person for key, person in found.items() if key not in shared}
