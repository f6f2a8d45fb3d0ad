"""Where adjustments meet exceptions and groups: what counts, who is said to have changed, why."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import autograder.term.adjustments
import autograder.term.exceptions
import autograder.term.roster
from autograder.batch.plan import make_plan
from autograder.batch.run import grade_class
from autograder.course import Course
from autograder.grading.pool import Pool
from tests.course.support import copy_other_course, small_class
from tests.course.support.small_class import DOWNWARDS, NAME, VALUE, course, exported, give

pytestmark = [
    pytest.mark.usefixtures("borrowed"),
    # of nbgrader's own API, when it adds a submission
    pytest.mark.filterwarnings("ignore:Object of type"),
]
ADJUSTED = "assignment,exercise,what,value,why\n"
GRANTED = "student,assignment,what,value,why\n"
LOG = f"reports/{NAME}-changes.csv"
LATE = {"bob": "2027-03-02 12:00", "chen": "2027-03-03 12:00"}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """bob has handed in for ada and himself, a day late; chen two days late; emil in time."""
    root = copy_other_course(tmp_path_factory.mktemp("class") / "course")
    with (root / "course_config.py").open("a") as config:
        config.write(f"c.Course.due_dates = {{{NAME!r}: '2027-03-01 23:59Z'}}\n")
    (root / "students.csv").write_text("id,first_name,group\nada,Ada,red\nbob,Bob,red\n")
    works = {"bob": {}, "chen": {"sort_numbers": DOWNWARDS}, "emil": {"smallest": VALUE}}
    for student, answers in works.items():
        small_class.hand_in(root, student, **answers)
        when = LATE.get(student, "2027-03-01 12:00")
        (root / "submitted" / student / NAME / "timestamp.txt").write_text(f"{when}:00 UTC\n")
    course(root, "grade", NAME, "--quiet")
    assert scores(exported(root)) == {"ada": 4.5, "bob": 4.5, "chen": 2.56, "emil": 3.8}
    return root


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / "course")


def adjust(root: Path, *rows: str) -> None:
    (root / "adjustments.csv").write_text(ADJUSTED + "".join(f"{NAME},{r}\n" for r in rows))


def grant(root: Path, *rows: str) -> None:
    (root / "exceptions.csv").write_text(GRANTED + "".join(f"{row}\n" for row in rows))


def scores(rows: dict[str, dict[str, str]]) -> dict[str, float]:
    return {student: float(row["score"]) for student, row in rows.items() if row["score"]}


def log(root: Path) -> list[tuple[str, ...]]:
    """Who changed, by what, from and to, and why."""
    if not (root / LOG).exists():
        return []
    with (root / LOG).open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [tuple(r[c] for c in ("student", "exercise", "from", "to", "why")) for r in rows]


def stock(root: Path) -> dict[str, tuple[float, float]]:
    found = small_class.of_nbgrader(root)
    return {one: (float(row["score"]), float(row["max_score"])) for one, row in found.items()}


def agree(root: Path) -> None:
    """nbgrader's own export has our scores and maxima, those of the excused included."""
    rows, theirs = exported(root), stock(root)
    ours = {student: float(row["max_points"]) for student, row in rows.items()}
    assert {student: most for student, (_, most) in theirs.items()} == ours
    found = scores(rows)
    assert {one: round(theirs[one][0], 6) for one in found} == found


def page(root: Path, student: str) -> str:
    return (root / "feedback" / student / NAME / f"{NAME}.html").read_text("utf-8")


# --- excused


