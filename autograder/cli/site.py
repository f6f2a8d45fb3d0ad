"""The command that writes the lessons as pages."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.common import out
from autograder.cli.render import counted
from autograder.course import Course


@click.command()
@click.option("--to", type=click.Path(path_type=Path), help="The folder; else build/site.")
def site(to: Path | None) -> None:
    """Write the lessons as pages to read on a phone: what is in release/, and no answer.

    Runs the solved notebooks for their pictures, a minute or two. Publish the folder with any
    static host. It must be new, empty, or one that this command wrote; other files in it stay.
    """
    from autograder.site import check_target, site_of, write_site

    course = Course.load()
    folder = to or course.root / "build" / "site"
    check_target(folder)
    files = site_of(course)
    write_site(files, folder)
    pages, pictures = (sum(name.endswith(kind) for name in files) for kind in (".html", ".png"))
    said = f"{folder}: {counted(pages, 'page')}, {counted(pictures, 'picture')}; "
    out.print(f"{said}open index.html there", markup=False, soft_wrap=True)
