"""Files for Canvas and Moodle, read by the rules that these platforms publish.

No package of the index reads all of it: canvasapi 3.6.0 and moodle-dl 2.3.13 talk to the platforms'
web interfaces. So `platforms` says the rules once more; tests/tools_lms has what packages do read.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from autograder.errors import CourseError
from autograder.exports.canvas import as_canvas, read_roster
from autograder.exports.moodle import as_gradebook, as_moodle, read_gradebook, read_worksheet
from autograder.exports.platform_file import Column as Points
from autograder.gradebook import Row
from autograder.report.term import Column, Term, _person
from autograder.report.term_csv import term_csv
from autograder.report.term_upload import term_for_canvas, term_for_moodle
from autograder.term.about import About
from autograder.term.exceptions import Applied
from autograder.term.roster import Roster, Student
from tests.course.exports.platforms import (
    canvas_changes,
    canvas_reads,
    moodle_imports,
    moodle_reads,
)
from tests.course.support import OTHER_COURSE

SORTING = Course.load(OTHER_COURSE).assignment("01_sorting")

# as lib/gradebook_exporter.rb writes it where the school shows numbers of its own
STANDS = """\ufeffStudent,ID,SIS User ID,SIS Login ID,Integration ID,Section,Notes,\
01_sorting (991),02_trees (992),Essay (11),total (12),Labs Current Score,Final Score,Override Score
,,,,,,,,Manual Posting,,,,,
    Points Possible,,,,,,,7,10,5,100,(read only),(read only),
