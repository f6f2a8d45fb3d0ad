"""Renamed, merged, removed: everywhere, and nothing that a person gave is lost on the way."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

import autograder.batch.students as everywhere
from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.errors import CourseError
from tests.course.support import copy_other_course, run_tool

NAME = "01_sorting"
WORK = ("submitted", "autograded", "feedback")
CHANGES = f"reports/{NAME}-changes.csv"
CHANGED = (
    "when,student,exercise,from,to,why\n2027-03-01 UTC,ada,why,,1,a reason\n"
    '2027-03-01 UTC,chen,why,,0.25,"tests, corrected"\n'
)


def hand_in(root: Path, student: str, note: str = "") -> None:
    assignment = Course.load(root).assignment(NAME)
    folder = root / "submitted" / student / NAME
    folder.mkdir(parents=True)
    right = solved(assignment)
    answers = {**right, "why": f"{note} {student}"} if note else right
    notebook = json.dumps(notebook_with(assignment, answers))
    (folder / f"{NAME}.ipynb").write_text(notebook, "utf-8")


def read_by_a_person(root: Path, **points: float) -> None:
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "sorting") as book:
        for student, given in points.items():
            one = book.find_submission_notebook(NAME, NAME, student)
            for grade in one.grades:
                if grade.name == "why":
                    grade.manual_score, grade.needs_manual_grade = given, False
            one.comments[0].manual_comment = f"read, {student}"
        book.db.commit()


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ada, bob and chen are graded and read; dora is on the class list only."""
    root = copy_other_course(tmp_path_factory.mktemp("class") / "course")
    for student in ("ada", "bob"):
        hand_in(root, student, "by")
    hand_in(root, "chen")
    (root / "students.csv").write_text(
        "id,first_name,last_name,room\nada,Ada,Lovelace,1\nbob,Bob,,2\ndora,Dora,,3\n"
    )
    (root / "exceptions.csv").write_text(
        "student,assignment,what,value,why\nada,01_sorting,excused,,ill\nbob,*,excused,,\n"
    )
    done = run_tool(root, "course", "grade", NAME)
    assert done.returncode == 0, done.stderr
    assert "Ada Lovelace" in done.stdout
    assert "dora" in done.stdout
    assert "1 missing" in done.stdout
    assert run_tool(root, "course", "feedback", NAME).returncode == 0
    read_by_a_person(root, ada=1.0, bob=0.5, chen=0.25)
    (root / "reports").mkdir(exist_ok=True)
    (root / CHANGES).write_text(CHANGED)
    return root


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / "course")


def given(root: Path) -> list[tuple[Any, ...]]:
    """What people gave, and nobody's rows left behind."""
    with closing(sqlite3.connect(root / "gradebook.db")) as db:
        for orphan in (
            "select id from submitted_notebook where assignment_id not in "
            "(select id from submitted_assignment)",
            "select id from grade where notebook_id not in (select id from submitted_notebook)",
            "select id from comment where notebook_id not in (select id from submitted_notebook)",
            "select grade_id from autograder_read where grade_id not in (select id from grade)",
            "select row_id from autograder_before where row_id not in (select id from grade"
            " union select id from grade_cells union select id from assignment)",
            "select id from submitted_assignment where student_id not in (select id from student)",
        ):
            assert db.execute(orphan).fetchall() == []
        return db.execute(
            "select s.student_id, g.manual_score, (select m.manual_comment from comment m"
            " where m.notebook_id = n.id and m.manual_comment is not null) from grade g"
            " join submitted_notebook n on n.id = g.notebook_id"
            " join submitted_assignment s on s.id = n.assignment_id"
            " where g.manual_score is not null order by 1"
        ).fetchall()


def names(root: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(root / "gradebook.db")) as db:
        return db.execute("select id, first_name, last_name from student order by 1").fetchall()


def folders(root: Path, place: str) -> list[str]:
    return sorted(path.name for path in (root / place).iterdir())


def lines(root: Path, name: str) -> list[str]:
    return (root / name).read_text().splitlines()[1:]


def traces(root: Path, student: str) -> list[str]:
    """Files whose name or content names a student, but backups."""
    found = []
    for path in sorted(root.rglob("*")):
        if path.name.startswith("gradebook.db") or "backups" in path.parts or not path.is_file():
            continue
        if path.suffix in (".csv", ".json") or student in path.parts:
            text = path.read_text("utf-8", "replace")
            if student in path.parts or f'"{student}"' in text or f"{student}," in text:
                found.append(path.relative_to(root).as_posix())
    return found


