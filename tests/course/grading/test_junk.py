"""Junk earns exactly nothing, in every exercise, and an answer that does nothing no more."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pytest

from autograder.client.echoes import Echoes
from autograder.course import Course
from autograder.course.gallery import notebook_with
from autograder.grading.pool import Pool
from autograder.intake import parse, rebuild
from autograder.records import Grade
from tests.course.support import ROOT

JUNK = {
    "a letter": '"a"',
    "nothing": "None",
    "zero": "0",
    "a number": "0.106548616713",
    "nan": 'float("nan")',
    "an empty list": "[]",
    "empty text": '""',
    "zeros": "np.zeros(2)",
    "a pair": "(0.0, 0.0)",
    "a word": '"monotone"',
    "two words": '"too small"',
    "the first argument": "a[0]",
    "the second argument": "a[1]",
    "all arguments": "a",
    "how many arguments": "len(a)",
}


@cache
def graded() -> dict[tuple[str, str], Grade]:
    """Every answer of every lesson replaced by one kind of junk."""
    course, jobs = Course.load(ROOT), []
    for name in course.assignments:
        assignment = course.assignment(name)
        for kind, value in JUNK.items():
            answers = {e.name: f"{e.name} = lambda *a: {value}" for e in assignment.exercises}
            written = {e.name: answers[e.name] for e in assignment.exercises if not e.manual}
            notebook = json.dumps(notebook_with(assignment, written)).encode()
            jobs.append(rebuild(parse(notebook), kind, assignment))
    with Pool(course) as pool:
        return {(grade.assignment, grade.student): grade for grade in pool.grade(iter(jobs))}


@pytest.mark.parametrize("kind", JUNK)
@pytest.mark.parametrize("lesson", Course.load(ROOT).assignments)
def test_junk_earns_nothing(lesson: str, kind: str) -> None:
    grade = graded()[lesson, kind]
    assert grade.status == "graded"
    assert {e.name: e.points for e in grade.exercises if e.points} == {}
    assert not [e.name for e in grade.exercises if e.status == "could_not_check"]


def only(*calls: tuple[tuple[object, ...], object]) -> bool:
    echoes = Echoes()
    for args, value in calls:
        echoes.note(args, value)
    return echoes.only


def test_one_call_proves_nothing() -> None:
    assert not only()
    assert not only(((1,), 7))


def test_one_same_thing_is_no_answer() -> None:
    assert only(((1,), 7), ((2,), 7.0), ((3,), np.float64(7)))
    assert only(((1,), "a"), ((2,), "a"))
    assert only(((1,), None), ((2,), None))
    assert only(((1,), float("nan")), ((2,), float("nan")))
    assert not only(((1,), 7), ((2,), 8))
    assert not only(((1,), "monotone"), ((2,), "cycles"))


def test_what_was_handed_is_no_answer_in_any_wrapping() -> None:
    start = np.array([3.0, -2.0])
    assert only(((max, start), start), ((max, start + 1), list(start + 1)))
    assert only(((start,), (start, [start] * 5)), ((2 * start,), (2 * start, [2 * start] * 3)))
    assert only(((start, 5), (start, 0)), ((start + 1, 5), (start + 1, 0)))
    assert only((("mse", 3), "mse"), (("sse", 3), "sse"))
    assert not only(((start,), start), ((start + 1,), 0.5 * start))


def test_an_answer_that_repeats_itself_once_is_one() -> None:
    """No step asked gives the start; the same question twice gives the same twice."""
    assert not only(((4.0, 0), 4.0), ((4.0, 1), 3.2), ((4.0, 1), 3.2))
