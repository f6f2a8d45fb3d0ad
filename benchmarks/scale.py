"""How time and memory grow with the class: ``python -m benchmarks.scale --sizes 1000 10000``.

For each size a class is made and graded in a course of its own, then graded again with nothing
changed. Printed are, for both runs, the seconds, the seconds a submission and the largest memory
of the driver (workers not counted), and whether the gradebook is complete.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course
from autograder.gradebook import GradebookWriter
from autograder.seen import SETTLED_SECONDS
from benchmarks.make_class import SEED, members, write_class

ROOT = Path(__file__).parents[1]
PARTS = ("solutions", "source", "release", "tests", "course_config.py", "pyproject.toml")
LOOK_SECONDS = 0.2


@dataclass(frozen=True)
class Run:
    """What one `course grade` took: seconds, and the driver's largest memory in MB."""

    seconds: float
    memory_mb: float


def grade(root: Path, assignment: str, extra: Sequence[str], *, alone: bool = False) -> Run:
    """Run `course grade` in a process of its own; measure that process, not its workers.

    ``alone``: nothing is graded; every submission is given the same grade, as fast as it comes.
    """
    course = [sys.executable, "-m", "autograder.cli", "grade", assignment, "--quiet", *extra]
    driver = [sys.executable, "-m", "benchmarks.driver", str(root), assignment]
    command = driver if alone else course
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT if alone else root)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _high_water_mb(process.pid))
        time.sleep(LOOK_SECONDS)
    if process.returncode:
        raise SystemExit(f"course grade failed: {process.returncode}")
    return Run(time.monotonic() - began, peak)


def _high_water_mb(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def make_course(root: Path, assignment: str, size: int) -> Course:
    """Lay out a course with a class of this size."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, root / part)
    course = Course.load(root)
    chosen = course.assignment(assignment)
    write_class(root, chosen, list(members(course, chosen, size, SEED)))
    return course


def complete(course: Course, assignment: str) -> int:
    """Count the submissions whose every exercise has its row in the gradebook."""
    chosen = course.assignment(assignment)
    with GradebookWriter(course) as gradebook:
        rows = gradebook.rows(chosen)
    return sum(len(row.exercises) == len(chosen.exercises) for row in rows)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000])
    parser.add_argument("--assignment", default="03_tips")
    parser.add_argument("--folder", type=Path, help="keep the courses here")
    parser.add_argument("--driver", action="store_true", help="the driver alone, without grading")
    parser.add_argument("extra", nargs="*", help="more options for course grade, after --")
    chosen = parser.parse_args()
    print("submissions  seconds  ms each  driver MB  again s  again %  again MB  complete")
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory(prefix="scale-") as temporary:
            root = (chosen.folder or Path(temporary)) / str(size)
            course = make_course(root, chosen.assignment, size)
            time.sleep(SETTLED_SECONDS)  # in life, work is older than that when it is graded
            first = grade(root, chosen.assignment, chosen.extra, alone=chosen.driver)
            second = grade(root, chosen.assignment, chosen.extra, alone=chosen.driver)
            print(
                f"{size:11} {first.seconds:8.1f} {1000 * first.seconds / size:8.1f}"
                f" {first.memory_mb:10.1f} {second.seconds:8.2f}"
                f" {100 * second.seconds / first.seconds:8.2f} {second.memory_mb:9.1f}"
                f" {complete(course, chosen.assignment):9}",
                flush=True,
            )


if __name__ == "__main__":
    main()
