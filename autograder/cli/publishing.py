"""The command that writes what students are given."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.common import FAILED, out
from autograder.cli.render import counted, findings_table
from autograder.course import Course


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option("--zip", "packed", is_flag=True, help="Also write FOLDER.zip, for a platform.")
def publish(folder: Path, assignments: tuple[str, ...], packed: bool) -> None:
    """Write what students are given into FOLDER: lessons, data, a README, requirements.txt.

    Every lesson, or those named. The folder is ready for a public repository, a shared folder or a
    learning platform. It must be new, empty, or one that this command wrote: then it is brought up
    to date, and other files in it stay. Nothing is written where a release is not what source/
    gives, or any byte gives something away.
    """
    from autograder.authoring.publish import LIST, check_place, problems, published
    from autograder.release.target import Target

    course = Course.load()
    target = Target(folder.absolute(), LIST, "course publish")
    check_place(course, target.folder)
    target.check()
    names = sorted(set(assignments)) or course.assignments
    files = published(course, names)
    if found := problems(course, names):
        out.print(findings_table(found))
        raise SystemExit(FAILED)
    target.write(files)
    out.print(f"{folder}: {counted(len(files), 'file')}", markup=False, soft_wrap=True)
    if packed:
        made = target.write_zip(files)
        out.print(f"{made}: the same, packed", markup=False, soft_wrap=True)