def test_who_is_excused_is_in_no_mean_and_has_not_changed(root: Path) -> None:
    course(root, "feedback", NAME)
    grant(root, f"emil,{NAME},excused,,ill")
    adjust(root, "smallest,void,,unclear")
    done = course(root, "grade", NAME, "--json", "grades.json")
    assert "3 of 4 changed" in done.stdout
    assert {row[0] for row in log(root)} == {"ada", "bob", "chen"}
    data = json.loads((root / "grades.json").read_text())
    assert {one["student"] for one in data["changed"]} == {"ada", "bob", "chen"}
    rows = exported(root)
    assert (rows["emil"]["state"], rows["emil"]["points"], rows["emil"]["score"]) == (
        *("excused", "3", ""),
    )
    assert {row["max_points"] for row in rows.values()} == {"6"}
    agree(root)
    course(root, "feedback", NAME)
    said = page(root, "emil")
    assert "You are excused" in said
    assert "This exercise does not count: unclear." in said
    assert "Changed since" not in said
    assert "smallest 2 → 0, because this exercise does not count: unclear" in page(root, "bob")
    course(root, "report", NAME)
    report = (root / "reports" / f"{NAME}.html").read_text("utf-8")
    assert "of 3 points marked so far is the median, 2.4 the mean" in report  # 3, 3, 1.2


def test_the_table_counts_as_the_gradebook_does(root: Path) -> None:
    grant(root, f"emil,{NAME},excused,,ill")
    adjust(root, "why,points,6,", ",curve,+1,")
    give(root, "bob", "why", 2.5)
    here = Course.load(root)
    with Pool(here, jobs=1) as pool:
        result = grade_class(make_plan(here, here.assignment(NAME)), pool)
    stands = {grade.student: result.standing(grade).points for grade in result.grades}
    assert stands == {"ada": 8.5, "bob": 8.5, "chen": 4.2, "emil": 4.8}
    assert sorted(result.tally().points) == [4.2, 8.5, 8.5]
    assert {row.student for row in result.moved} == {"ada", "bob", "chen"}


def test_a_refused_notebook_has_the_points_that_everybody_has(root: Path) -> None:
    """In the table as in the gradebook: 3 for `why`, 1 by the curve; then 2 and 0.5 by a person."""
    small_class.hand_in(root, "zoe")
    (root / "submitted" / "zoe" / NAME / f"{NAME}.ipynb").write_text("cut")
    adjust(root, "why,full,,", ",curve,+1,")
    table, data = course(root, "grade", NAME, "--json", "grades.json").stdout, root / "grades.json"
    assert "│zoe ⚑ │ │ 4 │ │ refused:" in " ".join(table.split())
    machine = {one["student"]: one["points"] for one in json.loads(data.read_text())["grades"]}
    assert machine["zoe"] == 3.0
    assert exported(root)["zoe"]["score"] == "4"
    give(root, "zoe", "test_smallest", 2.0)
    give(root, "zoe", "why", None, extra_credit=0.5)
    assert exported(root)["zoe"]["score"] == "6.5"
    here = Course.load(root)
    with Pool(here, jobs=1) as pool:
        result = grade_class(make_plan(here, here.assignment(NAME)), pool)
    assert {one.student: result.standing(one).points for one in result.grades}["zoe"] == 6.5


# --- groups


@pytest.mark.parametrize(
    ("rows", "score"),
    [
        ([",curve,+1,"], 7.65),  # 5 + 2.5 + 1 of 8, less a tenth: the curve ends at 8
        (["why,points,6,"], 6.75),  # what a person gave is not scaled, with the others either
        (["why,full,,"], 7.2),
        (["why,void,,"], 4.5),
        (["smallest,points,4,", ",curve,x1.1 over,"], 9.405),
    ],
    ids=str,
)
def test_members_follow_the_one_who_handed_in(root: Path, rows: list[str], score: float) -> None:
    """With and without a grading run in between, and back again."""
    if rows == [",curve,+1,"]:
        score = 7.2
    give(root, "bob", "why", 2.5)
    adjust(root, *rows)
    for again in (False, True):
        if again:
            course(root, "grade", NAME, "--quiet")
        found = scores(exported(root))
        assert found["bob"] == pytest.approx(score, abs=0.006)
        assert found["ada"] == found["bob"]
        agree(root)
    (root / "adjustments.csv").unlink()
    assert {scores(exported(root))[one] for one in ("ada", "bob")} == {6.75}
    agree(root)
    give(root, "bob", "why", None, needs_manual_grade=True)
    course(root, "grade", NAME, "--quiet")
    assert {scores(exported(root))[one] for one in ("ada", "bob")} == {4.5}


