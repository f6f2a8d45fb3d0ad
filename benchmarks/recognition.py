"""What recognising a mistake costs: python -m benchmarks.recognition

For each lesson the time to measure all its wrong answers anew, on all cores, and the processor time
that a failing check takes to be compared with what they reply: the mean over all places, and the
slowest place.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from autograder.course import Course
from autograder.grading.measuring import refresh
from autograder.testing.evidence import Evidence
from autograder.testing.fingerprints import Fingerprints
from autograder.testing.kept_replies import fingerprints_path
from autograder.testing.known import known_of
from tests.course.support import copy_course

TIMES = 20


def seconds_to_measure(root: Path, assignment: str) -> tuple[int, float]:
    """Measure a lesson of a copy of the course; return how many answers, and how long it took."""
    course = Course.load(root)
    fingerprints_path(root, assignment).unlink()
    began = time.perf_counter()
    measured = refresh(course, course.assignment(assignment))
    return len(measured), time.perf_counter() - began


def milliseconds(ways: Fingerprints) -> Iterator[float]:
    """Yield what each place takes, for a reply that no mistake gives, of the commonest size."""
    for place in sorted({place for one in ways.answers.values() for place in one.replies}):
        seen = Evidence("", (), np.array([0.123, 0.456]), np.zeros(2), place=place)
        began = time.process_time()
        for _ in range(TIMES):
            ways.matching(seen)
        yield (time.process_time() - began) / TIMES * 1000


def main() -> None:
    """Print a line a lesson."""
    root = Path(__file__).parents[1]
    with tempfile.TemporaryDirectory() as folder:
        copy = copy_course(Path(folder) / "course")
        for assignment in Course.load(root).assignments:
            answers, seconds = seconds_to_measure(copy, assignment)
            known = known_of(root, assignment).fingerprints.values()
            each = [taken for ways in known for taken in milliseconds(ways)]
            print(
                f"{assignment}: {answers} wrong answers measured in {seconds:.1f} s; "
                f"a failing check {np.mean(each):.3f} ms, at most {max(each):.3f} ms"
            )


if __name__ == "__main__":
    main()
