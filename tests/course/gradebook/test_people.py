"""The class in nbgrader's own tables, on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.gradebook import GradebookWriter
from autograder.gradebook.moving import delete_student, held, is_known, move
from autograder.gradebook.registration import register
from autograder.records import ExerciseGrade, Grade
from tests.course.support import copy_other_course

NAME = "01_sorting"


@pytest.fixture
def course(use_database: Callable[[Path], None], tmp_path: Path) -> Course:
    root = copy_other_course(tmp_path / "course")
    use_database(root)
    return Course.load(root)


def grade(student: str, points: float = 2.0) -> Grade:
    exercise = ExerciseGrade("smallest", "passed", points, 2.0)
    return Grade(student, NAME, "graded", points, 8.0, (exercise,), "full")


def graded(course: Course, *students: str) -> GradebookWriter:
    writer = GradebookWriter(course)
    assignment = course.assignment(NAME)
    register(course, assignment, writer)
    for student in students:
        writer.save(grade(student), assignment, None)
    return writer


def test_the_class_list_fills_nbgraders_table_of_students(course: Course) -> None:
    (course.root / "students.csv").write_text("id,first_name,last_name\nada,Ada,Lovelace\nbob,,\n")
    with graded(course, "ada") as writer:
        writer.term.name_students()
        names = {student: about.name for student, about in writer.term.people(NAME).items()}
        assert names == {"ada": "Ada Lovelace", "bob": ""}
        rows = {row.student: row for row in writer.rows(course.assignment(NAME))}
    assert (rows["ada"].state, rows["ada"].about.name) == ("handed in", "Ada Lovelace")
    assert (rows["bob"].state, rows["bob"].exercises) == ("missing", {})
    (course.root / "students.csv").write_text("id,last_name\nada,Byron\n")
    with GradebookWriter(course) as writer:
        writer.term.name_students()
        assert writer.term.people(NAME)["ada"].name == "Ada Byron"


def test_a_students_rows_are_moved_and_deleted(course: Course) -> None:
    with graded(course, "ada", "bob", "chen") as writer:
        with writer.writing() as db:
            dropped = held(db, "bob")[NAME].submission
            move(db, "ada", "bob", [dropped])
            move(db, "chen", "dora")
            move(db, "nobody", "dora")
        with writer.reading() as db:
            assert [is_known(db, one) for one in ("ada", "bob", "chen", "dora")] == [
                *(False, True, False, True)
            ]
        assert [row.student for row in writer.rows(course.assignment(NAME))] == ["bob", "dora"]
        with writer.writing() as db:
            delete_student(db, "bob")
        assert [row.student for row in writer.rows(course.assignment(NAME))] == ["dora"]
