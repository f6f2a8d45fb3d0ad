"""A class from folder to gradebook: the example class, graded once, looked at from all sides."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from autograder.grading import measuring
from autograder.testing.kept_replies import fingerprints_path, fingerprints_text, read_fingerprints
from tests.course.support import copy_course, gradebook_dump, quick_limits, run_tool
from tests.course.support.points import points_of

CANARY = "canary-7b1e9d"
POINTS = points_of("03_tips")


@pytest.fixture(scope="module")
def graded_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose example class has been graded, with a canary among the hidden tests."""
    root = quick_limits(copy_course(tmp_path_factory.mktemp("class")))
    for hidden in (root / "tests" / "hidden").glob("*/test_*.py"):
        hidden.write_text(f"{hidden.read_text()}\nCANARY = '{CANARY}'\n")
    (root / "tests" / "hidden" / f"{CANARY}.txt").write_text(CANARY)
    keep_fingerprints(Course.load(root), "03_tips")
    done = run_tool(root, "course", "demo", "02_one_step", "03_tips", timeout=550)
    assert done.returncode == 0, done.stdout + done.stderr
    (root / "stdout.txt").write_text(done.stdout)
    return root


def keep_fingerprints(course: Course, name: str) -> None:
    """What wrong answers reply is as it was: to measure 200 of them anew takes half a minute."""
    kept = read_fingerprints(course.root, name)
    now = replace(kept, made_from=measuring._made_from(course, course.assignment(name)))
    fingerprints_path(course.root, name).write_text(fingerprints_text(now), "utf-8")
    assert measuring.stale(course, course.assignment(name)) == []


def grades(root: Path, assignment: str = "03_tips") -> dict[str, dict[str, Any]]:
    data = json.loads((root / f"build/{assignment}.json").read_text())
    return {grade["student"]: grade for grade in data["grades"]}