def test_a_member_who_does_not_read_waits_for_nobody_when_full_is_taken_back(root: Path) -> None:
    adjust(root, "why,full,,")
    course(root, "grade", NAME, "--quiet")
    (root / "adjustments.csv").unlink()
    course(root, "grade", NAME, "--quiet")
    waits = {one: small_class.cells(root, one)["why"]["needs_manual_grade"] for one in LATE}
    assert waits == {"bob": True, "chen": True}
    assert not small_class.cells(root, "ada")["why"]["needs_manual_grade"]
    assert exported(root)["ada"]["needs_person"] == "yes"


def test_points_for_the_group_are_why_a_member_has_changed(root: Path) -> None:
    give(root, "bob", "why", 2.5)
    course(root, "feedback", NAME)
    (root / LOG).unlink()
    give(root, "bob", "why", 1.5)
    other = shutil.copytree(root, root.parent / "other")
    course(root, "grade", NAME, "--quiet")
    assert log(root) == [
        ("ada", "why", "2.5", "1.5", "a person's points for the group"),
        ("bob", "late penalty", "0.75", "0.65", "lateness counted anew"),
    ]
    course(other, "feedback", NAME)
    assert sorted(log(other)) == log(root)
    assert "because a person gave your group other points" in page(other, "ada")
    agree(other)


# --- lateness


def test_an_extension_and_a_waiver_are_why_a_penalty_changes(root: Path) -> None:
    course(root, "feedback", NAME)
    grant(root, f"chen,{NAME},extension,1 day,ill", f"bob,{NAME},waived,,")
    done = course(root, "grade", NAME)
    assert "2 of 4 changed: bob 4.5 → 5 (late penalty); chen 2.56 → 2.88" in done.stdout
    assert "why: an exception (2)" in done.stdout
    assert sorted(log(root)) == [
        ("bob", "late penalty", "0.5", "0", "an exception"),
        ("chen", "late penalty", "0.64", "0.32", "an exception"),
    ]
    course(root, "feedback", NAME)
    assert "late penalty 0.64 → 0.32, because what was granted to you has changed." in page(
        root, "chen"
    )
    grant(root, f"bob,{NAME},waived,,")
    done = course(root, "export", "--to", "csv", NAME)
    assert "1 changed: chen 2.88 → 2.56 (late penalty)" in done.stderr
    assert log(root)[-1] == ("chen", "late penalty", "0.32", "0.64", "an exception")


def test_late_days_for_everybody_are_why_a_penalty_changes(root: Path) -> None:
    grant(root, "*,*,late days,1,the network was down")
    course(root, "export", "--to", "csv", NAME)
    assert sorted(log(root)) == [
        ("ada", "late penalty", "0.5", "0", "an exception"),
        ("bob", "late penalty", "0.5", "0", "an exception"),
        ("chen", "late penalty", "0.64", "0.32", "an exception"),
    ]


def test_lateness_is_told_from_adjustments_that_stand_in_the_same_column(root: Path) -> None:
    give(root, "chen", "test_smallest", 1.0)
    adjust(root, "smallest,void,,unclear", ",curve,+2,too hard")
    done = course(root, "grade", NAME)
    assert "chen 2.56 → 2.56" not in done.stdout
    before = len(log(root))
    grant(root, f"chen,{NAME},extension,2 days,ill")
    course(root, "grade", NAME, "--quiet")
    assert log(root)[before:] == [("chen", "late penalty", "0.64", "0", "an exception")]
    agree(root)
    adjust(root, "smallest,void,,unclear")
    course(root, "export", "--to", "csv", NAME)
    student, what, *_, why = log(root)[-1]
    assert (student, what, why) == ("emil", "adjustments", "an adjustment was taken back")
    assert scores(exported(root))["chen"] == 1.2