def test_names_are_in_nbgraders_own_table_and_on_the_pages(root: Path) -> None:
    assert names(root)[0] == ("ada", "Ada", "Lovelace")
    assert ("dora", "Dora", None) in names(root)
    page = (root / "feedback" / "ada" / NAME / f"{NAME}.html").read_text()
    assert "Ada Lovelace" in page
    run_tool(root, "course", "report", NAME)
    report = (root / "reports" / f"{NAME}.html").read_text()
    assert "1 of the class list is missing" in report
    assert "Lovelace" in report


# --- rename


def test_a_student_is_renamed_everywhere(root: Path) -> None:
    done = run_tool(root, "course", "students", "rename", "ada", "ada.l")
    assert done.returncode == 0, done.stderr
    for place in WORK:
        assert folders(root, place) == ["ada.l", "bob", "chen"]
    assert given(root)[0] == ("ada.l", 1.0, "read, ada")
    assert names(root)[0] == ("ada.l", "Ada", "Lovelace")
    assert lines(root, "students.csv")[0] == "ada.l,Ada,Lovelace,1"
    assert lines(root, "exceptions.csv")[0] == "ada.l,01_sorting,excused,,ill"
    again = run_tool(root, "course", "grade", NAME)
    assert again.returncode == 0, again.stderr
    assert "3 submissions, 0 graded now; 1 missing" in again.stdout
    assert given(root)[0] == ("ada.l", 1.0, "read, ada")


STEPS = [
    *("forget_students", "rename_flagged", "rename_kept", "rename_pages", "rename_in_logs"),
    *("move", "rename_in_tables"),
]


class Killed(BaseException):
    pass


@pytest.mark.parametrize("step", [*STEPS, 1, 2])
@pytest.mark.parametrize("what", ["rename", "merge"])
def test_what_was_stopped_midway_is_completed_by_the_same_command(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str | int, what: str
) -> None:
    """Killed before one of the steps, or after one or two of the folders."""
    course, do = Course.load(root), getattr(everywhere, what)
    with monkeypatch.context() as patched, pytest.raises(Killed):
        if isinstance(step, str):
            patched.setattr(everywhere, step, killed)
        elif what == "rename":
            patched.setattr(everywhere.os, "rename", killed_at(step, everywhere.os.rename))
        else:
            patched.setattr(Path, "rename", killed_at(step, Path.rename))
        do(course, "ada", "dora" if what == "merge" else "eve")
    do(course, "ada", "dora" if what == "merge" else "eve")
    new = "dora" if what == "merge" else "eve"
    assert given(root) == [
        *[("bob", 0.5, "read, bob"), ("chen", 0.25, "read, chen"), (new, 1.0, "read, ada")]
    ]
    assert new in folders(root, "submitted")
    assert traces(root, "ada") == []


def killed(*_: Any) -> None:
    raise Killed


def killed_at(number: int, real: Any) -> Any:
    count = iter(range(number))

    def once(*words: Any) -> Any:
        if next(count, None) is None:
            raise Killed
        return real(*words)

    return once


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("ada", "bob", r"there are 'ada' and 'bob' in submitted/bob, .*students\.csv; .* merge"),
        ("ada", "a/b", "the student id 'a/b' has a character"),
        ("ada", "ada", "has that name already"),
        ("eve", "zoe", "there is no student 'eve'"),
        ("../backups", "zoe", "'../backups' is no student"),
        ("..", "zoe", r"'\.\.' is no student"),
    ],
)
def test_a_rename_that_is_none_changes_nothing(root: Path, old: str, new: str, why: str) -> None:
    before = given(root), lines(root, "students.csv"), folders(root, "submitted")
    with pytest.raises(CourseError, match=why):
        everywhere.rename(Course.load(root), old, new)
    assert (given(root), lines(root, "students.csv"), folders(root, "submitted")) == before


def test_a_damaged_table_stops_it_before_anything_is_moved(root: Path) -> None:
    (root / "exceptions.csv").write_text("nobody,knows\n")
    with pytest.raises(CourseError, match="there is no column 'student'"):
        everywhere.rename(Course.load(root), "ada", "eve")
    assert folders(root, "submitted") == ["ada", "bob", "chen"]


# --- merge


def test_who_has_no_work_yet_gets_all_of_the_others(root: Path) -> None:
    done = run_tool(root, "course", "students", "merge", "chen", "dora")
    assert done.returncode == 0, done.stderr
    assert f"moved: {NAME}" in done.stdout
    assert given(root)[-1] == ("dora", 0.25, "read, chen")
    assert ("dora", "Dora", None) in names(root)
    assert "chen" not in [row[0] for row in names(root)]
    assert folders(root, "submitted") == ["ada", "bob", "dora"]