def exercise(grade: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(e for e in grade["exercises"] if e["name"] == name)
    return found


def test_the_table_shows_points_states_and_diagnoses(graded_class: Path) -> None:
    table = (graded_class / "stdout.txt").read_text()
    for word in ("ada", "missing_mean", "no_reduction", "refused", "✎", f"of {POINTS.full:g}"):
        assert word in table


def test_the_demo_says_where_to_look(graded_class: Path) -> None:
    said = (graded_class / "stdout.txt").read_text()
    for name in ("02_one_step", "03_tips"):
        for place in (f"feedback/goran/{name}/{name}.html", f"reports/{name}.html"):
            assert place in said
            assert (graded_class / place).stat().st_size > 20_000


def test_the_class_is_large_and_mixed(graded_class: Path) -> None:
    assert len(grades(graded_class)) >= 24
    statuses = {e["status"] for g in grades(graded_class).values() for e in g["exercises"]}
    assert statuses >= {"passed", "partial", "failed", "not_attempted", "manual"}


def test_json_has_the_promised_form(graded_class: Path) -> None:
    data = json.loads((graded_class / "build/03_tips.json").read_text())
    assert set(data) == {"assignment", "sandbox", "grades"}
    assert data["assignment"] == "03_tips"
    assert data["sandbox"] in ("full", "reduced")
    for grade in data["grades"]:
        assert {"student", "status", "points", "max_points", "exercises"} <= set(grade)
        assert grade["max_points"] == POINTS.full
        assert grade["status"] in ("graded", "refused")
        for e in grade["exercises"]:
            assert {"name", "status", "points", "max_points", "diagnosis", "message"} <= set(e)
            assert 0.0 <= e["points"] <= e["max_points"]
            assert all({"says", "passed", "message"} == set(c) for c in e["checks"])


@pytest.mark.parametrize("student", ["ada", "bela", "chen", "dora", "emil", "fatima"])
def test_right_answers_in_any_style_get_all(graded_class: Path, student: str) -> None:
    for e in grades(graded_class)[student]["exercises"]:
        assert e["status"] in ("passed", "manual"), e
        assert e["status"] == "manual" or e["points"] == e["max_points"]


@pytest.mark.parametrize(("student", "name"), [("goran", "missing_mean"), ("hana", "no_reduction")])
def test_the_missing_mean_is_told_in_both_its_faces(
    graded_class: Path, student: str, name: str
) -> None:
    told = exercise(grades(graded_class)[student], "mse_gradient")
    assert told["diagnosis"] == name
    assert "mean" in told["message"] or "average" in told["message"]
    assert told["points"] <= told["max_points"] / 2


def test_an_earlier_exercise_left_out_costs_only_itself(graded_class: Path) -> None:
    """pepe left mse and gradient_descent alone; the trace calls gradient_descent and is right."""
    pepe = grades(graded_class)["pepe"]
    assert exercise(pepe, "gradient_descent")["status"] == "not_attempted"
    assert exercise(pepe, "gradient_descent_with_trace")["status"] == "passed"


def test_an_untouched_notebook_scores_nothing(graded_class: Path) -> None:
    rosa = grades(graded_class)["rosa"]
    assert rosa["points"] == 0.0
    assert {e["status"] for e in rosa["exercises"]} == {"not_attempted"}


def test_an_endless_loop_costs_its_exercise_only(graded_class: Path) -> None:
    sven = grades(graded_class)["sven"]
    assert exercise(sven, "gradient_single_arg")["status"] == "failed"
    assert exercise(sven, "mse_gradient")["status"] == "passed"
    assert grades(graded_class)["tove"]["points"] == grades(graded_class)["bela"]["points"]


def test_a_hoard_above_an_answer_is_left_out_and_flagged(graded_class: Path) -> None:
    wim = grades(graded_class)["wim"]
    assert exercise(wim, "mse")["status"] == "passed"
    assert any("`mse` was run without what stopped in it" in flag for flag in wim["flags"])
    assert exercise(wim, "symptom")["status"] == "passed"


@pytest.mark.parametrize("student", ["umar", "vera"])
def test_a_process_that_ends_costs_its_cell(graded_class: Path, student: str) -> None:
    grade = grades(graded_class)[student]
    assert grade["status"] == "graded"
    assert grade["points"] > 0.0
    assert any("ended" in flag or "crashed" in flag for flag in grade["flags"]), grade["flags"]


@pytest.mark.parametrize(("student", "why"), [("zoe", "JSON"), ("zora", "empty")])
def test_a_damaged_notebook_is_refused_with_its_reason(
    graded_class: Path, student: str, why: str
) -> None:
    grade = grades(graded_class)[student]
    assert (grade["status"], grade["points"]) == ("refused", 0.0)
    assert why in grade["message"]


def test_forging_comparisons_changes_nothing(graded_class: Path) -> None:
    assert exercise(grades(graded_class)["yan"], "mse_gradient")["diagnosis"] == "missing_mean"


def test_the_hunter_finds_nothing(graded_class: Path) -> None:
    notebook = json.loads((graded_class / "autograded/xenia/03_tips/03_tips.ipynb").read_text())
    shown = "".join(
        "".join(o.get("text", "")) for c in notebook["cells"] for o in c.get("outputs", ())
    )
    assert "found: []" in shown


def test_the_canary_appears_nowhere(graded_class: Path) -> None:
    places = ("release", "autograded", "feedback", "reports", "build", "gradebook.db")
    places += ("stdout.txt", ".grades")
    looked = 0
    for place in places:
        path = graded_class / place
        for file in [path] if path.is_file() else path.rglob("*"):
            if file.is_file():
                looked += 1
                assert CANARY.encode() not in file.read_bytes(), file
    assert looked > 100


def test_feedback_shows_messages_and_no_hidden_test(graded_class: Path) -> None:
    page = (graded_class / "feedback/goran/03_tips/03_tips.html").read_text()
    told = exercise(grades(graded_class)["goran"], "mse_gradient")["message"]
    assert told.replace("`", "")[:80] in re.sub(r"<.*?>", "", page)
    for hidden in (graded_class / "tests/hidden/03_tips").glob("*.py"):
        for line in hidden.read_text().splitlines():
            if len(line.strip()) > 20 and ("call(" in line or "gives(" in line):
                assert line.strip() not in page


def test_manual_answers_wait_for_a_person_and_lateness_costs(graded_class: Path) -> None:
    with sqlite3.connect(graded_class / "gradebook.db") as db:
        waiting = db.execute(
            "select count(*) from grade join base_cell on base_cell.id = grade.cell_id"
            " where base_cell.name = 'valley' and needs_manual_grade = 1"
        ).fetchone()[0]
        penalty = db.execute(
            "select late_submission_penalty from submitted_notebook"
            " join submitted_assignment s on s.id = submitted_notebook.assignment_id"
            " join assignment a on a.id = s.assignment_id"
            " where s.student_id = 'fatima' and a.name = '03_tips'"
        ).fetchone()[0]
    assert waiting == sum(
        exercise(g, "valley")["status"] == "manual"
        for g in grades(graded_class).values()
        if g["exercises"]
    )
    assert penalty == pytest.approx(POINTS.by_tests * 0.20)  # two days begun, ten percent each


def test_csv_export_agrees_with_json(graded_class: Path) -> None:
    done = run_tool(graded_class, "course", "export", "--to", "csv", "03_tips")
    rows = {row["student"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    assert {s: float(row["points"]) for s, row in rows.items()} == {
        s: pytest.approx(g["points"]) for s, g in grades(graded_class).items()
    }


def test_a_second_run_computes_nothing_and_changes_nothing(graded_class: Path) -> None:
    before = gradebook_dump(graded_class)
    done = run_tool(graded_class, "course", "grade", "03_tips", "--json", "again.json")
    assert "0 graded now" in done.stdout
    assert (graded_class / "again.json").read_text() == (
        graded_class / "build/03_tips.json"
    ).read_text()
    assert gradebook_dump(graded_class) == before


def test_a_person_s_work_survives_a_regrade(graded_class: Path) -> None:
    with sqlite3.connect(graded_class / "gradebook.db") as db:
        of_ada = (
            "in (select n.id from submitted_notebook n join submitted_assignment s"
            " on s.id = n.assignment_id where s.student_id = 'ada')"
        )
        db.execute(
            "update grade set manual_score = 3.5, needs_manual_grade = 0"
            f" where auto_score is null and notebook_id {of_ada}"
        )
        db.execute(f"update comment set manual_comment = 'Fine.' where notebook_id {of_ada}")
    done = run_tool(graded_class, "course", "grade", "03_tips", "--student", "ada", "--force")
    assert "1 graded now" in done.stdout
    with sqlite3.connect(graded_class / "gradebook.db") as db:
        scores = db.execute(
            f"select manual_score, needs_manual_grade from grade where manual_score is not null"
            f" and notebook_id {of_ada}"
        ).fetchall()
        comments = db.execute(
            f"select distinct manual_comment from comment where notebook_id {of_ada}"
        ).fetchall()
    assert set(scores) == {(3.5, 0)}
    assert comments == [("Fine.",)]


def test_nothing_is_left_running(graded_class: Path) -> None:
    ours = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(process / "cwd") == str(graded_class):
                ours.append(process.name)
        except OSError:
            continue
    assert ours == []
