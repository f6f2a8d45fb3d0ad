"""The whole term: students by assignments, totals, and who falls behind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import Course
from autograder.errors import CourseError
from autograder.feedback.template import template
from autograder.files import write_atomically
from autograder.gradebook import GradebookWriter, Row
from autograder.gradebook.changes import ChangeLog
from autograder.gradebook.database import is_there
from autograder.gradebook.people import people
from autograder.term.about import NOBODY
from autograder.wording.words import points_text

FOLDER, PAGE = "reports", "term.html"
BEHIND = 0.5  # of the points so far: below it somebody falls behind
MISSED = 2  # of the last assignments


@dataclass(frozen=True)
class Column:
    """One graded assignment, and what it is worth now."""

    name: str
    maximum: float
    bonus: bool = False

    @property
    def on_top(self) -> bool:
        """Whether its points are added to the others, and it is in nobody's maximum."""
        return self.bonus or not self.maximum


@dataclass(frozen=True)
class Person:
    """One student's term. ``scores`` by assignment, less lateness; who handed in nothing has none.

    What a student is excused from counts neither for the total nor for what it is out of, nor does
    what is not due yet, for that student, and of which there is no grade.

    ``open`` are assignments that are not final: a person is to look, or something of ours broke.
    """

    student: str
    name: str
    scores: Mapping[str, float]
    open: frozenset[str]
    total: float
    maximum: float
    counted: frozenset[str]
    behind: str = ""
    excused: frozenset[str] = frozenset()
    not_due: frozenset[str] = frozenset()

    @property
    def share(self) -> float | None:
        """The part of the points so far, 0 to 1."""
        return self.total / self.maximum if self.maximum else None


@dataclass(frozen=True)
class Term:
    """What is graded of a course so far."""

    columns: tuple[Column, ...]
    people: tuple[Person, ...]
    not_graded: tuple[str, ...]
    best: int
    left_out: Mapping[str, str] = field(default_factory=dict)
    logs: tuple[ChangeLog, ...] = ()  # what was changed in the gradebook while this was read


def term_of(course: Course) -> Term:
    """Return the term as the gradebook has it; raise CourseError where nothing is graded yet.

    Where there is a class list, who is not in it and has no work is no part of the term.
    """
    if not is_there(course):
        raise CourseError("there is no gradebook yet; see: course grade ASSIGNMENT")
    left_out: dict[str, str] = {}
    rows: dict[str, dict[str, Row]] = {}
    excused: dict[str, set[str]] = {}
    columns, missing = [], []
    with GradebookWriter(course) as gradebook:
        for name in course.assignments:
            assignment = course.assignment(name)
            if not gradebook.has_submissions(assignment):
                missing.append(name)
                continue
            for row in gradebook.rows(assignment, left_out):
                theirs = rows.setdefault(row.student, {})
                if row.is_graded:
                    theirs[name] = row
            columns.append(Column(name, gradebook.maximum(assignment), name in course.bonus))
            for student, about in gradebook.term.people(name).items():
                if about.excused:
                    excused.setdefault(student, set()).add(name)
        with gradebook.reading() as connection:  # those who handed in nothing included
            known = people(connection, gradebook.term.roster)
        listed = {s for s in known if not gradebook.term.roster or s in gradebook.term.roster}
        not_due = _not_due(course, gradebook, columns, rows, listed)
        logs = tuple(gradebook.logs.values())
    if not columns:
        raise CourseError("nothing is graded yet; see: course grade ASSIGNMENT")
    found = [
        _person(
            student,
            known.get(student, NOBODY).name,
            rows.get(student, {}),
            columns,
            course.best_of,
            frozenset(excused.get(student, ())),
            frozenset(not_due.get(student, ())),
        )
        for student in sorted(rows.keys() | listed)
    ]
    return Term(tuple(columns), tuple(found), tuple(missing), course.best_of, left_out, logs)


def _not_due(
    course: Course,
    gradebook: GradebookWriter,
    columns: Sequence[Column],
    rows: Mapping[str, Mapping[str, Row]],
    listed: Collection[str],
) -> dict[str, set[str]]:
    """Return by student the assignments without a grade for which there is time left."""
    found: dict[str, set[str]] = {}
    for column in columns:
        idle = [s for s in {*rows, *listed} if column.name not in rows.get(s, {})]
        for student in gradebook.not_due_yet(course.assignment(column.name), idle):
            found.setdefault(student, set()).add(column.name)
    return found


def write_term(course: Course) -> tuple[Path, Term]:
    """Write ``reports/term.html``; return where it is, and what it says."""
    term = term_of(course)
    path = course.root / FOLDER / PAGE
    behind = [person for person in term.people if person.behind]
    html = template("term").render(term=term, behind=behind, points=points_text)
    write_atomically(path, html)
    return path, term


def _person(
    student: str,
    name: str,
    rows: Mapping[str, Row],
    columns: Sequence[Column],
    best: int,
    excused: frozenset[str] = frozenset(),
    not_due: frozenset[str] = frozenset(),
) -> Person:
    columns = [one for one in columns if one.name not in excused | not_due]
    scores = {n: max(0.0, row.score - row.late_penalty) for n, row in rows.items()}
    broken = {n for n, row in rows.items() if row.unknown}
    waiting = {n for n, row in rows.items() if row.needs_person}
    counted = _counted([c for c in columns if c.name not in broken], scores, best)
    person = Person(
        student=student,
        name=name,
        scores={n: score for n, score in scores.items() if n not in broken},
        open=frozenset(broken | waiting),
        total=sum(scores.get(one.name, 0.0) for one in counted),
        maximum=sum(one.maximum for one in counted if not one.on_top),
        counted=frozenset(one.name for one in counted),
        excused=excused,
        not_due=not_due - excused,
    )
    why = "; ".join(_behind(person, [c.name for c in columns if not c.on_top], rows))
    return Person(**{**vars(person), "behind": why})


def _counted(columns: Sequence[Column], scores: Mapping[str, float], best: int) -> list[Column]:
    """The best ``best`` by their share of the points, or all; work that is missing is a zero.

    What comes on top takes no place of another.
    """
    usual = [one for one in columns if not one.on_top]
    if 0 < best < len(usual):

        def share(one: Column) -> float:
            return scores.get(one.name, 0.0) / one.maximum

        usual = sorted(usual, key=share, reverse=True)[:best]
    return [*usual, *(one for one in columns if one.on_top)]


def _behind(person: Person, names: Sequence[str], rows: Mapping[str, Row]) -> Iterator[str]:
    last = names[-MISSED:]
    if len(last) == MISSED and not set(last) & rows.keys():
        yield f"nothing handed in of {' and '.join(last)}"
    if person.share is not None and person.share < BEHIND:
        yield f"{person.share:.0%} of the points so far"
