"""The gradebook and the store in bad days: one clear line, nothing lost, nothing doubled."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from nbgrader import api
from sqlalchemy import event

from autograder.batch.store import Store
from autograder.course import Course
from autograder.errors import CourseError
from autograder.gradebook import GradebookWriter, database, late_penalty
from autograder.gradebook.registration import register
from autograder.intake import untouched
from autograder.records import Check, ExerciseGrade, Grade
from tests.course.support import copy_other_course

NAME = "01_sorting"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course.load(copy_other_course(tmp_path / "course"))


def grade(status: str = "passed", points: float = 5.0) -> Grade:
    exercise = ExerciseGrade("smallest", status, points, 5.0, None, "", (Check("a", True),))  # type: ignore[arg-type]
    return Grade("ada", NAME, "graded", points, 8.0, (exercise,), "full")


def test_a_damaged_gradebook_is_one_line_and_names_the_way(course: Course) -> None:
    (course.root / "gradebook.db").write_text("no database " * 100)
    with pytest.raises(CourseError, match="not a database; see: course doctor"):
        GradebookWriter(course)


def test_trouble_while_writing_is_one_line_too(course: Course) -> None:
    with (
        pytest.raises(CourseError, match="no such table: nowhere"),
        GradebookWriter(course) as writer,
    ):
        writer._db._connection.exec_driver_sql("select * from nowhere")


def test_a_gradebook_that_is_locked_names_the_way(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    with GradebookWriter(course):
        pass
    database._engine.cache_clear()
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    try:
        with closing(sqlite3.connect(course.root / "gradebook.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            said = "database is locked; another program is writing; close it and run again"
            with (
                pytest.raises(CourseError, match=said),
                GradebookWriter(course) as writer,
                writer.writing(),
            ):
                pass
    finally:
        database._engine.cache_clear()


@pytest.mark.parametrize("mask", [0o007, 0o022])
def test_a_new_gradebook_is_for_whom_the_umask_says(course: Course, mask: int) -> None:
    """Also for other teachers, where they share the folder; SQLite alone leaves them out."""
    before = os.umask(mask)
    try:
        with GradebookWriter(course):
            parts = {path.name: path.stat().st_mode for path in course.root.glob("gradebook.db*")}
    finally:
        os.umask(before)
    assert "gradebook.db" in parts
    assert {mode & 0o777 for mode in parts.values()} == {0o666 & ~mask}


def test_a_password_is_never_shown(course: Course) -> None:
    course.config.CourseDirectory.db_url = "nodatabase://ada:secret@localhost/grades"
    with pytest.raises(CourseError) as caught:
        GradebookWriter(course)
    assert "secret" not in str(caught.value)


def test_a_stale_release_is_told_before_anything_is_graded(course: Course) -> None:
    source = course.assignment(NAME).source
    source.write_text(re.sub(r'"points": \d+', '"points": 99', source.read_text(), count=1))
    told = pytest.raises(CourseError, match=f"course build {NAME}")
    with told, GradebookWriter(course) as writer:
        register(course, course.assignment(NAME), writer)


def test_a_fresh_release_is_registered_once_and_known_from_then_on(course: Course) -> None:
    assignment = course.assignment(NAME)
    for _ in range(2):
        with GradebookWriter(course) as writer:
            register(course, assignment, writer)
            assert writer.knows(assignment)
            writer.save(grade(), assignment, None)
    with GradebookWriter(course) as writer:
        assert [(row.student, row.score) for row in writer.rows(assignment)] == [("ada", 5.0)]


class Killed(BaseException):
    """What nothing catches: the end of a process in the middle of its work."""


@pytest.mark.parametrize("kind", ["grade", "solution", "source"])
@pytest.mark.parametrize("written", [0, 1])
def test_half_an_assignment_is_not_known_and_is_made_whole(
    course: Course, monkeypatch: pytest.MonkeyPatch, kind: str, written: int
) -> None:
    """nbgrader commits one cell at a time: a kill leaves a part, another grader may look then."""
    assignment = course.assignment(NAME)
    step = f"update_or_create_{kind}_cell"
    whole = getattr(api.Gradebook, step)
    done: list[object] = []

    def interrupted(*arguments: object, **values: object) -> object:
        if len(done) == written:
            raise Killed
        done.append(arguments)
        return whole(*arguments, **values)

    with monkeypatch.context() as patch, GradebookWriter(course) as writer:
        patch.setattr(api.Gradebook, step, interrupted)
        with pytest.raises(Killed):
            register(course, assignment, writer)
        assert not writer.knows(assignment)
    with GradebookWriter(course) as writer:
        register(course, assignment, writer)
        assert writer.knows(assignment)
        place = writer.place(assignment)
    exercises = {exercise.name for exercise in assignment.exercises}
    assert place.graded.keys() == {exercise.graded_cell for exercise in assignment.exercises}
    assert place.answers.keys() == exercises


def test_an_assignment_without_exercises_is_never_known(course: Course) -> None:
    assignment = course.assignment(NAME)
    bare = {**assignment.master, "cells": [{**assignment.master["cells"][0], "metadata": {}}]}
    assignment.release.write_text(json.dumps(bare))
    with GradebookWriter(course) as writer:
        assert not writer.knows(course.assignment(NAME))


def test_a_graded_class_stays_known_when_a_locked_text_is_added(course: Course) -> None:
    assignment = course.assignment(NAME)
    with GradebookWriter(course) as writer:
        register(course, assignment, writer)
        writer.save(grade(), assignment, None)
        marks = {"grade_id": "new_note", "locked": True, "grade": False, "solution": False}
        note = {"cell_type": "markdown", "source": "Note.", "metadata": {"nbgrader": marks}}
        released = {**assignment.master, "cells": [*assignment.master["cells"], note]}
        assignment.release.write_text(json.dumps(released))
        newer = course.assignment(NAME)
        assert newer.guarded == {*assignment.guarded, "new_note"}
        assert writer.knows(newer)


def test_a_submission_costs_the_same_however_large_the_class(course: Course) -> None:
    """No statement of a save, nor of the look at a whole class, goes through a whole table."""
    assignment = course.assignment(NAME)
    asked: list[tuple[str, Any]] = []
    with GradebookWriter(course) as writer:
        register(course, assignment, writer)
        writer.settled(assignment)  # asks for the assignment's own rows, once a run
        connection = writer._db._connection
        event.listen(
            connection,
            "before_cursor_execute",
            lambda *said: asked.append((said[2], said[3] if said[5] else [said[3]])),
        )
        for points in (5.0, 5.0, 2.0):  # new, known, changed
            writer.save(grade(points=points), assignment, None)
        writer.settled(assignment)
    with closing(sqlite3.connect(course.root / "gradebook.db")) as gradebook:
        plans = [
            f"{step[3]}: {statement}"
            for statement, values in asked
            for one in values
            if not statement.startswith(("BEGIN", "PRAGMA"))
            for step in gradebook.execute(f"explain query plan {statement}", one)
        ]
    assert sum(plan.startswith("SEARCH") for plan in plans) > 10
    assert [plan for plan in plans if plan.startswith(("SCAN", "USE TEMP"))] == []


@pytest.mark.parametrize("release", ["", "{", "null,"])
def test_a_damaged_release_names_the_way(course: Course, release: str) -> None:
    assignment = course.assignment(NAME)
    assignment.release.write_text(release)
    with pytest.raises(CourseError, match="course build"):
        _ = assignment.cells


@pytest.mark.parametrize("kept", ["", "{", "null", "[]", "{}", '{"exercises": [1]}', "\ufeff"])
def test_a_damaged_grade_is_computed_again(course: Course, kept: str) -> None:
    assignment = course.assignment(NAME)
    store = Store(course, assignment, "full")
    submission = untouched("ada", assignment)
    key = store.key(submission)
    store.put(submission, grade())
    assert store.get(key, "bela") == Grade(**{**vars(grade()), "student": "bela"})
    Path(store._path(key)).write_text(kept)
    assert store.get(key, "ada") is None


def test_whatever_a_grade_depends_on_changes_its_key(course: Course) -> None:
    assignment = course.assignment(NAME)
    submission = untouched("ada", assignment)
    keys = {Store(course, assignment, "full").key(submission)}
    keys.add(Store(course, assignment, "none").key(submission))
    for change in (f"tests/hidden/{NAME}/test_smallest.py", "solutions/sorting.py"):
        with (course.root / change).open("a") as file:
            file.write("# changed\n")
        keys.add(Store(course, assignment, "full").key(submission))
    course.partial_credit_cap = 0.25
    keys.add(Store(course, assignment, "full").key(submission))
    assert len(keys) == 5
    assert Store(course, assignment, "full").key(untouched("bela", assignment)) in keys


@pytest.mark.parametrize(
    ("seconds", "penalty"),
    [
        (0, None),
        (15 * 60, None),
        (15 * 60 + 1, 2.0),
        (86_400, 2.0),
        (2 * 86_400, 4.0),
        (400 * 86_400, 10.0),
    ],
)
def test_lateness_costs_by_the_day_begun_up_to_the_most(
    seconds: int, penalty: float | None
) -> None:
    due = datetime(2027, 3, 1, 23, 59)
    days = Course().days_late(NAME, due + timedelta(seconds=seconds), due)
    assert late_penalty(Course(), 20.0, days) == penalty
