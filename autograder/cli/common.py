"""What every subcommand uses: the consoles, the exit codes, the ASSIGNMENT argument."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from autograder.course import Course, CourseError

OK, FAILED, TROUBLE = 0, 1, 2
FILE = click.Path(path_type=Path, dir_okay=False)
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def assignment_argument(required: bool) -> Callable[..., Any]:
    """An ASSIGNMENT that completes in the shell."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        try:
            return [name for name in Course.load().assignments if name.startswith(incomplete)]
        except CourseError:
            return []

    return click.argument("assignment", required=required, shell_complete=complete)
