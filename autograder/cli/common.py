"""What every subcommand uses: the consoles, the exit codes, the ASSIGNMENT argument."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from autograder.course import Assignment, Course
from autograder.errors import CourseError

if TYPE_CHECKING:  # the database's library takes its time
    from autograder.gradebook.changes import ChangeLog

OK, FAILED, TROUBLE = 0, 1, 2
NAMED = 5  # students that one line names
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


def measured(course: Course, assignments: Iterable[Assignment]) -> None:
    """Measure what new wrong answers of the gallery reply, and say which they are.

    Where that is not possible, a class is graded by what is known.
    """
    from autograder.grading.measuring import left_behind, refresh, without_words

    for assignment in assignments:
        try:
            for line in left_behind(course, assignment):
                err.print(line, markup=False, soft_wrap=True)
            for one in without_words(course, assignment):
                what = f"{one.diagnosis} has no words: write '# says:' and '# asks:' there"
                err.print(f"{one.path}: {what}", markup=False, soft_wrap=True)
            changed = refresh(course, assignment)
        except (OSError, CourseError) as error:
            said = f"{assignment.name}: wrong answers are not measured anew: {error}"
            err.print(said, markup=False, soft_wrap=True)
            continue
        if changed:
            few = ", ".join(changed[:NAMED])
            more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
            err.print(f"{assignment.name}: measured {few}{more}", markup=False, soft_wrap=True)


def say_changed(lines: Iterable[str]) -> None:
    """Say on stderr what has changed in the gradebook's own list of exercises."""
    for line in lines:
        err.print(f"gradebook: {line}", markup=False, soft_wrap=True)


def say_moved(log: ChangeLog | None, students: int | None, root: Path) -> None:
    """Say whose grade is another than it was, from what to what, and why; nothing if nobody's.

    ``students`` is how many were looked at. Without it, it is a word beside what a command is for,
    and goes to stderr.
    """
    if log is None or not log.changes:
        return
    changes = log.changes
    some = [
        f"{one.student} {one.before:g} → {one.after:g} ({', '.join(p.exercise for p in one.parts)})"
        for one in changes[:NAMED]
    ]
    more = [f"and {len(changes) - NAMED} more"] if len(changes) > NAMED else []
    why = ", ".join(f"{why} ({n})" for why, n in Counter(one.why for one in changes).items())
    people = len({one.student for one in changes})
    console, of = (err, "") if students is None else (out, f" of {students}")
    said = f"{people}{of} changed: {'; '.join([*some, *more])}"
    console.print(said, markup=False, soft_wrap=True)
    where = f"not kept: {log.fault}" if log.fault else f"all in {log.path.relative_to(root)}"
    console.print(f"  why: {why}; {where}", markup=False, soft_wrap=True)


def say_troubles(troubled: Mapping[str, str], what: str) -> None:
    """Say in one line on stderr who was not served, and stop with the code for it, if anybody was.

    ``what`` is what could not be done, such as "graded".
    """
    if not troubled:
        return
    named = [f"{student!a} ({why})" for student, why in islice(troubled.items(), NAMED)]
    more = len(troubled) - len(named)
    listed = "; ".join([*named, *([f"and {more} more"] if more else [])])
    said = f"course: {len(troubled)} could not be {what}: {listed}"
    err.print(" ".join(said.split()), style="yellow", markup=False, soft_wrap=True)
    raise SystemExit(FAILED)
