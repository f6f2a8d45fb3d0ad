"""The public check and the hidden tests agree: over the gallery, and where they would not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from autograder.authoring.kill_matrix import Judged
from autograder.authoring.public_agreement import MUST_FAIL, disagreement, public_checks, refused
from autograder.course import Course
from autograder.course.gallery import SampleAnswer, specimens
from autograder.grading.public_checks import PublicCheck
from autograder.records import ExerciseGrade
from tests.course.grading.public_answers import ALSO_RIGHT, ALSO_WRONG
from tests.course.support import ROOT

RIGHT = [*specimens(ROOT, "right"), *ALSO_RIGHT]
WRONG = [*ALSO_WRONG, *(s for s in specimens(ROOT, "wrong") if s.code.startswith(MUST_FAIL))]


def label(specimen: SampleAnswer) -> str:
    return f"{specimen.exercise}-{specimen.name}"


@cache
def checked() -> dict[SampleAnswer, PublicCheck]:
    everything = [*RIGHT, *WRONG]
    return dict(zip(everything, public_checks(Course.load(ROOT), everything), strict=True))


@pytest.mark.parametrize("specimen", RIGHT, ids=label)
def test_a_right_answer_passes_its_public_check(specimen: SampleAnswer) -> None:
    assert checked()[specimen].said == ""
    assert checked()[specimen].passed


@pytest.mark.parametrize("specimen", WRONG, ids=label)
def test_what_its_public_check_must_catch_fails_it_with_a_message(specimen: SampleAnswer) -> None:
    check = checked()[specimen]
    assert not check.passed
    assert len(check.said) > 20


def test_every_exercise_has_an_answer_that_its_public_check_must_catch() -> None:
    course = Course.load(ROOT)
    lessons = [course.assignment(name) for name in course.assignments]
    machine = {e.name for lesson in lessons for e in lesson.exercises if not e.manual}
    assert {specimen.exercise for specimen in WRONG} == machine


def graded(specimen: SampleAnswer, points: float) -> Judged:
    grade = ExerciseGrade(specimen.exercise, "passed", points, 2.0)
    return Judged(specimen, grade)


WRONG_MSE = SampleAnswer("03_tips", "mse", "nothing", "def mse(*args): pass", False, None)
FAILS, PASSES = PublicCheck("mse", False, "It gives None."), PublicCheck("mse", True, "")


@pytest.mark.parametrize(
    ("right", "points", "declared", "check", "words"),
    [
        (True, 2.0, False, PASSES, ""),
        (True, 2.0, False, FAILS, "right, but its public check refuses it: It gives None."),
        (False, 2.0, False, FAILS, "fails its public check and gets full marks: It gives None."),
        (False, 1.0, False, FAILS, ""),
        (False, 1.0, False, PASSES, ""),
        (False, 1.0, True, PASSES, "its public check must fail, and passes"),
        (False, 1.0, True, FAILS, ""),
    ],
)
def test_a_disagreement_is_told(right, points, declared, check, words) -> None:
    code = f"{MUST_FAIL}\n" * declared + WRONG_MSE.code
    specimen = replace(WRONG_MSE, right=right, code=code)
    assert disagreement(graded(specimen, points), check) == words


def test_a_survivor_that_fails_in_public_is_told_with_its_code() -> None:
    fine = SampleAnswer("01_slope", "regime", "abs", RIGHT_REGIME, False, None)
    (line,) = refused(Course.load(ROOT), [fine, WRONG_MSE])
    assert line.startswith("03_tips · mse fails its public check and gets full marks: Called mse(")
    assert line.endswith("def mse(*args): pass")


RIGHT_REGIME = """
def regime(c, a):
    product = c * a
    if product in (1, 2):
        return "one-step" if product == 1 else "cycles"
    return "monotone" if product < 1 else "alternating" if product < 2 else "diverges"
"""
