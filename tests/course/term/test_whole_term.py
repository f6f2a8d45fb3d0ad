"""A term of forty students, lived through by commands alone; nothing that a person gave is lost.

The points are worked out by hand. An assignment of 8: `smallest` 2, `sort_numbers` 3, `why` 3 (read
by a person). Lateness costs a tenth of the score for each day begun. A recognised mistake earns 40
of 100: `value_not_place` 0.8 of 2, `sorted_downwards` 1.2 of 3. At first the hidden test of
`smallest` has a mistake of its own: who is right passes one check of two, and has 1 of 2.
"""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.course.support import copy_other_course, forty, small_class, tool_environment
from tests.course.support.forty import DUE, NAME, NEXT_DAY, SECOND, THE_DAY_AFTER, THREE_DAYS
from tests.course.support.forty import IN_TIME, notebook
from tests.course.support.whole_term import Term

# of nbgrader's own API, when it adds a submission
pytestmark = pytest.mark.filterwarnings("ignore:Object of type")
FIRST_OF_EQUAL = "gives(1)"  # of 5, 2, 2, 7, in the hidden test


def begin_the_course(term: Term) -> None:
    """A second assignment is begun, too; a hidden test is wrong, and nobody knows it yet."""
    test = term.root / "tests" / "hidden" / NAME / "test_smallest.py"
    test.write_text(test.read_text().replace(FIRST_OF_EQUAL, "gives(3)"))
    exchange = term.root.parent / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)  # as nbgrader asks
    with (term.root / "course_config.py").open("a") as config:
        config.write(f"c.Exchange.root = {str(exchange)!r}\nc.Course.due_dates = {DUE!r}\n")
    term.course("new", SECOND, "--points", "2")
    term.course("build")


def take_in_the_class_list(term: Term) -> None:
    lists = {
        "server": forty.server_list(),
        "canvas": forty.canvas_gradebook(),
        "moodle": forty.moodle_list(),
    }
    for name, text in lists.items():
        (term.root / f"{name}.csv").write_text(text, "utf-8")
        term.course("students", "import", f"{name}.csv")
    done = term.course("students")
    assert "40 students in students.csv" in done.stdout
    assert "Tess O'Neil" in done.stdout


def give_out(term: Term) -> None:
    term.nbgrader("release_assignment", NAME)
    assert len(term.course("students", "--missing", NAME).stdout.splitlines()) == 40


def grant_before_anything_is_handed_in(term: Term) -> None:
    for words in (
        ("chen", NAME, "extension", "3 days"),
        ("dora", NAME, "waived"),
        ("emil", NAME, "late-days", "1"),
        ("hana", NAME, "excused"),
        ("*", SECOND, "extension", "2 days"),
    ):
        term.course("exceptions", "add", *words, "--why", "agreed")


def hand_in_by_the_exchange(term: Term) -> None:
    """bob's second work is late, and worse; finn hands in for gina, too."""
    for student in ("ada", "o'neil"):
        term.fetch(student, IN_TIME)
    worse = {"smallest": small_class.VALUE}
    for student, when, answers in (
        ("ada", IN_TIME, {}),
        ("o'neil", NEXT_DAY, {}),
        ("bob", IN_TIME, {}),
        ("bob", NEXT_DAY, worse),
        ("chen", THREE_DAYS, {}),
        ("dora", NEXT_DAY, {}),
        ("emil", THE_DAY_AFTER, {}),
        ("finn", IN_TIME, {}),
    ):
        term.submit(student, when, notebook(term.root, student, **answers))
    term.nbgrader("collect", NAME)
    assert len(list((term.root / "earlier" / "bob" / NAME).iterdir())) == 1


def collect_two_downloads(term: Term) -> None:
    """Canvas says that 4702 was late, and not when: the teacher writes it down."""
    archive = term.root / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    (archive / "canvas.zip").write_bytes(forty.canvas_download(term.root))
    (archive / "moodle.zip").write_bytes(forty.moodle_download(term.root))
    done = term.nbgrader("zip_collect", NAME)
    assert "Canvas marks as late: '4702'" in done.stderr
    assert "'4703' handed in '01_sorting.ipynb' twice" in done.stderr
    assert "Several students are called 'Kim Lee'" in done.stderr
    when = term.root / "submitted" / "4702" / NAME / "timestamp.txt"
    when.write_text(f"{NEXT_DAY} UTC\n")
    missing = term.course("students", "--missing", NAME).stdout
    assert {line.split("  ")[0] for line in missing.splitlines()} == forty.NOTHING_CAME


def grade_the_class(term: Term) -> None:
    done = term.course("grade", NAME)
    # 40, less 6 of whom nothing came; gina has finn's grade
    assert "34 submissions, 33 graded now; 5 missing; 1 excused" in done.stdout, done.stdout
    term.scores(
        {
            **{"ada": 4, "chen": 4, "dora": 4, "finn": 4, "gina": 4},
            "o'neil": 3.6,  # 4 less a tenth
            "bob": 3.42,  # 0.8 + 3 less a tenth
            "emil": 3.6,  # two days late, and one late day to spend
            **{"4701": 4, "4702": 3.6, "4703": 4, "4704": 3.8, "4705": 2.2},
            **{"Kim Lee_100002": 4, "Kim Lee_100003": 4, "Pat O'Neil": 3.8},
        }
    )
    rows = term.exported()
    assert {rows[one]["state"] for one in ("ivo", "4715", "Liu Yang")} == {"missing"}
    assert rows["hana"]["state"] == "excused"
    assert rows["4715"]["score"] == rows["hana"]["score"] == ""


