"""A term of forty students, lived through by commands alone; nothing that a person gave is lost."""

from __future__ import annotations

import csv
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.course.support import copy_other_course, small_class, tool_environment
from tests.course.support import term_steps as steps
from tests.course.support.forty import NAME, SECOND
from tests.course.support.term_steps import FIRST_OF_EQUAL
from tests.course.support.whole_term import Term

# of nbgrader's own API, when it adds a submission
pytestmark = pytest.mark.filterwarnings("ignore:Object of type")


def mend_the_hidden_test(term: Term) -> None:
    test = term.root / "tests" / "hidden" / NAME / "test_smallest.py"
    test.write_text(test.read_text().replace("gives(3)", FIRST_OF_EQUAL))
    done = term.course("grade", NAME)
    # all that came, but 4704 and Pat, who are wrong either way, and 4706, who was refused
    assert "31 of 34 changed" in done.stdout, done.stdout
    found = {row["student"]: row for row in term.log() if row["why"] == "tests corrected"}
    assert len(found) == 31
    assert not found.keys() & {"4704", "4706", "Pat O'Neil"}
    assert (found["o'neil"]["from"], found["o'neil"]["to"]) == ("1", "2")
    term.scores({"ada": 7.5, "gina": 7, "o'neil": 7.2, "bob": 5, "4704": 5.3, "4705": 4})


def change_the_points(term: Term) -> None:
    """`why` is worth 4 from now on."""
    term.change_points("why", 4)
    assert "why: 3 points are now 4" in term.course("build", NAME).stderr
    term.course("grade", NAME, "--quiet")
    assert {row["max_points"] for row in term.exported().values()} == {"9"}
    term.scores({"ada": 7.5, "o'neil": 7.2, "4704": 5.3})


def adjust_what_counts(term: Term) -> None:
    """Each kind, taken back again; a point for everybody stays."""
    term.course("adjust", NAME, "smallest", "void", "--why", "its task was unclear")
    term.course("adjust", NAME, "sort_numbers", "full", "--why", "nobody could know")
    term.counts["sort_numbers"] = lambda given: max(given, 3)
    term.scores(
        {
            "ada": 5.5,  # 0 + 3 + 2.5, of 7
            "o'neil": 5.4,  # 6 less a tenth
            "4704": 4.5,  # 0 + 3 + 1.5
            "4705": 3,  # a person gave 2, and everybody has 3
            "4706": 3,  # a Python file was handed in
        }
    )
    term.check("adjust_what_counts: void and full")
    stock_nbgrader_agrees(term)
    for exercise, what in (("smallest", "void"), ("sort_numbers", "full")):
        term.course("adjust", NAME, exercise, what, "--remove")
    term.counts.clear()
    term.course("adjust", NAME, "smallest", "points", "4")
    term.course("adjust", NAME, "sort_numbers", "extra")
    term.course("adjust", NAME, "curve", "+1", "--over", "--why", "it was long")
    term.scores(
        {
            "ada": 10.5,  # 4 + 3 + 2.5 + 1, of 8
            "o'neil": 9.9,  # 4 + 3 + 3 + 1 less a tenth
            "4704": 7.1,  # 1.6 + 3 + 1.5 + 1
            "4705": 7,  # 4 + 2 + 0 + 1
        }
    )
    term.check("adjust_what_counts: points, extra and a curve")
    stock_nbgrader_agrees(term)
    (term.root / "adjustments.csv").unlink()
    term.course("adjust", NAME, "curve", "+1", "--why", "it was long")
    # of 9: o'neil's 8 and 1 less a tenth; 4706 has handed in, and has the point
    term.scores({"ada": 8.5, "o'neil": 8.1, "gina": 8, "4704": 6.3, "4705": 5, "4706": 1})


