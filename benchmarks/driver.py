"""The driver without grading: ``python -m benchmarks.driver FOLDER ASSIGNMENT``.

Plans a class, gives every submission the grade of one full notebook, and does all that comes after
a grade: store, graded notebook, gradebook. This bounds how many workers one driver can feed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from autograder.batch.plan import make_plan
from autograder.batch.run import grade_class
from autograder.batch.tier import sandbox_tier
from autograder.course import Course
from autograder.grading.pool import Pool
from autograder.records import Grade, Submission


class Echo:
    """Gives every submission the grade of the first."""

    def __init__(self, course: Course) -> None:
        self._course = course

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Grade]:
        """Grade one in earnest and say the same of all."""
        known: Grade | None = None
        for submission in submissions:
            if known is None:
                with Pool(self._course, 1) as pool:
                    (known,) = pool.grade([submission])
            yield replace(known, student=submission.student)


def main() -> None:
    """Do it, quietly."""
    course = Course.load(Path(sys.argv[1]))
    plan = make_plan(course, course.assignment(sys.argv[2]), tier=sandbox_tier(course))
    grade_class(plan, Echo(course))


if __name__ == "__main__":
    main()
