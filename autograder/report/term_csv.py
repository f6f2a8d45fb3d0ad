"""The whole term as CSV: one line a student, a column an assignment, and the total."""

from __future__ import annotations

import csv
import io

from autograder.report.term import Person, Term
from autograder.term.table import escape_formula


def term_csv(term: Term) -> str:
    """Return the term's scores, less lateness; the cell of who handed in nothing is empty.

    Of what does not count for somebody the cell says so, whatever was handed in.
    ``not_final`` names assignments at which a person is still to look.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [column.name for column in term.columns]
    writer.writerow(["student", "name", *names, "total", "max_points", "percent", "not_final"])
    for one in term.people:
        shares = "" if one.share is None else f"{100 * one.share:.1f}"
        writer.writerow(
            [
                escape_formula(one.student),
                escape_formula(one.name),
                *(_cell(one, name) for name in names),
                f"{one.total:g}",
                f"{one.maximum:g}",
                shares,
                " ".join(sorted(one.open)),
            ]
        )
    return out.getvalue()


def _cell(person: Person, assignment: str) -> str:
    if assignment in person.excused:
        return "excused"
    return f"{person.scores[assignment]:g}" if assignment in person.scores else ""
