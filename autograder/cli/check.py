"""The command that students run."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.common import FAILED, FILE, out
from autograder.cli.render import self_check_lines
from autograder.errors import CourseError


@click.command()
@click.argument("notebook", type=FILE)
def check(notebook: Path) -> None:
    """Run a notebook's public checks, as its student may before handing it in.

    It needs no course: the notebook and the files that were handed out with it will do. Exit code 0
    when every public check passes, 1 when one does not.
    """
    from autograder.grading.public_checks import check_notebook

    if notebook.suffix != ".ipynb" or not notebook.exists():
        raise CourseError(f"{notebook}: there is no such notebook; name an .ipynb file")
    results = check_notebook(notebook)
    for line in self_check_lines(results):
        out.print(line, soft_wrap=True)
    if not all(result.passed for result in results):
        raise SystemExit(FAILED)
