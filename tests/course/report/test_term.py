"""The whole term on a page and as a table."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from autograder.cli.readiness import who_is_odd
from autograder.course import Course
from autograder.errors import CourseError
from autograder.gradebook import Row
from autograder.report.term import Column, _person, term_of
from autograder.term.roster import read_roster
from tests.course.support import example_class, run_tool, small_class
from tests.course.support.small_class import NAME, course

A, B, C = (Column(name, 10.0) for name in "abc")


def row(score: float, **more: object) -> Row:
    usual = {"late_penalty": 0.0, "needs_person": False, "flagged": False, "exercises": {}}
    return Row("ada", None, score, 10.0, **(usual | more))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = ("01_slope", "02_one_step")
    root = example_class(tmp_path_factory.mktemp("term") / "course", names, ("ada", "goran", "jia"))
    shutil.rmtree(root / "submitted" / "jia" / "02_one_step")
    with (root / "course_config.py").open("a") as config:
        config.write("\nc.Course.due_dates = {}\n")
    for name in names:
        done = run_tool(root, "course", "grade", name, "--quiet")
        assert done.returncode == 0, done.stderr
    small_class.sql(root, "update student set first_name='Ada', last_name='<b>' where id='ada'")
    small_class.sql(root, "insert into student (id) values ('zoe')")
    return root


def test_the_term_is_a_page_and_a_table(root: Path) -> None:
    done = course(root, "report")
    assert "4 students, 2 assignments in reports/term.html" in done.stdout
    page = (root / "reports" / "term.html").read_text("utf-8")
    assert "Ada &lt;b&gt;" in page
    assert "not graded yet: 03_tips" in page
    assert "nothing handed in of 01_slope and 02_one_step" in page
    lines = course(root, "export", "--to", "csv").stdout.splitlines()
    rows = {line["student"]: line for line in csv.DictReader(lines)}
    assert list(rows) == ["ada", "goran", "jia", "zoe"]
    assert rows["jia"]["02_one_step"] == rows["zoe"]["01_slope"] == ""
    assert rows["ada"]["max_points"] == "30"
    ada = sum(float(rows["ada"][name]) for name in ("01_slope", "02_one_step"))
    assert float(rows["ada"]["total"]) == pytest.approx(ada)
    assert rows["zoe"]["percent"] == "0.0"
    done = course(root, "export", "--to", "gradescope", code=2)
    assert "--to gradescope is for one assignment; name it" in done.stderr


def test_the_term_goes_to_canvas(root: Path) -> None:
    done = course(root, "export", "--to", "canvas", code=2)
    assert "--to canvas needs --roster FILE" in done.stderr
    head = "Student,ID,SIS User ID,SIS Login ID,Section,01_slope (5),total (6)"
    people = "\n".join(f"{who},{n},,{who},A,9,9" for n, who in enumerate(("ada", "jia", "zoe")))
    (root / "canvas.csv").write_text(f"{head}\n{people}\n")
    command = ("export", "--to", "canvas", "--roster", "canvas.csv", "--provisional")
    done = course(root, *command, code=1)
    rows = {row["ID"]: row for row in csv.DictReader(done.stdout.splitlines())}
    assert set(rows) == {"", "0", "1"}, "zoe handed in nothing, and is not named"
    assert rows[""]["total (6)"] == "100"
    assert rows["1"]["02_one_step"] == ""
    assert float(rows["0"]["01_slope (5)"]) == pytest.approx(
        {p.student: p for p in term_of(Course.load(root)).people}["ada"].scores["01_slope"]
    )
    assert "'goran' (not in the platform's file)" in done.stderr
    assert "asks at the import: '02_one_step'" in done.stderr


def test_a_voided_exercise_is_not_in_the_total(root: Path) -> None:
    before = {p.student: p for p in term_of(Course.load(root)).people}["ada"]
    exercise = Course.load(root).assignment("01_slope").exercises[0]
    course(root, "adjust", "01_slope", exercise.name, "void")
    lines = course(root, "export", "--to", "csv").stdout.splitlines()
    ada = next(line for line in csv.DictReader(lines) if line["student"] == "ada")
    assert float(ada["max_points"]) == before.maximum - exercise.points
    course(root, "adjust", "01_slope", exercise.name, "void", "--remove")


def test_what_somebody_is_excused_from_is_not_in_their_total(root: Path) -> None:
    before = {p.student: p for p in term_of(Course.load(root)).people}
    table = root / "exceptions.csv"
    table.write_text("student,assignment,what,why\njia,02_one_step,excused,flu\n")
    after = {p.student: p for p in term_of(Course.load(root)).people}
    table.unlink()
    assert (before["jia"].maximum, after["jia"].maximum) == (30, 10)
    assert after["jia"].total == before["jia"].total
    assert after["ada"] == before["ada"]


def test_what_is_not_due_yet_is_in_nobodys_maximum(root: Path) -> None:
    before = {p.student: p for p in term_of(Course.load(root)).people}
    assert before["zoe"].behind
    config = root / "course_config.py"
    text = config.read_text("utf-8")
    dates = {"01_slope": "2021-03-01 12:00Z", "02_one_step": "2999-03-01 12:00Z"}
    config.write_text(f"{text}c.Course.due_dates = {dates!r}\n", "utf-8")
    table = root / "exceptions.csv"
    head = "student,assignment,what,value,why\n"
    table.write_text(f"{head}zoe,01_slope,extension,2999-01-01 12:00Z,was ill\n")
    try:
        after = {p.student: p for p in term_of(Course.load(root)).people}
        lines = course(root, "export", "--to", "csv").stdout.splitlines()
        course(root, "report")
        table.write_text(f"{head}*,02_one_step,extension,1 day,was ill\n")
        some = {p.student: p for p in term_of(Course.load(root)).people}
    finally:
        config.write_text(text, "utf-8")
        table.unlink()
        term_of(Course.load(root))  # the extensions are taken back
    assert (after["zoe"].maximum, after["zoe"].share, after["zoe"].behind) == (0, None, "")
    assert (after["jia"].maximum, after["jia"].not_due) == (10, {"02_one_step"})
    assert (after["ada"].maximum, after["ada"].total) == (30, before["ada"].total)
    zoe = next(row for row in csv.DictReader(lines) if row["student"] == "zoe")
    assert (zoe["02_one_step"], zoe["max_points"], zoe["percent"]) == ("", "0", "")
    assert (root / "reports" / "term.html").read_text("utf-8").count("not due yet</span>") == 3
    assert some["zoe"].maximum == 10
    assert some["zoe"].behind == "0% of the points so far"


def test_who_has_no_work_and_is_not_in_the_class_list_is_no_part_of_the_term(root: Path) -> None:
    (root / "students.csv").write_text("id\nada\nlea\n")
    found = {p.student for p in term_of(Course.load(root)).people}
    odd = list(who_is_odd(Course.load(root), read_roster(root)))
    (root / "students.csv").unlink()
    small_class.sql(root, "delete from student where id = 'lea'")
    assert found == {"ada", "goran", "jia", "lea"}
    said = "zoe is in the gradebook, but neither in it nor with work: course students remove zoe"
    assert odd == [said]


def test_the_best_count_and_missing_work_is_a_zero() -> None:
    rows = {"a": row(4), "b": row(9)}
    person = _person("ada", "", rows, [A, B, C], 0)
    assert (person.total, person.maximum, person.share) == (13, 30, pytest.approx(13 / 30))
    assert person.behind == "43% of the points so far"
    best = _person("ada", "", rows, [A, B, C], 2)
    assert (best.total, best.maximum, best.counted) == (13, 20, {"a", "b"})
    assert best.behind == ""
    nobody = _person("bo", "", {"a": row(10)}, [A, B, C], 1)
    assert nobody.behind == "nothing handed in of b and c"


def test_an_assignment_without_a_maximum_comes_on_top_of_the_best() -> None:
    gone = Column("gone", 0.0)  # every exercise is void, or extra
    rows = {"a": row(4), "b": row(9), "gone": row(3)}
    best = _person("ada", "", rows, [gone, A, B, C], 1)
    assert (best.total, best.maximum, best.counted) == (12, 10, {"b", "gone"})
    without = _person("bo", "", {"a": row(4), "b": row(9)}, [gone, A, B, C], 2)
    assert (without.total, without.maximum) == (13, 20)
    assert _person("ada", "", rows, [gone, A, B, C], 3).total == 16


def test_a_bonus_comes_on_top_and_its_maximum_counts_for_nobody() -> None:
    bonus = Column("bonus", 20.0, bonus=True)
    columns = [A, B, bonus]
    tried = _person("ada", "", {"a": row(9), "b": row(8), "bonus": row(5)}, columns, 0)
    assert (tried.total, tried.maximum, tried.share) == (22, 20, pytest.approx(1.1))
    left_out = _person("bo", "", {"a": row(6), "b": row(6)}, columns, 0)
    assert (left_out.total, left_out.maximum, left_out.behind) == (12, 20, "")
    best = _person("ada", "", {"a": row(9), "b": row(8), "bonus": row(20)}, columns, 1)
    assert (best.total, best.maximum, best.counted) == (29, 10, {"a", "bonus"})
    nothing = _person("cy", "", {"bonus": row(5)}, columns, 0)
    assert nothing.behind == "nothing handed in of a and b; 25% of the points so far"


def test_a_bonus_is_so_in_every_table_of_the_term(root: Path) -> None:
    before = {p.student: p for p in term_of(Course.load(root)).people}["ada"]
    config = root / "course_config.py"
    text = config.read_text("utf-8")
    config.write_text(f"{text}\nc.Course.bonus = ['02_one_step']\n", "utf-8")
    head = "Student,ID,SIS User ID,SIS Login ID,Section,02_one_step (5),total (6)"
    (root / "canvas.csv").write_text(f"{head}\nada,0,,ada,A,9,9\njia,1,,jia,A,9,9\n")
    try:
        course(root, "report")
        lines = course(root, "export", "--to", "csv").stdout.splitlines()
        command = ("export", "--to", "canvas", "--roster", "canvas.csv", "--provisional")
        whole = course(root, *command, code=1).stdout.splitlines()
        alone = course(root, *command, "02_one_step", code=1).stdout.splitlines()
    finally:
        config.write_text(text, "utf-8")
    assert "<small>bonus 20</small>" in (root / "reports" / "term.html").read_text("utf-8")
    rows = {row["student"]: row for row in csv.DictReader(lines)}
    assert {row["max_points"] for row in rows.values()} == {"10"}
    assert float(rows["ada"]["total"]) == before.total
    canvas = {row["ID"]: row for row in csv.DictReader(whole)}
    assert canvas[""]["02_one_step (5)"] == "0"
    for number, who in ("0", "ada"), ("1", "jia"):
        assert float(canvas[number]["total (6)"]) == float(rows[who]["percent"])
    assert next(csv.DictReader(alone))["02_one_step (5)"] == "0"


def test_a_fault_of_ours_is_in_nobodys_total() -> None:
    rows = {"a": row(4, unknown=frozenset({"x"}), needs_person=True), "b": row(9, late_penalty=1)}
    person = _person("ada", "", rows, [A, B], 0)
    assert (person.total, person.maximum, person.scores, person.open) == (8, 10, {"b": 8}, {"a"})
    empty = _person("ada", "", {"a": rows["a"]}, [A], 0)
    assert empty.share is None


def test_without_grades_it_says_so(tmp_path: Path) -> None:
    root = small_class.copy_other_course(tmp_path / "course")
    with pytest.raises(CourseError, match="there is no gradebook yet"):
        term_of(Course.load(root))
    small_class.register(root, NAME)
    with pytest.raises(CourseError, match="nothing is graded yet"):
        term_of(Course.load(root))