def test_late_days_with_a_changed_maximum(root: Path) -> None:
    with (root / "course_config.py").open("a") as config:
        config.write("c.Course.late_days = 1\n")
    adjust(root, "smallest,points,4,", "sort_numbers,void,,")
    done = course(root, "grade", NAME)
    assert "1 late day used" in done.stdout
    rows = exported(root)
    assert {one: (row["points"], row["late_penalty"]) for one, row in rows.items()} == {
        **dict.fromkeys(("ada", "bob"), ("4", "0")),
        "chen": ("4", "0.4"),  # one of the two days is paid, and a tenth of what counts now
        "emil": ("1.6", "0"),
    }
    agree(root)
    grant(root, f"chen,{NAME},late days,1,moved")
    course(root, "export", "--to", "csv", NAME)
    assert log(root)[-1] == ("chen", "late penalty", "0.4", "0", "an exception")


def test_an_extension_before_any_work_gets_nothing_from_a_curve(root: Path) -> None:
    with (root / "students.csv").open("a") as file:
        file.write("zoe,Zoe,\n")
    with small_class.Gradebook(f"sqlite:///{root / 'gradebook.db'}", "sorting") as book:
        book.update_or_create_student("zoe")
        book.update_or_create_submission(NAME, "zoe")
    grant(root, f"zoe,{NAME},extension,1 day,")
    adjust(root, "why,full,,", ",curve,+1,")
    row = exported(root)["zoe"]
    assert (row["state"], row["points"], row["max_points"], row["curve"]) == (
        "missing",
        "",
        "8",
        "",
    )
    assert stock(root)["zoe"][0] == 0.0


# --- spreadsheets


def test_an_export_that_is_filled_in_comes_back(root: Path) -> None:
    """With missing students, excused ones, and points that count otherwise than they stand."""
    with (root / "students.csv").open("a") as file:
        file.write("zoe,Zoe,\n")
    grant(root, f"emil,{NAME},excused,,ill")
    give(root, "chen", "test_smallest", 1.0, extra_credit=0.5)
    give(root, "bob", "test_sort_numbers", 2.0)
    adjust(root, "smallest,void,,", "sort_numbers,full,,")
    course(root, "export", "--to", "csv", NAME, "--output", "out.csv")
    done = course(root, "import-scores", NAME, "out.csv", "--write", "--replace")
    assert "0 new, 0 differ from a person's, 8 equal" in done.stdout
    text = (root / "out.csv").read_text()
    (root / "out.csv").write_text(text.replace("0,3,0\nchen", "0,3,2.5\nchen"))
    done = course(root, "import-scores", NAME, "out.csv", "--write")
    assert "1 new" in done.stdout
    found = scores(exported(root))
    assert found["ada"] == found["bob"] == 4.95
    assert log(root)[-1][4] == "a person's points for the group"
    (root / "out.csv").write_text("student,why\nzoe,2\n")
    done = course(root, "import-scores", NAME, "out.csv", code=2)
    assert "'zoe' has handed in nothing" in done.stderr


# --- once a run


@pytest.mark.parametrize("command", ["grade", "report", "feedback", "export --to csv"])
def test_each_table_is_read_once_a_run(
    root: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    from click.testing import CliRunner

    from autograder.cli import main

    grant(root, f"emil,{NAME},excused,,ill")
    adjust(root, "smallest,void,,")
    read: Counter[str] = Counter()

    def counting(real: Any) -> Any:
        def read_table(path: Path, *others: Any) -> Any:
            read[path.name] += 1
            return real(path, *others)

        return read_table

    for module in ("adjustments", "exceptions", "roster"):
        place = getattr(autograder.term, module)
        monkeypatch.setattr(place, "read_table", counting(place.read_table))
    monkeypatch.chdir(root)
    done = CliRunner().invoke(main, [*command.split(), NAME])
    assert done.exit_code == 0, done.output
    assert read == dict.fromkeys(("adjustments.csv", "exceptions.csv", "students.csv"), 1)
