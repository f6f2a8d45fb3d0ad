"""Grades one class with two builds in turns: ``python -m benchmarks.builds OTHER_CLONE``.

Each clone grades with its own environment, on a copy of its own course. Printed are the medians of
each build, and the median of the rounds' ratios, this build over the other.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
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
    parser.add_argument("--assignment", default="03_tips")
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    roots = {"this": ROOT, "other": chosen.other.resolve()}
    costs: dict[str, list[Cost]] = {name: [] for name in roots}
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        for name, root in roots.items():
            _prepare(root, Path(scratch, name), chosen)
        for number in range(chosen.rounds):
            for name in sorted(roots, reverse=number % 2 == 0):
                folder, program = Path(scratch, name), roots[name] / ".venv" / "bin" / "course"
                forget(folder)
                costs[name].append(run([str(program), "grade", chosen.assignment], folder, {}))
    for name, taken in costs.items():
        cpu, seconds = (median(values) / chosen.students for values in _columns(taken))
        print(f"{name:6} {cpu:.3f} CPU s, {seconds:.3f} s a submission  {roots[name]}")
    for what, this, other in zip(
        ("processor time", "time"), _columns(costs["this"]), _columns(costs["other"]), strict=True
    ):
        print(f"{what}: {median(a / b for a, b in zip(this, other, strict=True)):.2f} of the other")


def _columns(taken: list[Cost]) -> tuple[list[float], list[float]]:
    return [cost.cpu_seconds for cost in taken], [cost.seconds for cost in taken]


def _prepare(root: Path, folder: Path, chosen: argparse.Namespace) -> None:
    python = str(root / ".venv" / "bin" / "python")
    command = [python, "-c", PREPARE, str(folder), chosen.assignment, str(chosen.students)]
    if subprocess.run(command, cwd=root, check=False).returncode:
        sys.exit(f"{root}: the class could not be made")


if __name__ == "__main__":
    main()
