"""What counts of a submission's scores, and the one number that makes nbgrader's sum agree.

nbgrader adds up a submission's scores and takes the late penalty off. What no score can say (a
curve on the sum, an exercise that counts no longer although a person has given points for it)
goes into that penalty, with its sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from autograder.course import Course
from autograder.gradebook.assignment_ids import AssignmentIds
from autograder.gradebook.scores import Score, late_penalty


@dataclass(frozen=True)
class Counted:
    """The points of each graded cell that count, the curve's, and nbgrader's own sum."""

    cells: Mapping[str, float]
    bonus: float
    stock: float

    @property
    def points(self) -> float:
        """The score before lateness."""
        return self.stock - self.correction

    @property
    def correction(self) -> float:
        """What nbgrader's sum has too much."""
        return round(self.stock - sum(self.cells.values()) - self.bonus, 6)


def count(scores: Mapping[str, Score], place: AssignmentIds, handed_in: bool = True) -> Counted:
    """Return what counts of scores by graded cell."""
    stock = {cell: score.points for cell, score in scores.items()}
    if not place.adjusted:
        return Counted(stock, 0.0, sum(stock.values()))
    cells = {}
    for cell, points in stock.items():
        adjustment = place.adjustment(cell)
        counts = adjustment and not scores[cell].waits
        cells[cell] = adjustment.counted(points) if adjustment and counts else points
    bonus = place.adjusted.bonus(sum(cells.values()), place.maximum) if handed_in else 0.0
    return Counted(cells, bonus, sum(stock.values()))


def late_part(penalty: float | None, counted: Counted) -> float:
    """Return what lateness alone takes off, from what nbgrader takes off."""
    return round(max(0.0, (penalty or 0.0) - counted.correction), 6)


def penalty_of(
    course: Course,
    place: AssignmentIds,
    scores: Mapping[str, Score],
    timestamp: datetime | None,
    extension: timedelta | None,
    handed_in: bool = True,
) -> float | None:
    """Return what nbgrader is to take off: for lateness, and what no score can say."""
    due = place.due + extension if place.due and extension else place.due
    late = course.days_late(place.name, timestamp, due)
    if not place.adjusted:
        return late_penalty(course, sum(score.points for score in scores.values()), late)
    counted = count(scores, place, handed_in)
    penalty = late_penalty(course, counted.points, late)
    return round((penalty or 0.0) + counted.correction, 6) if counted.correction else penalty
