"""`course watch` grades what is handed in as it comes, whatever stops it on the way."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.batch import arrivals
from autograder.batch.arrivals import Arrivals
from autograder.course import Course
from tests.course.support import BIN, tool_environment
from tests.course.support.small_class import (
    NAME,
    cells,
    copy_other_course,
    course,
    give,
    hand_in,
    register,
    sql,
)

MANY = 50
PATIENCE = 120.0
ENDLESS = "while True:\n    pass"


def answer(number: int) -> dict[str, str]:
    """A right answer that no other student gives."""
    return {"sort_numbers": f"def sort_numbers(items):\n    return sorted(items)  # {number}"}


def page(root: Path, student: str) -> Path:
    return root / "feedback" / student / NAME / f"{NAME}.html"


def notebook(root: Path, student: str) -> Path:
    return root / "submitted" / student / NAME / f"{NAME}.ipynb"


def kept(root: Path) -> dict[str, int]:
    """The grades in the store, and when each was written."""
    return {path.name: path.stat().st_mtime_ns for path in root.glob(".grades/??/*.json")}


def until(what: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


@contextmanager
def watching(root: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Watch, and kill the watch at the end, if it still runs."""
    process = subprocess.Popen(
        [str(BIN / "course"), "watch", NAME, *options],
        cwd=root,
        env={**tool_environment(), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def ended(process: subprocess.Popen[str], number: int = signal.SIGTERM) -> str:
    """End a watch as a person or a machine does; return what it said."""
    process.send_signal(number)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    return said


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_other_course(tmp_path / "course")


def test_killed_in_the_middle_of_fifty_hand_ins_nothing_is_lost_or_doubled(root: Path) -> None:
    hand_in(root, "read", **answer(-1))
    course(root, "grade", NAME, "--quiet")
    give(root, "read", "why", 1.5)
    course(root, "feedback", NAME)
    for number in range(MANY):
        hand_in(root, f"s{number:02}", **answer(number))
    with watching(root) as process:
        until(lambda: len(list(root.glob(f"feedback/s*/{NAME}/*.html"))) >= MANY // 4)
        os.kill(process.pid, signal.SIGKILL)
    before = kept(root)
    assert MANY // 4 < len(before) < MANY, "the kill came too late to prove anything"

    with watching(root) as process:
        until(lambda: len(list(root.glob(f"feedback/s*/{NAME}/*.html"))) == MANY)
        said = ended(process)
    assert len(kept(root)) == MANY + 1
    assert {name: when for name, when in kept(root).items() if name in before} == before
    graded = int(re.findall(rf"^{NAME}: (\d+) graded", said, re.MULTILINE)[0])
    assert graded in (MANY - len(before), MANY + 1 - len(before)), "one may have landed untold"
    rows = sql(
        root,
        "select s.student_id, count(distinct s.id), count(distinct n.id), count(g.id)"
        " from submitted_assignment s join submitted_notebook n on n.assignment_id = s.id"
        " join grade g on g.notebook_id = n.id group by s.student_id",
    )
    assert rows == [(one, 1, 1, 3) for one in ("read", *(f"s{n:02}" for n in range(MANY)))]
    assert cells(root, "read")["why"]["manual_score"] == 1.5
    assert all("8" in page(root, f"s{n:02}").read_text("utf-8") for n in range(MANY))
    assert course(root, "grade", NAME).stdout.count("0 graded now") == 1


def test_one_students_trouble_stops_nobody(root: Path) -> None:
    """A file that is only half there, one that is junk, an id of no student, a loop without end."""
    with (root / "course_config.py").open("a", encoding="utf-8") as config:
        config.write("c.Course.cell_seconds = 8\n")
    register(root, NAME)
    with watching(root, "--jobs", "2") as process:
        hand_in(root, "ada", **answer(1))
        until(page(root, "ada").exists)
        hand_in(root, "loop", sort_numbers=ENDLESS)
        whole = notebook(root, "ada").read_bytes()
        notebook(root, "half").parent.mkdir(parents=True)
        notebook(root, "half").write_bytes(whole[: len(whole) // 2])
        notebook(root, "no?id").parent.mkdir(parents=True)
        notebook(root, "no?id").write_bytes(whole)
        notebook(root, "junk").parent.mkdir(parents=True)
        notebook(root, "junk").write_bytes(b'{"cells": 3}')
        until(page(root, "junk").exists)
        hand_in(root, "bob", **answer(2))
        until(page(root, "bob").exists)
        assert not page(root, "loop").exists(), "bob had to wait for it"
        assert not page(root, "half").exists(), "it was not there yet"
        notebook(root, "half").write_bytes(whole)
        until(page(root, "half").exists)
        until(page(root, "loop").exists)
        hand_in(root, "ada", **answer(3))
        until(lambda: len(kept(root)) == 4)  # ada twice, bob, loop
        said = ended(process, signal.SIGINT)
    assert re.search(r"^\d\d:\d\d:\d\d half: 5 of 8$", said, re.MULTILINE)
    assert "junk: refused: " in said
    assert "'no?id': has a character that is not allowed in a student id" in said
    assert "1 with trouble; the same command goes on from here" in said.splitlines()[-1]


def test_what_people_change_holds_for_the_class_at_once(root: Path) -> None:
    """Tests, settings and tables: graders that are warm know the old ones."""
    register(root, NAME)
    hand_in(root, "ada", **answer(1))
    hand_in(root, "bob", **answer(2))
    (root / "students.csv").write_text("id,group\nada,\nbob,red\ncy,red\n")
    with watching(root) as process:
        until(page(root, "cy").exists)
        again = subprocess.run(
            [str(BIN / "course"), "watch", NAME],
            cwd=root,
            env=tool_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (again.returncode, "is watched already" in again.stderr) == (2, True)

        (root / "exceptions.csv").write_text(
            f"student,assignment,what,value,why\nada,{NAME},excused,,ill\n"
        )
        until(lambda: "You are excused" in page(root, "ada").read_text("utf-8"))

        test = root / "tests" / "hidden" / NAME / "test_smallest.py"
        test.write_text(
            test.read_text("utf-8") + "\n\ndef test_never(student):\n    assert False\n"
        )
        until(lambda: len(kept(root)) == 4)
        until(lambda: "2.5 of 8" not in page(root, "bob").read_text("utf-8"))

        config = root / "course_config.py"
        good = config.read_text("utf-8")
        config.write_text(good + "c.Course.partial_credit_cap = 2\n")
        notebook(root, "dan").parent.mkdir(parents=True)
        notebook(root, "dan").write_bytes(notebook(root, "ada").read_bytes())
        time.sleep(3)
        config.write_text(good)
        until(page(root, "dan").exists)
        said = ended(process)
    assert "trying again" in said
    assert "bob" in (root / "reports" / f"{NAME}-changes.csv").read_text("utf-8")


def test_what_has_arrived(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "STILL_SECONDS", 0.3)
    found = Arrivals(Course.load(root).assignment(NAME), 20)
    assert found.look() == []
    hand_in(root, "ada", **answer(1))
    hand_in(root, "bob", **answer(2))
    assert found.look() == ["ada", "bob"]
    assert found.look() == []
    found.forget("bob", "nobody")
    assert found.look() == ["bob"]
    found.forget()
    assert found.look() == ["ada", "bob"]

    text = notebook(root, "ada").read_text("utf-8")
    for size in (0, 1, len(text) // 2, len(text) - 2):
        notebook(root, "ada").write_text(text[:size], "utf-8")
        assert found.look() == [], size
    notebook(root, "ada").write_text(text, "utf-8")
    (notebook(root, "ada").parent / f"{NAME} (1).ipynb").write_text(text[:-9], "utf-8")
    assert found.look() == [], "the other one is not whole"
    time.sleep(0.4)
    assert found.look() == ["ada"], "and will not be"

    os.rename(root / "submitted" / "bob", root / "bob")
    assert found.look() == []
    os.rename(root / "bob", root / "submitted" / "bob")
    assert found.look() == ["bob"]

    (root / "submitted" / "cy" / NAME).mkdir(parents=True)
    notebook(root, "dan").parent.parent.mkdir()
    notebook(root, "dan").parent.symlink_to(notebook(root, "bob").parent)
    os.mkfifo(notebook(root, "cy"))
    assert found.look() == ["dan"], "grading says what a link is"
    time.sleep(0.4)
    assert found.look() == ["cy"], "and what a pipe is"


def test_of_several_hand_ins_the_best_counts(root: Path) -> None:
    """Earlier ones are graded by the same warm graders, while the work of others is with them."""
    with (root / "course_config.py").open("a", encoding="utf-8") as config:
        config.write('c.Course.counts = "best"\n')
    register(root, NAME)
    hand_in(root, "ada", **answer(1))
    earlier = root / "earlier" / "ada" / NAME / "2027-03-01T10.00.00"
    earlier.mkdir(parents=True)
    notebook(root, "ada").rename(earlier / f"{NAME}.ipynb")
    hand_in(root, "ada", sort_numbers="def sort_numbers(items):\n    return None")
    with watching(root) as process:
        hand_in(root, "bob", **answer(2))
        until(lambda: page(root, "ada").exists() and page(root, "bob").exists())
        until(lambda: len(kept(root)) == 3)
        said = ended(process)
    assert "Of your hand-ins an earlier one counts" in page(root, "ada").read_text("utf-8")
    assert re.search(r"ada: 5 of 8$", said, re.MULTILINE)
