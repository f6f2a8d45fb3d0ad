"""From checks to points: all, or at most the cap; a fault of ours is never a zero."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import Exercise
from autograder.errors import CourseError
from autograder.grading.score import exercise_grade, manual_grade
from autograder.grading.shares import TABLE, Shares, read_shares
from autograder.records import Check, ExerciseGrade
from tests.course.support.known_mistakes import WORDS

EXERCISE = Exercise("mse", 6.0, False, "test_mse", "def mse(): raise NotImplementedError()")
YES = Check("averages", True)
NO = Check("takes arrays", False, "It does not.", "Why?")
TOLD = Check("any data", False, "It sums.", "What is a mean?", "missing_mean")
AT_EDGE = Check("takes no step", True, edge=True)
OURS = Check("breaks", False, "Something broke on our side.", reason="ours")


def lost(reason: str) -> Check:
    return Check("runs", False, f"lost: {reason}", reason=reason)


def graded(*checks: Check, cap: float = 0.5, blocked_by: tuple[str, ...] = ()) -> ExerciseGrade:
    return exercise_grade(EXERCISE, checks, cap, blocked_by)


def test_all_checks_passed_is_all_points_and_nothing_to_say() -> None:
    grade = graded(YES, YES)
    assert (grade.status, grade.points, grade.message) == ("passed", 6.0, "")
    assert grade.checks == (YES, YES)


@pytest.mark.parametrize(
    ("checks", "points", "status"),
    [
        ((NO,), 0.0, "failed"),
        ((NO, NO, NO, YES), 1.5, "partial"),
        ((NO, YES), 3.0, "partial"),
        ((NO, YES, YES, YES, YES, YES, YES), 3.0, "partial"),
        ((NO, NO, YES), 2.0, "partial"),
        ((NO, YES, YES, lost("not_attempted")), 3.0, "partial"),
        ((NO, AT_EDGE), 0.0, "failed"),
        ((NO, AT_EDGE, AT_EDGE), 0.0, "failed"),
        ((NO, NO, NO, AT_EDGE, YES), 2.4, "partial"),
    ],
)
def test_below_that_it_is_the_share_and_never_more_than_the_cap(
    checks: tuple[Check, ...], points: float, status: str
) -> None:
    grade = graded(*checks)
    assert (grade.points, grade.status) == (points, status)


def test_the_cap_is_the_teachers() -> None:
    assert graded(NO, YES, YES, cap=0.0).status == "failed"
    assert graded(NO, YES, YES, cap=1.0).points == 4.0


def test_checks_weigh_what_they_say() -> None:
    heavy = Check("heavy", False, "No.", weight=3.0)
    assert graded(heavy, YES).points == 1.5
    assert graded(NO, Check("light", True, weight=0.5), cap=1.0).points == 2.0
    thirds = [Check("third", True, weight=0.1) for _ in range(3)]
    assert graded(*thirds).points == 6.0


def test_a_known_mistake_is_what_is_read_first() -> None:
    grade = graded(NO, TOLD, YES)
    assert (grade.diagnosis, grade.message) == ("missing_mean", "It sums. What is a mean?")
    assert graded(YES, NO).message == "It does not. Why?"
    assert graded(YES, NO).diagnosis is None


def test_nothing_written_is_not_attempted() -> None:
    untouched = exercise_grade(EXERCISE, None, 0.5)
    assert (untouched.status, untouched.points) == ("not_attempted", 0.0)
    assert "YOUR CODE HERE" in untouched.message
    stub = Check("a", False, "`mse` still raises NotImplementedError.", "", reason="not_attempted")
    assert graded(stub, stub).status == "not_attempted"
    assert graded(stub, stub).message == stub.message


@pytest.mark.parametrize("checks", [(OURS,), (YES, OURS), (NO, OURS, YES), ()])
def test_a_fault_of_ours_is_never_a_zero(checks: tuple[Check, ...]) -> None:
    grade = graded(*checks)
    assert grade.status == "could_not_check"
    assert grade.message
    assert graded(*checks, blocked_by=("one_step",)).status == "could_not_check"


@pytest.mark.parametrize("reason", ["ended", "time"])
def test_what_could_not_show_itself_beside_the_reference_is_blocked(reason: str) -> None:
    grade = graded(lost(reason), lost(reason), blocked_by=("one_step",))
    assert (grade.status, grade.points) == ("blocked", 0.0)
    assert "`one_step`" in grade.message
    assert graded(lost(reason), lost(reason)).status == "failed"
    assert graded(lost(reason), NO, blocked_by=("one_step",)).status == "failed"
    assert graded(YES, YES, blocked_by=("one_step",)).points == 6.0


def test_a_written_answer_waits_for_a_person_unless_it_is_empty() -> None:
    assert manual_grade(EXERCISE, attempted=True).status == "manual"
    assert manual_grade(EXERCISE, attempted=False).status == "not_attempted"
    assert manual_grade(EXERCISE, attempted=True).points == 0.0


# --- the table of shares


@pytest.mark.parametrize("others", [(), (NO,), (YES,), (YES, YES, YES, YES), (AT_EDGE,)])
def test_a_recognised_mistake_earns_its_share_whatever_else_passes(
    others: tuple[Check, ...],
) -> None:
    assert graded(TOLD, *others).points == 2.4
    shares = Shares(0.3, {"missing_mean": 0.1})
    assert exercise_grade(EXERCISE, (TOLD, *others), 0.5, shares=shares).points == 0.6
    assert exercise_grade(EXERCISE, (TOLD, *others), 0.5, shares=Shares(0.3)).points == 1.8


def test_the_cap_holds_for_shares_too() -> None:
    assert exercise_grade(EXERCISE, (TOLD,), 0.25, shares=Shares(0.9)).points == 1.5
    assert graded(TOLD, cap=0.0).status == "failed"


def written(root: Path, text: str) -> Path:
    (root / TABLE).parent.mkdir(parents=True, exist_ok=True)
    (root / TABLE).write_text(text, encoding="utf-8")
    return root


def test_a_course_without_a_table_has_the_usual_share(tmp_path: Path) -> None:
    assert read_shares(tmp_path, WORDS).of("missing_mean") == 0.4


def test_the_table_is_read(tmp_path: Path) -> None:
    shares = read_shares(written(tmp_path, "recognised = 0.25\n[mistakes]\nnot_moved = 0\n"), WORDS)
    assert (shares.of("missing_mean"), shares.of("not_moved")) == (0.25, 0.0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("recognised = 2", "from 0 to 1"),
        ("recognised = true", "from 0 to 1"),
        ("[mistakes]\nmissing_mean = '40 %'", "from 0 to 1"),
        ("[mistakes]\nmissing_men = 0.1", "did you mean missing_mean"),
        ("[mistakes]\nxyz = 0.1", "course gallery --shares"),
        ("mistakes = 3", "must hold lines"),
        ("recognized = 0.4", "'recognized'"),
        ("[mistakes", "shares.toml"),
    ],
)
def test_a_wrong_table_says_what_is_wrong_and_where(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(CourseError, match=r"shares\.toml") as error:
        read_shares(written(tmp_path, text), WORDS)
    assert says in str(error.value)
