"""The command that changes points after the fact, and what brings the gradebook up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from autograder.cli.common import out, say_moved
from autograder.course import Assignment, Course
from autograder.errors import CourseError

HOW = "course adjust ASSIGNMENT EXERCISE WHAT [VALUE], or: course adjust ASSIGNMENT curve +2"


@click.command()
@click.argument("assignment", required=False)
@click.argument("words", nargs=-1, metavar="[EXERCISE] [WHAT] [VALUE]")
@click.option("--why", default="", help="The reason; students read it on their pages.")
@click.option("--over", is_flag=True, help="For a curve: also above the maximum.")
@click.option("--remove", is_flag=True, help="Take the row away; the machine's points come back.")
def adjust(
    assignment: str | None, words: tuple[str, ...], why: str, over: bool, remove: bool
) -> None:
    """Change what an exercise counts, after the class was graded; alone, list what is changed.

    WHAT is void (it counts no longer), full (all points for all who handed in), points (a new
    maximum), extra (points on top), or, for the sum of an assignment, curve (+2 or x1.1). It writes
    adjustments.csv; what people gave stays.
    """
    from autograder.term.adjustments import adjustments_in, read_rows, with_row, without_row
    from autograder.term.table import write_table

    course = Course.load()
    table = read_rows(course.root)
    if assignment is None or not words:
        for line in _listed(course, assignment):
            out.print(line, markup=False, soft_wrap=True)
        return
    chosen = course.assignment(assignment)
    row = {"assignment": assignment, **_row(words, over), "why": why}
    changed = without_row(table, row) if remove else with_row(table, row)
    adjustments_in(changed, chosen)
    write_table(changed, [line.cells for line in changed.lines])
    did = "taken away" if remove else "written"
    named = " ".join(word for word in (row["exercise"], row["what"], row["value"]) if word)
    said = f"{table.path.name}: {did}: {assignment} {named}; next: course grade {assignment}"
    out.print(said, markup=False, soft_wrap=True)


def up_to_date(course: Course, assignment: Assignment) -> None:
    """Bring the gradebook up to date with the tables that a teacher keeps; say who changed."""
    from autograder.gradebook.adjusting import adjust as adjust_gradebook

    log = adjust_gradebook(course, assignment)
    say_moved(log, None, course.root)


def _row(words: Sequence[str], over: bool) -> dict[str, str]:
    exercise, rest = ("", words) if words[0].casefold() == "curve" else (words[0], words[1:])
    if not 1 <= len(rest) <= 2:
        raise CourseError(f"{' '.join(words)}: {HOW}")
    what, value = rest[0].casefold(), rest[1] if len(rest) == 2 else ""
    if what == "curve":
        exercise = exercise.strip("-*")
    if over and what != "curve":
        raise CourseError("--over is for a curve")
    return {"exercise": exercise, "what": what, "value": f"{value} over" if over else value}


def _listed(course: Course, assignment: str | None) -> Iterator[str]:
    from autograder.term.adjustments import MEANINGS, read_rows

    if assignment is not None:
        course.assignment(assignment)
    lines = [n for n in read_rows(course.root).lines if assignment in (None, n["assignment"])]
    for line in lines:
        named = " ".join(line[name] for name in ("assignment", "exercise", "what", "value"))
        yield " ".join(f"{named}: {MEANINGS[line['what'].casefold()]}".split()) + (
            f" ({line['why']})" if line["why"] else ""
        )
    if not lines:
        yield f"nothing is adjusted; {HOW}"
