"""The tests are tested: right answers get all, wrong ones at most half and their diagnosis."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.diagnosis import TABLES
from autograder.gallery import Specimen, notebook_with, solved, specimens
from autograder.grading.pool import Pool
from autograder.intake import parse, rebuild
from autograder.records import ExerciseGrade

ROOT = Path(__file__).parents[2]
RIGHT, WRONG = specimens(ROOT, "right"), specimens(ROOT, "wrong")


def label(specimen: Specimen) -> str:
    return f"{specimen.exercise}-{specimen.name}"


@cache
def graded() -> dict[Specimen, ExerciseGrade]:
    """Every specimen's grade: the solved notebook with that one answer put in its place."""
    course = Course.load(ROOT)
    jobs = {}
    for number, specimen in enumerate([*RIGHT, *WRONG]):
        assignment = course.assignment(specimen.assignment)
        answers = {**solved(assignment), specimen.exercise: specimen.code}
        answers.pop("valley_plot", None)  # a figure of 0.3 s that no machine grades
        raw = json.dumps(notebook_with(assignment, answers)).encode()
        jobs[str(number)] = (specimen, rebuild(parse(raw), str(number), assignment))
    with Pool(course) as pool:
        grades = list(pool.grade(submission for _, submission in jobs.values()))
    assert all(grade.status == "graded" for grade in grades), grades
    by_specimen = {}
    for grade in grades:
        specimen = jobs[grade.student][0]
        by_specimen[specimen] = next(e for e in grade.exercises if e.name == specimen.exercise)
    return by_specimen


@pytest.mark.parametrize("specimen", RIGHT, ids=label)
def test_a_right_answer_gets_full_marks(specimen: Specimen) -> None:
    grade = graded()[specimen]
    assert (grade.status, grade.points) == ("passed", grade.max_points), grade.message


@pytest.mark.parametrize("specimen", WRONG, ids=label)
def test_a_wrong_answer_gets_at_most_half_and_its_diagnosis(specimen: Specimen) -> None:
    grade = graded()[specimen]
    assert grade.points <= grade.max_points / 2
    assert grade.status in ("failed", "partial")
    assert grade.diagnosis == specimen.diagnosis, grade.message


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


def test_every_mistake_in_the_tables_is_proved_by_a_wrong_answer() -> None:
    known = {(exercise, mistake.name) for exercise, table in TABLES.items() for mistake in table}
    assert known <= {(specimen.exercise, specimen.diagnosis) for specimen in WRONG}
