"""The whole term for Canvas's import: a column an assignment, and the total if Canvas has one."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.exports.canvas import (
    EXCUSED,
    Column,
    Roster,
    as_file,
    points,
    title_in,
)
from autograder.exports.platform_file import Upload
from autograder.report.term import Person, Term

TOTAL, PERCENT = "total", 100.0  # of what counts for each: people are excused from this and that


def term_canvas(term: Term, roster: Roster, *, provisional: bool = False) -> Upload:
    """Return the term's scores, less lateness, for Canvas; `as_file` says what stays as it is.

    Where Canvas has an assignment called ``total``, it gets the percent of what counts for each,
    the best assignments only if the course says so. What waits for a person is left out, unless
    ``provisional``, and so is such a total.
    """
    columns = [
        Column(
            title_in(roster, one.name) or one.name,
            one.maximum,
            {p.student: cell for p in term.people if (cell := _cell(p, one.name, provisional))},
        )
        for one in term.columns
    ]
    if title := title_in(roster, TOTAL):
        totals = {
            person.student: points(PERCENT * person.share)
            for person in term.people
            if person.share is not None and not (person.open and not provisional)
        }
        columns.append(Column(title, PERCENT, totals))
    students = [person.student for person in term.people if person.scores or person.excused]
    return as_file(columns, roster, students, tuple(_waiting(term, provisional)))


def _cell(person: Person, assignment: str, provisional: bool) -> str:
    if assignment in person.excused:
        return EXCUSED
    if assignment not in person.scores or (assignment in person.open and not provisional):
        return ""
    return points(person.scores[assignment])


def _waiting(term: Term, provisional: bool) -> Iterator[str]:
    for person in term.people:
        still = person.open - person.excused
        if provisional:
            still -= person.scores.keys()
        if still:
            yield f"{person.student} ({', '.join(sorted(still))})"