"Lovelace, Ada",101,S-1,ada@uni,i1,"A and B",quiet,3.50,8,4,50,70,70,
"Lovelace, Ada",101,S-1,ada@uni,i1,B,quiet,3.50,8,4,50,70,70,
"=Bell, Jo",102,S-2,jo@uni,i2,"B, evening",,EX,6,N/A,44,,,
"Müller, Zoë; M.",103,S-3,zoe@uni,,A,,,7,2,,,,
"Wu, Chen",104,S-4,chen@uni,,A,,2,6,,,,,
"Student, Test",9999,,4f2a,,A,,,,,,,,
"""
COMMAS = (
    STANDS.replace(",", ";").replace("3.50", "3,50").replace('"Lovelace; Ada"', '"Lovelace, Ada"')
)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "canvas.csv"
    path.write_text(STANDS, "utf-8")
    return path


def row(student: str, score: float, **more: Any) -> Row:
    usual = {"late_penalty": 0.0, "needs_person": False, "flagged": False}
    return Row(student, None, score, 7.0, **(usual | more), exercises={})


EXCUSED = About(applied=Applied(excused=True))


@pytest.mark.parametrize("text", [STANDS, COMMAS])
def test_canvas_takes_an_assignment(roster: Path, text: str) -> None:
    roster.write_text(text, "utf-8")
    rows = [
        row("ada@uni", 6.25, late_penalty=1),
        row("S-2", 2.0),
        row("103", 0.0, about=EXCUSED),
        row("chen@uni", 1.0, state="missing"),
        row("9999", 7.0),
    ]
    made = as_canvas(SORTING, rows, read_roster(roster))
    read = canvas_reads(made.text)
    assert read.possible == {"01_sorting (991)": "7"}
    assert {who: cells["01_sorting (991)"] for who, cells in read.grades.items()} == {
        "101": "5.25", "102": "2", "103": "EX", "9999": "7",
    }  # fmt: skip
    assert (made.strangers, made.waiting, made.new) == ((), (), ())


def test_canvas_refuses_another_header() -> None:
    with pytest.raises(ValueError, match="is not the Section"):
        canvas_reads("Student,ID,SIS User ID,SIS Login ID,x\n")


def term(best: int = 0) -> Term:
    columns = (Column("01_sorting", 7.0), Column("02_trees", 10.0), Column("03_new", 10.0))
    rows = {
        "ada@uni": {"01_sorting": row("a", 7.0), "02_trees": row("a", 5.0)},
        "jo@uni": {"02_trees": row("a", 10.0, needs_person=True), "01_sorting": row("a", 1.0)},
        "zoe@uni": {"03_new": row("a", 4.0), "01_sorting": row("a", 3.5)},
        "chen@uni": {"01_sorting": row("a", 3.0, unknown=frozenset({"x"}))},
        "9999": {},
    }
    excused = {"zoe@uni": frozenset({"02_trees"})}
    people = tuple(
        _person(who, "", theirs, columns, best, excused.get(who, frozenset()))
        for who, theirs in rows.items()
    )
    return Term(columns, people, (), best)


def test_a_term_changes_in_canvas_only_what_is_known(roster: Path) -> None:
    made = term_for_canvas(term(best=2), read_roster(roster))
    read = canvas_reads(made.text)
    assert read.possible == {
        "01_sorting (991)": "7", "02_trees (992)": "10", "03_new": "10", "total (12)": "100",
    }  # fmt: skip
    assert canvas_changes(made.text, STANDS) == {
        ("101", "01_sorting (991)"): "7",
        ("101", "02_trees (992)"): "5",
        ("101", "total (12)"): "70.59",  # 12 of 17: the best two
        ("102", "01_sorting (991)"): "1",
        ("103", "01_sorting (991)"): "3.5",
        ("103", "02_trees (992)"): "EX",
        ("103", "03_new"): "4",
        ("103", "total (12)"): "44.12",  # 7.5 of 17: excused from the third
    }
    assert made.waiting == ("jo@uni (02_trees)", "chen@uni (01_sorting)")
    assert made.new == ("03_new",)


def test_a_provisional_term_says_all_but_our_faults(roster: Path) -> None:
    made = term_for_canvas(term(), read_roster(roster), provisional=True)
    changes = canvas_changes(made.text, STANDS)
    assert changes["102", "02_trees (992)"] == "10"
    assert changes["102", "total (12)"] == "40.74"  # 11 of 27
    assert changes["103", "total (12)"] == "44.12"  # 7.5 of 17, excused from the 10 others
    assert made.waiting == ("chen@uni (01_sorting)",)
    assert not {key for key in changes if key[0] == "104"}


def test_without_an_assignment_for_it_canvas_gets_no_total(roster: Path) -> None:
    roster.write_text(STANDS.replace("total (12)", "totals (12)"), "utf-8")
    made = term_for_canvas(term(), read_roster(roster))
    assert set(canvas_reads(made.text).possible) == {"01_sorting (991)", "02_trees (992)", "03_new"}


# --- Moodle

HEAD = (
    'Identifier,"Full name","Email address",Status,Grade,"{}","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\n'
)
SHEET = HEAD.format("Maximum grade") + (
    'Participant 7,"Ada Lovelace",ada@uni,"Submitted, 2 days late","3,50","7,00",Yes,-,-,hi\n'
    'Participant 8,"Pat O\'Neil",pat@uni,Submitted,,"7,00",Yes,-,-,\n'
    'Participant 9,"Jo_Ann Bell",jo@uni,,,"7,00",Yes,-,-,\n'
)


def sheet(folder: Path, text: str) -> Any:
    (folder / "sheet.csv").write_text(text, "utf-8")
    return read_worksheet(folder / "sheet.csv")


def test_moodle_takes_scores_of_those_who_have_some(tmp_path: Path) -> None:
    rows = [
        row("Ada Lovelace", 6.25),
        row("Pat ONeil", 1.0),  # as Moodle's download writes the name
        row("Jo Ann Bell", 0.0, state="missing"),
    ]
    made = as_moodle(rows, sheet(tmp_path, SHEET))
    assert moodle_reads(made.text, 7.0, (7, 8, 9)) == {7: 6.25, 8: 1.0}
    assert made.strangers == ()


def test_moodle_gets_no_score_of_who_is_excused(tmp_path: Path) -> None:
    rows = [row("Ada Lovelace", 6.25, about=EXCUSED), row("Jo Ann Bell", 2.0)]
    made = as_moodle(rows, sheet(tmp_path, SHEET))
    assert moodle_reads(made.text, 7.0, (7, 8, 9)) == {9: 2.0}
    assert made.excused == ("Ada Lovelace",)


def test_anonymous_grading_has_no_names(tmp_path: Path) -> None:
    text = (
        'Identifier,Status,Grade,"Maximum Grade","Last modified (grade)"\n'
        "Participant 7,Submitted,,7.00,-\nParticipant 8,Submitted,,7.00,-\n"
    )
    made = as_moodle([row("Participant_8", 5.0)], sheet(tmp_path, text))
    assert moodle_reads(made.text, 7.0, (7, 8)) == {8: 5.0}


def test_a_worksheet_that_a_spreadsheet_saved_again(tmp_path: Path) -> None:
    semicolons = "\n".join(
        ";".join(
            ("Participant 7", "Ada Lovelace", "ada@uni", "", "", '"7,00"', "Yes", "-", "-", "")
        )
        if line.startswith("Participant 7")
        else line.replace(",", ";")
        for line in SHEET.splitlines()[:2]
    )
    made = as_moodle([row("ada@uni", 4.5)], sheet(tmp_path, semicolons))
    assert moodle_reads(made.text, 7.0, (7,)) == {7: 4.5}


BOOK = (
    "First name,Surname,ID number,Institution,Email address,Assignment: 01_sorting (Real),"
    "Assignment: 02_trees (Real),Quiz: Essay (Real),total (Real),Course total (Real)\n"
    'Ada,Lovelace,S-1,,ada@uni,"3,50",8.00,4.00,-,-\n'
    "Jo,Bell,S-2,,jo@uni,-,9.00,-,-,-\n"
    "Zoë,Müller,S-3,,zoe@uni,-,2.00,-,-,-\n"
    "Chen,Wu,S-4,,chen@uni,5.00,-,-,-,-\n"
)


def test_a_term_changes_in_moodle_only_what_is_known(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text(BOOK, "utf-8")
    made = term_for_moodle(term(best=2), read_gradebook(tmp_path / "book.csv"))
    users = {"ada@uni": 1, "jo@uni": 2, "zoe@uni": 3, "chen@uni": 4}
    names = ("Assignment: 01_sorting (Real)", "Assignment: 02_trees (Real)", "total (Real)")
    read = moodle_imports(made.text, "Email address", users, dict(zip(names, "ABT", strict=True)))
    assert read == {
        (1, "A"): 7.0, (1, "B"): 5.0, (1, "T"): 70.59,
        (2, "A"): 1.0, (2, "B"): 9.0, (2, "T"): None,  # a person is to look: what stands there
        (3, "A"): 3.5, (3, "B"): 2.0, (3, "T"): 44.12,  # excused, for which Moodle has no word
    }  # fmt: skip
    assert made.new == ("03_new",)
    assert made.strangers == ()
    assert made.excused == ("zoe@uni (02_trees)",)
    (tmp_path / "book.csv").write_text(BOOK.replace("jo@uni", "j@uni"), "utf-8")
    made = term_for_moodle(term(best=2), read_gradebook(tmp_path / "book.csv"))
    assert made.strangers == ("jo@uni",)
    read = moodle_imports(made.text, "Email address", users, {names[2]: "T"})
    assert {user for user, _ in read} == {1, 3}, "Moodle would drop the file for a stranger"


def test_another_file_is_no_gradebook_of_moodle(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text("name,points\nada,3\n")
    with pytest.raises(CourseError, match=r"has no column Email address.*Plain text file"):
        read_gradebook(tmp_path / "book.csv")
    (tmp_path / "book.csv").write_text("Email address,x\nsomebody@uni,3\n")
    with pytest.raises(CourseError, match="the gradebook knows none of 'ada@uni'"):
        term_for_moodle(term(), read_gradebook(tmp_path / "book.csv"))


def class_list(*students: Student) -> Roster:
    return Roster({one.id: one for one in students})


LISTED = class_list(
    Student("s1", "Ada", "Lovelace", lms_user_id="S-1"),  # by the number
    Student("s2", "Jo", "Bell", "jo@uni"),  # by the address
    Student("s3", "Zoë", "Müller"),  # by the name
    Student("s4", "Chen", "Wu"),  # of two with one name
    Student("s5", "Chen", "Wu"),
    Student("s6", "Pat", "Neil", "chen@uni"),  # the address of one, the name of another
    Student("S-7", "Zoë", "Roth"),  # by the id,
    Student("s8", "Zoë", "Roth", "roth@uni"),  # so that this is nobody
)
MORE = BOOK + "Pat,Neil,S-6,,pat@uni,-,-,-,-,-\nZoë,Roth,S-7,,roth@uni,-,-,-,-,-\n"


def test_moodle_knows_students_by_what_the_class_list_says_of_them(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text(MORE, "utf-8")
    book = read_gradebook(tmp_path / "book.csv", LISTED)
    points = Points("x", 9, dict.fromkeys(LISTED.students, "1"))
    made = as_gradebook([points], book, [*LISTED.students], ())
    mails = [line.split(",")[2] for line in made.text.splitlines()[1:]]
    assert mails == ["ada@uni", "jo@uni", "zoe@uni", "roth@uni"]
    assert made.strangers == ("s4", "s5", "s6", "s8")
    text = SHEET.replace("Ada Lovelace", "Lovelace, Ada").replace("Jo_Ann Bell", "Jo Bell")
    (tmp_path / "sheet.csv").write_text(text, "utf-8")
    rows = [row("s1", 5.0), row("s2", 3.0)]
    made_sheet = as_moodle(rows, read_worksheet(tmp_path / "sheet.csv", LISTED))
    assert moodle_reads(made_sheet.text, 7.0, (7, 8, 9)) == {7: 5.0, 9: 3.0}


def test_canvas_knows_students_by_its_number_in_the_class_list(roster: Path) -> None:
    listed = class_list(
        Student("s1", lms_user_id="101"), Student("s2", email="JO@uni"), Student("s3", "Chen", "Wu")
    )
    rows = [row(one, 2.0) for one in listed.students]
    made = as_canvas(SORTING, rows, read_roster(roster, listed))
    assert {who for who, _ in canvas_changes(made.text, STANDS)} == {"101", "102"}
    assert made.strangers == ("s3",)


def test_the_terms_table_says_what_does_not_count() -> None:
    rows = {row["student"]: row for row in csv.DictReader(term_csv(term()).splitlines())}
    assert [rows["zoe@uni"][name] for name in ("01_sorting", "02_trees")] == ["3.5", "excused"]
