"""What graders hold in memory, all together: ``python -m benchmarks.memory --jobs 1 2 4 8``.

Each number of graders grades a small class; the largest sum of what the driver and all processes
below it held is printed, pages that they share counted once.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from autograder.course import Course
from benchmarks.make_class import SEED, members
from benchmarks.measure import MB, run
from benchmarks.ours import CourseGrade
from benchmarks.peers import ROOT

EACH = 6  # submissions a grader, so that all are at work at once


def main() -> None:
    """Grade with so many graders, and print what they held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--assignment", default="03_tips")
    chosen = parser.parse_args()
    course = Course.load(ROOT)
    assignment = course.assignment(chosen.assignment)
    made = list(members(course, assignment, EACH * max(chosen.jobs), SEED))
    print("graders  MB in all  MB each")
    for jobs in chosen.jobs:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
            grader = CourseGrade(Path(scratch) / "course", assignment, jobs)
            grader.prepare()
            grader.hand_in(made[: EACH * jobs])
            cost = run(grader.command(), grader.folder, grader.environment())
        held = cost.peak_bytes / MB
        print(f"{jobs:7} {held:10.0f} {held / jobs:8.0f}", flush=True)


if __name__ == "__main__":
    main()
