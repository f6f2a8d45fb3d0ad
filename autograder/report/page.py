"""What the report says of a class, before it is laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean, median

from markupsafe import Markup

from autograder.course import Assignment, Exercise
from autograder.feedback.graded import Graded, GradedClass
from autograder.feedback.prose import line
from autograder.report.alike import Unnamed, unnamed
from autograder.report.figures import Image, points_image, seconds_image, states_image
from autograder.report.items import Frequent, Item, frequent, items
from autograder.report.similar import Pair, pairs
from autograder.term.about import About
from autograder.term.adjustments import NONE
from autograder.wording.words import points_text

TELLS_LITTLE = 0.2  # a correlation below it is worth a look at the exercise
MOST_MISTAKES = 12
MOST_UNNAMED = 12
SLOWEST = 5


@dataclass(frozen=True)
class NeedsReview:
    """A submission that a person should look at, and why."""

    student: str
    why: tuple[Markup, ...]


@dataclass(frozen=True)
class Waiting:
    """A written exercise: who waits for a person."""

    exercise: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Bin:
    """How many have between these points."""

    says: str
    students: int


@dataclass(frozen=True)
class Times:
    """How long grading took: seconds, and the slowest."""

    total: float
    median: float
    longest: float
    slowest: tuple[tuple[str, float], ...]
    image: Image


@dataclass(frozen=True)
class Absent:
    """Those of the class list who are on this page by name only: why, and who."""

    state: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Excepted:
    """A student for whom something else holds than for the class: what, and why."""

    student: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """The report. ``names`` are those of everybody whose name is known, by student id."""

    assignment: str
    title: str
    max_points: str  # of what nobody waits for any more
    marked_so_far: bool  # written answers wait: points are out of the others
    statuses: tuple[tuple[str, int], ...]
    mean: str
    median: str
    late: int
    looks: tuple[NeedsReview, ...]
    waiting: tuple[Waiting, ...]
    items: tuple[Item, ...]
    frequent: tuple[Frequent, ...]
    unnamed: tuple[Unnamed, ...]
    pairs: tuple[Pair, ...]
    bins: tuple[Bin, ...]
    points_image: Image | None
    states_image: Image | None
    times: Times | None
    absent: tuple[Absent, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    excepted: tuple[Excepted, ...] = ()


def report_of(
    assignment: Assignment,
    title: str,
    graded: Sequence[Graded],
    handed: GradedClass | None = None,
) -> Report:
    """Return what there is to say of everybody who was graded.

    ``handed`` knows of the class besides: names, who is absent, adjustments.
    """
    about = (handed.people, handed.absent, handed.adjustments) if handed else ({}, {}, NONE)
    people, absent, adjusted = about
    once = [one for one in graded if not one.marks.about.shared_with]  # one of each group
    counts = [one for one in graded if not one.marks.about.excused]
    read = _marked(assignment, counts)
    most = sum(adjusted.maximum_of(exercise.name, exercise.points) for exercise in read)
    points = [_points(one, read, most) for one in counts if one.grade.status == "graded"]
    found = tuple(items(assignment, graded))
    return Report(
        assignment=assignment.name,
        title=title,
        max_points=points_text(most),
        marked_so_far=len(read) < len(assignment.exercises),
        statuses=tuple(Counter(one.grade.status for one in graded).most_common()),
        mean=f"{mean(points):.1f}" if points else "–",
        median=f"{median(points):.1f}" if points else "–",
        late=sum(one.marks.late_penalty > 0 for one in counts),
        looks=tuple(_looks(once)),
        waiting=tuple(_waiting(assignment, once)),
        items=found,
        frequent=tuple(frequent(assignment, graded, MOST_MISTAKES)),
        unnamed=tuple(unnamed(assignment, once)[:MOST_UNNAMED]),
        pairs=tuple(pairs(assignment, once)),
        bins=tuple(_bins(points, most)),
        points_image=_points_image(points, most) if points else None,
        states_image=states_image(found, _states_words(found)) if points else None,
        times=_times(once),
        absent=tuple(_absent(absent, {one.grade.student for one in graded})),
        excepted=tuple(_excepted(graded, people)),
        names={student: about.name for student, about in people.items() if about.name},
    )


def _marked(assignment: Assignment, graded: Sequence[Graded]) -> list[Exercise]:
    """Return the exercises whose points are known: not a written one for which somebody waits."""
    counted = [one for one in graded if one.grade.status == "graded"]
    return [
        exercise
        for exercise in assignment.exercises
        if not (exercise.manual and any(_waits(one, exercise.name) for one in counted))
    ]


def _points(one: Graded, read: Sequence[Exercise], most: float) -> float:
    """Return the points in these exercises with the curve's, of at most these, before lateness."""
    earned, scores = {e.name: e.points for e in one.grade.exercises}, one.marks.scores
    points = (scores[e.name].points if e.name in scores else earned.get(e.name, 0.0) for e in read)
    total = sum(points)
    return total + one.adjustments.bonus(total, most)


