"""Grades one class with two builds in turns: ``python -m benchmarks.builds OTHER_CLONE``.

Each clone grades with its own environment, on a copy of its own course. Printed are the medians of
each build, and the median of the rounds' ratios, this build over the other.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.measure import Cost, run
from benchmarks.ours import forget
from benchmarks.peers import ROOT

PREPARE = """
import sys
from pathlib import Path
from autograder.course import Course
from benchmarks.make_class import SEED, members
from benchmarks.ours import CourseGrade
from benchmarks.peers import ROOT

course, (folder, name, count) = Course.load(ROOT), sys.argv[1:]
grader = CourseGrade(Path(folder), course.assignment(name))
grader.prepare()
grader.hand_in(list(members(course, course.assignment(name), int(count), SEED)))
"""


def main() -> None:
    """Let both grade the class, round by round, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path, help="a clone in which `make setup` has run")
    class_options(parser)
    chosen = parser.parse_args()
    roots = {"this": ROOT, "other": chosen.other.resolve()}
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        folders = prepared(roots, Path(scratch), chosen)
        costs = in_turns(roots, folders, chosen.assignment, chosen.rounds)
    for name, taken in costs.items():
        cpu, seconds = (median(values) / chosen.students for values in _columns(taken))
        print(f"{name:6} {cpu:.3f} CPU s, {seconds:.3f} s a submission  {roots[name]}")
    cpu, seconds = ratios(costs["this"], costs["other"])
    print(f"processor time: {cpu:.2f} of the other")
    print(f"time: {seconds:.2f} of the other")


def class_options(parser: argparse.ArgumentParser) -> None:
    """Say which class is graded, and how often."""
    parser.add_argument("--assignment", default="03_tips")
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)


def prepared(
    roots: Mapping[str, Path], scratch: Path, chosen: argparse.Namespace
) -> dict[str, Path]:
    """Make each clone's class in a folder of its own; return the folders."""
    for name, root in roots.items():
        _prepare(root, scratch / name, chosen)
    return {name: scratch / name for name in roots}


def in_turns(
    roots: Mapping[str, Path], folders: Mapping[str, Path], assignment: str, rounds: int
) -> dict[str, list[Cost]]:
    """Let the clones grade, round by round, every other round backwards."""
    costs: dict[str, list[Cost]] = {name: [] for name in roots}
    for number in range(rounds):
        for name in sorted(roots, reverse=number % 2 == 0):
            folder, program = folders[name], roots[name] / ".venv" / "bin" / "course"
            forget(folder)
            costs[name].append(run([str(program), "grade", assignment], folder, {}))
    return costs


def ratios(some: Sequence[Cost], others: Sequence[Cost]) -> tuple[float, float]:
    """Return the medians of the rounds' ratios: of processor time, and of time."""
    both = zip(_columns(some), _columns(others), strict=True)
    cpu, seconds = (median(a / b for a, b in zip(*pair, strict=True)) for pair in both)
    return cpu, seconds


def _columns(taken: Sequence[Cost]) -> tuple[list[float], list[float]]:
    return [cost.cpu_seconds for cost in taken], [cost.seconds for cost in taken]


def _prepare(root: Path, folder: Path, chosen: argparse.Namespace) -> None:
    python = str(root / ".venv" / "bin" / "python")
    command = [python, "-c", PREPARE, str(folder), chosen.assignment, str(chosen.students)]
    if subprocess.run(command, cwd=root, check=False).returncode:
        sys.exit(f"{root}: the class could not be made")


if __name__ == "__main__":
    main()
