"""How time and memory grow with the class: ``python -m benchmarks.scale --sizes 1000 10000``.

For each size a class is made and graded in a course of its own, then graded again with nothing
changed. Printed are, for both runs, the seconds, the seconds a submission and the largest memory
of the driver (workers not counted), and whether the gradebook is complete.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from autograder.batch.folder_index import SETTLED_SECONDS
from autograder.course import Course
from autograder.grading.grade_json import KEY_FILE
from benchmarks.make_class import SEED, members, write_class
from tests.course.support import ROOT, copy_course

OUT = ROOT / "build" / "benchmarks" / "scale.json"
LOOK_SECONDS = 0.2
# what is wanted: a second run's share of the first; how much more a large class takes than a small
SHARE, TIME, MEMORY = 0.02, 0.10, 0.20


@dataclass(frozen=True)
class Run:
    """What one `course grade` took: seconds, and the driver's largest memory in MB."""

    seconds: float
    memory_mb: float


@dataclass(frozen=True)
class Size:
    """A class of one size: its first run, the one after it, and how many are complete then."""

    number: int
    first: Run
    again: Run
    complete: int

    @property
    def each_ms(self) -> float:
        """Milliseconds a submission."""
        return 1000 * self.first.seconds / self.number

    def line(self) -> str:
        """Write a line of the table."""
        share = 100 * self.again.seconds / self.first.seconds
        return (
            f"{self.number:11} {self.first.seconds:8.1f} {self.each_ms:8.1f}"
            f" {self.first.memory_mb:10.1f} {self.again.seconds:8.2f} {share:8.2f}"
            f" {self.again.memory_mb:9.1f} {self.complete:9}"
        )


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
    while True:
        peak = max(peak, _high_water_mb(process.pid))
        with suppress(subprocess.TimeoutExpired):
            process.wait(LOOK_SECONDS)
            break
    took = time.monotonic() - began
    if process.returncode:
        raise SystemExit(f"course grade failed: {process.returncode}")
    return Run(took, peak)


def _high_water_mb(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def make_course(root: Path, assignment: str, size: int) -> None:
    """Lay out a course with a class of this size."""
    course = Course.load(copy_course(root))
    shutil.rmtree(root / "autograder")  # measured is the one that is installed
    chosen = course.assignment(assignment)
    write_class(root, chosen, list(members(course, chosen, size, SEED)))


def complete(root: Path, assignment: str) -> int:
    """Count the submissions of which the form grader has all that it shows.

    A score for each graded cell and a comment for each answer in the gradebook, and the graded
    notebook with its mark.
    """
    chosen = Course.load(root).assignment(assignment)
    answers = sum(cell.role == "answer" for cell in chosen.cells)
    with closing(sqlite3.connect(root / "gradebook.db")) as gradebook:
        scores = _rows_each(gradebook, "grade")
        comments = _rows_each(gradebook, "comment")
    shown = {path.parents[1].name for path in root.glob(f"autograded/*/{assignment}/{KEY_FILE}")}
    return sum(
        count == len(chosen.exercises) and comments.get(student) == answers and student in shown
        for student, count in scores.items()
    )


def _rows_each(gradebook: sqlite3.Connection, table: str) -> dict[str, int]:
    return dict(
        gradebook.execute(
            f"select s.student_id, count(*) from {table} t"
            " join submitted_notebook n on n.id = t.notebook_id"
            " join submitted_assignment s on s.id = n.assignment_id group by s.student_id"
        )
    )


def main() -> None:
    """Measure, print a table and how it stands to the goals, write every figure as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--assignment", default="02_one_step")
    parser.add_argument("--folder", type=Path, help="keep the courses here")
    parser.add_argument("--driver", action="store_true", help="the driver alone, without grading")
    parser.add_argument("extra", nargs="*", help="more options for course grade, after --")
    chosen = parser.parse_args()
    print("submissions  seconds  ms each  driver MB  again s  again %  again MB  complete")
    sizes = []
    for number in chosen.sizes:
        with tempfile.TemporaryDirectory(prefix="scale-") as temporary:
            root = (chosen.folder or Path(temporary)) / str(number)
            sizes.append(_measured(root, chosen.assignment, number, chosen.extra, chosen.driver))
        print(sizes[-1].line(), flush=True)
    print("\n".join(goals(sizes)))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps([asdict(size) for size in sizes], indent=1) + "\n")


def _measured(root: Path, assignment: str, number: int, extra: Sequence[str], alone: bool) -> Size:
    make_course(root, assignment, number)
    time.sleep(SETTLED_SECONDS)  # in life, work is older than that when it is graded
    first = grade(root, assignment, extra, alone=alone)
    second = grade(root, assignment, extra, alone=alone)
    return Size(number, first, second, complete(root, assignment))


def goals(sizes: Sequence[Size]) -> Iterator[str]:
    """Say how the largest class stands to the smallest, and each second run to its first."""
    small, large = sizes[0], sizes[-1]
    for size in sizes:
        share = size.again.seconds / size.first.seconds
        yield f"{size.number}: nothing changed takes {share:.2%} {_met(share < SHARE)}"
        whole = size.complete == size.number
        yield f"{size.number}: {size.complete} complete for the form grader {_met(whole)}"
    if small is large:
        return
    growth = {
        "time a submission": (large.each_ms / small.each_ms, TIME),
        "driver's memory": (large.first.memory_mb / small.first.memory_mb, MEMORY),
        "driver's memory, nothing changed": (large.again.memory_mb / small.again.memory_mb, MEMORY),
    }
    for what, (ratio, most) in growth.items():
        yield f"{large.number} / {small.number}, {what}: {ratio:.2f} {_met(ratio <= 1 + most)}"


def _met(holds: bool) -> str:
    return "(met)" if holds else "(NOT met)"


if __name__ == "__main__":
    main()