def read_what_waits(term: Term) -> None:
    """By the form grader, and by a table of two columns."""
    for student, points in {"ada": 2.5, "o'neil": 3, "finn": 2, "4701": 1.5}.items():
        term.give(student, "why", points)
    term.give("4704", "why", 1, extra=0.5)
    term.give("4705", "test_sort_numbers", 2)
    for student in ("4712", "4713"):
        term.give(student, "why", 2)
        term.comment(student, "why", f"Well said, {student}.")
    term.comment("ada", "why", "Say what <order> means & why it stays.")
    term.comment("finn", "why", "Both of you: très bien — „schön“.")
    term.comment("Jörg Müller", "smallest", "Look at range(n) again.")
    read = {"Kim Lee_100002": 2.0, "Kim Lee_100003": 1.0, "Pat O'Neil": 2.5}
    (term.root / "read.csv").write_text(forty.table(("student", "why"), *read.items()))
    done = term.course("import-scores", NAME, "read.csv", "--write")
    assert "3 new, 0 differ from a person's, 0 equal; 3 written" in done.stdout
    term.points |= {(student, "why"): points for student, points in read.items()}
    term.course("grade", NAME, "--quiet")
    term.scores(
        {
            **{"ada": 6.5, "finn": 6, "gina": 6},
            "o'neil": 6.3,  # 4 + 3 less a tenth
            "4701": 5.5,
            "4704": 5.3,  # 0.8 + 3 + 1, and half a point of extra credit
            "4705": 3,  # 1 + 2 by a person, who has not read `why`
            **{"4712": 6, "4713": 6, "Kim Lee_100002": 6, "Kim Lee_100003": 5},
            "Pat O'Neil": 6.3,
        }
    )


def hand_in_again(term: Term) -> None:
    """What was read waits again, and what was given for it stays."""
    other = notebook(term.root, "ada", why="Since every number stands where it belongs.")
    term.submit("ada", "2027-03-01 20:00:00", other)
    term.nbgrader("collect", NAME, "--update")
    again = notebook(term.root, "4701", why="Because it is in order.")
    archive = term.root / "downloaded" / NAME / "archive"
    (archive / "canvas.zip").write_bytes(forty.canvas_download(term.root, c4701=again))
    term.nbgrader("zip_collect", NAME, "--force")
    term.course("exceptions", "add", "bob", NAME, "attempt", "first", "--why", "the second was cut")
    done = term.course("grade", NAME)
    assert "bob: the hand-in of 2027-03-01 12:00:00 UTC counts (first)" in done.stderr
    term.scores({"ada": 6.5, "4701": 5.5, "bob": 4})
    rows = term.exported()
    assert {one: rows[one]["needs_person"] for one in ("ada", "4701", "4704", "finn")} == {
        **{"ada": "yes", "4701": "yes", "4704": "no", "finn": "no"},
    }
    term.give("ada", "why", 2.5)  # read again, and the same


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
    path = term.root / "source" / NAME / f"{NAME}.ipynb"
    cells = json.loads(path.read_text("utf-8"))
    (why,) = [cell for cell in cells["cells"] if cell["id"] == "why"]
    why["metadata"]["nbgrader"]["points"] = 4
    path.write_text(json.dumps(cells, indent=1, ensure_ascii=False) + "\n", "utf-8")
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
    for exercise, what in (("smallest", "points"), ("sort_numbers", "extra")):
        term.course("adjust", NAME, exercise, what, "--remove")
    term.course("adjust", NAME, "curve", "+1", "--why", "it was long")
    # of 9: o'neil's 8 and 1 less a tenth; 4706 has handed in, and has the point
    term.scores({"ada": 8.5, "o'neil": 8.1, "gina": 8, "4704": 6.3, "4705": 5, "4706": 1})
    stock_nbgrader_agrees(term)


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
    (term.root / "worksheet.csv").write_text(forty.moodle_worksheet(), "utf-8")
    words = ("--roster", "canvas.csv", "--provisional", "--output", "to_canvas.csv")
    term.course("export", "--to", "canvas", NAME, *words, code=1)
    with (term.root / "to_canvas.csv").open(newline="") as file:
        to_canvas = {row["ID"]: row[f"{NAME} (99)"] for row in csv.DictReader(file)}
    assert {one: to_canvas[one] for one in ("4701", "4704")} == {"4701": "7.5", "4704": "6.3"}
    words = ("--roster", "worksheet.csv", "--provisional", "--output", "to_moodle.csv")
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
    for student, when in {"ada": "2027-03-17 12:00:00", "o'neil": "2027-03-20 12:00:00"}.items():
        folder = term.root / "submitted" / student / SECOND
        folder.mkdir(parents=True)
        (folder / f"{SECOND}.ipynb").write_text(notebook(term.root, student, SECOND), "utf-8")
        (folder / "timestamp.txt").write_text(f"{when} UTC\n")
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
    assert rows["hana"]["max_points"] == "2"  # excused from the first


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
    assert "0 students" in term.course("students").stdout
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
    done = term.run(copy, "course", "export", "--to", "csv", NAME)
    found = {row["student"]: row for row in csv.DictReader(done.stdout.splitlines())}
    assert {one: row["score"] for one, row in found.items()} == {
        one: row["score"] for one, row in before.items()
    }
    term.root, term.url = copy, f"sqlite:///{copy / 'gradebook.db'}"


STEPS: tuple[Callable[[Term], None], ...] = (
    begin_the_course,
    take_in_the_class_list,
    give_out,
    grant_before_anything_is_handed_in,
    hand_in_by_the_exchange,
    collect_two_downloads,
    grade_the_class,
    read_what_waits,
    hand_in_again,
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
