"""The core of a term with the gradebook on a PostgreSQL server, its end and the next one included.

As in `test_whole_term.py`, the points are worked out by hand: 2 + 3 by the machine, 3 by
a person, a tenth off for a day late.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.course.support import copy_other_course, forty, tool_environment
from tests.course.support.forty import DUE, IN_TIME, NAME, NEXT_DAY, THREE_DAYS, notebook
from tests.course.support.postgresql import Server
from tests.course.support.whole_term import Term

# of nbgrader's own API, when it adds a submission
pytestmark = pytest.mark.filterwarnings("ignore:Object of type")


def test_nothing_that_a_person_gave_is_lost_on_a_server(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", tool_environment()["PATH"])  # nbgrader's API calls alembic
    term = Term(copy_other_course(tmp_path / "course"), server.database("term"))
    for step in (begin_and_grade, read, change_the_points, adjust, come_and_go, damage, report):
        step(term)
        term.check(after=step.__name__)
    begin_a_new_term(term, server)


def configure(term: Term, *lines: str) -> None:
    with (term.root / "course_config.py").open("a") as config:
        config.writelines(f"{line}\n" for line in lines)


def begin_and_grade(term: Term) -> None:
    configure(
        term,
        f"c.CourseDirectory.db_url = {term.url!r}",
        f"c.Course.due_dates = {{{NAME!r}: {DUE[NAME]!r}}}",
        "c.Course.jobs = 1",
    )
    (term.root / "list.csv").write_text(forty.SERVER_LIST)
    term.course("students", "import", "list.csv")
    term.course("exceptions", "add", "chen", NAME, "extension", "3 days", "--why", "was ill")
    for student, when in (
        *(("ada", IN_TIME), ("o'neil", NEXT_DAY), ("chen", THREE_DAYS), ("finn", IN_TIME)),
        *(("bob", IN_TIME), ("dora", IN_TIME)),
    ):
        term.hand_in(student, when)
    assert "7 submissions, 7 graded now" in term.course("grade", NAME).stdout
    term.scores({"ada": 5, "o'neil": 4.5, "chen": 5, "finn": 5, "gina": 5})


def read(term: Term) -> None:
    for student, points in {"ada": 2.5, "finn": 2, "bob": 1, "dora": 3}.items():
        term.give(student, "why", points)
        term.comment(student, "why", f"Read: “{student}”.")
    term.give("chen", "test_smallest", 1, extra=0.5)
    (term.root / "read.csv").write_text("student,why\no'neil,3\n")
    term.course("import-scores", NAME, "read.csv", "--write")
    term.points["o'neil", "why"] = 3
    again = term.root / "submitted" / "ada" / NAME / f"{NAME}.ipynb"
    again.write_text(notebook(term.root, "ada", why="Each stands where it belongs."), "utf-8")
    term.course("grade", NAME, "--quiet")
    assert term.exported()["ada"]["needs_person"] == "yes"
    # o'neil's 8 less a tenth; chen 1 + 0.5 + 3
    term.scores({"ada": 7.5, "o'neil": 7.2, "gina": 7, "chen": 4.5})


def change_the_points(term: Term) -> None:
    term.change_points("why", 4)
    term.course("build", NAME)
    term.course("grade", NAME, "--quiet")
    term.scores({"ada": 7.5, "o'neil": 7.2})
    assert term.exported()["ada"]["max_points"] == "9"


def adjust(term: Term) -> None:
    term.course("adjust", NAME, "smallest", "void", "--why", "its task was unclear")
    term.course("adjust", NAME, "curve", "+1")
    term.counts["smallest"] = lambda given: 0
    # of 7: 3 + 2.5 + 1; 3 + 3 + 1 less a tenth; chen's 3 + 1, and no half of a void exercise
    term.scores({"ada": 6.5, "o'neil": 6.3, "gina": 6, "chen": 4})
    term.course("adjust", NAME, "smallest", "void", "--remove")
    term.counts.clear()
    term.scores({"ada": 8.5, "o'neil": 8.1, "gina": 8, "chen": 5.5})


def come_and_go(term: Term) -> None:
    done = term.course("students", "remove", "dora", "--yes")
    assert "with 1 scores and 1 comments that people gave" in done.stdout
    term.moved("dora", None)
    term.course("students", "rename", "chen", "li.chen")
    term.moved("chen", "li.chen")
    term.course("students", "merge", "bob", "ivo")
    term.moved("bob", "ivo")
    assert "0 graded now" in term.course("grade", NAME).stdout
    term.scores({"li.chen": 5.5, "ivo": 7})
    assert not term.exported().keys() & {"dora", "chen", "bob"}


def damage(term: Term) -> None:
    """Somebody removes a whole assignment by nbgrader's own command."""
    term.course("backup", "kept.dump")
    term.nbgrader("db", "assignment", "remove", NAME, "--force")
    term.course("restore", "kept.dump")


def report(term: Term) -> None:
    term.course("feedback", NAME)
    term.check_pages({"gina": "finn"})
    term.course("report")
    assert term.exported("")["o'neil"]["total"] == "8.1"


def begin_a_new_term(term: Term, server: Server) -> None:
    """The last one's gradebook stays as it is on the server, and is saved beside its work."""
    done = term.course("new-term", "2027-spring", "--id", "sorting-2028")
    assert "name a new, empty database" in done.stdout
    last = term.root / "terms" / "2027-spring"
    term.check_gradebook(term.url, "new-term, where it was")
    term.hand_in("zoe", IN_TIME)
    refused = term.course("grade", NAME, code=2)
    assert "holds the term in" in refused.stderr
    term.check_gradebook(term.url, "new-term, refused")
    configure(term, f"c.CourseDirectory.db_url = {server.database('next')!r}")
    assert "1 submission, 1 graded now" in term.course("grade", NAME).stdout
    assert term.exported().keys() == {"zoe"}

    term.url = server.database("looked_up")
    configure(term, f"c.CourseDirectory.db_url = {term.url!r}")
    term.course("restore", str(last / "gradebook.dump"))
    for table in ("students.csv", "exceptions.csv", "adjustments.csv"):
        (term.root / table).write_bytes((last / table).read_bytes())
    term.check("new-term, looked up")
    term.scores({"ada": 8.5, "o'neil": 8.1, "gina": 8, "li.chen": 5.5, "ivo": 7})
