"""The class list is read, imported from elsewhere, and loses nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.cli.readiness import who_is_odd
from autograder.course import Course
from autograder.errors import CourseError
from autograder.term.roster import FILE, read_roster, roster_table, updated
from autograder.term.roster_import import check_doubles, read_class_list
from tests.course.support import copy_other_course, run_tool

CANVAS = """\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,01_sorting (4711)
,,,,,Manual Posting
"    Points Possible",,,,,10
"Lovelace, Ada",101,S-1,ada@uni.example,Group A,7
Jo Ann Bell,102,S-2,jo@uni.example,"Group B, evening",8
"Test, Student",103,,x,,
"""
MOODLE = """First name,Last name,ID number,Email address,Groups
Ada,Lovelace,77,ada@uni.example,Tuesday
Kim,Lee,78,kim@uni.example,Tuesday
"""
NBGRADER = "id,first_name,last_name,email,lms_user_id\nada,Ada,Lovelace,ada@uni.example,77\n"


def written(folder: Path, text: str, name: str = FILE) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_no_file_is_an_empty_class(tmp_path: Path) -> None:
    roster = read_roster(tmp_path)
    assert not roster
    assert (roster.name_of("ada"), roster.group_of("ada")) == ("", "")


def test_names_and_groups_are_read_in_any_order_of_columns(tmp_path: Path) -> None:
    written(tmp_path, "Group;ID;Last name\nred;ada;Lovelace\nred;bob;\nblue;chen;\n;dora;\n")
    roster = read_roster(tmp_path)
    assert [roster.name_of(one) for one in roster.students] == ["Lovelace", "", "", ""]
    assert roster.groups == {"red": ("ada", "bob")}
    assert roster.group_of("chen") == "blue"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("ada,\n,red\n", "line 3: it has no id; the id is the name of the student's folder"),
        ("a/b,\n", "line 2: the id 'a/b' has a character that is not allowed"),
        ("ada,\n\nAda,\n", "line 4: the id 'Ada' stands in line 2, too; keep one"),
        (f"ada,{'x' * 129}\n", "line 2: group is longer than 128 characters"),
        ("a/b,\n,x\n", "line 2: the id 'a/b' has .*\n  line 3: it has no id"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_line(tmp_path: Path, rows: str, why: str) -> None:
    written(tmp_path, "id,group\n" + rows)
    with pytest.raises(CourseError, match=why):
        read_roster(tmp_path)


def imported(folder: Path, text: str, known: set[str] | None = None, **more: object) -> list:
    path = written(folder, text, "class.csv")
    return [
        (s.id, s.name, s.email, s.lms_user_id, s.group)
        for s in read_class_list(path, known or set(), **more).students  # type: ignore[arg-type]
    ]


def test_canvas_and_its_test_student(tmp_path: Path) -> None:
    assert imported(tmp_path, CANVAS) == [
        ("101", "Ada Lovelace", "", "101", ""),
        ("102", "Jo Ann Bell", "", "102", ""),
    ]
    split = "LastName,FirstName,ID,SIS Login ID\nLovelace,Ada,101,ada\n"
    assert imported(tmp_path, split) == [("101", "Ada Lovelace", "", "101", "")]


def test_who_is_in_two_sections_of_canvas_is_one_student(tmp_path: Path) -> None:
    text = "Student,ID,SIS Login ID,Section\n"
    text += ',,,Manual Posting\n"    Points Possible",,,\n'
    text += '"Lovelace, Ada",101,ada,A\n"Bell, Jo",102,jo,A\n"Lovelace, Ada",101,ada,B\n'
    assert [one[0] for one in imported(tmp_path, text)] == ["101", "102"]


def test_the_id_is_the_column_that_has_the_names_in_use(tmp_path: Path) -> None:
    ids = [one[0] for one in imported(tmp_path, CANVAS, {"jo@uni.example", "somebody"})]
    assert ids == ["ada@uni.example", "jo@uni.example"]
    ids = [one[0] for one in imported(tmp_path, CANVAS, {"101"}, id_column="sis user id")]
    assert ids == ["S-1", "S-2"]


def test_moodle_and_its_groups(tmp_path: Path) -> None:
    read = read_class_list(written(tmp_path, MOODLE, "class.csv"), set())
    assert [(s.id, s.lms_user_id, s.group) for s in read.students] == [
        ("Ada Lovelace", "77", ""),
        ("Kim Lee", "78", ""),
    ]
    assert read.groups_left_out
    with_groups = imported(tmp_path, MOODLE, {"kim@uni.example"}, groups=True)
    assert [(one[0], one[-1]) for one in with_groups] == [
        ("ada@uni.example", "Tuesday"),
        ("kim@uni.example", "Tuesday"),
    ]
    username = "Username;First name;Surname\nal1;Ada;Lovelace\n"
    assert imported(tmp_path, username, id_column="Username")[0][:2] == ("al1", "Ada Lovelace")


def test_moodles_worksheet_tells_two_of_one_name_apart(tmp_path: Path) -> None:
    """As the download does: by name, and by name and number where two are called alike."""
    sheet = (
        "Identifier,Full name,Email address,Status,Grade\n"
        "Participant 100001,Ada Lovelace,ada@uni.example,,\n"
        "Participant 100002,Kim Lee,kim@uni.example,,\nParticipant 100003,kim lee,lee@x.example,,\n"
    )
    assert [one[:3] for one in imported(tmp_path, sheet)] == [
        ("Ada Lovelace", "Ada Lovelace", "ada@uni.example"),
        ("Kim Lee_100002", "Kim Lee", "kim@uni.example"),
        ("kim lee_100003", "kim lee", "lee@x.example"),
    ]
    by_mail = imported(tmp_path, sheet, id_column="Email address")
    assert [one[0] for one in by_mail] == ["ada@uni.example", "kim@uni.example", "lee@x.example"]


def test_nbgraders_own_form(tmp_path: Path) -> None:
    assert imported(tmp_path, NBGRADER) == [("ada", "Ada Lovelace", "ada@uni.example", "77", "")]


@pytest.mark.parametrize(
    ("text", "program", "rows"),
    [
        (
            '"Last Name","First Name","Username","Student ID","Availability"\nWu,Chen,cwu,7,\n',
            "Blackboard",
            [("cwu", "Chen Wu", "", "", "")],
        ),
        (
            "OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator\n"
            "#90,#cwu,Wu,Chen,c@x.example,#\n",
            "Brightspace",
            [("90", "Chen Wu", "c@x.example", "", "")],
        ),
        (
            'Student ID,Student Name,Section\ncwu,"Wu, Chen",1\n',
            "Sakai",
            [("cwu", "Chen Wu", "", "", "")],
        ),
        ("id,name\n7,Chen Wu\n", FILE, [("7", "Chen Wu", "", "", "")]),
    ],
)
def test_other_platforms_lists(tmp_path: Path, text: str, program: str, rows: list) -> None:
    """By the ids by which their downloads call the students."""
    assert imported(tmp_path, text) == rows
    assert read_class_list(tmp_path / "class.csv", set()).program == program


def test_any_column_is_the_id_if_asked_for_and_what_is_not_read_is_said(tmp_path: Path) -> None:
    text = "\ufeffMatr. Nr;Name;E-Mail;Vorname;Tutor\n0042;Wu, Chen;c@x.example;Chen;\n"
    with pytest.raises(CourseError, match=r"with --id which of its columns.*'matr\._nr', 'name'"):
        imported(tmp_path, text)
    asked = imported(tmp_path, text, id_column="Matr. Nr")
    assert asked == [("0042", "Chen Wu", "c@x.example", "", "")]
    read = read_class_list(tmp_path / "class.csv", set(), "matr. nr")
    assert read.not_taken == ("vorname",)  # under Tutor stands nothing
    assert imported(tmp_path, CANVAS, id_column="Section")[0][0] == "Group A"
    assert not read_class_list(tmp_path / "class.csv", set()).not_taken
    written(tmp_path, text, "own.csv")
    course = copy_other_course(tmp_path / "course")
    done = run_tool(course, "course", "students", "import", "../own.csv", "--id", "Matr. Nr")
    assert (
        "1 new, 0 changed, 0 as they were; the id is Matr. Nr\nnot taken: 'vorname'" in done.stdout
    )


@pytest.mark.parametrize(
    ("text", "more", "why"),
    [
        ("name,points\nada,3\n", {}, "is no class list that is known here"),
        ("idd,points\nada,3\n", {}, "is 'idd' the column id?"),
        ("id,first_name\n", {}, "names no student"),
        (CANVAS, {"id_column": "Login"}, "it may be one of ID, SIS Login ID, SIS User ID"),
        (MOODLE.replace("Kim,Lee", "Ada,Lovelace"), {}, "'Ada Lovelace' .* grading worksheet"),
        (MOODLE.replace("Kim,Lee", ","), {}, "line 3: there is nothing under 'name'.*--id 'User"),
        ("id\na/b\n", {}, "line 2: 'a/b' has a character that is not allowed"),
    ],
)
def test_what_is_no_class_list_is_said(tmp_path: Path, text: str, more: dict, why: str) -> None:
    with pytest.raises(CourseError, match=why):
        imported(tmp_path, text, **more)
    with pytest.raises(CourseError, match="there is no file"):
        read_class_list(tmp_path / "nowhere.csv", set())


def test_an_import_updates_and_takes_nobody_out(tmp_path: Path) -> None:
    written(tmp_path, "room,id,last_name\nB 12,bob,Bell\n,ada,\n,chen,Wu\n")
    people = read_class_list(written(tmp_path, NBGRADER + "bob,,,,\n", "class.csv"), set())
    done = updated(roster_table(tmp_path), people.students)
    assert (done.new, done.changed) == ((), ("ada",))
    done.write()
    assert (tmp_path / FILE).read_text() == (
        "room,id,last_name,first_name,email,lms_user_id,group\n"
        "B 12,bob,Bell,,,,\n,ada,Lovelace,Ada,ada@uni.example,77,\n,chen,Wu,,,,\n"
    )
    again = updated(roster_table(tmp_path), people.students)
    assert (again.new, again.changed) == ((), ())


@pytest.mark.parametrize(
    ("list_", "pairs"),
    [
        ("id,lms_user_id\nalove,101\njbell,102\n", {"alove": "101", "jbell": "102"}),
        ("id,first_name,last_name\nalove,ada,LOVELACE\n", {"alove": "101"}),
        ("id,first_name,last_name\nalove,Ada,Lovelace\nada2,Ada,Lovelace\n", {}),
        ("id,first_name,last_name\nalove,Ada,Lovelace\n101,Ada,Lovelace\n", {}),
        ("id,first_name,last_name\nkim,Kim,Lee\nbare,,\n", {}),
        ("id,lms_user_id\n101,101\n102,\n", {}),
    ],
)
def test_who_is_there_under_another_id_is_not_taken_in_twice(
    tmp_path: Path, list_: str, pairs: dict[str, str]
) -> None:
    path = written(tmp_path, list_)
    read = read_class_list(written(tmp_path, CANVAS, "canvas.csv"), set())
    if not pairs:
        check_doubles(path, read_roster(tmp_path), read)
        return
    with pytest.raises(CourseError) as caught:
        check_doubles(path, read_roster(tmp_path), read)
    for old, new in pairs.items():
        assert f"course students rename {old} {new}\n" in str(caught.value)
    assert str(caught.value).count("course students rename") == len(pairs)
    assert "--id 'SIS Login ID' or --id 'SIS User ID'" in str(caught.value)


def test_an_import_that_would_double_the_class_writes_nothing(tmp_path: Path) -> None:
    root = copy_other_course(tmp_path / "course")
    text = "id,first_name,last_name,lms_user_id\nalove,Ada,Lovelace,\n"
    written(root, text)
    written(root, CANVAS, "canvas.csv")
    done = run_tool(root, "course", "students", "import", "canvas.csv")
    assert done.returncode == 2
    assert (
        "'alove' there is '101' here (Ada Lovelace): course students rename alove 101"
        in done.stderr
    )
    assert (root / FILE).read_text() == text


def test_doctor_names_a_number_that_stands_twice(tmp_path: Path) -> None:
    root = copy_other_course(tmp_path / "course")
    written(root, "id,lms_user_id\nada,77\n4701,77\nbob,\nchen,\n")
    (said,) = who_is_odd(Course.load(root), read_roster(root))
    assert "lms_user_id 77 stands at ada and 4701; if it is one person" in said
