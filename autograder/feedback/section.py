"""One exercise on a feedback page: what was asked, what came of it, one thing to try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from autograder.feedback.drawing import Drawn
from autograder.feedback.prose import line
from autograder.feedback.show import ShownCell
from autograder.feedback.solutions import Solution
from autograder.gradebook import Score
from autograder.grading.headline import headline
from autograder.records import Check, ExerciseGrade
from autograder.wording.words import READ, points_text

STATES = {
    "passed": "passed",
    "partial": "partly passed",
    "failed": "not passed yet",
    "not_attempted": "not attempted",
    "blocked": "not checked yet",
    "manual": "a person reads it",
    "could_not_check": "could not be checked",
}
FAILS = ("failed", "partial", "blocked")
MOST_RIGHT = 3  # passed checks that a sentence names


@dataclass(frozen=True)
class ShownCheck:
    """One check's line, and what happened where that was not said above."""

    says: Markup
    passed: bool
    words: Markup | None


@dataclass(frozen=True)
class Section:
    """One exercise on the page."""

    name: str
    title: Markup
    task: Markup
    status: str
    state: str
    points: str
    max_points: str
    happened: Markup | None
    hint: Markup | None
    right: Markup | None  # what a wrong answer already does
    tally: str
    checks: tuple[ShownCheck, ...]
    drawn: Drawn | None
    comments: tuple[Markup, ...]
    cells: tuple[ShownCell, ...]
    manual: bool
    old: bool = False  # points and comments were given to an earlier version
    solution: Solution | None = None
    notes: tuple[str, ...] = ()  # how its points were adjusted

    @property
    def opens_answer(self) -> bool:
        """Whether the student's own answer is shown at once: where something is wrong with it."""
        return self.manual or (self.status in FAILS and bool(self.cells))

    @property
    def opens_task(self) -> bool:
        """Whether the task is shown at once: where something is left to do."""
        return self.status != "passed" and (self.manual or not self.opens_answer)

    @property
    def shows(self) -> bool:
        """Whether one of the cells showed something."""
        return any(cell.outputs for cell in self.cells)


def told_of(exercise: ExerciseGrade) -> tuple[Markup | None, Markup | None]:
    """Return what happened and the one thing to try: the headline's."""
    if exercise.message == READ:
        return None, None
    if exercise.status in ("passed", "manual"):  # a note that costs nothing, or what is waited for
        return (line(exercise.message) if exercise.message else None), None
    worst = headline(exercise.checks)
    if worst is None or exercise.status in ("blocked", "could_not_check"):
        return (line(exercise.message) if exercise.message else None), None
    return line(worst.message), (line(worst.hint) if worst.hint else None)


def right_of(exercise: ExerciseGrade) -> Markup | None:
    """Return in words what an answer that earns a part of the points already does.

    What doing nothing passes as well is told only beside something that is not.
    """
    passed = [check for check in exercise.checks if check.passed]
    if exercise.status != "partial" or all(check.edge for check in passed):
        return None
    says = [check.says for check in sorted(passed, key=lambda check: check.edge)]
    named, more = says[:MOST_RIGHT], len(says) - MOST_RIGHT
    return line("; ".join([*named, *([f"and {more} more"] if more > 0 else [])]) + ".")


def checks_of(exercise: ExerciseGrade) -> Iterator[ShownCheck]:
    """Yield the checks; what happened in one is said once, not below each."""
    told, _ = told_of(exercise)
    for check in exercise.checks:
        words = None if check.passed else line(f"{check.message} {check.hint}".strip())
        repeats = told is not None and words is not None and words.startswith(told)
        yield ShownCheck(line(check.says), check.passed, None if repeats else words)
        told = told if repeats or words is None else line(check.message)


def tally_of(checks: tuple[Check, ...]) -> str:
    """Say how many checks pass."""
    passed = sum(check.passed for check in checks)
    return f"{passed} of {len(checks)} pass."


def state_of(exercise: ExerciseGrade, score: Score | None) -> str:
    """Name the state of an exercise; a written answer's changes when a person has read it."""
    if score is not None and score.is_old:
        return "points of an earlier version"
    if exercise.status == "manual" and score is not None and score.manual is not None:
        return "read by a person"
    return STATES[exercise.status]


def points_of(exercise: ExerciseGrade, score: Score | None) -> str:
    """Return the points that count; a question mark while they wait for a person."""
    if score is None:
        return points_text(exercise.points)
    if score.waits:
        return "?"
    return points_text(round(score.points, 2))
