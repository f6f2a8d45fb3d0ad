"""Commands that begin a course, and a new term of one."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.common import out
from autograder.course import Course


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=".")
def init(folder: Path) -> None:
    """Begin a course in FOLDER (or here): settings and a tiny assignment, which run at once.

    The folder must be empty; git and an environment may be in it. In a course of nbgrader's, as
    `nbgrader quickstart` makes one, it adds the settings that are needed and changes nothing else.
    """
    from autograder.authoring.adopting import is_nbgrader_course
    from autograder.authoring.starting import FIRST, start_course

    if is_nbgrader_course(folder):
        for path in start_course(folder):
            out.print(f"{path}: new, or with a line more", markup=False, soft_wrap=True)
        out.print("next: course build; course doctor; course grade ASSIGNMENT", markup=False)
        return
    files = start_course(folder)
    out.print(f"{len(files)} files in {folder.resolve()}", markup=False, soft_wrap=True)
    there = f"cd {folder}; " if folder != Path() else ""
    said = f"next: {there}course build; course demo; course new 02_NAME; course doctor"
    out.print(f"{said}; {FIRST} is an example", markup=False, soft_wrap=True)


@click.command("new-term")
@click.argument("name")
@click.option(
    "--id", "course_id", default="", metavar="ID", help="The course's name in the exchange now."
)
def new_term(name: str, course_id: str) -> None:
    """Put the term that is over into terms/NAME, and begin the next one with an empty course.

    The gradebook is backed up and checked first; then work, grades, pages and the tables of the
    class are moved. Nothing is deleted. Close JupyterLab before.
    """
    from autograder.authoring.new_term import archive_term, still_to_do

    course = Course.load()
    made = archive_term(course, name, course_id)
    where = made.folder.relative_to(course.root)
    out.print(f"{where}: {', '.join(made.moved)}", markup=False, soft_wrap=True)
    if made.gradebook:
        out.print(f"the gradebook's backup: {made.gradebook}", markup=False, soft_wrap=True)
    out.print("still to do:", markup=False)
    for line in still_to_do(course, course_id):
        out.print(f"  {line}", markup=False, soft_wrap=True)
