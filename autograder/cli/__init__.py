"""The `course` command: each subcommand parses, calls one function, prints."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from autograder.cli import (
    adjusting,
    authors,
    check,
    completion,
    doctor,
    exceptions,
    exporting,
    feedback,
    grading,
    keeping,
    mistakes,
    publishing,
    site,
    starting,
    store,
    students,
    watching,
    writing,
)
from autograder.cli.common import TROUBLE, err
from autograder.cli.completion import PROGRAM
from autograder.course import tools_on_path
from autograder.errors import CourseError, is_machines, then
from autograder.sandbox import SandboxError

STOPPED = 130


@contextmanager
def one_line() -> Iterator[None]:
    """Turn errors of the command line, the course or the machine into one line and exit code 2."""
    try:
        yield
    except NoArgsIsHelpError:
        raise  # all that the group can do
    except click.UsageError as error:
        about = error.ctx.command_path if error.ctx else PROGRAM
        _stop(f"{' '.join(error.format_message().split())} (see: {about} --help)", TROUBLE)
    except (CourseError, SandboxError) as error:
        _stop(str(error), TROUBLE)
    except OSError as error:
        if not is_machines(error):
            raise
        where = f"{error.filename}: " if error.filename else ""
        _stop(f"{where}{error.strerror or error}; {then(error)}", TROUBLE)
    except KeyboardInterrupt:
        _stop("stopped; run the same command again to go on", STOPPED)


def _stop(words: str, code: int) -> None:
    style = "red" if code == TROUBLE else None
    err.print(f"{PROGRAM}: {words}", style=style, markup=False, soft_wrap=True)
    raise SystemExit(code) from None


class OneLineErrors(click.Group):
    """Errors in one line, with what to do next."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the group's own options."""
        if ctx.resilient_parsing:  # the shell asks how a word goes on
            return super().parse_args(ctx, args)
        with one_line():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand."""
        with one_line():
            return super().invoke(ctx)


@click.group(
    cls=OneLineErrors,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="gradient-descent-course")
def main() -> None:
    """Build, grade and hand back an autograded course.

    Run it inside the course's folder (the one that holds course_config.py).
    Exit codes: 0 all is well; 1 something was found or failed; 2 the course or the machine is
    in trouble.
    """
    gc.set_threshold(100_000, 20, 20)  # imports make many objects, which all stay
    atexit.register(gc.freeze)  # else Python looks through them all once more before it ends
    tools_on_path()
    # jsonschema, which nbformat imports, would build 38 grammars (2 s) for a format not used here.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


for _command in (
    starting.init,
    authors.build,
    writing.new,
    writing.new_exercise,
    writing.exercise,
    grading.grade,
    watching.watch,
    feedback.feedback,
    feedback.report,
    adjusting.adjust,
    adjusting.import_scores,
    exporting.export,
    students.students,
    exceptions.exceptions,
    keeping.backup,
    keeping.restore,
    starting.new_term,
    check.check,
    doctor.doctor,
    mistakes.mistakes,
    authors.gallery,
    authors.mutants,
    authors.demo,
    site.site,
    publishing.publish,
    store.store,
    completion.completion,
):
    main.add_command(_command)
