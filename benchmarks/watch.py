"""From hand-in to page, on warm graders: ``python -m benchmarks.watch``.

A copy of the course is watched by `course watch`. Students hand in one after the other: each
notebook is written where a person would copy it to, and the time until its feedback page stands is
taken. No two notebooks are equal.

``--soak MINUTES`` prints instead what all processes of the watch hold in memory and in open files,
at the start, in the middle and at the end, while a class hands in again and again.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import random
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles

import psutil

from autograder.course import Assignment, Course
from autograder.course.gallery import notebook_with
from autograder.grading.grade_json import SECONDS_FILE
from benchmarks.make_class import SEED, Member, members
from benchmarks.measure import MB
from benchmarks.peers import BIN, ROOT
from tests.course.support import copy_course, tool_environment

WARM = 4  # hand-ins that are not timed: graders start, the first one makes the gradebook
PATIENCE = 120.0
CLASS = 50  # students who hand in again and again in a soak


def main() -> None:
    """Hand in, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assignment", default="03_tips")
    parser.add_argument("--count", type=int, default=50, help="hand-ins that are timed")
    parser.add_argument("--soak", type=float, metavar="MINUTES")
    parser.add_argument("--every", type=float, default=2.0, help="seconds between them in a soak")
    chosen = parser.parse_args()
    course = Course.load(ROOT)
    assignment = course.assignment(chosen.assignment)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        root = copy_course(Path(scratch) / "course", gallery=False)
        made = _members(course, assignment)
        with watched(root, assignment.name) as process:
            for member in itertools.islice(made, WARM):
                hand_in(root, assignment, member.name, member)
            if chosen.soak:
                soak(process, root, assignment, made, chosen.soak * 60, chosen.every)
            else:
                measure(root, assignment, made, chosen.count)


def measure(root: Path, assignment: Assignment, made: Iterator[Member], count: int) -> None:
    """Time so many hand-ins, one after the other."""
    chance = random.Random(SEED)
    took, ran = [], []
    for member in itertools.islice(made, count):
        time.sleep(chance.uniform(0, 0.3))  # at no fixed moment between two looks
        took.append(hand_in(root, assignment, member.name, member))
        graded = root / "autograded" / member.name / assignment.name / SECONDS_FILE
        ran.append(float(graded.read_text(encoding="utf-8")))
    tenth = quantiles(took, n=10)[-1]
    print(f"{assignment.name}: {count} hand-ins, one at a time, to their pages")
    print(f"median {median(took):.2f} s, 90 % within {tenth:.2f} s, longest {max(took):.2f} s")
    print(f"of that the notebook and its tests ran: median {median(ran):.2f} s")
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(
        f"{_processor()}, {os.cpu_count()} cores, load {load}; Python {platform.python_version()}"
    )


def soak(
    process: subprocess.Popen[bytes],
    root: Path,
    assignment: Assignment,
    made: Iterator[Member],
    seconds: float,
    every: float,
) -> None:
    """Let a class hand in for so long; print what the processes hold three times."""
    print("minutes  hand-ins  processes  MB (shared pages once)  MB of the driver  open files")
    began, count = time.monotonic(), 0
    for share in (0.0, 0.5, 1.0):
        while time.monotonic() - began < share * seconds:
            hand_in(root, assignment, f"s{count % CLASS:05}", next(made))
            count += 1
            time.sleep(every)
        held = Held(process.pid)
        minutes = (time.monotonic() - began) / 60
        print(f"{minutes:7.1f} {count:9} {held}", flush=True)


def hand_in(root: Path, assignment: Assignment, student: str, member: Member) -> float:
    """Write a notebook where it is handed in; return the seconds until its page stands."""
    text = json.dumps(notebook_with(assignment, member.answers), indent=1)
    name = assignment.name
    path = root / "submitted" / student / name / f"{name}.ipynb"
    page = root / "feedback" / student / name / f"{name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    before = page.stat().st_mtime_ns if page.exists() else 0
    began = time.time_ns()
    path.write_text(text, encoding="utf-8")
    while time.time_ns() - began < PATIENCE * 1e9:
        with suppress(FileNotFoundError):
            if (stands := page.stat().st_mtime_ns) > before:
                return (stands - began) / 1e9
        time.sleep(0.005)
    raise SystemExit(f"no page for {student} within {PATIENCE:g} s")


@contextmanager
def watched(root: Path, name: str) -> Iterator[subprocess.Popen[bytes]]:
    """Watch an assignment meanwhile."""
    with (root / "watch.txt").open("wb") as said:
        command = [str(BIN / "course"), "watch", name]
        environment = tool_environment()
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=said, stderr=said)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()
    if process.returncode:
        raise SystemExit((root / "watch.txt").read_text(encoding="utf-8"))


class Held:
    """What a process and all below it hold."""

    def __init__(self, pid: int) -> None:
        driver = psutil.Process(pid)
        family = [driver, *driver.children(recursive=True)]
        self.processes, self.pss, self.files = 0, 0, 0
        self.driver = driver.memory_info().rss
        for one in family:
            with suppress(psutil.Error):  # it has just ended
                self.pss += int(one.memory_full_info().pss)
                self.files += one.num_fds()
                self.processes += 1

    def __str__(self) -> str:
        shown = f"{self.processes:10} {self.pss / MB:23.0f} {self.driver / MB:17.0f}"
        return f"{shown} {self.files:11}"


def _members(course: Course, assignment: Assignment) -> Iterator[Member]:
    """Draw students without end, each with answers that nobody else gives."""
    for seed in itertools.count(SEED):
        for member in members(course, assignment, 500, seed):
            own = {name: f"{text}\n# {seed}" for name, text in member.answers.items()}
            if own:  # else it is the notebook as it was handed out, and known after the first one
                yield replace(member, answers=own)


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


if __name__ == "__main__":
    main()
