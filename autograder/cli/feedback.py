"""Commands that hand back what was graded."""

from __future__ import annotations

from collections.abc import Mapping

import click

from autograder.cli.adjusting import up_to_date
from autograder.cli.common import assignment_argument, out, say_troubles
from autograder.cli.render import counted
from autograder.course import Assignment, Course


@click.command()
@assignment_argument(required=False)
@click.option(
    "--zip", "platform", type=click.Choice(["canvas", "moodle"]), help="Also a zip to upload there."
)
def feedback(assignment: str | None, platform: str | None) -> None:
    """Write a feedback page for every graded submission into feedback/.

    With --zip also build/ASSIGNMENT-feedback-PLATFORM.zip, under the names of the download that is
    in downloaded/ASSIGNMENT/archive/: Canvas and Moodle know by them whose page each is.
    """
    from autograder.feedback.write import write_feedback

    course = Course.load()
    left_out: dict[str, str] = {}
    for name in [assignment] if assignment else course.assignments:
        chosen = course.assignment(name)
        up_to_date(course, chosen)
        handed = write_feedback(course, chosen)
        said = f"{name}: {counted(handed.pages, 'feedback page')} in feedback/*/{name}/"
        out.print(said + _first_grade(handed.pages, name), markup=False, soft_wrap=True)
        left_out |= handed.left_out
        if platform:
            left_out |= _zip(course, chosen, platform)
    say_troubles(left_out, "given a page")


@click.command()
@assignment_argument(required=False)
def report(assignment: str | None) -> None:
    """Write a page about the whole class into reports/: points, mistakes, what needs a person.

    Without ASSIGNMENT it is about the term: students by assignments, totals, who falls behind.
    """
    from autograder.report import write_report

    course = Course.load()
    if assignment is None:
        _term(course)
        return
    chosen = course.assignment(assignment)
    up_to_date(course, chosen)
    written = write_report(course, chosen)
    place = written.path.relative_to(course.root)
    said = f"{assignment}: {counted(written.submissions, 'submission')} in {place}"
    out.print(said + _first_grade(written.submissions, assignment), markup=False, soft_wrap=True)
    say_troubles(written.left_out, "put on it")


def _zip(course: Course, assignment: Assignment, platform: str) -> Mapping[str, str]:
    from autograder.lms.hand_back import hand_back

    made = hand_back(course, assignment, platform)
    where = made.path.relative_to(course.root)
    said = f"{where}: {counted(made.pages, 'page')} to upload to {platform.title()}"
    out.print(said, markup=False, soft_wrap=True)
    return made.left_out


def _term(course: Course) -> None:
    from autograder.report.term import write_term

    for name in course.assignments:
        up_to_date(course, course.assignment(name))
    path, term = write_term(course)
    behind = sum(bool(person.behind) for person in term.people)
    said = f"{counted(len(term.people), 'student')}, {counted(len(term.columns), 'assignment')}"
    where = path.relative_to(course.root)
    out.print(f"{said} in {where}; {behind} behind", markup=False, soft_wrap=True)
    say_troubles(term.left_out, "put on it")


def _first_grade(found: int, assignment: str) -> str:
    return "" if found else f"; nobody is graded yet, see: course grade {assignment}"
