"""Commands about the mistakes that a course knows."""

from __future__ import annotations

import click

from autograder.cli.common import assignment_argument, out
from autograder.course import Course


@click.group()
def mistakes() -> None:
    """Look after the mistakes that the course knows by name."""


@mistakes.command()
@assignment_argument(required=True)
@click.argument("exercise")
@click.option("--from", "student", metavar="STUDENT", required=True, help="Whose answer it is.")
@click.option("--name", default="unnamed", help="The mistake's name, such as divided_twice.")
@click.option("--says", default="", help="One sentence: what happened. Else write it in the file.")
@click.option("--asks", default="", help="One question that helps. Else write it in the file.")
def add(assignment: str, exercise: str, student: str, name: str, says: str, asks: str) -> None:
    """Make a known mistake from a student's wrong answer: a file of the gallery, to fill in.

    The next `course grade` measures it and names it for all who made it; only their work is graded
    again. The file says nothing about the student.
    """
    from autograder.authoring.new_mistake import add_mistake

    course = Course.load()
    chosen = course.assignment(assignment)
    path = add_mistake(course, chosen, exercise, student, name, says, asks)
    out.print(f"written: {path.relative_to(course.root)}", markup=False, soft_wrap=True)
    fill = "" if says else "write '# says:' and '# asks:' in it, then "
    out.print(f"next: {fill}course grade {assignment}", markup=False, soft_wrap=True)