def stock_nbgrader_agrees(term: Term) -> None:
    """`nbgrader export` has our scores; 0 for whom there is nothing, as it always has."""
    term.nbgrader("export", "--to", "stock.csv")
    with (term.root / "stock.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["assignment"] == NAME]
    stock = {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in rows}
    for student, row in term.exported().items():
        if row["score"]:
            ours = float(row["score"]), float(row["max_points"])
            assert stock[student] == pytest.approx(ours), student


def students_come_and_go(term: Term) -> None:
    """One withdraws, one gets another id, and one was here under two."""
    done = term.course("students", "remove", "4712", code=1)
    assert "with 1 scores and 1 comments that people gave" in done.stdout
    done = term.course("students", "remove", "4712", "--yes")
    assert "removed: submitted/4712" in done.stdout
    term.moved("4712", None)
    term.course("students", "rename", "4705", "eco.u")
    term.moved("4705", "eco.u")
    term.course("students", "merge", "4713", "ivo")
    term.moved("4713", "ivo")
    done = term.course("grade", NAME)
    assert "0 graded now" in done.stdout, done.stdout
    rows = term.exported()
    assert not rows.keys() & {"4712", "4705", "4713"}
    term.scores({"eco.u": 5, "ivo": 8})


def hand_back(term: Term) -> None:
    for platform, page in (
        ("canvas", f"adamsuna_4701_20000_{NAME}.html"),
        ("moodle", f"Kim Lee_100003_assignsubmission_file/{NAME}.html"),
    ):
        term.course("feedback", NAME, "--zip", platform, code=1)
        with zipfile.ZipFile(term.root / "build" / f"{NAME}-feedback-{platform}.zip") as made:
            assert page in made.namelist()
    term.check_pages({"gina": "finn"})


def export_everywhere(term: Term) -> None:
    words = ("--roster", "canvas.csv", "--provisional", "--output", "to_canvas.csv")
    term.course("export", "--to", "canvas", NAME, *words, code=1)
    with (term.root / "to_canvas.csv").open(newline="") as file:
        to_canvas = {row["ID"]: row[f"{NAME} (99)"] for row in csv.DictReader(file)}
    assert {one: to_canvas[one] for one in ("4701", "4704")} == {"4701": "7.5", "4704": "6.3"}
    words = ("--roster", "moodle.csv", "--provisional", "--output", "to_moodle.csv")
    term.course("export", "--to", "moodle", NAME, *words, code=1)
    with (term.root / "to_moodle.csv").open(newline="") as file:
        to_moodle = {row["Identifier"]: row["Grade"] for row in csv.DictReader(file)}
    # the Kims have 5 + 2 + 1 and 5 + 1 + 1
    assert to_moodle["Participant 100002"] == "8"
    assert to_moodle["Participant 100003"] == "7"
    term.course("export", "--to", "gradescope", NAME)
    with zipfile.ZipFile(term.root / "build" / f"{NAME}-gradescope.zip") as made:
        assert {"autograder/cli/grading.py", "requirements.lock"} <= {*made.namelist()}


def a_second_assignment(term: Term) -> None:
    """Due two days later for everybody; o'neil is three days later than that."""
    term.hand_in("ada", "2027-03-17 12:00:00", SECOND)
    term.hand_in("o'neil", "2027-03-20 12:00:00", SECOND)
    term.course("grade", SECOND, "--quiet")
    rows = term.exported(SECOND)
    assert (rows["ada"]["score"], rows["o'neil"]["score"]) == ("2", "1.4")


def report_the_term(term: Term) -> None:
    term.course("report", NAME)
    term.course("report")
    page = (term.root / "reports" / "term.html").read_text("utf-8")
    assert "Zoë Ångström" in page
    rows = term.exported("")
    assert rows["ada"]["total"] == "10.5"  # 8.5 and 2
    assert rows["o'neil"]["total"] == "9.5"  # 8.1 and 1.4
    # excused from the first, and nothing handed in of the second, which may not be due yet
    assert float(rows["hana"]["max_points"]) <= 2


def back_up_damage_and_restore(term: Term) -> None:
    term.course("backup", "kept.db")
    if term.url.startswith("sqlite"):
        (term.root / "gradebook.db").write_bytes(b"damaged " * 1000)
        for ending in ("-wal", "-shm"):
            (term.root / f"gradebook.db{ending}").unlink(missing_ok=True)
    else:
        with term.gradebook() as book:
            for comment in book.find_submission_notebook(NAME, NAME, "Jörg Müller").comments:
                comment.manual_comment = None
            book.db.commit()
    term.course("restore", "kept.db")


def begin_a_new_term(term: Term) -> None:
    """Nothing of the last one is collected or counted again, and all of it is kept."""
    before = term.exported()
    term.course("new-term", "2027-spring", "--id", "sorting-2028")
    last = term.root / "terms" / "2027-spring"
    assert (last / "submitted" / "ada" / NAME / f"{NAME}.ipynb").is_file()
    assert (last / "feedback" / "gina" / NAME / f"{NAME}.html").is_file()
    term.check_gradebook(f"sqlite:///{last / 'gradebook.db'}", "begin_a_new_term")
    assert not (term.root / "students.csv").exists()
    term.nbgrader("release_assignment", NAME)
    term.nbgrader("collect", NAME)
    assert not (term.root / "submitted").exists()
    small_class.hand_in(term.root, "zoe")
    assert "1 submission, 1 graded now" in term.course("grade", NAME).stdout
    assert term.exported().keys() == {"zoe"}
    look_up_the_last_term(term, last, before)


def look_up_the_last_term(term: Term, last: Path, before: dict[str, dict[str, str]]) -> None:
    """As the manual says: a copy of the course, and the backup restored there."""
    copy = term.root.parent / "copy"
    shutil.copytree(term.root, copy, ignore=shutil.ignore_patterns("submitted", "gradebook.db*"))
    for name in ("students.csv", "exceptions.csv", "adjustments.csv"):
        shutil.copy(last / name, copy / name)
    term.run(copy, "course", "restore", str(last / "gradebook.db"))
    term.root, term.url = copy, f"sqlite:///{copy / 'gradebook.db'}"
    assert {one: row["score"] for one, row in term.exported().items()} == {
        one: row["score"] for one, row in before.items()
    }


STEPS: tuple[Callable[[Term], None], ...] = (
    steps.begin_the_course,
    steps.take_in_the_class_list,
    steps.give_out,
    steps.grant_before_anything_is_handed_in,
    steps.hand_in_by_the_exchange,
    steps.take_in_by_hand,
    steps.collect_two_downloads,
    steps.grade_the_class,
    steps.read_what_waits,
    steps.hand_in_again,
    mend_the_hidden_test,
    change_the_points,
    adjust_what_counts,
    students_come_and_go,
    hand_back,
    export_everywhere,
    a_second_assignment,
    report_the_term,
    back_up_damage_and_restore,
    begin_a_new_term,
)


def test_nothing_that_a_person_gave_is_lost_in_a_term(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", tool_environment()["PATH"])  # nbgrader's API calls alembic
    root = copy_other_course(tmp_path / "course")
    term = Term(root, f"sqlite:///{root / 'gradebook.db'}")
    for step in STEPS:
        step(term)
        term.check(after=step.__name__)
