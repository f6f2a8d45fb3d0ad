"""The command that hands grades, or the grader, to another system."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from autograder.cli.common import FILE, assignment_argument, err, out, say_moved, say_troubles
from autograder.course import Assignment, Course
from autograder.errors import CourseError
from autograder.exports.gradescope.results import Settings, Visibility

if TYPE_CHECKING:  # nbgrader takes seconds to import
    from autograder.exports.platform_file import Upload
    from autograder.gradebook import Row

FORMATS = ("csv", "canvas", "moodle", "gradescope")


@click.command()
@click.option("--to", "format_", type=click.Choice(FORMATS), required=True, help="The format.")
@click.option("--output", type=FILE, help="Write here, not to the terminal.")
@click.option(
    "--roster",
    type=FILE,
    help="The platform's own file: its gradebook, or Moodle's grading worksheet.",
)
@click.option(
    "--provisional", is_flag=True, help="For canvas and moodle: also who waits for a person."
)
@click.option(
    "--visibility",
    type=click.Choice(get_args(Visibility)),
    default="after_published",
    show_default=True,
    help="For gradescope: when students see the checks.",
)
@click.option("--unsafe", is_flag=True, help="For gradescope: grade with no sandbox if need be.")
@assignment_argument(required=False)
def export(
    format_: str,
    output: Path | None,
    roster: Path | None,
    provisional: bool,
    visibility: Visibility,
    unsafe: bool,
    assignment: str | None,
) -> None:
    """Export an assignment's grades as CSV, for Canvas or Moodle, or its grader for Gradescope.

    Without ASSIGNMENT it is the whole term: a column an assignment, and the total.
    The Gradescope zip holds hidden tests and solutions; without --output it goes to build/.
    """
    course = Course.load()
    if assignment is None:
        _term(course, format_, output, roster, provisional)
        return
    chosen = course.assignment(assignment)
    left_out: dict[str, str] = {}
    if format_ == "gradescope":
        _gradescope(course, chosen, output, Settings(assignment, visibility, unsafe))
    elif format_ in ("canvas", "moodle"):
        made = _canvas if format_ == "canvas" else _moodle
        _deliver(made(course, chosen, roster, provisional, left_out), output)
    else:
        from autograder.exports.csv import as_csv

        _deliver(as_csv(chosen, _rows(course, chosen, left_out)), output)
    say_troubles(left_out, "exported")


def _rows(course: Course, assignment: Assignment, left_out: dict[str, str]) -> list[Row]:
    from autograder.gradebook import GradebookWriter

    with GradebookWriter(course) as gradebook:
        rows = gradebook.rows(assignment, left_out)
        say_moved(gradebook.log(assignment), None, course.root)
        return rows


def _term(
    course: Course, format_: str, output: Path | None, roster: Path | None, provisional: bool
) -> None:
    from autograder.exports import canvas, moodle
    from autograder.report.term import term_of
    from autograder.report.term_csv import term_csv
    from autograder.report.term_upload import term_for_canvas, term_for_moodle
    from autograder.term.roster import read_roster

    if format_ == "gradescope":
        raise CourseError(f"--to {format_} is for one assignment; name it")
    if format_ == "canvas":
        people = canvas.read_roster(_needed(roster, "canvas", canvas.HOW), read_roster(course.root))
    elif format_ == "moodle":
        book = moodle.read_gradebook(
            _needed(roster, "moodle", moodle.HOW_BOOK), read_roster(course.root)
        )
    term = term_of(course)
    for log in term.logs:
        say_moved(log, None, course.root)
    left_out = dict(term.left_out)
    if format_ == "canvas":
        text = _told(term_for_canvas(term, people, provisional=provisional), left_out)
    elif format_ == "moodle":
        text = _told(term_for_moodle(term, book, provisional=provisional), left_out)
    else:
        text = term_csv(term)
    _deliver(text, output)
    say_troubles(left_out, "exported")


def _needed(roster: Path | None, format_: str, how: str) -> Path:
    if roster is None:
        raise CourseError(f"--to {format_} needs --roster FILE; {how}")
    return roster


def _canvas(
    course: Course,
    assignment: Assignment,
    roster: Path | None,
    provisional: bool,
    left_out: dict[str, str],
) -> str:
    from autograder.exports.canvas import HOW, as_canvas
    from autograder.exports.canvas import read_roster as read_canvas
    from autograder.term.roster import read_roster

    people = read_canvas(_needed(roster, "canvas", HOW), read_roster(course.root))
    rows = _rows(course, assignment, left_out)
    bonus = assignment.name in course.bonus
    made = as_canvas(assignment, rows, people, provisional=provisional, bonus=bonus)
    return _told(made, left_out)


def _moodle(
    course: Course,
    assignment: Assignment,
    roster: Path | None,
    provisional: bool,
    left_out: dict[str, str],
) -> str:
    from autograder.exports.moodle import HOW, as_moodle, read_worksheet
    from autograder.term.roster import read_roster

    sheet = read_worksheet(_needed(roster, "moodle", HOW), read_roster(course.root))
    made = as_moodle(_rows(course, assignment, left_out), sheet, provisional=provisional)
    return _told(made, left_out)


def _told(made: Upload, left_out: dict[str, str]) -> str:
    """Return the file's text; say who is not in it, and what the platform does not have yet."""
    said = {
        "left out, a person must look first (or --provisional)": made.waiting,
        "left out, excused": made.excused,
        "the platform has nothing of this name, and asks at the import": made.new,
    }
    for what, names in said.items():
        if names:
            err.print(f"{what}: {', '.join(map(ascii, names))}", markup=False, soft_wrap=True)
    left_out.update(dict.fromkeys(made.strangers, "not in the platform's file"))
    return made.text


def _gradescope(
    course: Course, assignment: Assignment, output: Path | None, settings: Settings
) -> None:
    from autograder.exports.gradescope import bundle
    from autograder.files import write_atomically

    path = output or course.root / "build" / f"{assignment.name}-gradescope.zip"
    write_atomically(path.absolute(), bundle(course, assignment, settings))
    machine = sum(exercise.points for exercise in assignment.exercises if not exercise.manual)
    said = f"{path}: upload it to a programming assignment of {machine:g} autograder points"
    out.print(said, markup=False, soft_wrap=True)


def _deliver(text: str, output: Path | None) -> None:
    """Write a file whole or not at all, line ends as they are; or print."""
    from autograder.files import write_atomically

    if output is None:
        click.echo(text, nl=False)
    else:
        write_atomically(output.absolute(), text)