def test_two_with_the_same_assignment_are_merged_only_when_told_whose_counts(root: Path) -> None:
    before = given(root)
    done = run_tool(root, "course", "students", "merge", "ada", "bob")
    assert done.returncode == 2
    assert f"both have {NAME}; say whose counts: --keep INTO" in done.stderr
    assert given(root) == before


@pytest.mark.parametrize(("keep", "points", "of"), [("INTO", 0.5, "bob"), ("from", 1.0, "ada")])
def test_the_one_who_is_kept_keeps_points_and_comments(
    root: Path, keep: str, points: float, of: str
) -> None:
    done = run_tool(root, "course", "students", "merge", "ada", "bob", "--keep", keep)
    assert done.returncode == 0, done.stderr
    assert given(root)[0] == ("bob", points, f"read, {of}")
    assert lines(root, "students.csv")[0] == "bob,Bob,Lovelace,2"
    assert lines(root, "exceptions.csv") == [
        *["bob,01_sorting,excused,,ill", "bob,*,excused,,"],
    ]
    notebook = root / "submitted" / "bob" / NAME / f"{NAME}.ipynb"
    assert f"by {of}" in notebook.read_text()
    (aside,) = (root / "backups").glob(f"merged-*/*/{NAME}/{NAME}.ipynb")
    assert f"by {'ada' if of == 'bob' else 'bob'}" in aside.read_text()
    assert str(aside.parent) in done.stdout
    assert list((root / "backups").glob("gradebook-*.db"))
    again = run_tool(root, "course", "grade", NAME, "--quiet")
    assert again.returncode == 0, again.stderr
    assert given(root)[0] == ("bob", points, f"read, {of}")
    graded = (root / "autograded" / "bob" / NAME / f"{NAME}.ipynb").read_text()
    assert f"by {of}" in graded


# --- remove


def test_without_yes_nothing_is_removed(root: Path) -> None:
    done = run_tool(root, "course", "students", "remove", "ada")
    assert done.returncode == 1
    assert f"submitted/ada: {NAME}" in done.stdout
    assert "with 1 scores and 1 comments that people gave" in done.stdout
    assert "add --yes to remove 'ada'" in done.stdout
    assert len(given(root)) == 3


def test_changes_and_last_pages_go_with_their_student(root: Path) -> None:
    pages = root / ".grades" / f"pages-{NAME}.json"
    before = json.loads(pages.read_text())
    everywhere.rename(Course.load(root), "ada", "eve")
    assert (root / CHANGES).read_text() == CHANGED.replace(",ada,", ",eve,")
    now = json.loads(pages.read_text())
    assert now["eve"] == before["ada"]
    everywhere.merge(Course.load(root), "eve", "bob", keep="INTO")
    assert json.loads(pages.read_text()) == {one: before[one] for one in ("bob", "chen")}
    assert (root / CHANGES).read_text() == CHANGED.replace(",ada,", ",bob,")
    for damaged in (b"\xff", b"[1]", b"when,who\n1,bob\n"):
        pages.write_bytes(damaged)
        (root / CHANGES).write_bytes(damaged)
        everywhere.rename(Course.load(root), "bob", "ada")
        everywhere.rename(Course.load(root), "ada", "bob")
        assert pages.read_bytes() == (root / CHANGES).read_bytes() == damaged


def test_what_is_kept_of_adjusted_scores_goes_with_them(root: Path) -> None:
    (root / "adjustments.csv").write_text(f"assignment,exercise,what\n{NAME},smallest,void\n")
    run_tool(root, "course", "grade", NAME, "--quiet")
    with closing(sqlite3.connect(root / "gradebook.db")) as db:
        kept = "select count(*) from autograder_before"
        ((before,),) = db.execute(kept).fetchall()
        everywhere.remove(Course.load(root), "ada")
        assert db.execute(kept).fetchall() == [(before - 1,)]
    assert [row[0] for row in given(root)] == ["bob", "chen"]


