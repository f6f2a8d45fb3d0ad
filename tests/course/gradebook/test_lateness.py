"""Extensions, waivers, excuses and late days: in nbgrader's own columns, and taken back again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.gradebook import GradebookWriter
from autograder.gradebook.database import nbgrader_url
from autograder.gradebook.extensions import Given, settled_extension
from autograder.gradebook.registration import register
from autograder.records import ExerciseGrade, Grade
from tests.course.support import copy_other_course

# of nbgrader's own API, when it adds a submission
pytestmark = pytest.mark.filterwarnings("ignore:Object of type")
FIRST, SECOND = "01_sorting", "02_sorting"
DUE = {FIRST: datetime(2027, 2, 22, 23, 59), SECOND: datetime(2027, 3, 1, 23, 59)}
DAY = timedelta(days=1)
HEAD = "student,assignment,what,value,why\n"


def two_assignments(root: Path) -> Path:
    """The small course, and its assignment once more under another name, both with a due date."""
    copy_other_course(root)
    for place in ("source", "release"):
        made = root / place / SECOND / f"{SECOND}.ipynb"
        made.parent.mkdir()
        made.write_bytes((root / place / FIRST / f"{FIRST}.ipynb").read_bytes())
    hidden = root / "tests" / "hidden"
    (hidden / SECOND).symlink_to(hidden / FIRST)
    with (root / "course_config.py").open("a") as config:
        dates = {name: f"{due:%Y-%m-%d %H:%M}Z" for name, due in DUE.items()}
        config.write(f"c.Course.due_dates = {dates}\n")
    return root


@pytest.fixture
def course(use_database: Callable[[Path], None], tmp_path: Path) -> Course:
    root = two_assignments(tmp_path / "course")
    use_database(root)
    course = Course.load(root)
    for name in (FIRST, SECOND):
        with GradebookWriter(course) as writer:
            register(course, course.assignment(name), writer)
    return course


def write(course: Course, rows: str) -> None:
    (course.root / "exceptions.csv").write_text(HEAD + rows)


def land(course: Course, name: str, **days: float) -> None:
    """Land a grade of 2 points for each student, so many days after the due date."""
    assignment = course.assignment(name)
    with GradebookWriter(course) as writer:
        writer.bring_up_to_date(assignment)
        for student, late in days.items():
            exercise = ExerciseGrade("smallest", "passed", 2.0, 2.0)
            grade = Grade(student, name, "graded", 2.0, 8.0, (exercise,), "full")
            writer.save(grade, assignment, DUE[name] + late * DAY)
        writer.settle_late_days(assignment)


def exported(course: Course, name: str) -> dict[str, tuple[float, int]]:
    with GradebookWriter(course) as writer:
        rows = writer.rows(course.assignment(name))
    return {row.student: (row.late_penalty, row.about.used) for row in rows}


def stands(course: Course, name: str, student: str) -> tuple[Any, Any]:
    """The extension and the penalty, as nbgrader itself reads them."""
    with Gradebook(nbgrader_url(course), "sorting") as book:
        submission = book.find_submission(name, student)
        return submission.extension, submission.notebooks[0].late_submission_penalty


def give(course: Course, name: str, student: str, extension: timedelta | None) -> None:
    with Gradebook(nbgrader_url(course), "sorting") as book:
        book.update_or_create_student(student)
        book.update_or_create_submission(name, student, extension=extension)


def test_an_extension_stands_where_nbgrader_looks_for_it(course: Course) -> None:
    """Before and after hand-in; and it goes when its row goes."""
    write(course, f"ada,{FIRST},extension,3 days,ill\n")
    land(course, FIRST, ada=2, bob=2)
    assert stands(course, FIRST, "ada") == (3 * DAY, None)
    assert stands(course, FIRST, "bob") == (None, 0.4)
    write(course, f"bob,{FIRST},extension,2027-02-25 23:59Z,\n")
    assert exported(course, FIRST) == {"ada": (0.4, 0), "bob": (0.0, 0)}
    assert stands(course, FIRST, "ada") == (None, 0.4)
    assert stands(course, FIRST, "bob") == (3 * DAY, None)
    with GradebookWriter(course) as writer:
        assert set(writer.settled(course.assignment(FIRST))) == {"ada", "bob"}
    (course.root / "exceptions.csv").unlink()
    assert exported(course, FIRST) == {"ada": (0.4, 0), "bob": (0.4, 0)}
    assert stands(course, FIRST, "bob") == (None, 0.4)


def test_what_was_given_by_nbgraders_own_tools_stays(course: Course) -> None:
    give(course, FIRST, "ada", DAY)
    write(course, f"ada,{FIRST},extension,3 days,\nbob,{FIRST},extension,3 days,\n")
    land(course, FIRST, ada=2, bob=2)
    assert stands(course, FIRST, "ada") == (3 * DAY, None)
    write(course, "")
    assert exported(course, FIRST)["ada"] == (0.2, 0)
    assert stands(course, FIRST, "ada") == (DAY, 0.2)
    write(course, f"bob,{FIRST},extension,3 days,\n")
    assert exported(course, FIRST)["bob"] == (0.0, 0)
    give(course, FIRST, "bob", 5 * DAY)  # a person, while the file says something else
    write(course, "")
    assert exported(course, FIRST)["bob"] == (0.0, 0)
    assert stands(course, FIRST, "bob") == (5 * DAY, None)


def test_an_extension_without_work_is_no_work(course: Course) -> None:
    (course.root / "students.csv").write_text("id\nada\nbob\n")
    land(course, FIRST, ada=0)
    give(course, FIRST, "bob", DAY)
    with GradebookWriter(course) as writer:
        rows = writer.rows(course.assignment(FIRST))
    assert [(row.student, row.state) for row in rows] == [("ada", "handed in"), ("bob", "missing")]


def test_a_waiver_and_an_excuse_cost_nothing_and_can_be_taken_back(course: Course) -> None:
    land(course, FIRST, ada=2, bob=2, chen=2)
    write(course, f"ada,{FIRST},waived,,storm\nbob,*,excused,,left\n")
    assert [one[0] for one in exported(course, FIRST).values()] == [0.0, 0.0, 0.4]
    assert stands(course, FIRST, "ada") == (None, None)
    write(course, "")
    assert [one[0] for one in exported(course, FIRST).values()] == [0.4, 0.4, 0.4]


def test_late_days_are_used_in_the_order_of_due_dates(course: Course) -> None:
    """Whatever is graded first; what happens to an earlier assignment counts for later ones."""
    course.late_days = 3
    land(course, SECOND, ada=2, bob=5)
    assert exported(course, SECOND) == {"ada": (0.0, 2), "bob": (0.4, 3)}
    land(course, FIRST, ada=2, bob=1)
    assert stands(course, SECOND, "ada") == (None, 0.2), "brought up to date by the earlier one"
    assert exported(course, FIRST) == {"ada": (0.0, 2), "bob": (0.0, 1)}
    assert exported(course, SECOND) == {"ada": (0.2, 1), "bob": (0.6, 2)}
    write(
        course,
        f"ada,{FIRST},waived,,\nbob,*,late days,1,\nbob,{SECOND},late days,1,\n"
        f"chen,{SECOND},late days,1,\n",
    )
    land(course, SECOND, chen=5)
    assert exported(course, FIRST) == {"ada": (0.0, 0), "bob": (0.0, 1)}
    assert exported(course, SECOND) == {"ada": (0.0, 2), "bob": (0.2, 4), "chen": (0.2, 4)}
    write(course, f"bob,{FIRST},extension,1 day,\n")
    assert exported(course, SECOND)["bob"] == (0.4, 3)
    course.late_days = 0
    write(course, "")
    assert exported(course, SECOND) == {"ada": (0.4, 0), "bob": (1.0, 0), "chen": (1.0, 0)}


def test_without_exceptions_and_budget_nobody_is_looked_at_twice(course: Course) -> None:
    land(course, FIRST, ada=2)
    with GradebookWriter(course) as writer:
        assert writer.settle_late_days(course.assignment(FIRST)) == {}
        assert writer.term.people(FIRST)["ada"].notes == ()


@pytest.mark.parametrize(
    ("there", "given", "told", "then"),
    [
        (None, None, None, (None, None)),
        (DAY, None, None, (DAY, None)),
        (None, None, DAY, (DAY, Given(DAY, None))),
        (DAY, None, 2 * DAY, (2 * DAY, Given(2 * DAY, DAY))),
        (2 * DAY, Given(2 * DAY, DAY), None, (DAY, None)),
        (3 * DAY, Given(2 * DAY, DAY), None, (3 * DAY, None)),
        (3 * DAY, Given(2 * DAY, DAY), DAY, (DAY, Given(DAY, 3 * DAY))),
        (2 * DAY, Given(2 * DAY, DAY), 4 * DAY, (4 * DAY, Given(4 * DAY, DAY))),
    ],
)
def test_the_file_takes_away_only_what_it_gave(
    there: Any, given: Any, told: Any, then: Any
) -> None:
    assert settled_extension(there, given, told) == then


def test_a_gradebook_from_before_gets_our_table(course: Course) -> None:
    with GradebookWriter(course) as writer, writer.writing() as connection:
        connection.exec_driver_sql("drop table autograder_extension")
    write(course, f"ada,{FIRST},extension,3 days,\n")
    land(course, FIRST, ada=2)
    assert stands(course, FIRST, "ada") == (3 * DAY, None)
