"""Commands about exceptions: extensions, excuses, waivers, late days."""

from __future__ import annotations

import click
from rich.markup import escape
from rich.table import Table

from autograder.cli.common import out
from autograder.course import Course
from autograder.errors import CourseError


@click.group(invoke_without_command=True)
@click.pass_context
def exceptions(context: click.Context) -> None:
    """List what holds for some students only: extensions, excuses, waivers, late days.

    They stand in exceptions.csv, beside course_config.py: write it, or use the commands below.
    """
    if context.invoked_subcommand is not None:
        return
    from autograder.term.exceptions import FILE, read_exceptions

    rows = read_exceptions(Course.load().root).all
    table = Table("student", "assignment", "what", "why", pad_edge=False)
    for row in rows:
        table.add_row(*map(escape, (row.student, row.assignment, row.words, row.why)))
    if rows:
        out.print(table)
    out.print(f"{len(rows)} row{'s' * (len(rows) != 1)} in {FILE}", markup=False)


@exceptions.command()
@click.argument("student")
@click.argument("assignment")
@click.argument("what")
@click.argument("value", nargs=-1)
@click.option("--why", required=True, help="The reason: for teachers, never on a student's page.")
def add(student: str, assignment: str, what: str, value: tuple[str, ...], why: str) -> None:
    """Grant something to STUDENT for ASSIGNMENT, before or after it is handed in; * is every one.

    WHAT is `extension` (VALUE: 3 days, 36 hours, or the new due date with its zone), `excused` (it
    does not count), `waived` (lateness costs nothing), `late-days` (VALUE: so many more) or
    `attempt` (VALUE: the hand-in that counts: first, last, last in time, best, or when it came). A
    row that says the same WHAT of the same is replaced.
    """
    from autograder.term.exceptions import Granted, plain
    from autograder.term.granting import grant

    course = Course.load()
    row = Granted(student, assignment, plain(what), " ".join(value), why)
    before = grant(course, row)
    was = f", before: {before.words}" if before else ""
    said = f"exceptions.csv: {student}, {assignment}: {row.words} ({why}){was}"
    out.print(said, markup=False, soft_wrap=True)
    for doubt in _doubts(course, row.student, row.assignment):
        out.print(doubt, markup=False, soft_wrap=True)


@exceptions.command()
@click.argument("student")
@click.argument("assignment")
@click.argument("what", required=False, default="")
def remove(student: str, assignment: str, what: str) -> None:
    """Take back what was granted to STUDENT for ASSIGNMENT: all of it, or WHAT alone."""
    from autograder.term.exceptions import FILE, plain
    from autograder.term.granting import take_back

    gone = take_back(Course.load(), student, assignment, plain(what))
    if not gone:
        raise CourseError(f"{FILE} has no such row; see: course exceptions")
    said = ", ".join(row.words for row in gone)
    out.print(f"{FILE}: {student}, {assignment}: taken back: {said}", markup=False, soft_wrap=True)


def _doubts(course: Course, student: str, assignment: str) -> list[str]:
    """Say what a row names that is not there, or not yet."""
    from autograder.term.exceptions import EVERY
    from autograder.term.granting import strangers

    said = strangers(course, [student], [assignment])
    if not said and assignment != EVERY:
        return [f"next: course grade {assignment}"]
    return said
