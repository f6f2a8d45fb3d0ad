"""The `course` command: each subcommand parses, calls one function, prints."""

from __future__ import annotations

import sys
from typing import Any

import click

from autograder.cli import (
    authors,
    completion,
    exporting,
    grading,
    handing_back,
    machine,
    store,
    students,
)
from autograder.cli.common import TROUBLE, err
from autograder.course import CourseError, tools_on_path
from autograder.sandbox.launcher import SandboxError


class OneLineErrors(click.Group):
    """Errors of the course or the machine in one line, with what to do next."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; turn our own errors into one line and exit code 2."""
        try:
            return super().invoke(ctx)
        except (CourseError, SandboxError) as error:
            err.print(f"course: {error}", style="red", markup=False)
            raise SystemExit(TROUBLE) from None
        except KeyboardInterrupt:
            err.print("course: stopped; run the same command again to go on")
            raise SystemExit(130) from None


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gradient-descent-course")
def main() -> None:
    """Build, grade and hand back an autograded course.

    Run it inside the course's folder (the one that holds course_config.py).
    Exit codes: 0 all is well; 1 something was found or failed; 2 the course or the machine is
    in trouble.
    """
    tools_on_path()
    # jsonschema, which nbformat imports, would build 38 grammars (2 s) for a format not used here.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


for _command in (
    authors.build,
    grading.grade,
    handing_back.feedback,
    handing_back.report,
    exporting.export,
    students.check,
    machine.doctor,
    authors.gallery,
    authors.mutants,
    authors.demo,
    store.store,
    completion.completion,
):
    main.add_command(_command)
