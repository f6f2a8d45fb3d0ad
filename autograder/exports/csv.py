"""One line a student: points of every exercise, lateness, and what still needs a person."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from autograder.course import Assignment
from autograder.gradebook import Row
from autograder.term.table import escape_formula

COLUMNS = (
    *("student", "name", "group", "assignment", "state"),
    *("submitted_at", "points", "late_penalty", "score", "max_points", "needs_person", "flagged"),
    "exceptions",
)


def as_csv(assignment: Assignment, rows: Sequence[Row]) -> str:
    """Return the class as CSV, quoted so that no spreadsheet takes a name for a formula.

    Who has handed in nothing has a line without points: a 0 would look earned. Who is excused has
    points, and no score.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [exercise.name for exercise in assignment.exercises]
    curved = ["curve"] if any(row.curve is not None for row in rows) else []
    writer.writerow([*COLUMNS, *names, *curved])
    for row in rows:
        writer.writerow(
            [
                *map(escape_formula, (row.student, row.about.name, row.about.group)),
                assignment.name,
                "excused" if row.about.excused else row.state,
                f"{row.timestamp} UTC" if row.timestamp else "",
                "" if row.unknown else f"{row.score:g}",
                f"{row.late_penalty:g}" if row.is_graded else "",
                _score(row),
                f"{row.max_score:g}",
                "yes" if row.needs_person else "no",
                "yes" if row.flagged else "no",
                escape_formula("; ".join(row.about.notes)),
                *(_points(row, name) for name in names),
                *(f"{row.curve:g}" if row.curve is not None else "" for _ in curved),
            ]
        )
    return out.getvalue()


def _score(row: Row) -> str:
    """Return what counts; nothing for who is excused, has handed in nothing, or met our fault."""
    return "" if row.unknown or row.about.excused else f"{max(0.0, row.score - row.late_penalty):g}"


def _points(row: Row, exercise: str) -> str:
    """Return what an exercise earned; nothing where something of ours broke: that is no zero."""
    return "" if exercise in row.unknown else f"{row.exercises.get(exercise, 0.0):g}"
