"""Commands about who is in the class."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from autograder.cli.common import FAILED, FILE, out
from autograder.cli.render import counted
from autograder.course import Course
from autograder.errors import CourseError


@click.group(invoke_without_command=True)
@click.option("--missing", metavar="ASSIGNMENT", help="Only who has not handed this in.")
@click.pass_context
def students(context: click.Context, missing: str | None) -> None:
    """List the class: id, name, group, what each has handed in.

    The class list is students.csv, beside course_config.py: write it, or import it.
    """
    if context.invoked_subcommand is not None:
        return
    from autograder.intake import submissions_of
    from autograder.intake.groups import shared_work
    from autograder.term.roster import FILE, read_roster

    course = Course.load()
    roster = read_roster(course.root)
    names = [course.assignment(missing).name] if missing else course.assignments
    handed_in: dict[str, list[str]] = {student: [] for student in roster.students}
    for name in names:
        shared = shared_work(course, name, roster).holders
        for student in sorted({*submissions_of(course.root / "submitted", name)[0], *shared}):
            handed_in.setdefault(student, []).append(name)
    if missing and not roster:
        raise CourseError(f"there is no class list {FILE}; see: course students import --help")
    if missing:
        for student, found in handed_in.items():
            if not found:
                said = f"{student}  {roster.name_of(student)}".rstrip()
                out.print(said, markup=False, soft_wrap=True)
        return
    table = Table("id", "name", "group", "handed in", pad_edge=False)
    for student, found in handed_in.items():
        stranger = " [yellow](not in students.csv)[/]" if roster and student not in roster else ""
        about = roster.name_of(student), roster.group_of(student)
        table.add_row(escape(student) + stranger, *map(escape, about), ", ".join(found) or "–")
    out.print(table)
    out.print(f"{counted(len(roster), 'student')} in {FILE}", markup=False)


@students.command("import")
@click.argument("file", type=FILE)
@click.option("--id", "id_column", default="", metavar="COLUMN", help="Which column is our id.")
@click.option("--groups", is_flag=True, help="Moodle's groups hand in together.")
def import_(file: Path, id_column: str, groups: bool) -> None:
    """Take students into students.csv: from FILE, as a learning platform or we write it.

    Known students are updated, and nobody is taken out. The id of a student is the name of the
    folder in submitted/; of several columns that may be it, the one that has most of those names
    is taken. Nothing is written where somebody is in students.csv under another id.
    """
    from autograder.term.roster import COLUMNS, roster_of, roster_table, updated
    from autograder.term.roster import FILE as ROSTER
    from autograder.term.roster_import import check_doubles, read_class_list

    course = Course.load()
    table = roster_table(course.root)
    roster = roster_of(table)
    handed_in = course.root / "submitted"
    known = {path.name for path in handed_in.iterdir()} if handed_in.is_dir() else set[str]()
    read = read_class_list(file, known | {*roster.students}, id_column, groups=groups)
    check_doubles(table.path, roster, read)
    found = updated(table, read.students)
    found.write()
    same = len(read.students) - len(found.new) - len(found.changed)
    said = f"{len(found.new)} new, {len(found.changed)} changed, {same} as they were"
    program = "" if read.program == ROSTER else f"{read.program}'s "
    column = "the name" if read.id_column == "name" else f"{program}{read.id_column}"
    whose = "" if read.id_column == "id" else f"; the id is {column}"
    out.print(f"students.csv: {said}{whose}", markup=False, soft_wrap=True)
    if read.groups_left_out:
        out.print(
            "its groups are left out; --groups takes them: one hand-in, one grade", markup=False
        )
    if read.not_taken:
        columns = ", ".join(map(repr, read.not_taken))
        left = f"not taken: {columns}; the names of columns are {', '.join(COLUMNS)}"
        out.print(left, markup=False, soft_wrap=True)
    _name_in_gradebook(course)


def _name_in_gradebook(course: Course) -> None:
    from autograder.gradebook import GradebookWriter
    from autograder.gradebook.database import is_there

    if is_there(course):
        with GradebookWriter(course) as gradebook:
            gradebook.term.name_students()


@students.command()
@click.argument("old")
@click.argument("new")
def rename(old: str, new: str) -> None:
    """Give the student OLD the id NEW, everywhere; points and comments stay."""
    from autograder.batch.students import rename as rename_everywhere

    rename_everywhere(Course.load(), old, new)
    out.print(f"{old} is {new} now; next: course grade, course feedback", markup=False)


@students.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="INTO")
@click.option(
    "--keep",
    type=click.Choice(["INTO", "FROM"], case_sensitive=False),
    help="Whose work counts where both have the same assignment.",
)
def merge(source: str, target: str, keep: Any) -> None:
    """Make one student of two: all that is FROM's becomes INTO's, also what people gave.

    Where both have the same assignment, nothing is done unless --keep says whose counts. The other
    hand-in goes to backups/, and the gradebook is backed up first.
    """
    from autograder.batch.students import merge as merge_everywhere

    done = merge_everywhere(Course.load(), source, target, keep)
    what = ", ".join(done.moved) or "no work"
    out.print(f"{source} is {target} now; moved: {what}", markup=False, soft_wrap=True)
    for place in done.aside:
        out.print(f"does not count: {place}", markup=False, soft_wrap=True)
    if done.saved:
        out.print(f"the gradebook as it was before: {done.saved}", markup=False, soft_wrap=True)
    out.print("next: course grade, course feedback", markup=False)


@students.command()
@click.argument("student", metavar="ID")
@click.option("--yes", is_flag=True, help="Do it; without it, only say what would be removed.")
def remove(student: str, yes: bool) -> None:
    """Delete a student: work, grades, comments, pages, and the rows of tables.

    The gradebook is backed up first. Copies elsewhere stay: downloads, the exchange, reports,
    exported files, backups.
    """
    from autograder.batch.students import find, told_of
    from autograder.batch.students import remove as remove_everywhere

    course = Course.load()
    if not yes:
        found = find(course, student)
        for line in told_of(course, found):
            out.print(line, markup=False, soft_wrap=True)
        what = f"add --yes to remove {student!r}" if found else f"nothing is there of {student!r}"
        out.print(what, markup=False, soft_wrap=True)
        raise SystemExit(FAILED)
    told, saved = remove_everywhere(course, student)
    for line in told:
        out.print(f"removed: {line}", markup=False, soft_wrap=True)
    if saved:
        said = "the gradebook as it was before, with this student's data"
        out.print(f"{said}: {saved}", markup=False, soft_wrap=True)
