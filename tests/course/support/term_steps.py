"""The steps of a term until the class has been read: begun, given out, taken in, graded, read.

What is expected is worked out by hand. An assignment of 8: `smallest` 2, `sort_numbers` 3, `why` 3
(read by a person). Lateness costs a tenth of the score for each day begun. A recognised mistake
earns 40 of 100: `value_not_place` 0.8 of 2, `sorted_downwards` 1.2 of 3. At first the hidden test
of `smallest` has a mistake of its own: who is right passes one check of two, and has 1 of 2.
"""

from __future__ import annotations

from tests.course.support import forty, small_class
from tests.course.support.forty import (
    DUE,
    IN_TIME,
    KIMS,
    NAME,
    NEXT_DAY,
    SECOND,
    THE_DAY_AFTER,
    THREE_DAYS,
    notebook,
)
from tests.course.support.whole_term import Term

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
        config.write("c.Course.jobs = 1\n")
    term.course("new", SECOND, "--points", "2")
    term.course("build")


def take_in_the_class_list(term: Term) -> None:
    lists = {
        "server": forty.SERVER_LIST,
        "canvas": forty.canvas_gradebook(),
        "moodle": forty.moodle_worksheet(),
    }
    for name, text in lists.items():
        (term.root / f"{name}.csv").write_text(text, "utf-8")
        term.course("students", "import", f"{name}.csv")
    done = term.course("students")
    assert "40 students in students.csv" in done.stdout
    assert "Tess O'Neil" in done.stdout


def give_out(term: Term) -> None:
    term.nbgrader("release_assignment", NAME)


def grant_before_anything_is_handed_in(term: Term) -> None:
    """Some by command, some in the file, as the manual says that one may."""
    term.course("exceptions", "add", "chen", NAME, "extension", "3 days", "--why", "was ill")
    term.course("exceptions", "add", "*", SECOND, "extension", "2 days", "--why", "a feast")
    with (term.root / "exceptions.csv").open("a") as file:
        file.write(f"dora,{NAME},waived,,\nemil,{NAME},late days,1,\nhana,{NAME},excused,,\n")
    assert "5 rows" in term.course("exceptions").stdout


def hand_in_by_the_exchange(term: Term) -> None:
    """bob's second work is late, and worse; finn hands in for gina, too."""
    for student in ("ada", "o'neil"):
        term.fetch(student, IN_TIME)
    for student, when, answers in (
        ("ada", IN_TIME, {}),
        ("o'neil", NEXT_DAY, {}),
        ("bob", IN_TIME, {}),
        ("bob", NEXT_DAY, {"smallest": small_class.VALUE}),
        ("chen", THREE_DAYS, {}),
        ("finn", IN_TIME, {}),
    ):
        term.submit(student, when, notebook(term.root, student, **answers))
    term.nbgrader("collect", NAME)
    assert len(list((term.root / "earlier" / "bob" / NAME).iterdir())) == 1


def take_in_by_hand(term: Term) -> None:
    """What came by mail."""
    term.hand_in("dora", NEXT_DAY)
    term.hand_in("emil", THE_DAY_AFTER)


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
    # 40, less 6 of whom nothing came; one Python file is refused
    assert "34 submissions, 33 graded now; 5 missing; 1 excused" in done.stdout, done.stdout
    term.scores(
        {
            **dict.fromkeys(("ada", "chen", "dora", "finn", "gina", "4701", "4703"), 4),
            **dict.fromkeys(KIMS, 4),
            "o'neil": 3.6,  # 4 less a tenth
            "bob": 3.42,  # 0.8 + 3 less a tenth
            "emil": 3.6,  # two days late, and one late day to spend
            "4702": 3.6,
            "4705": 2.2,  # 1 + 1.2
            **dict.fromkeys(("4704", "Pat O'Neil"), 3.8),
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
            "ada": 6.5,
            "o'neil": 6.3,  # 4 + 3 less a tenth
            "4701": 5.5,
            "4704": 5.3,  # 0.8 + 3 + 1, and half a point of extra credit
            "4705": 3,  # 1 + 2 by a person, who has not read `why`
            **dict.fromkeys(("finn", "gina", "4712", "4713", "Kim Lee_100002"), 6),
            "Kim Lee_100003": 5,
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
    # the same work of 4702 has come again, and the moment that was written for it stays
    term.scores({"ada": 6.5, "4701": 5.5, "bob": 4, "4702": 3.6})
    rows = term.exported()
    waits = {one for one in ("ada", "4701", "4704", "finn") if rows[one]["needs_person"] == "yes"}
    assert waits == {"ada", "4701"}
    term.give("ada", "why", 2.5)  # read again, and the same
