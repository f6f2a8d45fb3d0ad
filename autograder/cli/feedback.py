"""Commands that hand back what was graded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import click

from autograder.cli.common import NAMED, assignment_argument, err, out, say_moved, say_troubles
from autograder.cli.render import counted
from autograder.course import Assignment, Course


@click.command()
@assignment_argument(required=False)
@click.option("--solutions", is_flag=True, help="After the due date: with model answers.")
@click.option(
    "--zip", "platform", type=click.Choice(["canvas", "moodle"]), help="Also a zip to upload there."
)
def feedback(assignment: str | None, solutions: bool, platform: str | None) -> None:
    """Write a feedback page for every graded submission into feedback/.

    With --solutions, pages have model answers, and what to read again, as soon as their student's
    own due date, extension included, is over; one line on stderr names who still has time.

    With --zip also build/ASSIGNMENT-feedback-PLATFORM.zip, under the names of the download that is
    in downloaded/ASSIGNMENT/archive/: Canvas and Moodle know by them whose page each is.
    """
    from autograder.feedback.solutions import Solutions
    from autograder.feedback.write import write_feedback

    course = Course.load()
    left_out: dict[str, str] = {}
    names = [assignment] if assignment else course.assignments
    chosen = [course.assignment(name) for name in names]
    added = {one.name: Solutions(course, one) if solutions else None for one in chosen}
    for one in chosen:
        handed = write_feedback(course, one, added[one.name])
        say_moved(handed.log, None, course.root)
        said = f"{one.name}: {counted(handed.pages, 'feedback page')} in feedback/*/{one.name}/"
        out.print(said + _first_grade(handed.pages, one.name), markup=False, soft_wrap=True)
        _say_early(one.name, handed.early)
        left_out |= handed.left_out
        if platform:
            left_out |= _zip(course, one, platform)
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
    written = write_report(course, course.assignment(assignment))
    say_moved(written.log, None, course.root)
    place = written.path.relative_to(course.root)
    said = f"{assignment}: {counted(written.submissions, 'submission')} in {place}"
    out.print(said + _first_grade(written.submissions, assignment), markup=False, soft_wrap=True)
    say_troubles(written.left_out, "put on it")


def _say_early(assignment: str, early: Mapping[str, datetime | None]) -> None:
    """Say in one line whose pages have no model answers yet, and when they may."""
    if not early:
        return
    few = [f"{student!a} ({_when(moment)})" for student, moment in list(early.items())[:NAMED]]
    more = len(early) - len(few)
    named = "; ".join([*few, *([f"and {more} more"] if more else [])])
    said = f"{assignment}: no model answers yet for {len(early)}: {named}"
    err.print(said, style="yellow", markup=False, soft_wrap=True)


def _when(moment: datetime | None) -> str:
    return f"after {moment:%Y-%m-%d %H:%M} UTC" if moment else "no due date in the gradebook"


def _zip(course: Course, assignment: Assignment, platform: str) -> Mapping[str, str]:
    from autograder.lms.hand_back import hand_back

    made = hand_back(course, assignment, platform)
    where = made.path.relative_to(course.root)
    said = f"{where}: {counted(made.pages, 'page')} to upload to {platform.title()}"
    out.print(said, markup=False, soft_wrap=True)
    return made.left_out


def _term(course: Course) -> None:
    from autograder.report.term import write_term

    path, term = write_term(course)
    for log in term.logs:
        say_moved(log, None, course.root)
    behind = sum(bool(person.behind) for person in term.people)
    said = f"{counted(len(term.people), 'student')}, {counted(len(term.columns), 'assignment')}"
    where = path.relative_to(course.root)
    out.print(f"{said} in {where}; {behind} behind", markup=False, soft_wrap=True)
    say_troubles(term.left_out, "put on it")


def _first_grade(found: int, assignment: str) -> str:
    return "" if found else f"; nobody is graded yet, see: course grade {assignment}"
