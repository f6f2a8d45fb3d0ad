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

    Several students are written with commas: k.lee,chen. WHAT is `extension` (VALUE: 3 days, 36
    hours, or the new due date with its zone), `excused` (it does not count), `waived` (lateness
    costs nothing), `late-days` (VALUE: so many more) or `attempt` (VALUE: the hand-in that counts:
    first, last, last in time, best, or when it came). A row that says the same WHAT of the same is
    replaced.
    """
    from autograder.term.exceptions import WHATS, Granted, plain
    from autograder.term.granting import grant

    course = Course.load()
    kind = plain(what)
    if kind not in WHATS and {*map(plain, value)} & {*WHATS}:
        raise CourseError("STUDENT and ASSIGNMENT are one word each; several students: k.lee,chen")
    done = grant(course, Granted(student, assignment, kind, " ".join(value), why))
    for row, before in done:
        was = f", before: {before.words}" if before else ""
        said = f"exceptions.csv: {row.student}, {assignment}: {row.words} ({why}){was}"
        out.print(said, markup=False, soft_wrap=True)
    for doubt in _doubts(course, [row.student for row, _ in done], assignment):
        out.print(doubt, markup=False, soft_wrap=True)


@exceptions.command()
@click.argument("student")
@click.argument("assignment")
@click.argument("what", required=False, default="")
def remove(student: str, assignment: str, what: str) -> None:
    """Take back what was granted to STUDENT for ASSIGNMENT: all of it, or WHAT alone.

    Several students are written with commas: k.lee,chen.
    """
    from autograder.term.exceptions import FILE, plain
    from autograder.term.granting import take_back

    for row in take_back(Course.load(), student, assignment, plain(what)):
        said = f"{FILE}: {row.student}, {assignment}: taken back: {row.words}"
        out.print(said, markup=False, soft_wrap=True)


def _doubts(course: Course, students: list[str], assignment: str) -> list[str]:
    """Say what rows name that is not there, or not yet."""
    from autograder.term.exceptions import EVERY
    from autograder.term.granting import strangers

    said = strangers(course, students, [assignment])
    if not said and assignment != EVERY:
        return [f"next: course grade {assignment}"]
    return said
