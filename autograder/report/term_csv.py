"""The whole term as CSV: one line a student, a column an assignment, and the total."""

from __future__ import annotations

import csv
import io

from autograder.report.term import Term
from autograder.term.table import escape_formula


def term_csv(term: Term) -> str:
    """Return the term's scores, less lateness; the cell of who handed in nothing is empty.

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
                *(f"{one.scores[n]:g}" if n in one.scores else "" for n in names),
                f"{one.total:g}",
                f"{one.maximum:g}",
                shares,
                " ".join(sorted(one.open)),
            ]
        )
    return out.getvalue()
