"""Whose fault it is when a check raises is found by trying the reference, and costs one check."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.grading.pool import Pool
from autograder.intake import parse, rebuild
from autograder.records import ExerciseGrade
from autograder.testing.evidence import Evidence
from autograder.testing.known import Known
from autograder.testing.rule import rules
from tests.course.support import copy_other_course

pytestmark = pytest.mark.usefixtures("borrowed")
NAME, EXERCISE = "01_sorting", "smallest"
ODD = "def smallest(items):\n    return {}\n"
HEAD = """
from pathlib import Path

import numpy as np
import pytest

from autograder.testing import call

def once():
    try:
        Path(__file__).with_name("happened").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True

"""
Tried = Callable[..., ExerciseGrade]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_other_course(tmp_path_factory.mktemp("blame") / "course")
    for other in (root / "tests" / "hidden").glob("*/test_*.py"):
        other.unlink()
    return root


@pytest.fixture
def tried(course: Path) -> Iterator[Tried]:
    """Grade one answer by a hidden test with this text; return what came of the exercise."""

    def grade(answer: str, *lines: str, before: str = "", takes: str = "student") -> ExerciseGrade:
        body = "".join(f"    {line}\n" for line in lines)
        path = course / "tests" / "hidden" / NAME / f"test_{EXERCISE}.py"
        path.write_text(f'{HEAD}{before}\ndef test_it({takes}):\n    """stays"""\n{body}')
        assignment = Course.load(course).assignment(NAME)
        answers = {**solved(assignment), EXERCISE: answer or solved(assignment)[EXERCISE]}
        raw = json.dumps(notebook_with(assignment, answers)).encode()
        with Pool(Course.load(course), 1) as pool:
            (made,) = pool.grade([rebuild(parse(raw), "ada", assignment)])
        assert made.status == "graded"
        found = next(e for e in made.exercises if e.name == EXERCISE)
        stopped = [check for check in found.checks if check.reason == "check_stopped"]
        assert any("please look" in flag for flag in made.flags) == bool(stopped)
        return found

    yield grade
    (course / "tests" / "hidden" / NAME / "happened").unlink(missing_ok=True)


SIZE = "assert 1 / np.array(student.smallest([3, 1])).size == 1.0"
PARAMETER = "@pytest.mark.parametrize('n', [4])"


@pytest.mark.parametrize(
    ("before", "takes"), [("", "student"), (PARAMETER, "student, n")], ids=["plain", "by pytest"]
)
def test_a_check_that_raises_on_a_students_value_alone_is_failed(
    tried: Tried, before: str, takes: str
) -> None:
    found = tried(ODD.format("[]"), SIZE, before=before, takes=takes)
    assert (found.status, found.points) == ("failed", 0.0)
    assert [check.reason for check in found.checks] == ["check_stopped"]
    assert "cannot be compared" in found.message
    assert "our side" not in found.message


@pytest.mark.parametrize(("answer", "status"), [(ODD.format("7"), "failed"), ("", "passed")])
def test_a_check_that_a_students_value_makes_endless_is_stopped(
    tried: Tried, answer: str, status: str
) -> None:
    before = "from autograder.grading import collected\ncollected.LONGEST_SECONDS = 0.5\n"
    lines = ("got = student.smallest([3, 1])", "while got == 7: pass")
    assert tried(answer, *lines, "assert got == 1", before=before).status == status


@pytest.mark.parametrize("answer", ["", ODD.format("[]")], ids=["right", "odd"])
def test_a_check_that_raises_on_the_reference_too_is_ours(tried: Tried, answer: str) -> None:
    found = tried(answer, "student.smallest([3, 1])", "raise RuntimeError('broken')")
    assert (found.status, found.points) == ("could_not_check", 0.0)
    assert "our side" in found.message


def test_what_passes_by_is_nobodys_fault(tried: Tried) -> None:
    lines = ("got = student.smallest([3, 1])", "if once(): raise RuntimeError('hiccup')")
    assert tried("", *lines, "assert got == 1").status == "passed"


def test_an_argument_that_a_students_value_makes_too_large_to_send_costs_one_check(
    tried: Tried,
) -> None:
    lines = ("n = student.smallest([3, 1])", "student.smallest([2 * n])")
    found = tried(ODD.format("2**127 if len(items) == 2 else 0"), *lines)
    assert (found.status, found.checks[0].reason) == ("failed", "check_stopped")


LENT = ODD.format("items([2**100, 1])")


@pytest.mark.parametrize(
    ("answer", "callable_", "status"),
    [
        (LENT, "lambda x: {}[x]", "could_not_check"),  # the reference hands over a number
        (LENT, "lambda x: 0.5 + np.float64(np.array(x, dtype=np.int64))", "failed"),
        (LENT, "lambda x: 0.5 + 0 * np.array(x)", "failed"),  # an array of objects
    ],
)
def test_a_function_of_ours_that_raises_is_tried_with_the_reference(
    tried: Tried, course: Path, answer: str, callable_: str, status: str
) -> None:
    source = Course.load(course).assignment(NAME).source
    was = source.read_text(encoding="utf-8")
    notebook = json.loads(was)
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == EXERCISE:
            cell["source"] = ODD.format("items(0)")
    source.write_text(json.dumps(notebook), encoding="utf-8")
    try:
        found = tried(answer, f"call(student.smallest, {callable_}).gives(0.5)")
    finally:
        source.write_text(was, encoding="utf-8")
    assert found.status == status


@pytest.mark.parametrize(
    ("lines", "status"),
    [((SIZE,), "failed"), (("student.smallest([3, 1])", "1 / 0"), "could_not_check")],
)
def test_without_the_solved_notebook_the_solutions_stand_in(
    tried: Tried, course: Path, monkeypatch: pytest.MonkeyPatch, lines: list[str], status: str
) -> None:
    assignment = Course.load(course).assignment(NAME)
    model, aside = solved(assignment), assignment.source.with_suffix(".aside")
    monkeypatch.setattr("tests.course.grading.test_blame.solved", lambda assignment: model)
    assignment.source.rename(aside)
    try:
        assert tried(ODD.format("[]"), *lines).status == status
    finally:
        aside.rename(assignment.source)


def test_a_rule_that_breaks_on_a_value_names_none() -> None:
    def breaks(evidence: Evidence) -> bool:
        raise RuntimeError("none of the errors that a rule is known for")

    known = Known({"broken": rules(("any", breaks))})
    assert known.diagnose(Evidence("broken", (), 1.0, 2.0)).found == ()
