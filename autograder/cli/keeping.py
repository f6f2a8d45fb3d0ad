"""Commands that back the gradebook up, and put a backup back."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.common import FILE, out
from autograder.course import Course


@click.command()
@click.argument("file", type=FILE, required=False)
def backup(file: Path | None) -> None:
    """Back up the gradebook to FILE, or to a new file in backups/.

    All that has been typed is in it, also while JupyterLab or a grading run is at work.
    """
    from autograder.gradebook.backup import backup as save
    from autograder.gradebook.backup import described

    path = save(Course.load(), file)
    out.print(f"{path}: {described(path) or 'saved'}", markup=False, soft_wrap=True)


@click.command()
@click.argument("file", type=FILE)
def restore(file: Path) -> None:
    """Put the backup FILE in the gradebook's place; what was there is backed up first.

    Then `course grade` brings it up to date with what has been handed in since. With the gradebook
    of a term in terms/ come that term's students.csv, exceptions.csv and adjustments.csv.
    """
    from autograder.gradebook.backup import archived_tables, described, restore_tables
    from autograder.gradebook.backup import restore as put_back

    course = Course.load()
    before = put_back(course, file)
    out.print(f"restored {file}: {described(file) or 'done'}", markup=False, soft_wrap=True)
    if before:
        out.print(f"what was there before: {before}", markup=False, soft_wrap=True)
    folder = archived_tables(course, file)
    if folder is None:
        return
    taken, here, aside = restore_tables(course, folder)
    if taken:
        said = f"restored the tables of that term, too: {', '.join(taken)}"
        out.print(said, markup=False, soft_wrap=True)
    if here:
        out.print(f"{', '.join(here)} as they were before: {aside}", markup=False, soft_wrap=True)
