"""The command that looks at the machine."""

from __future__ import annotations

import click

from autograder.cli.common import FAILED, out
from autograder.cli.render import doctor_table
from autograder.course import Course


@click.command()
@click.option("--settings", is_flag=True, help="Print every setting, its meaning and default.")
def doctor(settings: bool) -> None:
    """Say what this machine gives: sandbox, versions, gradebook, limits."""
    from autograder.cli.diagnostics import examine, settings_lines

    course = Course.load()
    if settings:
        for line in settings_lines():
            click.echo(line)
        return
    findings = examine(course)
    out.print(doctor_table(findings))
    if not all(finding.good for finding in findings):
        raise SystemExit(FAILED)
