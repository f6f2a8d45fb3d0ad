"""`course demo`: build, make the example class, grade it, hand it back, say where to look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console

from autograder.authoring.build import build
from autograder.authoring.demo import check_no_real_class, example_class, make_class
from autograder.batch.plan import make_plan
from autograder.batch.run import grade_class
from autograder.cli.render import class_table, progress
from autograder.course import Assignment, Course
from autograder.exports.csv import as_csv
from autograder.exports.json import as_json
from autograder.feedback.write import write_feedback
from autograder.files import write_atomically
from autograder.gradebook import GradebookWriter
from autograder.grading.pool import Pool
from autograder.records import Grade
from autograder.report import write_report


def run_demo(course: Course, assignments: Sequence[Assignment], out: Console, err: Console) -> None:
    """Build the release, make the class, grade it, hand it back, and say where to look.

    Raise CourseError, and change nothing, in a course that has students of its own.
    """
    check_no_real_class(course)
    for assignment in assignments:
        build(course, assignment.name)
    make_class(course, assignments)
    with Pool(course) as pool:
        for assignment in assignments:
            with progress(err, quiet=False) as bar:
                plan = make_plan(course, assignment)
                result = grade_class(plan, pool, started=bar.started, graded=bar.graded)
            out.print(class_table(assignment, result))
            out.print(f"{_deliver(course, assignment, result.grades)}\n", soft_wrap=True)
    out.print(
        "The gradebook is gradebook.db. To see it: `. .venv/bin/activate`, then `jupyter lab`, and "
        "there Nbgrader → Formgrader.",
        soft_wrap=True,
    )


def _deliver(course: Course, assignment: Assignment, grades: Iterable[Grade]) -> str:
    """Write JSON, CSV, feedback pages and the report; say where they are."""
    name = assignment.name
    write_atomically(course.root / f"build/{name}.json", as_json(course.assignment(name), grades))
    with GradebookWriter(course) as gradebook:
        text = as_csv(assignment, gradebook.rows(assignment))
    write_atomically(course.root / f"build/{name}.csv", text)
    pages = write_feedback(course, assignment).pages
    report = write_report(course, assignment).path.relative_to(course.root)
    pupils = example_class(course.root).students
    student = min(pupils, key=lambda one: not pupils[one].wrong)  # the first with something to read
    return (
        f"{pages} feedback pages, for instance   feedback/{student}/{name}/{name}.html\n"
        f"the class on a page            {report}\n"
        f"the grades for programs        build/{name}.json, build/{name}.csv"
    )
