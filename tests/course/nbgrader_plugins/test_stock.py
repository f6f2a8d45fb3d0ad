"""Stock nbgrader's own commands run our grader and give the same gradebook."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from pathlib import Path

import nbformat
import pytest

from tests.course.support import (
    example_class,
    gradebook_dump,
    quick_limits,
    run_tool,
    small_class,
)
from tests.course.support.honest_notebooks import colab

ASSIGNMENT = "02_one_step"
SOME = ("ada", "fatima", "hana", "igor", "pepe", "rosa", "sven", "vera", "wim", "zoe")
DAMAGED = ("colette", "noel")  # ada's notebook, from Colab; hana's, under another name


def class_of_some(root: Path) -> Path:
    """A course with a few of the example students, its gradebook not made yet."""
    quick_limits(example_class(root, [ASSIGNMENT], SOME))
    _damage(root / "submitted")
    return root


def _damage(submitted: Path) -> None:
    path = Path(ASSIGNMENT, f"{ASSIGNMENT}.ipynb")
    for student, name in zip(DAMAGED, (path.name, f"{ASSIGNMENT} (1).ipynb"), strict=True):
        (submitted / student / ASSIGNMENT).mkdir(parents=True)
        raw = json.loads((submitted / ("ada" if name == path.name else "hana") / path).read_text())
        if name == path.name:
            colab(raw)
        (submitted / student / ASSIGNMENT / name).write_text(json.dumps(raw))


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = class_of_some(tmp_path_factory.mktemp("ours"))
    done = run_tool(root, "course", "grade", ASSIGNMENT, "--json", "out.json")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = class_of_some(tmp_path_factory.mktemp("theirs"))
    shutil.rmtree(root / "release")
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        done = run_tool(root, "nbgrader", command, ASSIGNMENT)
        assert done.returncode == 0, done.stderr
    done = run_tool(root, "nbgrader", "export")
    assert done.returncode == 0, done.stderr
    return root


def test_the_release_is_the_committed_one(ours: Path, theirs: Path) -> None:
    for path in (ours / "release" / ASSIGNMENT).iterdir():
        assert path.read_bytes() == (theirs / "release" / ASSIGNMENT / path.name).read_bytes()


def test_export_gives_the_points_of_course_grade(ours: Path, theirs: Path) -> None:
    with (theirs / "grades.csv").open(newline="") as file:
        exported = {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file)}
    grades = json.loads((ours / "out.json").read_text())["grades"]
    assert exported == {grade["student"]: pytest.approx(grade["points"]) for grade in grades}
    assert len(exported) == len(SOME + DAMAGED)
    assert exported["colette"] == exported["ada"]
    assert exported["noel"] == exported["hana"]


def test_our_tables_are_those_that_nbgrader_makes(ours: Path, theirs: Path) -> None:
    made = []
    for root in (ours, theirs):
        with sqlite3.connect(root / "gradebook.db") as db:
            tables = db.execute("select name, sql from sqlite_master order by name").fetchall()
            made.append((tables, db.execute("select * from alembic_version").fetchall()))
    assert made[0] == made[1]
    assert len(made[0][1]) == 1


def test_the_gradebooks_agree_row_by_row(ours: Path, theirs: Path) -> None:
    assert gradebook_dump(theirs) == gradebook_dump(ours)


def test_the_graded_notebooks_agree(ours: Path, theirs: Path) -> None:
    for student in SOME + DAMAGED:
        relative = Path("autograded") / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        mine, stock = (nbformat.read(root / relative, as_version=4) for root in (ours, theirs))
        nbformat.validate(mine)
        assert [c.get("outputs") for c in stock.cells] == [c.get("outputs") for c in mine.cells]
        assert [c.source for c in stock.cells] == [c.source for c in mine.cells], student


def test_feedback_shows_our_message(theirs: Path, ours: Path) -> None:
    page = (theirs / "feedback/igor" / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text()
    grades = {g["student"]: g for g in json.loads((ours / "out.json").read_text())["grades"]}
    told = {e["name"]: e["message"] for e in grades["igor"]["exercises"] if e["diagnosis"]}
    assert told
    for message in told.values():
        assert message.split("`")[-1][:40] in page


def test_an_odd_name_gets_its_points_and_one_that_is_no_id_gets_no_zero(tmp_path: Path) -> None:
    root = small_class.copy_other_course(tmp_path / "course")
    for student in ("o'neil", "a<b"):
        small_class.hand_in(root, student)
    assert (
        run_tool(root, "nbgrader", "generate_assignment", small_class.NAME, "--force").returncode
        == 0
    )
    done = run_tool(root, "nbgrader", "autograde", small_class.NAME)
    assert "a<b" in done.stderr
    rows = small_class.of_nbgrader(root)
    assert {name: float(row["raw_score"]) for name, row in rows.items()} == {"o'neil": 5.0}


def test_stock_scoring_needs_our_plain_float() -> None:
    """Why graded cells hold one finite Python float: what stock nbgrader makes of other outputs."""
    from nbformat.v4 import new_code_cell, new_output
    from nbgrader.utils import determine_grade

    def stock_score(text: str, *, stderr: bool = False) -> float:
        cell = new_code_cell(metadata={"nbgrader": {"grade": True, "solution": False, "points": 3}})
        cell.outputs = [new_output("execute_result", data={"text/plain": text})]
        if stderr:
            cell.outputs.insert(0, new_output("stream", name="stderr", text="RuntimeWarning"))
        score, _ = determine_grade(cell)
        return float(score)

    assert stock_score("0.5") == 0.5
    assert stock_score("np.float64(0.5)") == 3.0
    assert stock_score("nan") == 3.0
    assert stock_score("3.0", stderr=True) == 0.0
