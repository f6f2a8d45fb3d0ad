"""adjustments.csv: what its rows mean, and what is said of bad ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import Course
from autograder.errors import CourseError
from autograder.records import ExerciseGrade, Grade
from autograder.term.adjusted_grade import adjusted_grade
from autograder.term.adjustments import Adjustment, Adjustments, Curve
from autograder.term.tables import Tables
from tests.course.support import OTHER_COURSE

HEAD = "assignment,exercise,what,value,why\n"
ASSIGNMENT = Course.load(OTHER_COURSE).assignment("01_sorting")


def read(folder: Path, *rows: str) -> Adjustments:
    (folder / "adjustments.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows))
    return Tables(folder).adjustments(ASSIGNMENT)


def said(folder: Path, *rows: str) -> str:
    with pytest.raises(CourseError) as raised:
        read(folder, *rows)
    return str(raised.value).replace(str(folder), "")


def test_no_file_adjusts_nothing(tmp_path: Path) -> None:
    found = Tables(tmp_path).adjustments(ASSIGNMENT)
    assert not found
    assert found.maximum(ASSIGNMENT) == 8
    assert found.bonus(3, 8) == 0


def test_rows_are_read_and_those_of_other_assignments_are_not_looked_up(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        '01_sorting,smallest,points,"2,5",two parts',
        "01_sorting,smallest,extra,,",
        "01_sorting,sort_numbers,VOID,,ambiguous",
        "01_sorting,why,full,,",
        "01_sorting,,curve,+1,hard",
        "02_not_there_yet,anything,void,,",
    )
    assert found.exercises["smallest"] == Adjustment(
        2,
        2.5,
        extra=True,
        why=("This exercise is worth 2.5 points now: two parts", "These points count on top"),
    )
    assert found.exercises["sort_numbers"].why == ("This exercise does not count: ambiguous",)
    assert found.maximum(ASSIGNMENT) == 3
    assert found.curve == Curve(1.0, 1.0, False, "hard")
    assert found


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",smallest,void,,", "line 2: there is no assignment"),
        ("01_sorting,smallest,viod,,", "what = 'viod' is none of void, full, points, extra, curve; "
         "did you mean 'void'?"),
        ("01_sorting,smallest,void,3,", "value = '3': void takes none"),
        ("01_sorting,smallest,points,,", "value = '': the new points are a number above 0"),
        ("01_sorting,smallest,points,0,", "value = '0': the new points are a number above 0"),
        ("01_sorting,smallest,points,-1,", "value = '-1': the new points"),
        ("01_sorting,smallest,points,nan,", "value = 'nan': the new points"),
        ("01_sorting,smallest,points,1e9,", "value = '1e9': the new points"),
        ("01_sorting,,void,,", "void is for one exercise, and none is named"),
        ("01_sorting,smallest,curve,+1,", "a curve is for the sum: leave the exercise empty"),
        ("01_sorting,,curve,2,", "value = '2': a curve is '+2', or 'x1.1', and 'over' behind it"),
        ("01_sorting,,curve,-2,", "value = '-2': a curve is"),
        ("01_sorting,,curve,x0.9,", "value = 'x0.9': a curve never takes points away"),
        ("01_sorting,smalest,void,,", "01_sorting has no exercise 'smalest'; did you mean "
         "'smallest'?"),
        ("01_sorting,qqq,void,,", "no exercise 'qqq'; it has smallest, sort_numbers, why"),
    ],
)  # fmt: skip
def test_a_bad_row_is_said_with_its_line(tmp_path: Path, row: str, why: str) -> None:
    assert why in said(tmp_path, row)


def test_all_bad_rows_are_said_at_once(tmp_path: Path) -> None:
    words = said(
        tmp_path,
        "01_sorting,smallest,void,,",
        "01_sorting,smallest,full,,",
        "01_sorting,,curve,+1,",
        "01_sorting,,curve,+2,",
        "x,y,viod,,",
    )
    assert "line 3: 'void' goes with nothing else for smallest" in words
    assert "line 5: a second 'curve' for 01_sorting" in words
    assert "line 6: what = 'viod'" in words


# --- arithmetic


@pytest.mark.parametrize(
    ("adjustment", "machine", "counted", "maximum"),
    [
        (Adjustment(4, 4, void=True), 0.0, 0.0, 0.0),
        (Adjustment(4, 4, full=True), 4.0, 4.0, 4.0),
        (Adjustment(4, 6), 4.5, 3.0, 6.0),
        (Adjustment(4, 4, extra=True), 3.0, 3.0, 0.0),
        (Adjustment(4, 6, full=True, extra=True), 6.0, 6.0, 0.0),
    ],
)
def test_what_an_adjustment_makes_of_three_points_of_four(
    adjustment: Adjustment, machine: float, counted: float, maximum: float
) -> None:
    assert adjustment.machine(3.0) == machine
    assert adjustment.counted(3.0) == counted
    assert adjustment.maximum == maximum


def test_nothing_is_given_to_who_has_handed_in_nothing() -> None:
    for adjustment in (Adjustment(4, 4, full=True), Adjustment(4, 4, void=True)):
        assert adjustment.machine(None, handed_in=False) is None
    assert Adjustment(4, 6).machine(None) is None
    assert Adjustment(4, 4, full=True).counted(5.0) == 5.0  # a person gave more


@pytest.mark.parametrize(
    ("curve", "points", "bonus"),
    [
        (Curve(plus=2), 3, 2),
        (Curve(plus=2), 7, 1),
        (Curve(plus=2), 9, 0),  # above already, with extra points
        (Curve(plus=2, over=True), 7, 2),
        (Curve(times=1.1), 5, 0.5),
        (Curve(times=2, over=True), 5, 5),
        (Curve(times=1.1), 0, 0),
    ],
)
def test_a_curve_stays_between_what_was_earned_and_the_maximum(
    curve: Curve, points: float, bonus: float
) -> None:
    assert curve.bonus(points, 8.0) == pytest.approx(bonus)


def test_a_grade_is_shown_as_it_counts_and_a_refused_one_has_no_points() -> None:
    exercises = (
        ExerciseGrade("smallest", "partial", 1.0, 2.0),
        ExerciseGrade("sort_numbers", "passed", 3.0, 3.0),
    )
    grade = Grade("ada", "01_sorting", "graded", 4.0, 5.0, exercises)
    assert adjusted_grade(grade, Adjustments(), 5.0) is grade
    found = Adjustments({"smallest": Adjustment(2, 4), "sort_numbers": Adjustment(3, 3, void=True)})
    shown = adjusted_grade(grade, found, 4.0)
    assert (shown.points, shown.max_points) == (2.0, 4.0)
    assert [(e.points, e.max_points) for e in shown.exercises] == [(2.0, 4.0), (0.0, 0.0)]
    refused = Grade("bo", "01_sorting", "refused", 0.0, 5.0)
    assert adjusted_grade(refused, found, 4.0).max_points == 4.0
