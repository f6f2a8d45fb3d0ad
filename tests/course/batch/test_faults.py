"""Real faults while a class is graded: nothing lost, nothing doubled, ours is never a zero.

Lost workers and zygotes, and hidden tests that break, are in test_pool.py; kills from outside, at
any time, in test_kill.py. Here a kill comes before every single write.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from autograder.batch.plan import make_plan
from autograder.batch.result import ClassResult
from autograder.batch.run import grade_class
from autograder.batch.tier import usable_tier
from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.errors import CourseError
from autograder.gradebook import database
from autograder.grading.pool import Pool
from autograder.records import Grade, Submission
from tests.course.support import copy_course, gradebook_dump

NAME = "02_one_step"
KILLED = 77
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE")


class Replay:
    """Hands out the grades that a real pool gave before: the kills are on the driver's side."""

    def __init__(self, grades: Iterable[Grade]) -> None:
        self._grades = {grade.student: grade for grade in grades}

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Grade]:
        for submission in submissions:
            yield self._grades[submission.student]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Replay, list[Any]]:
    """A course with two submissions, their grades, and the gradebook of an undisturbed run."""
    root = copy_course(tmp_path_factory.mktemp("faults"))
    for other in (root / "tests" / "hidden").glob("*/test_*.py"):
        if other.parent.name != NAME:
            other.unlink()  # the pool would collect them, too
    course = Course.load(root)
    assignment = course.assignment(NAME)
    answers = solved(assignment)
    for student, wrong in (("ada", False), ("bela", True)):
        own = dict(answers)
        if wrong:
            own["gradient_factor"] = "def gradient_factor(loss, n):\n    return 0.0\n"
        path = root / "submitted" / student / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook_with(assignment, own)))
        (path.parent / "timestamp.txt").write_text("2027-02-01 12:00:00 UTC\n")
    with Pool(course, jobs=1) as pool:
        plan = make_plan(course, assignment, tier=usable_tier(course, False))
        grades = list(grade_class(plan, pool).grades)
    assert [grade.points for grade in grades] == sorted((g.points for g in grades), reverse=True)
    calm = gradebook_dump(root)
    return root, Replay(grades), calm


@pytest.fixture
def fresh(ready: tuple[Path, Replay, list[Any]], tmp_path: Path) -> tuple[Path, Replay, list[Any]]:
    """The same, before anything was graded; the gradebook knows the assignment already."""
    root, replay, calm = ready
    _forget(root)
    return root, replay, calm


def _forget(root: Path) -> None:
    for name in (".grades", "autograded"):
        shutil.rmtree(root / name, ignore_errors=True)
    with sqlite3.connect(root / "gradebook.db", isolation_level=None) as db:
        for table in ("grade", "comment", "submitted_notebook", "submitted_assignment", "student"):
            db.execute(f"delete from {table}")
    db.close()


def grade(root: Path, replay: Replay) -> ClassResult:
    course = Course.load(root)
    plan = make_plan(course, course.assignment(NAME), tier=usable_tier(course, False))
    return grade_class(plan, replay)


def killed_before(number: int, root: Path, replay: Replay) -> bool:
    """Grade in a process that ends, as by a power cut, before its write of this number."""
    pid = os.fork()
    if pid == 0:
        try:
            _end_before(number)
            grade(root, replay)
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, KILLED)
    return code == KILLED


def _end_before(number: int) -> None:
    left = number

    def write() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os._exit(KILLED)

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            write()
            return function(*args, **kwargs)

        return call

    for module, name in ((os, "fsync"), (os, "link"), (Path, "replace"), (Path, "write_text")):
        setattr(module, name, counted(getattr(module, name)))

    @event.listens_for(Engine, "before_cursor_execute")
    def statement(connection: Any, cursor: Any, text: str, *rest: Any) -> None:
        if text.lstrip().upper().startswith(WRITES):
            write()

    event.listen(Engine, "commit", lambda connection: write())


def test_a_power_cut_before_any_write_loses_and_doubles_nothing(
    fresh: tuple[Path, Replay, list[Any]],
) -> None:
    root, replay, calm = fresh
    number = 0
    while True:
        number += 1
        _forget(root)
        if not killed_before(number, root, replay):
            break
        result = grade(root, replay)
        assert gradebook_dump(root) == calm, number
        assert result.faults == 0
        for student in ("ada", "bela"):
            notebook = root / "autograded" / student / NAME / f"{NAME}.ipynb"
            json.loads(notebook.read_text())
    assert number > 10, "too few writes were seen to prove anything"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A locked gradebook is not waited for; an engine that is kept would wait for a minute."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    database._engine.cache_clear()
    yield
    database._engine.cache_clear()