def test_a_student_is_removed_with_every_trace(root: Path) -> None:
    assert traces(root, "ada")
    done = run_tool(root, "course", "students", "remove", "ada", "--yes")
    assert done.returncode == 0, done.stderr
    assert traces(root, "ada") == []
    assert [row[0] for row in given(root)] == ["bob", "chen"]
    assert "ada" not in [row[0] for row in names(root)]
    for said in (f"submitted/ada: {NAME}", "gradebook: 01_sorting", "students.csv: 1 row"):
        assert f"removed: {said}" in done.stdout
    (saved,) = (root / "backups").glob("gradebook-*.db")
    assert str(saved) in done.stdout
    with closing(sqlite3.connect(saved)) as db:
        assert db.execute("select count(*) from student where id = 'ada'").fetchone() == (1,)
    again = run_tool(root, "course", "students", "remove", "ada", "--yes")
    assert again.returncode == 2
    assert "there is no student 'ada'" in again.stderr


@pytest.mark.parametrize(
    "step", ["delete_student", "rename_kept", "rename_in_logs", "remove_from_tables"]
)
def test_a_removal_that_was_stopped_is_completed(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    course = Course.load(root)
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(everywhere, step, killed)
        everywhere.remove(course, "ada")
    everywhere.remove(course, "ada")
    assert traces(root, "ada") == []
    assert [row[0] for row in given(root)] == ["bob", "chen"]


# --- who has handed in


def test_the_class_and_who_has_not_handed_in(root: Path) -> None:
    done = run_tool(root, "course", "students")
    assert "chen (not in students.csv)" in done.stdout
    assert "Ada Lovelace" in done.stdout
    done = run_tool(root, "course", "students", "--missing", NAME)
    assert done.stdout.split() == ["dora", "Dora"]
    (root / "students.csv").unlink()
    done = run_tool(root, "course", "students", "--missing", NAME)
    assert done.returncode == 2
    assert "there is no class list students.csv" in done.stderr
    done = run_tool(root, "course", "doctor")
    assert "students.csv" not in done.stdout


def test_a_missing_student_is_in_exports_and_has_no_points(root: Path) -> None:
    done = run_tool(root, "course", "export", "--to", "csv", NAME)
    by_id = {line.split(",")[0]: line for line in done.stdout.splitlines()}
    assert by_id["dora"].startswith("dora,Dora,,01_sorting,missing,,,,,")
    assert by_id["ada"].startswith("ada,Ada Lovelace,,01_sorting,excused,,")
    run_tool(root, "course", "grade", NAME, "--quiet", "--json", "grades.json")
    found = json.loads((root / "grades.json").read_text())["grades"]
    assert [(one["student"], one["name"], one["status"], one["points"]) for one in found] == [
        ("ada", "Ada Lovelace", "graded", 5.0),
        ("bob", "Bob", "graded", 5.0),
        ("chen", "", "graded", 5.0),
        ("dora", "Dora", "missing", None),
    ]
    hand_in(root, "dora")
    done = run_tool(root, "course", "export", "--to", "csv", NAME)
    assert "\ndora,Dora,,01_sorting,not graded yet,,,,," in done.stdout


def test_an_import_by_the_command_names_students_in_the_gradebook(root: Path) -> None:
    (root / "canvas.csv").write_text(
        "Student,ID,SIS Login ID\n'Wu, Chen',7,chen\n".replace("'", '"')
    )
    done = run_tool(root, "course", "students", "import", "canvas.csv")
    assert done.returncode == 0, done.stderr
    said = "students.csv: 1 new, 0 changed, 0 as they were; the id is Canvas's SIS Login ID"
    assert said in done.stdout
    assert ("chen", "Chen", "Wu") in names(root)
    assert "course doctor" not in done.stdout


def test_names_that_nbgrader_imported_are_shown_and_stay(root: Path) -> None:
    """As before there was a class list: `nbgrader db student import`."""
    (root / "students.csv").unlink()
    (root / "nb.csv").write_text("id,first_name,last_name\nchen,Chen,Wu\n")
    assert run_tool(root, "nbgrader", "db", "student", "import", "nb.csv").returncode == 0
    done = run_tool(root, "course", "grade", NAME)
    assert "Chen Wu" in done.stdout
    (root / "students.csv").write_text("id,last_name\nchen,\nada,\n")
    run_tool(root, "course", "grade", NAME, "--quiet")
    assert ("chen", "Chen", "Wu") in names(root)


def test_a_bad_class_list_is_one_line_from_every_command(root: Path) -> None:
    (root / "students.csv").write_text("id\nada\nAda\n")
    for command in ("grade", "report", "feedback", "export --to csv"):
        done = run_tool(root, "course", *command.split(), NAME)
        assert done.returncode == 2, command
        assert "students.csv, line 3: the id 'Ada' stands in line 2, too" in done.stderr
    assert "students.csv, line 3" in run_tool(root, "course", "doctor").stdout.replace("\n", "")
