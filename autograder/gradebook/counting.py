"""What counts of a submission's scores, and the one number that makes nbgrader's sum agree.

nbgrader adds up a submission's scores and takes the late penalty off. What no score can say (a
curve on the sum, an exercise that counts no longer although a person has given points for it)
goes into that penalty, with its sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import ceil

from autograder.course import Course
from autograder.gradebook.assignment_ids import AssignmentIds
from autograder.gradebook.changes import ADJUSTED, LATENESS, Change, Moved, change_of, is_late
from autograder.gradebook.lateness import Lateness
from autograder.gradebook.scores import Score, late_penalty

MOST_DAYS = 400  # late, that are tried


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


@dataclass(frozen=True)
class Rules:
    """What holds for the scores of an assignment in one run: adjustments, lateness, groups.

    ``marked``: something was adjusted when the gradebook was last brought up to date.
    ``given`` are the points that people gave for a group's hand-in, by graded cell, of each member
    for whom somebody else has handed in.
    """

    course: Course
    place: AssignmentIds
    lateness: Lateness
    marked: bool = False
    given: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def adjusts(self) -> bool:
        """Whether something is adjusted, or was."""
        return self.marked or bool(self.place.adjusted)

    def scores(
        self, student: str, scores: Mapping[str, Score], handed_in: bool
    ) -> Mapping[str, Score]:
        """Return scores by graded cell as they count; the same ones where they do already."""
        given, found = self.given.get(student), {}
        plain = given is None and not self.place.adjusted.exercises
        if plain and all(score.auto == score.machine for score in scores.values()):
            return scores
        for cell, score in scores.items():
            points = given.get(cell) if given else None
            after = score.adjusted(self.place.adjustment(cell), handed_in, points)
            found[cell] = after if given is None else after.read_elsewhere()
        same = (
            (after.auto, after.machine) == (before.auto, before.machine)
            for before, after in zip(scores.values(), found.values(), strict=True)
        )
        return scores if all(same) else found

    def penalty(
        self, scores: Mapping[str, Score], days_late: int, handed_in: bool = True
    ) -> float | None:
        """Return what nbgrader is to take off: for lateness, and what no score can say."""
        if days_late <= 0 and not self.place.adjusted:
            return None
        counted = count(scores, self.place, handed_in)
        penalty = late_penalty(self.course, counted.points, days_late)
        correction = counted.correction
        return round((penalty or 0.0) + correction, 6) if correction else penalty

    def change(
        self,
        student: str,
        before: Mapping[str, Score],
        after: Mapping[str, Score],
        penalties: tuple[float | None, float | None],
        handed_in: bool = True,
    ) -> Change | None:
        """Compare scores, and what nbgrader takes off, before and after.

        What adjustments add to the sum, or take off it, is no lateness, and has its own sign.
        """
        change = change_of(student, before, after, penalties, self.place.exercises)
        if not (self.adjusts and change and is_late(change)):
            return change
        if self._is_lateness(after, penalties[0], handed_in):
            counted = count(after, self.place, handed_in)
            part = Moved(LATENESS, *(late_part(penalty, counted) for penalty in penalties))
        else:
            part = Moved(ADJUSTED, *(-(penalty or 0.0) or 0.0 for penalty in penalties))
        return replace(change, parts=(part,))

    def _is_lateness(
        self, scores: Mapping[str, Score], penalty: float | None, handed_in: bool
    ) -> bool:
        """Say whether these scores have that penalty for some number of days late.

        If so, only lateness can be why it is another one now.
        """
        percent = self.course.late_percent_per_day
        most = ceil(self.course.late_max_percent / percent) if percent > 0 else 0
        days = range(min(most, MOST_DAYS) + 1)
        return any(self.penalty(scores, late, handed_in) == penalty for late in days)
