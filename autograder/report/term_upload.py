"""The whole term for a platform: a column an assignment, and the total if the platform has one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from autograder.exports import canvas, moodle
from autograder.exports.platform_file import Column, PlatformFile, Upload, points
from autograder.report.term import Person, Term

TOTAL, PERCENT = "total", 100.0  # of what counts for each: people are excused from this and that
TitleIn = Callable[[Sequence[str], str], str]


def term_for_canvas(term: Term, roster: canvas.Roster, *, provisional: bool = False) -> Upload:
    """Return the term for Canvas's import of a gradebook."""
    columns = _columns(term, roster.titles, canvas.title_in, canvas.EXCUSED, provisional)
    return canvas.as_file(columns, roster, _students(term), [*_waiting(term, provisional)])


def term_for_moodle(term: Term, book: PlatformFile, *, provisional: bool = False) -> Upload:
    """Return the term for Moodle's import of grades, which has no word for who is excused."""
    columns = _columns(term, book.columns, moodle.title_in, "", provisional)
    made = moodle.as_gradebook(columns, book, _students(term), [*_waiting(term, provisional)])
    told = (f"{p.student} ({', '.join(sorted(p.excused))})" for p in term.people if p.excused)
    return replace(made, excused=tuple(told))


def _columns(
    term: Term, titles: Sequence[str], title_in: TitleIn, excused: str, provisional: bool
) -> list[Column]:
    """Return the term's scores, less lateness.

    Where the platform has an assignment called ``total``, it gets the percent of what counts for
    each, the best assignments only if the course says so. What waits for a person is left out,
    unless ``provisional``, and so is such a total. What comes on top is out of 0 points there, so
    that the platform's own sum agrees.
    """
    columns = []
    for one in term.columns:
        cells = {p.student: _cell(p, one.name, excused, provisional) for p in term.people}
        title = title_in(titles, one.name) or one.name
        most = 0.0 if one.on_top else one.maximum
        columns.append(Column(title, most, {who: c for who, c in cells.items() if c}))
    if title := title_in(titles, TOTAL):
        totals = {
            person.student: points(PERCENT * person.share)
            for person in term.people
            if person.share is not None and not (person.open and not provisional)
        }
        columns.append(Column(title, PERCENT, totals))
    return columns


def _cell(person: Person, assignment: str, excused: str, provisional: bool) -> str:
    if assignment in person.excused:
        return excused
    if assignment not in person.scores or (assignment in person.open and not provisional):
        return ""
    return points(person.scores[assignment])


def _students(term: Term) -> list[str]:
    return [person.student for person in term.people if person.scores or person.excused]


def _waiting(term: Term, provisional: bool) -> Iterator[str]:
    for person in term.people:
        still = person.open - person.excused
        if provisional:
            still -= person.scores.keys()
        if still:
            yield f"{person.student} ({', '.join(sorted(still))})"
