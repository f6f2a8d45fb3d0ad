"""The tests are tested: right answers get all, wrong ones at most half and their diagnosis."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from autograder.authoring.kill_matrix import Judged, judge
from autograder.course import Course
from autograder.course.gallery import SampleAnswer, needed_by, specimens
from autograder.grading.pool import Pool
from autograder.grading.shares import read_shares
from tests.course.support import ROOT
from tests.course.support.known_mistakes import EXERCISES, LESSONS, NAMED, WORDS
from tests.golden import FOLDER, golden_files

RIGHT, WRONG = specimens(ROOT, "right"), specimens(ROOT, "wrong")
SEVERAL = specimens(ROOT, "several")


def label(specimen: SampleAnswer) -> str:
    return f"{specimen.exercise}-{specimen.name}"


@cache
def graded() -> tuple[dict[SampleAnswer, Judged], Mapping[str, str]]:
    """What each answer gets, and the files that say so."""
    course = Course.load(ROOT)
    with Pool(course) as pool:
        found = judge(course, [*RIGHT, *WRONG, *SEVERAL], pool)
        return {one.specimen: one for one in found}, golden_files(course, found, pool)


def judged() -> dict[SampleAnswer, Judged]:
    return graded()[0]


@pytest.mark.parametrize("name", [f"{lesson}.json" for lesson in LESSONS])
def test_grades_are_those_that_are_kept(name: str) -> None:
    """A change that is meant shows in the files' diff: python -m tests.golden."""
    assert graded()[1][name] == (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [f"{lesson}.json" for lesson in LESSONS])
def test_no_check_stops_with_an_error(name: str) -> None:
    """On no answer of the gallery or of the classes: what a check cannot read is its author's."""
    assert "cannot be compared" not in graded()[1][name]


@pytest.mark.parametrize("specimen", RIGHT, ids=label)
def test_a_right_answer_gets_full_marks(specimen: SampleAnswer) -> None:
    grade = judged()[specimen].grade
    assert (grade.status, grade.points) == ("passed", grade.max_points), grade.message


@pytest.mark.parametrize("specimen", WRONG, ids=label)
def test_a_wrong_answer_gets_at_most_half_and_its_diagnosis(specimen: SampleAnswer) -> None:
    grade = judged()[specimen].grade
    assert grade.points <= grade.max_points / 2
    assert grade.status in ("failed", "partial")
    assert grade.diagnosis == specimen.diagnosis, grade.message


@pytest.mark.parametrize("specimen", [*RIGHT, *WRONG, *SEVERAL], ids=label)
def test_a_page_names_at_most_one_mistake(specimen: SampleAnswer) -> None:
    """Not in the checks below the headline either, and in no other words."""
    grade = judged()[specimen].grade
    assert {check.diagnosis for check in grade.checks} <= {grade.diagnosis, None}
    assert not any(check.candidates or check.unsure for check in grade.checks)
    own = WORDS[grade.diagnosis].says if grade.diagnosis else ""
    for check in grade.checks:
        told = {words.says for words in WORDS.values() if words.says in check.message}
        assert told <= {own, *(words.says for words in WORDS.values() if words.describes)}


@pytest.mark.parametrize("specimen", SEVERAL, ids=label)
def test_two_mistakes_or_an_unknown_one_get_the_neutral_sentence(specimen: SampleAnswer) -> None:
    grade = judged()[specimen].grade
    assert grade.points <= grade.max_points / 2
    assert grade.status in ("failed", "partial")
    assert grade.diagnosis is None, grade.message
    assert grade.message


def test_the_second_gallery_has_answers_of_every_exercise() -> None:
    assert len(SEVERAL) >= 60
    assert {specimen.exercise for specimen in SEVERAL} == set(EXERCISES)


# Their mistake has a name, but all their calls give one same thing, or the start, as junk would.
SAME_EACH_TIME = {
    "descend_1d-trace_all_the_same",
    "gradient_single_arg-fixed_point",
    "gradient_single_arg-theta_ignored",
    "mse-labels_disagree",
    "mse_gradient-labels_disagree",
}


@pytest.mark.parametrize("specimen", WRONG, ids=label)
def test_a_recognised_mistake_earns_its_share_and_doing_nothing_earns_nothing(
    specimen: SampleAnswer,
) -> None:
    grade, shares = judged()[specimen].grade, read_shares(ROOT, WORDS)
    if specimen.name == "does_nothing" or label(specimen) in SAME_EACH_TIME:
        assert grade.points == 0
    elif grade.diagnosis is not None and shares.of(grade.diagnosis) > 0:
        assert grade.points > 0
        share = shares.of(grade.diagnosis)
        assert grade.points == pytest.approx(share * grade.max_points, abs=0.005)


def test_every_exercise_has_three_right_styles_and_a_wrong_answer() -> None:
    course = Course.load(ROOT)
    for name in course.assignments:
        for exercise in course.assignment(name).exercises:
            if exercise.manual:
                continue
            here = (name, exercise.name)
            right = [s for s in RIGHT if (s.assignment, s.exercise) == here]
            wrong = [s for s in WRONG if (s.assignment, s.exercise) == here]
            assert len(right) >= 3, here
            assert wrong, here


def test_every_rule_is_proved_by_a_wrong_answer() -> None:
    described = {(exercise, name) for exercise, name in NAMED if WORDS[name].describes}
    assert NAMED - described <= {(specimen.exercise, specimen.diagnosis) for specimen in WRONG}


def test_what_an_exercise_needs_is_read_from_its_hidden_tests() -> None:
    course = Course.load(ROOT)
    assert needed_by(course.assignment("03_tips"), "mse") == set()
    assert needed_by(course.assignment("03_tips"), "gradient_single_arg") == {"mse_gradient", "mse"}
    needed = needed_by(course.assignment("05_mini_batches"), "minibatch_gd")
    assert needed == {"minibatch_epoch", "minibatches"}
