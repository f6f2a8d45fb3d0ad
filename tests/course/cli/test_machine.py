"""A disk that is full, or a place that cannot be written, is one line that says what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections import namedtuple
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError, OperationalError

from autograder.cli import one_line
from autograder.course import Course
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.gradebook.backup import backup
from autograder.gradebook.database import opened
from tests.course.support import copy_other_course

Room = namedtuple("Room", "total used free")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = Course.load(copy_other_course(tmp_path / "course"))
    with opened(course):
        return course


def meets(course: Course, error: Exception) -> str:
    """What `opened` says when SQLite raises this at work."""
    with pytest.raises(CourseError) as told, opened(course):
        raise error
    return str(told.value).partition("gradebook.db: ")[2]


IO = OperationalError("select", {}, sqlite3.OperationalError("disk I/O error"))


def test_a_right_that_is_missing_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped, one_line():
        raise PermissionError(13, "Permission denied", "autograded/ada", None, "autograded/bob")
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("course: autograded/ada: Permission denied; see what cannot be written")
    assert "course doctor, and run the same command again" in said
    with pytest.raises(FileNotFoundError), one_line():  # what may be a fault of ours is shown whole
        raise FileNotFoundError(2, "No such file or directory", "x")


def test_a_full_disk_asks_for_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(CourseError, match="left on device; make room, and run the same command"):
        write_atomically(tmp_path / "x", "text")


def test_the_gradebook_on_a_full_disk_asks_for_room(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert meets(course, IO) == "disk I/O error; see: course doctor"
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Room(10**9, 10**9, 4096))
    assert meets(course, IO).startswith("disk I/O error; its disk is full: make room, and run")
    damaged = DatabaseError("select", {}, sqlite3.DatabaseError("file is not a database"))
    assert meets(course, damaged) == "file is not a database; see: course doctor"


def test_a_gradebook_that_cannot_be_written_names_the_place(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda place, how: Path(place) != course.root)
    assert f"disk I/O error; {course.root} must be writable" in meets(course, IO)


def test_a_backup_where_nothing_can_be_written_is_an_error_of_the_course(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "link", read_only)
    monkeypatch.setattr(Path, "unlink", read_only)
    with pytest.raises(CourseError, match=r"could not be backed up to .*Read-only file system"):
        backup(course)