@pytest.mark.usefixtures("impatient")
def test_a_locked_gradebook_is_one_line_and_the_next_run_completes(
    fresh: tuple[Path, Replay, list[Any]],
) -> None:
    root, replay, calm = fresh
    other = sqlite3.connect(root / "gradebook.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(CourseError, match="database is locked; another program is writing"):
            grade(root, replay)
    finally:
        other.rollback()
        other.close()
    grade(root, replay)
    assert gradebook_dump(root) == calm


class Between(Replay):
    """Does something to the course between the first grade and the second."""

    def __init__(self, replay: Replay, happens: Callable[[], None]) -> None:
        super().__init__(replay._grades.values())
        self._happens = happens

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Grade]:
        for number, grade in enumerate(super().grade(submissions)):
            if number == 1:
                self._happens()
            yield grade


def test_a_gradebook_that_is_locked_for_a_moment_is_waited_for(
    fresh: tuple[Path, Replay, list[Any]],
) -> None:
    """Locked right before a grade is written, so that the run cannot have come too late for it."""
    root, replay, calm = fresh
    other = sqlite3.connect(root / "gradebook.db", isolation_level=None, check_same_thread=False)
    release = threading.Timer(0.5, other.rollback)

    def lock() -> None:
        other.execute("BEGIN IMMEDIATE")
        release.start()

    grade(root, Between(replay, lock))
    assert release.finished.is_set(), "the run did not wait"
    release.join()
    other.close()
    assert gradebook_dump(root) == calm


def test_a_gradebook_that_turns_to_garbage_is_one_line(
    fresh: tuple[Path, Replay, list[Any]], tmp_path: Path
) -> None:
    root, replay, calm = fresh
    book = root / "gradebook.db"
    kept = shutil.copy(book, tmp_path / "kept.db")

    def spoil() -> None:
        for path in root.glob("gradebook.db*"):
            path.unlink()
        book.write_bytes(b"garbage " * 1000)

    try:
        with pytest.raises(CourseError, match="see: course doctor"):
            grade(root, Between(replay, spoil))
            grade(root, replay)  # the open file was unlinked, not changed: the next run sees it
    finally:
        for path in root.glob("gradebook.db*"):
            path.unlink()
        shutil.copy(kept, book)
    grade(root, replay)  # what was graded is in the store
    assert gradebook_dump(root) == calm


def small_disk(folder: Path, size: str) -> Callable[[], None]:
    """Mount a tiny disk on ``folder``; returns what takes it away."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a disk of a few kilobytes")
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tiny", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this machine mounts nothing")
    return lambda: subprocess.run(["umount", "-l", str(folder)], check=True)  # type: ignore[return-value]


@pytest.mark.parametrize("place", [".grades", "autograded"])
def test_a_full_disk_is_one_line_and_the_next_run_completes(
    fresh: tuple[Path, Replay, list[Any]], place: str
) -> None:
    root, replay, calm = fresh
    take_away = small_disk(root / place, "8k")
    try:
        with pytest.raises(CourseError, match="No space left"):
            grade(root, replay)
    finally:
        take_away()
    grade(root, replay)
    assert gradebook_dump(root) == calm


def test_a_file_that_cannot_grow_is_one_line_and_the_next_run_completes(
    fresh: tuple[Path, Replay, list[Any]],
) -> None:
    """As on a full disk, for any user: the kernel refuses to make a file longer than this."""
    root, replay, calm = fresh
    program = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        "from autograder.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "grade", NAME, "--quiet"],
        cwd=root,
        env={**os.environ, "COLUMNS": "300"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    grade(root, replay)
    assert gradebook_dump(root) == calm


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_notebook_that_we_may_not_read_is_no_zero(
    fresh: tuple[Path, Replay, list[Any]],
) -> None:
    root, replay, calm = fresh
    notebook = root / "submitted" / "ada" / NAME / f"{NAME}.ipynb"
    notebook.chmod(0)
    result = grade(root, replay)
    assert "Permission denied" in result.left_out["ada"]
    assert result.faults == 1
    assert {row[0] for row in gradebook_dump(root)} == {"bela"}
    notebook.chmod(0o644)
    assert grade(root, replay).faults == 0
    assert gradebook_dump(root) == calm
