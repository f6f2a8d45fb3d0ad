"""What students submit by nbgrader's exchange is taken in while an assignment is watched."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.feedback import write
from autograder.nbgrader_plugins.collect import SECRET, is_still_written
from tests.course.batch.test_watch import answer, ended, kept, page, until, watching
from tests.course.support import run_tool
from tests.course.support.small_class import NAME, copy_other_course, hand_in, register

CONFIG = """c = get_config()
c.CourseDirectory.course_id = "sorting"
c.Exchange.root = {!r}
"""


def submit(student: Path, root: Path, number: int) -> None:
    """Submit as a student does, in a folder of their own."""
    hand_in(root.parent / "elsewhere", "me", **answer(number))
    made = root.parent / "elsewhere" / "submitted" / "me" / NAME / f"{NAME}.ipynb"
    (student / NAME).mkdir(parents=True, exist_ok=True)
    (student / NAME / f"{NAME}.ipynb").write_bytes(made.read_bytes())
    done = run_tool(student, "nbgrader", "submit", NAME)
    assert done.returncode == 0, done.stderr


def test_what_comes_by_the_exchange_is_graded(tmp_path: Path) -> None:
    root = copy_other_course(tmp_path / "course")
    copy_other_course(tmp_path / "elsewhere")
    exchange, student = tmp_path / "exchange", tmp_path / "student"
    exchange.mkdir()
    exchange.chmod(0o777)  # as nbgrader asks
    student.mkdir()
    with (root / "course_config.py").open("a", encoding="utf-8") as config:
        config.write(f"c.Exchange.root = {str(exchange)!r}\n")
    (student / "nbgrader_config.py").write_text(CONFIG.format(str(exchange)))
    register(root, NAME)
    done = run_tool(root, "course", "watch", NAME, "--collect")
    assert (done.returncode, "Course not found" in done.stderr) == (2, True)
    assert run_tool(root, "nbgrader", "release_assignment", NAME).returncode == 0

    with watching(root, "--collect") as process:
        submit(student, root, 1)
        until(lambda: len(list(root.glob(f"feedback/*/{NAME}/*.html"))) == 1)
        me = next(root.glob("feedback/*")).name
        first = page(root, me).stat().st_mtime_ns
        submit(student, root, 2)
        until(lambda: page(root, me).stat().st_mtime_ns > first)
        ended(process)
    assert len(kept(root)) == 2
    assert len(list(root.glob(f"earlier/{me}/{NAME}/*"))) == 1
    secret = next(exchange.glob(f"sorting/inbound/*{sorted_last(exchange)}/{SECRET}")).read_text()
    assert (page(root, me).parent / SECRET).read_text() == secret


def sorted_last(exchange: Path) -> str:
    """The end of the name of the last submission."""
    return sorted(path.name for path in exchange.glob("sorting/inbound/*"))[-1][-8:]


def test_a_submission_that_is_being_written_is_left_for_later(tmp_path: Path) -> None:
    folder = tmp_path / "ada+ps1+2027-03-08 20:15:00 UTC"
    folder.mkdir()
    (folder / f"{NAME}.ipynb").write_text("{")
    assert is_still_written(folder)
    (folder / "timestamp.txt").write_text("2027-03-08 20:15:00 UTC")
    assert is_still_written(folder)
    (folder / SECRET).write_text("x")
    assert not is_still_written(folder)
    (folder / SECRET).unlink()
    os.utime(folder / "timestamp.txt", (time.time() - 2,) * 2)
    assert not is_still_written(folder), "nbgrader of an older version writes no secret"
    (folder / "timestamp.txt").unlink()
    os.utime(folder, (time.time() - 20,) * 2)
    assert not is_still_written(folder), "who submits no more"
    assert not is_still_written(tmp_path / "gone")


def test_a_page_is_labelled_before_it_is_written(tmp_path: Path, monkeypatch) -> None:
    """A command that is ended between the two leaves a page that the next one writes anew."""
    root = copy_other_course(tmp_path / "course")
    hand_in(root, "ada", **answer(1))
    assert run_tool(root, "course", "grade", NAME).returncode == 0
    (root / "submitted" / "ada" / NAME / SECRET).write_text("of the last one")
    course = Course.load(root)
    assignment = course.assignment(NAME)

    def ends(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(write, "write_atomically", ends)
    with pytest.raises(KeyboardInterrupt):
        write.write_feedback(course, assignment)
    assert (page(root, "ada").parent / SECRET).read_text() == "of the last one"
    assert write.page_is_old(course, assignment, "ada")
