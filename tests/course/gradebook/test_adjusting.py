"""Adjustments in the gradebook: nbgrader's sums agree, people's points stay, and all comes back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import IntegrityError

from autograder.batch.plan import make_plan
from autograder.batch.run import grade_class
from autograder.course import Assignment, Course
from autograder.errors import CourseError
from autograder.gradebook import GradebookWriter, Row, adjusting
from autograder.gradebook.changes import Change, ChangeLog
from autograder.gradebook.database import nbgrader_url
from autograder.gradebook.marks import marks_of
from autograder.grading.pool import Pool
from tests.course.support import gradebook_dump, small_class
from tests.course.support.postgresql import Server
from tests.course.support.small_class import DOWNWARDS, NAME, VALUE, cells, course, give, sql

pytestmark = [
    pytest.mark.usefixtures("borrowed"),
    # of nbgrader's own API, when it adds a submission
    pytest.mark.filterwarnings("ignore:Object of type"),
]
HEAD = "assignment,exercise,what,value,why\n"
DUE = f"c.Course.due_dates = {{'{NAME}': '2027-03-01 23:59Z'}}"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ada and bela have been read by a person; chen has not, and is late."""
    works = {"ada": {}, "bela": {"smallest": VALUE}, "chen": {"sort_numbers": DOWNWARDS}}
    root = small_class.graded_class(tmp_path_factory.mktemp("class") / "course", works)
    give(root, "ada", "why", 2.0, extra_credit=0.5)
    give(root, "bela", "why", 3.0)
    give(root, "bela", "test_smallest", 1.5)
    config = root / "course_config.py"
    config.write_text(f"{config.read_text()}\n{DUE}\n")
    (root / "submitted" / "chen" / NAME / "timestamp.txt").write_text("2027-03-02 12:00:00 UTC\n")
    course(root, "grade", NAME, "--quiet")
    return root


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / "course")


def write(root: Path, *rows: str) -> None:
    text = HEAD + "".join(f"{NAME},{row}\n" for row in rows)
    (root / "adjustments.csv").write_text(text)


def adjust(here: Course, assignment: Assignment) -> ChangeLog:
    with GradebookWriter(here) as writer:
        writer.bring_up_to_date(assignment)
        writer.adjust(assignment)
        return writer.log(assignment)


def adjusted(root: Path, *rows: str) -> list[Change]:
    write(root, *rows)
    here = Course.load(root)
    return adjust(here, here.assignment(NAME)).changes


def rows(root: Path) -> dict[str, Row]:
    here = Course.load(root)
    with GradebookWriter(here) as writer:
        return {row.student: row for row in writer.rows(here.assignment(NAME))}


def score(row: Row) -> float:
    return round(max(0.0, row.score - row.late_penalty), 6)


def stock(root: Path) -> dict[str, tuple[float, float]]:
    """Score and maximum as nbgrader's export adds them up."""
    with Gradebook(nbgrader_url(Course.load(root)), "sorting") as book:
        most = book.find_assignment(NAME).max_score
        found = {one.student.id: one for one in book.assignment_submissions(NAME)}
        return {
            student: (round(max(0.0, one.score - one.late_submission_penalty), 6), most)
            for student, one in found.items()
        }


def given(root: Path) -> list[Any]:
    """All that people gave."""
    return sorted(sql(root, "select id, manual_score, extra_credit from grade"), key=str)


