"""Words a grade; decides nothing."""

from __future__ import annotations

from textwrap import fill, indent

from autograder.records import ExerciseGrade, Grade
from autograder.wording.markdown import neutralise_markdown

WIDTH = 84  # what a graded cell shows without a scroll bar
READ = "A person reads this answer."
MARKS = {True: "✓", False: "✗"}


def points_text(points: float) -> str:
    """Write points without needless zeros: 2.5, 3, 0."""
    return f"{points:g}"


def comment(exercise: ExerciseGrade) -> str | None:
    """Return the comment on an answer cell: the one thing to read first; None when all is well.

    It is rendered as markdown, and may quote a line of the student's code.
    """
    if exercise.status == "manual" and exercise.message == READ:
        return None  # a person's comment belongs here
    if exercise.status == "not_attempted":
        return neutralise_markdown(f"Not attempted. {exercise.message}")
    return neutralise_markdown(exercise.message) or None


def exercise_report(exercise: ExerciseGrade) -> str:
    """Return every check of an exercise, one line each, with what happened and what to try."""
    lines = [
        f"{exercise.name}: {points_text(exercise.points)} of "
        f"{points_text(exercise.max_points)} points ({exercise.status.replace('_', ' ')})"
    ]
    if exercise.message and (exercise.status == "passed" or not exercise.checks):
        lines.append(f"  {exercise.message}")
    told = ""
    for check in exercise.checks:
        lines.append(f"  {MARKS[check.passed]} {check.says}")
        words = f"{check.message} {check.hint}".strip()
        if not check.passed and words and words != told:
            lines.append(indent(fill(words, WIDTH), "      "))
            told = words
    return "\n".join(lines) + "\n"


def refusal(grade: Grade) -> str:
    """Return what stands in every graded cell of a notebook that was not graded."""
    if grade.status == "refused":
        return f"This notebook could not be taken in: {grade.message}.\n"
    return "Something broke on our side; this does not count against you.\n"
