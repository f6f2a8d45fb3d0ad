"""How fast pages are made: ``python -m benchmarks.pages --students 1000``.

A class is drawn from the gallery. The first ``--graded`` are graded in the sandbox; everybody else
has a notebook of their own, and is handed one of these grades and what its cells showed, so that
pages are as long as in life and likeness has as much to compare. Printed are seconds of the whole
command in a process of its own, and pages a second.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import nbformat

from autograder.batch.plan import make_plan
from autograder.batch.run import grade_class
from autograder.course import Assignment, Course
from autograder.feedback.notebook import graded_notebook
from autograder.files import write_atomically
from autograder.gradebook import GradebookWriter
from autograder.grading.grade_json import SECONDS_FILE
from autograder.grading.pool import Pool
from autograder.intake import read_submission
from autograder.records import Grade
from benchmarks.make_class import SEED, Member, members, write_class
from tests.course.support import copy_course


def course_of(folder: Path, assignment: str, students: int, graded: int) -> Course:
    """Make a course in ``folder`` whose whole class has been graded."""
    course = Course.load(copy_course(folder))
    chosen = course.assignment(assignment)
    made = list(members(course, chosen, students, SEED))
    write_class(folder, chosen, made[:graded])
    with Pool(course) as pool:
        grades = list(grade_class(make_plan(course, chosen), pool).grades)
    write_class(folder, chosen, made)
    with GradebookWriter(course) as gradebook:
        for number, member in enumerate(made[graded:]):
            _hand_grade(course, chosen, gradebook, member, grades[number % graded])
    return course


def _hand_grade(
    course: Course, assignment: Assignment, gradebook: GradebookWriter, member: Member, like: Grade
) -> None:
    """Put a grade like another one beside this student's own notebook."""
    name = assignment.name
    path = course.root / "submitted" / member.name / name / f"{name}.ipynb"
    submission = read_submission(path, member.name, assignment, course.notebook_mb)
    grade = replace(like, student=member.name)
    folder = course.root / "autograded" / member.name / name
    notebook = graded_notebook(submission, grade, assignment)
    write_atomically(folder / path.name, nbformat.writes(notebook) + "\n", durable=False)
    write_atomically(folder / SECONDS_FILE, "1.5\n", durable=False)
    gradebook.save(grade, assignment, None)


def seconds_of(course: Course, *words: str) -> float:
    """Run a command of the course in a process of its own; return how long it took."""
    began = time.monotonic()
    command = [sys.executable, "-m", "autograder.cli", *words]
    subprocess.run(command, cwd=course.root, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the class, then time `course feedback` and `course report`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assignment", default="03_tips")
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--graded", type=int, default=40, help="how many are really graded")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        graded = min(options.graded, options.students)
        course = course_of(Path(folder), options.assignment, options.students, graded)
        feedback = seconds_of(course, "feedback", options.assignment)
        report = seconds_of(course, "report", options.assignment)
        pages = list(Path(folder).glob(f"feedback/*/{options.assignment}/*.html"))
        size = sum(page.stat().st_size for page in pages) / len(pages) / 1000
    print(f"{len(pages)} feedback pages, {size:.0f} kB each: {feedback:.1f} s,", end=" ")
    print(f"{len(pages) / feedback:.0f} a second (one process)")
    print(f"report on {len(pages)} submissions: {report:.1f} s")


if __name__ == "__main__":
    main()