def _excepted(graded: Sequence[Graded], people: Mapping[str, About]) -> Iterator[Excepted]:
    """Those with exceptions or late days used; whoever has handed in nothing, too."""
    known = {**people, **{one.grade.student: one.marks.about for one in graded}}
    for student, about in sorted(known.items()):
        if about.notes:
            yield Excepted(student, about.notes)


def _absent(absent: Mapping[str, str], there: Collection[str]) -> Iterator[Absent]:
    for state in sorted(set(absent.values())):
        students = (one for one, why in absent.items() if why == state and one not in there)
        if found := tuple(students):
            yield Absent(state, found)


def row_of(assignment: Assignment, one: Graded) -> tuple[object, ...]:
    """Compute one submission's part of the report, which raises what it would raise there."""
    marks = (*_looks([one]), *_waiting(assignment, [one]))
    found = (*items(assignment, [one]), *frequent(assignment, [one], MOST_MISTAKES))
    return (
        *marks,
        *found,
        *unnamed(assignment, [one]),
        *pairs(assignment, [one]),
        one.points + 0.0,
    )


def _looks(graded: Sequence[Graded]) -> Iterator[NeedsReview]:
    for one in graded:
        why = [flag for flag in one.grade.flags if flag]
        if one.marks.flagged and not why:
            why = ["flagged in the gradebook"]
        if why and (one.marks.flagged or one.grade.status != "graded" or not one.marks.scores):
            yield NeedsReview(one.grade.student, tuple(line(words) for words in dict.fromkeys(why)))


def _waiting(assignment: Assignment, graded: Sequence[Graded]) -> Iterator[Waiting]:
    for exercise in assignment.exercises:
        students = tuple(one.grade.student for one in graded if _waits(one, exercise.name))
        if students:
            yield Waiting(exercise.name, students)


def _waits(one: Graded, exercise: str) -> bool:
    score = one.marks.scores.get(exercise)
    if score is not None:
        return score.waits
    states = {e.name: e.status for e in one.grade.exercises}
    return states.get(exercise) in ("manual", "could_not_check")


def _bins(points: Sequence[float], most: float) -> Iterator[Bin]:
    """Ten ranges of points, the last with its upper end."""
    for k in range(10):
        low, high = most * k / 10, most * (k + 1) / 10
        inside = sum(low <= p < high or (k == 9 and p >= high) for p in points)
        says = f"{points_text(low)} to {'' if k == 9 else 'below '}{points_text(high)}"
        yield Bin(says, inside)


def _points_image(points: Sequence[float], most: float) -> Image:
    words = f"Histogram of points: {len(points)} students, median {median(points):.1f} of {most:g}"
    return points_image(points, most, f"{words}. The table below has the numbers.")


def _states_words(found: Sequence[Item]) -> str:
    words = "; ".join(f"{item.name}: {item.states.get('passed', 0)} passed" for item in found)
    return f"Bars of the states of each exercise. {words}. The table below has the numbers."


def _times(graded: Sequence[Graded]) -> Times | None:
    known = [(one.grade.student, one.seconds) for one in graded if one.seconds is not None]
    if not known:
        return None
    seconds = [taken for _, taken in known]
    slowest = sorted(known, key=lambda pair: -pair[1])[:SLOWEST]
    alt = f"Histogram of seconds: median {median(seconds):.2f}, longest {max(seconds):.2f}."
    image = seconds_image(seconds, alt)
    return Times(sum(seconds), median(seconds), max(seconds), tuple(slowest), image)
