"""Commands that look after the store of grades."""

from __future__ import annotations

import click

from autograder.cli.common import assignment_argument, out
from autograder.course import Course

NAMED = 8  # students that are named for each reason


@click.group()
def store() -> None:
    """Look after .grades/, where every grade is kept by what it depends on.

    Two machines' stores merge by copying the files of one into the other.
    """


@store.command()
@assignment_argument(required=True)
@click.option("--student", metavar="ID", help="Ask about this student only.")
def why(assignment: str, student: str | None) -> None:
    """Say what `course grade` would grade again, and which change is the reason.

    The parts of a grade: answers, release, hidden tests, solutions, limits, environment (versions
    and sandbox), grader (this program).
    """
    from autograder.batch.maintenance import reasons
    from autograder.batch.tier import sandbox_tier

    course = Course.load()
    chosen = course.assignment(assignment)
    found: dict[str, list[str]] = {}
    for because in reasons(course, chosen, sandbox_tier(course), student):
        found.setdefault(because.why, []).append(because.student)
    if not found:
        click.echo(f"{assignment}: no submissions")
    for reason, students in sorted(found.items(), key=lambda item: -len(item[1])):
        named = ", ".join(students[:NAMED]) + ", …" * (len(students) > NAMED)
        out.print(f"{len(students):6} {reason}: {named}", markup=False, soft_wrap=True)


@store.command()
@click.option("--delete", is_flag=True, help="Delete them; without it they are only counted.")
def clean(delete: bool) -> None:
    """Find the grades that no graded notebook shows, and what killed runs left behind.

    Nothing is lost with them but time: a grade that is asked for again is computed again.
    """
    from autograder.batch.maintenance import orphans

    found = orphans(Course.load())
    size = sum(path.lstat().st_size for path in found) / 1e6
    if delete:
        for path in found:
            path.unlink(missing_ok=True)
    said = "deleted" if delete else "to delete with --delete"
    click.echo(f"{len(found)} files, {size:.1f} MB, that nothing refers to: {said}")
