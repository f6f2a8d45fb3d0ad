"""What is true of a class holds for an assignment of two notebooks with tests in their cells."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.course.support import BIN, gradebook_dump, tool_environment
from tests.course.support.any_course.pair import NAME, RIGHT, WRONG, give_in, make, run

LATE = "2027-02-24 12:00:00 UTC"
CONFIG = f"c.Course.due_dates = {{{NAME!r}: '2027-02-22 23:59Z'}}\n"
GROUPS = "id,group\nada,red\nbob,red\nchen,\n"
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section\nA,1,ada,ada,x\nB,2,bob,bob,x\nC,3,chen,chen,x\n"
)
MANY = 12


def wait_until(what: Callable[[], object]) -> None:
    end = time.monotonic() + 120
    while not what():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def table(root: Path) -> dict[str, dict[str, str]]:
    found = csv.DictReader(run(root, "export", "--to", "csv", NAME).splitlines())
    return {row["student"]: row for row in found}


def kept(root: Path) -> set[str]:
    return {path.name for path in root.glob(".grades/??/*.json")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("pair"), CONFIG)


@pytest.fixture(scope="module")
def graded(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ada is right, bob wrong and late, chen right and late."""
    root = shutil.copytree(built, tmp_path_factory.mktemp("class") / "course")
    give_in(root, "ada", RIGHT, "2027-02-22 12:00:00 UTC")
    give_in(root, "bob", WRONG, LATE)
    give_in(root, "chen", RIGHT, LATE)
    run(root, "grade", NAME)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "course")


def test_a_late_hand_in_loses_once_for_both_notebooks(graded: Path) -> None:
    found = {
        student: (row["points"], row["late_penalty"], row["score"])
        for student, row in table(graded).items()
    }
    assert found == {
        "ada": ("5", "0", "5"),
        "bob": ("3", "0.6", "2.4"),
        "chen": ("5", "1", "4"),
    }
    with Gradebook(f"sqlite:///{graded / 'gradebook.db'}") as gradebook:
        one = gradebook.find_submission(NAME, "chen")
        assert [notebook.late_submission_penalty for notebook in one.notebooks] == [1.0, None]
        assert one.score - one.late_submission_penalty == 4.0


def test_what_goes_out_has_both_notebooks(graded: Path) -> None:
    run(graded, "feedback", NAME)
    page = (graded / "feedback" / "bob" / NAME / f"{NAME}.html").read_text("utf-8")
    assert "double_values" in page and "pile_grows" in page and "2.4" in page
    run(graded, "report", NAME)
    report = (graded / "reports" / f"{NAME}.html").read_text("utf-8")
    assert "double_values" in report and "pile_grows" in report and "chen" in report
    roster = graded / "canvas.csv"
    roster.write_text(CANVAS)
    run(graded, "export", "--to", "canvas", NAME, "--roster", str(roster), "--output", "out.csv")
    rows = list(csv.reader((graded / "out.csv").read_text("utf-8").splitlines()))
    assert [row[-1] for row in rows if row[1] in ("1", "2", "3")] == ["5", "2.4", "4"]


def test_students_get_both_notebooks_and_pages_are_refused(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(built, "publish", str(out), NAME)
    readme = (out / "README.md").read_text("utf-8")
    links = re.findall(r"\]\(([^)]+)\)|validate (\S+)", readme)
    assert {link or path for link, path in links} == {
        "pair/numbers.ipynb",
        "pair/piles.ipynb",
    }
    assert all((out / (link or path)).is_file() for link, path in links)
    assert "`numbers.ipynb`" in readme and "hand in each" in readme
    assert "6.5" not in (out / NAME / "numbers.ipynb").read_text("utf-8")
    site = [str(BIN / "course"), "site", "--to", str(tmp_path / "site")]
    done = subprocess.run(site, cwd=built, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("course: pair: only lessons of one notebook")
    assert not (tmp_path / "site").exists()


def test_a_group_hands_in_both_notebooks_once(root: Path) -> None:
    (root / "students.csv").write_text(GROUPS)
    give_in(root, "bob", RIGHT, LATE)
    run(root, "grade", NAME)
    run(root, "feedback", NAME)
    found = table(root)
    assert found["ada"]["score"] == found["bob"]["score"] == "4"
    assert found["ada"]["pile_grows"] == "3"
    pages = root.glob(f"feedback/*/{NAME}/{NAME}.html")
    assert {page.parts[-3] for page in pages} == {"ada", "bob"}


def test_killed_and_run_again_everybody_has_a_grade_once(root: Path) -> None:
    for number in range(MANY):
        cells = {**RIGHT, "double": f"def double(x):\n    return x * 2  # {number}"}
        give_in(root, f"s{number:02}", cells)
    calm = shutil.copytree(root, root.with_name("calm"))
    process = subprocess.Popen(
        [str(BIN / "course"), "grade", NAME, "--quiet", "--jobs", "1"],
        cwd=root,
        env=tool_environment(),
        start_new_session=True,
    )
    wait_until(lambda: len(kept(root)) >= 2)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    before = kept(root)
    assert 2 <= len(before) < MANY, "the kill came too late to prove anything"
    said = run(root, "grade", NAME)
    assert f"{MANY - len(before)} graded now" in said
    run(calm, "grade", NAME)
    assert gradebook_dump(root) == gradebook_dump(calm)
    assert all(row["score"] == "5" for row in table(root).values())


def test_the_watch_grades_a_hand_in_of_two_files(root: Path) -> None:
    process = subprocess.Popen(
        [str(BIN / "course"), "watch", NAME],
        cwd=root,
        env=tool_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    page = root / "feedback" / "ada" / NAME / f"{NAME}.html"
    try:
        give_in(root, "ada", WRONG)
        wait_until(page.is_file)
        first = page.read_bytes()
        give_in(root, "ada", RIGHT)  # one of its files has changed
        wait_until(lambda: page.read_bytes() != first)
    finally:
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert table(root)["ada"]["points"] == "5"


def dask(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    command = [str(BIN / "dask"), *words, "--host", "127.0.0.1", "--no-dashboard"]
    nothing = subprocess.DEVNULL
    return subprocess.Popen(
        command, cwd=folder, env=tool_environment(), stdout=nothing, stderr=nothing
    )


def test_dask_gives_the_grades_of_one_machine(graded: Path, root: Path) -> None:
    pytest.importorskip("distributed")
    shutil.copytree(graded / "submitted", root / "submitted")
    about = root.with_name("scheduler.json")
    there = ["--scheduler-file", str(about)]
    running = [dask(root.parent, "scheduler", *there, "--port", "0")]
    try:
        wait_until(lambda: about.is_file() and about.read_text().endswith("}"))
        running.append(dask(root.parent, "worker", *there, "--nthreads", "1", "--no-nanny"))
        run(root, "grade", NAME, "--scheduler", json.loads(about.read_text())["address"])
    finally:
        for process in reversed(running):
            process.kill()
            process.wait()
    assert gradebook_dump(root) == gradebook_dump(graded)
