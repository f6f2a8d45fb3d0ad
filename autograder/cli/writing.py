"""Commands that begin a new assignment or exercise, and show where all of one exercise stands."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.common import assignment_argument, out
from autograder.course import Course

NEXT = "course build {0}, then put your own exercise in the place of {1}: docs/extending.md"


@click.command()
@click.argument("assignment")
@click.option("--exercise", default="double", help="The name of its first exercise.")
@click.option("--points", type=click.FloatRange(min=0), default=1.0, help="What it is worth.")
def new(assignment: str, exercise: str, points: float) -> None:
    """Begin an assignment: a notebook with one exercise, its model answer, tests and answers.

    ASSIGNMENT is a number and a name: 07_sorting.
    """
    from autograder.authoring.skeletons import new_assignment

    course = Course.load()
    _say(course, new_assignment(course, assignment, exercise, points), assignment, exercise)


@click.command("new-exercise")
@assignment_argument(required=True)
@click.argument("name")
@click.option("--points", type=click.FloatRange(min=0), required=True, help="What it is worth.")
@click.option("--after", default="", metavar="EXERCISE", help="Which it follows; else the last.")
def new_exercise(assignment: str, name: str, points: float, after: str) -> None:
    """Add an exercise to an assignment: cells, model answer, hidden test, right and wrong answers.

    Everything passes as it is, and doubles a number.
    """
    from autograder.authoring.skeletons import new_exercise as add

    course = Course.load()
    _say(course, add(course, assignment, name, points, after), assignment, name)


@click.command()
@click.argument("name")
def exercise(name: str) -> None:
    """Print every place where something of one exercise stands."""
    from autograder.authoring.places import places_of

    for what, where in places_of(Course.load(), name):
        out.print(f"{what:16} {where}", markup=False, soft_wrap=True)


def _say(course: Course, files: list[Path], assignment: str, name: str) -> None:
    for path in files:
        out.print(f"written: {path.relative_to(course.root)}", markup=False, soft_wrap=True)
    out.print(f"next: {NEXT.format(assignment, name)}", markup=False, soft_wrap=True)
