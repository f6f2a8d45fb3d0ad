"""Commands that change points by hand: after the fact, and from a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from autograder.cli.common import FAILED, FILE, assignment_argument, out
from autograder.course import Course
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


@click.command("import-scores")
@assignment_argument(required=True)
@click.argument("file", type=FILE)
@click.option("--write", is_flag=True, help="Write them; without it the file is only compared.")
@click.option("--replace", is_flag=True, help="Also where a person has given other points before.")
def import_scores(assignment: str, file: Path, write: bool, replace: bool) -> None:
    """Put points from a spreadsheet into the gradebook, as a person's points.

    FILE is a CSV: a column "student", and one for each exercise; an empty cell says nothing. A file
    of `course export --to csv` may be filled in. Exit code 1 when points that differ from a
    person's were left as they were.
    """
    from autograder.gradebook.importing import import_scores as compare

    course = Course.load()
    found = compare(course, course.assignment(assignment), file, write=write, replace=replace)
    for kind, typed in (("new", found.new), ("a person gave other points", found.differ)):
        for one in typed:
            before = "no points" if one.before is None else f"{one.before:g}"
            said = f"{kind}: {one.student} {one.exercise} {before} → {one.points:g}"
            out.print(said, markup=False, soft_wrap=True)
    left = len(found.differ) if not replace else 0
    counts = f"{len(found.new)} new, {len(found.differ)} differ from a person's, {found.same} equal"
    counts += f", {found.unread} zeros of unread answers passed over" if found.unread else ""
    did = f"{found.written} written" if write else "nothing written: --write does"
    more = f"; {left} left as they are: --replace takes them" if left else ""
    out.print(f"{assignment}: {counts}; {did}{more}", markup=False, soft_wrap=True)
    if write and left:
        raise SystemExit(FAILED)


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
        cells = (line[name] for name in ("assignment", "exercise", "what", "value"))
        said = f"{' '.join(filter(None, cells))}: {MEANINGS[line['what'].casefold()]}"
        yield f"{said} ({line['why']})" if line["why"] else said
    if not lines:
        yield f"nothing is adjusted; {HOW}"
