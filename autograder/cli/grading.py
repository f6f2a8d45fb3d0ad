"""Commands that grade."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.cli.common import (
    FILE,
    assignment_argument,
    err,
    measured,
    out,
    say_changed,
    say_moved,
    say_troubles,
)
from autograder.cli.render import class_table, progress
from autograder.course import Assignment, Course

if TYPE_CHECKING:
    from autograder.batch.result import ClassResult


@click.command()
@assignment_argument(required=True)
@click.option("--student", metavar="ID", help="Grade this student only.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Graders at once [default: cores].")
@click.option("--scheduler", metavar="ADDRESS", help="Grade on a Dask cluster: tcp://host:8786.")
@click.option("--force", is_flag=True, help="Grade again even where nothing changed.")
@click.option("--unsafe", is_flag=True, help="Run student code with no sandbox at all.")
@click.option("--json", "json_file", type=FILE, help="Also write this file.")
@click.option("--quiet", is_flag=True, help="No progress bar and no table.")
def grade(
    assignment: str,
    student: str | None,
    jobs: int,
    scheduler: str | None,
    force: bool,
    unsafe: bool,
    json_file: Path | None,
    quiet: bool,
) -> None:
    """Grade what is new or changed in submitted/ into the gradebook and autograded/.

    Stopped at any moment, the same command goes on where it was. Exit code 1 when somebody was
    left out, or could not be graded for a fault of ours; one line on stderr names them.
    """
    course = Course.load()
    chosen = course.assignment(assignment)
    graders = _graders(course, chosen, jobs, scheduler, unsafe, one=bool(student))
    with graders as (pool, tier), progress(err, quiet) as bar:
        # the database's library, while the graders start
        from autograder.batch.plan import make_plan
        from autograder.batch.run import grade_class
        from autograder.intake import misplaced

        only = [student] if student else None
        plan = make_plan(
            course, chosen, students=only, force=force, tier=tier, pool=pool, found=pool.warm
        )
        plan.check_there(student or "")
        result = grade_class(plan, pool, started=bar.started, graded=bar.graded)
    say_changed(result.changed)
    lost = [] if student else misplaced(course.root / "submitted", course.assignments, assignment)
    for line in (*plan.shared.told, *plan.chosen.told, *lost):
        err.print(line, markup=False, soft_wrap=True)
    if json_file is not None:
        _write_json(json_file, chosen, result)
    if not quiet:
        _show(course, chosen, result)
    say_troubles(result.troubled, "graded, or not in all")


def _show(course: Course, assignment: Assignment, result: ClassResult) -> None:
    """The table, and what has changed since the run before, in later assignments too."""
    out.print(class_table(assignment, result))
    say_moved(result.log, len(result.grades), course.root)
    for log in result.later:
        say_moved(log, None, course.root)


def _write_json(path: Path, assignment: Assignment, result: ClassResult) -> None:
    from autograder.exports.json import json_parts
    from autograder.files import write_atomically

    parts = json_parts(
        *(assignment.name, result.grades.maximum, result.grades, result.left_out),
        *(result.moved, result.people, result.missing),
    )
    write_atomically(path.absolute(), parts)


@contextmanager
def _graders(
    course: Course,
    assignment: Assignment,
    jobs: int,
    scheduler: str | None,
    unsafe: bool,
    *,
    one: bool,
) -> Iterator[tuple[Any, str]]:
    """Whatever is to grade, ``one`` student or the class, and the sandbox for it.

    The gallery is measured before a grader reads what was measured.
    """
    if scheduler:
        from autograder.cluster.cluster import Cluster

        measured(course, [assignment])
        with Cluster(course, assignment, scheduler, unsafe) as cluster:
            yield cluster, cluster.tier
        return
    from autograder.batch.tier import known_tier, usable_tier
    from autograder.grading.pool import Pool, are_few

    at_once = one or known_tier(course) is None  # on the first run here there is work in any case
    few = one or are_few(course)
    with Pool(course, jobs, unsafe, only=assignment.name, few=few) as pool:
        if at_once:
            pool.warm_up()
        measured(course, [assignment])
        if at_once:
            pool.warm(1)
        yield pool, usable_tier(course, unsafe)