# before: ada 2+3+2.5, bela 1.5+3+3, chen 2+1.2 less 10 %, and nobody has read chen's words
KINDS = {
    "void, the machine's": (["smallest,void,,"], 6.0, {"ada": 5.5, "bela": 6.0, "chen": 1.08}),
    "void, people's": (["why,void,,"], 5.0, {"ada": 5.0, "bela": 4.5, "chen": 2.88}),
    "full": (["sort_numbers,full,,"], 8.0, {"ada": 7.5, "bela": 7.5, "chen": 4.5}),
    "full, people's": (["why,full,,"], 8.0, {"ada": 8.0, "bela": 7.5, "chen": 5.58}),
    "points": (["smallest,points,4,"], 10.0, {"ada": 9.5, "bela": 7.5, "chen": 4.68}),
    "extra": (["smallest,extra,,"], 6.0, {"ada": 7.5, "bela": 7.5, "chen": 2.88}),
    "curve": ([",curve,+1,"], 8.0, {"ada": 8.0, "bela": 8.0, "chen": 3.78}),
    "over": ([",curve,+1 over,"], 8.0, {"ada": 8.5, "bela": 8.5, "chen": 3.78}),
    "times": ([",curve,x1.5,"], 8.0, {"ada": 8.0, "bela": 8.0, "chen": 4.32}),
    "several": (
        ["why,void,,", "smallest,points,4,", ",curve,+1,"],
        7.0,
        {"ada": 7.0, "bela": 5.5, "chen": 5.58},
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_ours_and_nbgraders_sums_agree_and_all_comes_back(root: Path, kind: str) -> None:
    lines, most, scores = KINDS[kind]
    before, people = gradebook_dump(root), given(root)
    changes = adjusted(root, *lines)
    found = rows(root)
    assert {student: score(row) for student, row in found.items()} == scores
    assert {row.max_score for row in found.values()} == {most}
    assert stock(root) == {student: (points, most) for student, points in scores.items()}
    assert given(root) == people
    was = {"ada": 7.5, "bela": 7.5, "chen": 2.88}
    moved = {one.student: (one.before, one.after) for one in changes}
    assert moved == {s: (was[s], to) for s, to in scores.items() if to != was[s]}
    here = Course.load(root)
    assert adjust(here, here.assignment(NAME)).changes == []  # and once is enough

    (root / "adjustments.csv").unlink()
    back = adjust(here, here.assignment(NAME)).changes
    assert {one.student for one in back} == moved.keys()
    assert gradebook_dump(root) == before
    assert stock(root) == {student: (points, 8.0) for student, points in was.items()}
    assert sql(root, "select * from autograder_before") == []


def test_an_adjustment_asks_nobody_to_read_again_and_void_needs_nobody(root: Path) -> None:
    adjusted(root, "smallest,points,4,", "why,points,6,")
    assert not cells(root, "bela")["test_smallest"]["needs_manual_grade"]
    assert cells(root, "chen")["why"]["needs_manual_grade"]
    adjusted(root, "why,void,,")
    assert not cells(root, "chen")["why"]["needs_manual_grade"]
    assert not rows(root)["chen"].needs_person
    (root / "adjustments.csv").unlink()
    here = Course.load(root)
    adjust(here, here.assignment(NAME))
    assert cells(root, "chen")["why"]["needs_manual_grade"]


def test_a_regrade_and_a_new_hand_in_are_adjusted_and_no_key_changes(root: Path) -> None:
    write(root, "smallest,points,4,ambiguous", "sort_numbers,void,,")
    small_class.hand_in(root, "dora")
    done = course(root, "grade", NAME, "--json", "grades.json")
    assert "4 submissions, 0 graded now" in done.stdout  # dora's work is ada's
    assert "3 of 4 changed: ada 7.5 → 6.5 (smallest, sort_numbers)" in done.stdout
    assert "This exercise is worth 4 points now: ambiguous" in done.stdout
    assert cells(root, "dora")["test_smallest"]["auto_score"] == 4.0
    assert "0 graded now" in course(root, "grade", NAME).stdout
    small_class.hand_in(root, "dora", smallest=VALUE)
    assert "1 of 4 changed: dora 4 → 1.6 (smallest)" in course(root, "grade", NAME).stdout
    course(root, "feedback", NAME)
    page = (root / "feedback" / "dora" / NAME / f"{NAME}.html").read_text("utf-8")
    assert "1.6 <small>of 7 points" in page
    assert "This exercise does not count." in page
    (root / "adjustments.csv").unlink()
    exported = small_class.exported(root)  # and no grading in between
    assert exported["dora"]["points"] == "3.8"
    assert exported["dora"]["max_points"] == "8"


def test_every_way_out_says_what_counts_now(root: Path) -> None:
    course(root, "feedback", NAME)
    done = course(root, "adjust", NAME, "curve", "+2", "--over", "--why", "too hard")
    assert "adjustments.csv: written: 01_sorting curve +2 over; next" in done.stdout
    course(root, "adjust", NAME, "why", "void", "--why", "unclear")
    done = course(root, "export", "--to", "csv", NAME)
    assert "3 changed: ada 7.5 → 7 (adjustments)" in done.stderr
    row = small_class.by_student(done.stdout, "student")["ada"]
    shown = {name: row[name] for name in ("points", "score", "max_points", "why", "curve")}
    assert shown == {"points": "7", "score": "7", "max_points": "5", "why": "0", "curve": "2"}
    course(root, "feedback", NAME)
    page = (root / "feedback" / "ada" / NAME / f"{NAME}.html").read_text("utf-8")
    assert "7 <small>of 5 points" in page
    assert "This exercise does not count: unclear." in page
    assert "2 added: 2 points are added for everybody: too hard." in page
    assert "why 2.5 → 0, because" in page
    assert "curve 0 → 2, because 2 points are added for everybody: too hard" in page
    (root / "roster.csv").write_text(
        "Student,ID,SIS Login ID\nAda,1,ada\nBela,2,bela\nChen,3,chen\n"
    )
    done = course(root, "export", "--to", "canvas", NAME, "--roster", "roster.csv")
    assert "Points Possible,,,,,5\n" in done.stdout
    assert "Ada,1,,ada,,7\n" in done.stdout
    course(root, "report", NAME)
    assert "of 5" in (root / "reports" / f"{NAME}.html").read_text("utf-8")
    assert "course adjust 01_sorting" not in course(root, "adjust").stdout
    assert len(course(root, "adjust").stdout.splitlines()) == 2


def test_the_command_refuses_what_cannot_be_and_loses_nothing(root: Path) -> None:
    kept = HEAD.replace("why", "why,mine") + f"{NAME},smallest,points,4,,note\n"
    (root / "adjustments.csv").write_text(kept)
    for words, why in (
        (("smallest", "void"), "'void' goes with nothing else for smallest"),
        (("smalest", "full"), "did you mean 'smallest'?"),
        (("smallest",), "course adjust ASSIGNMENT EXERCISE WHAT"),
        (("smallest", "points", "x"), "the new points are a number above 0"),
        (("smallest", "full", "--over"), "--over is for a curve"),
        (("why", "full", "--remove"), "has no row 01_sorting why full"),
    ):
        done = course(root, "adjust", NAME, *words, code=2)
        assert why in done.stderr
        assert (root / "adjustments.csv").read_text() == kept
    course(root, "adjust", NAME, "smallest", "points", "5", "--why", "a reason")
    row = f"{NAME},smallest,points,5,a reason,note\n"
    assert (root / "adjustments.csv").read_text().endswith(row)
    course(root, "adjust", NAME, "smallest", "points", "--remove")
    assert (root / "adjustments.csv").read_text() == HEAD.replace("why", "why,mine")
    assert "nothing is adjusted" in course(root, "adjust", NAME).stdout
    assert course(root, "adjust", "02_nothing", code=2).stderr


def test_a_bad_file_stops_each_command_and_changes_nothing(root: Path) -> None:
    before = gradebook_dump(root)
    write(root, "smallest,viod,,")
    for words in (("grade",), ("feedback",), ("report",), ("export", "--to", "csv"), ("adjust",)):
        done = course(root, *words, NAME, code=2)
        assert "adjustments.csv, line 2: what = 'viod'" in done.stderr
    assert gradebook_dump(root) == before


def test_points_that_change_in_the_notebook_and_in_the_table(root: Path) -> None:
    adjusted(root, "smallest,void,,", "why,points,6,")
    release = root / "source" / NAME / f"{NAME}.ipynb"
    release.write_text(release.read_text().replace('"points": 2', '"points": 4'))
    done = course(root, "build", NAME)
    assert "test_smallest: 2 points are now 4" in done.stderr
    assert "why" not in done.stderr.partition("gradebook")[2]
    course(root, "grade", NAME, "--quiet")
    assert cells(root, "ada")["test_smallest"]["max_score"] == 0.0
    assert cells(root, "ada")["why"]["max_score"] == 6.0
    (root / "adjustments.csv").unlink()
    course(root, "grade", NAME, "--quiet")
    assert (
        cells(root, "ada")["test_smallest"] | {"max_score": 4.0, "auto_score": 4.0}
        == cells(root, "ada")["test_smallest"]
    )


def test_an_assignment_that_is_adjusted_before_anybody_was_graded(tmp_path: Path) -> None:
    root = small_class.copy_other_course(tmp_path / "course")
    write(root, "smallest,void,,", "why,extra,,")
    small_class.hand_in(root, "ada")
    course(root, "grade", NAME, "--quiet")
    assert stock(root) == {"ada": (3.0, 3.0)}
    assert not (root / "reports").exists()


def test_who_has_handed_in_nothing_gets_nothing(root: Path) -> None:
    """nbgrader makes rows for an extension that is given before anything is handed in."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "sorting") as book:
        book.add_student("zoe")
        book.add_submission(NAME, "zoe")
    adjusted(root, "why,full,,", "smallest,void,,", ",curve,+1,")
    assert {name: c["auto_score"] for name, c in cells(root, "zoe").items()} == dict.fromkeys(
        ("test_smallest", "test_sort_numbers", "why")
    )
    assert stock(root)["zoe"] == (0.0, 6.0)
    assert "zoe" not in rows(root)


def test_two_runs_at_once_keep_one_row(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, raised = adjusting.mend, []

    def first_fails(*arguments: Any) -> Any:
        if len(raised) < 1:
            raised.append(1)
            raise IntegrityError("insert", {}, Exception("twice"))
        return real(*arguments)

    monkeypatch.setattr(adjusting, "mend", first_fails)
    adjusted(root, "smallest,void,,")
    assert stock(root)["ada"] == (5.5, 6.0)

    def always_fails(*arguments: Any) -> Any:
        raise IntegrityError("insert", {}, Exception("twice"))

    monkeypatch.setattr(adjusting, "mend", always_fails)
    with pytest.raises(CourseError, match="twice"):
        adjusted(root, "smallest,full,,")


def test_postgresql_is_adjusted_alike(root: Path, server: Server) -> None:
    config = root / "course_config.py"
    url = server.database("adjusted")
    config.write_text(f"{config.read_text()}\nc.CourseDirectory.db_url = {url!r}\n")
    here = Course.load(root)
    with Pool(here, jobs=1) as pool:
        assert grade_class(make_plan(here, here.assignment(NAME)), pool).faults == 0
    plain = stock(root)
    adjusted(root, "why,full,,", "smallest,void,,", ",curve,+1,")
    assert stock(root) == {"ada": (6.0, 6.0), "bela": (6.0, 6.0), "chen": (4.68, 6.0)}
    assert marks_of(here, here.assignment(NAME)).of("chen").curve == 1.0
    (root / "adjustments.csv").unlink()
    adjust(here, here.assignment(NAME))
    assert stock(root) == plain
