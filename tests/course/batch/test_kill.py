"""Killed at any moment and run again, grading ends with the gradebook of an undisturbed run."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from tests.course.support import (
    BIN,
    example_class,
    gradebook_dump,
    quick_limits,
    register,
    run_tool,
    tool_environment,
)

ASSIGNMENT = "02_one_step"
SOME = ("ada", "chen", "goran", "hana", "igor", "lena", "mara", "rosa", "vera", "zoe")
KILLS = 10


def small_class(root: Path) -> Path:
    return quick_limits(example_class(root, [ASSIGNMENT], SOME))


def start(root: Path, workers: int = 1) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(BIN / "course"), "grade", ASSIGNMENT, "--force", "--quiet", "--jobs", str(workers)],
        cwd=root,
        env=tool_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def living_in(root: Path) -> list[str]:
    """Processes whose current folder is ``root``: the grader, its workers and their sandboxes."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(process / "cwd") == str(root):
                found.append(process.name)
        except OSError:
            continue
    return found


def test_ten_kills_change_nothing(tmp_path: Path) -> None:
    calm = small_class(tmp_path / "calm")
    register(calm, ASSIGNMENT)
    began = time.monotonic()  # of a run with a gradebook: only the first makes one, which is slow
    assert start(calm).wait(timeout=120) == 0
    whole = time.monotonic() - began

    killed = small_class(tmp_path / "killed")
    moments = random.Random(20_261)
    interrupted = 0
    for kill in range(KILLS):
        grader = start(killed, workers=1 + kill % 2)
        try:
            grader.wait(timeout=moments.uniform(0.2, 0.8) * whole)
        except subprocess.TimeoutExpired:
            interrupted += 1
            os.kill(grader.pid, signal.SIGKILL)
            grader.wait()
    assert interrupted >= KILLS // 2, "the kills came too late to prove anything"
    patience = time.monotonic() + 60  # a process killed with its imports half done ends after them
    while living_in(killed) and time.monotonic() < patience:
        time.sleep(0.2)
    assert living_in(killed) == []

    done = run_tool(killed, "course", "grade", ASSIGNMENT, "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert gradebook_dump(killed) == gradebook_dump(calm)
    leftovers = [p.name for p in killed.rglob(".tmp-*")]
    assert len(leftovers) <= interrupted  # at most the file that was being written
    assert run_tool(killed, "nbgrader", "db", "upgrade").returncode == 0
