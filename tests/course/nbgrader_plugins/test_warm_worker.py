"""What stays between two notebooks in one process of nbgrader, and what makes it begin anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.batch.store import Store
from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.files import hash_of
from autograder.intake import parse, rebuild
from autograder.nbgrader_plugins.autograde import _Warm
from autograder.records import Submission
from tests.course.support import copy_other_course

pytestmark = pytest.mark.usefixtures("borrowed")
NAME, WRITTEN = "01_sorting", 3  # points that a person gives


def right(course: Course, student: str) -> Submission:
    assignment = course.assignment(NAME)
    raw = json.dumps(notebook_with(assignment, solved(assignment))).encode()
    return rebuild(parse(raw), student, assignment)


def test_a_worker_stays_until_the_tests_change(tmp_path: Path) -> None:
    root = copy_other_course(tmp_path / "course")
    course = Course.load(root)
    warm = _Warm()
    try:
        for student in ("ada", "ben"):
            grade = warm.grade(course, right(course, student), one=True)
            assert grade.points == grade.max_points - WRITTEN
        first = warm._pool
        path = root / "tests" / "hidden" / NAME / "test_smallest.py"
        path.write_text(path.read_text() + "\n\ndef test_more(student):\n    assert False\n")
        course = Course.load(root)
        graded = [warm.grade(course, right(course, name), one=False) for name in ("ada", "cy")]
        assert all(grade.points < grade.max_points - WRITTEN for grade in graded)
        assert warm._pool is not first
        store = Store(course, course.assignment(NAME), graded[0].sandbox)
        assert store.has(hash_of(store.parts(right(course, "cy"))))  # under the tests of now
    finally:
        warm.forget()


def test_settings_that_a_grade_depends_on_begin_anew(tmp_path: Path) -> None:
    root = copy_other_course(tmp_path / "course")
    warm = _Warm()
    try:
        for cap in (0.5, 0.25):
            config = root / "course_config.py"
            config.write_text(f"{config.read_text()}\nc.Course.partial_credit_cap = {cap}\n")
            course = Course.load(root)
            assert warm.grade(course, right(course, "ada"), one=True).status == "graded"
            assert warm._key is not None
            assert warm._key[-1] == cap
    finally:
        warm.forget()
