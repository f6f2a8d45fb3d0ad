"""Commands that hand back what was graded."""

from __future__ import annotations

from collections.abc import Mapping

import click

from autograder.cli.common import assignment_argument, err, out
from autograder.course import Course
from autograder.show import counted


@click.command()
@assignment_argument(required=False)
def feedback(assignment: str | None) -> None:
    """Write a feedback page for every graded submission into feedback/."""
    from autograder.handback import write_feedback

    course = Course.load()
    for name in [assignment] if assignment else course.assignments:
        handed = write_feedback(course, course.assignment(name))
        said = f"{name}: {counted(handed.pages, 'feedback page')} in feedback/*/{name}/"
        out.print(said + _first_grade(handed.pages, name), markup=False, soft_wrap=True)
        _say_who_is_left_out(handed.left_out)


@click.command()
@assignment_argument(required=True)
def report(assignment: str) -> None:
    """Write a page about the whole class into reports/: points, mistakes, what needs a person."""
    from autograder.report import write_report

    course = Course.load()
    written = write_report(course, course.assignment(assignment))
    place = written.path.relative_to(course.root)
    said = f"{assignment}: {counted(written.submissions, 'submission')} in {place}"
    out.print(said + _first_grade(written.submissions, assignment), markup=False, soft_wrap=True)
    _say_who_is_left_out(written.left_out)


def _first_grade(found: int, assignment: str) -> str:
    return "" if found else f"; nobody is graded yet, see: course grade {assignment}"


def _say_who_is_left_out(left_out: Mapping[str, str]) -> None:
    for student, why in left_out.items():
        said = f"{student!a} is left out: {why}"
        err.print(said, style="yellow", markup=False, soft_wrap=True)
