"""The class lists of programs: what their columns give, and which of them may be the id."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.errors import CourseError
from autograder.term.roster import COLUMNS, Student, full_name
from autograder.term.table import Line, Table, nearest

TEST_STUDENT = {"test, student", "student, test", "test student", "student test"}  # Canvas's own
EMAIL = ("email_address", "email", "e-mail_address", "e-mail", "mail")
LAST = ("last_name", "surname", "lastname")
FIRST = ("first_name", "firstname", "given_name")
WHOLE = ("name", "full_name", "student_name", "student")  # "Lee, Ada" or "Ada Lee"
NAMED = 8  # columns, in an error
FORMS = (
    "our own or nbgrader's (id, first_name, last_name, email, lms_user_id), Canvas's (Student, ID, "
    "SIS User ID, SIS Login ID), Moodle's (First name, Last name, ID number, Email address; or its "
    "grading worksheet), Blackboard's (Last Name, First Name, Username, Student ID), Brightspace's "
    "(OrgDefinedId) or Sakai's (Student ID, Student Name); in English"
)


@dataclass(frozen=True)
class Form:
    """One program's file: what its columns give, and which of them may be our students' id.

    ``ids`` maps the name of each such column to how it is read, the usual one first.
    """

    program: str
    ids: Mapping[str, Callable[[Line], str]]
    person: Callable[[Line], Student]


def form_of(table: Table, id_column: str = "") -> Form:
    """Return the form of a class list; one that is not known is read by the ``id_column`` asked."""
    form = _known_form(set(table.columns)) or (OWN if column_of(table, id_column) else None)
    if form is not None:
        return form
    near = next((word for word in table.columns if nearest(word, ("id",))), "")
    said = f"; is {near!r} the column id?" if near else ""
    some = ", ".join(map(repr, table.columns[:NAMED]))
    other = f"; or say with --id which of its columns is the id: {some}" if table.lines else ""
    raise CourseError(f"{table.path} is no class list that is known here{said}: {FORMS}{other}")


def _known_form(columns: set[str]) -> Form | None:
    if "id" in columns and columns & {"student", "lastname", "sis_login_id"}:
        return CANVAS
    if "id" in columns:
        return OWN
    if "orgdefinedid" in columns:
        return BRIGHTSPACE
    if {"student_id", "student_name"} <= columns:
        return SAKAI
    if columns & set(FIRST) and columns & set(LAST):
        return BLACKBOARD if {"username", "student_id"} <= columns else MOODLE
    return WORKSHEET if {"identifier", "full_name"} <= columns else None


def column_of(table: Table, asked: str) -> str:
    """Return a file's column as tables write it, whatever its form; "" where it has none."""
    name = "_".join(asked.split()).casefold()
    return name if name in table.columns else ""


def not_taken(form: Form, table: Table, id_column: str) -> list[str]:
    """Return the columns that hold something and are not read; exports have many, of course."""
    if form.program != OWN.program:
        return []
    read = {*COLUMNS, *FIRST, *LAST, *EMAIL, *WHOLE, column_of(table, id_column)}
    return [one for one in table.columns if one not in read and any(x[one] for x in table.lines)]


def is_person(form: Form, line: Line) -> bool:
    """Leave out Canvas's line of points possible, its line of notes, and its made-up student."""
    if form.program != CANVAS.program:
        return True
    return line["id"].isdigit() and _canvas_name(line).casefold() not in TEST_STUDENT


def _first_of(line: Line, columns: Sequence[str]) -> str:
    return next((line[column] for column in columns if line[column]), "")


def group_of(line: Line) -> str:
    """Return the group that a file names; in Moodle's most are for rooms and times."""
    return _first_of(line, ("groups", "group"))


def _own(line: Line) -> Student:
    first, last = _first_of(line, FIRST), _first_of(line, LAST)
    if not first and not last:
        first, last = _halves(_first_of(line, WHOLE))
    about = Student(**{column: line[column] for column in COLUMNS})
    return replace(about, first_name=first, last_name=last, email=_first_of(line, EMAIL))


def _halves(name: str) -> tuple[str, str]:
    """The first and the last name; of one without a comma the last word is the last name."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if not comma:
        first, _, last = name.rpartition(" ")
    return first, last


def _canvas_name(line: Line) -> str:
    return line["student"] or ", ".join(filter(None, (line["lastname"], line["firstname"])))


def _canvas(line: Line) -> Student:
    return Student("", *_halves(_canvas_name(line)), _first_of(line, EMAIL), line["id"])


def _moodle(line: Line) -> Student:
    first, last = _first_of(line, FIRST), _first_of(line, LAST)
    return Student("", first, last, _first_of(line, EMAIL), line["id_number"], group_of(line))


def _moodle_name(line: Line) -> str:
    """The name as Moodle writes it into the folders of a download."""
    return full_name(_first_of(line, FIRST), _first_of(line, LAST))


def _worksheet(line: Line) -> Student:
    first, _, last = line["full_name"].rpartition(" ")
    return Student("", first, last, _first_of(line, EMAIL), line["id_number"], group_of(line))


def _unmarked(column: str) -> Callable[[Line], str]:
    """Brightspace writes # before what a spreadsheet would take for a number."""
    return lambda line: line[column].removeprefix("#")


OWN = Form("students.csv", {"id": lambda line: line["id"]}, _own)
CANVAS = Form(
    "Canvas",
    {
        "ID": lambda line: line["id"],  # by which a download from Canvas calls its students
        "SIS Login ID": lambda line: line["sis_login_id"],
        "SIS User ID": lambda line: line["sis_user_id"],
    },
    _canvas,
)
MOODLE = Form(
    "Moodle",
    {
        "name": _moodle_name,  # by which a download from Moodle calls its students
        "Username": lambda line: line["username"],
        "ID number": lambda line: line["id_number"],
        "Email address": lambda line: _first_of(line, EMAIL),
    },
    _moodle,
)
WORKSHEET = Form(
    "Moodle",
    {
        "name": lambda line: line["full_name"],
        **{k: v for k, v in MOODLE.ids.items() if k != "name"},
    },
    _worksheet,
)
BLACKBOARD = Form(
    "Blackboard",
    {
        "Username": lambda line: line["username"],  # by which a download calls its students
        "Student ID": lambda line: line["student_id"],
    },
    _own,
)
BRIGHTSPACE = Form(
    "Brightspace",
    {"OrgDefinedId": _unmarked("orgdefinedid"), "Username": _unmarked("username")},
    _own,
)
SAKAI = Form("Sakai", {"Student ID": lambda line: line["student_id"]}, _own)
