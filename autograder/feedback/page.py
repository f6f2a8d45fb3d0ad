"""One student's feedback page: everything that it says, then the template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from autograder.course import Assignment, Course
from autograder.feedback.drawing import Drawer, Drawn
from autograder.feedback.graded import Graded, Shown
from autograder.feedback.prose import line, prose
from autograder.feedback.show import ShownCell, errors_of, shown_cell
from autograder.feedback.template import template
from autograder.feedback.words import points_text, refusal
from autograder.gradebook import Score
from autograder.pictures import pictures_of
from autograder.records import Check, ExerciseGrade

HEADING = re.compile(r"^##? +(.+)$", re.MULTILINE)
STATES = {
    "passed": "passed",
    "partial": "partly passed",
    "failed": "not passed yet",
    "not_attempted": "not attempted",
    "blocked": "not checked yet",
    "manual": "a person reads it",
    "could_not_check": "could not be checked",
}


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
    tally: str
    checks: tuple[ShownCheck, ...]
    drawn: Drawn | None
    comments: tuple[Markup, ...]
    cells: tuple[ShownCell, ...]
    manual: bool

    @property
    def open(self) -> bool:
        """Whether the task is shown at once: where something is left to do."""
        return self.status not in ("passed",)

    @property
    def shows(self) -> bool:
        """Whether one of the cells showed something."""
        return any(cell.outputs for cell in self.cells)


@dataclass(frozen=True)
class Trouble:
    """Why there is nothing else on the page."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page before it is laid out."""

    assignment: str
    title: str
    student: str
    score: str
    max_points: str
    counts: bool
    remarks: tuple[str, ...]
    trouble: Trouble | None
    sections: tuple[Section, ...]
    cap: str
    others: tuple[ShownCell, ...] = field(default_factory=tuple)


class Pages:
    """The feedback pages of one assignment; what all share is made once."""

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self._assignment = assignment
        self._cap = f"{course.partial_credit_cap * 100:g}"
        self._titles = titles(assignment)
        self._tasks = {
            cell.name: HEADING.sub("", cell.source, count=1)
            for cell in assignment.cells
            if cell.role == "text"
        }
        self._stubs = {c.name: c.source.strip() for c in assignment.cells if c.role == "answer"}
        self._drawers = {
            picture.exercise: Drawer(picture)
            for picture in pictures_of(course.root, assignment.name)
        }

    def html(self, graded: Graded) -> str:
        """Return the page of one submission."""
        return template("feedback").render(page=self.page(graded))

    def page(self, graded: Graded) -> Page:
        """Return what the page says."""
        grade, marks = graded.grade, graded.marks
        sections = tuple(self._sections(graded)) if grade.status == "graded" else ()
        by_hand = any(score.manual is not None for score in marks.scores.values())
        earned = grade.points
        if marks.scores and (by_hand or grade.status == "graded"):
            earned = sum(score.points for score in marks.scores.values())
        score = max(0.0, earned - marks.late_penalty)
        return Page(
            assignment=self._assignment.name,
            title=self._titles[""],
            student=grade.student,
            score=points_text(round(score, 2)),
            max_points=points_text(grade.max_points),
            counts=grade.status != "could_not_grade" or by_hand,
            remarks=tuple(_remarks(graded, earned)),
            trouble=_trouble(graded),
            sections=sections,
            cap=self._cap,
            others=self._others(graded) if grade.status == "graded" else (),
        )

    def _sections(self, graded: Graded) -> Iterator[Section]:
        cells = _by_exercise(graded.cells, self._assignment)
        manual = {e.name for e in self._assignment.exercises if e.manual}
        for exercise in graded.grade.exercises:
            mine = cells.get(exercise.name, ())
            score = graded.marks.scores.get(exercise.name)
            happened, hint = _told(exercise)
            names = [cell.name for cell in mine if cell.editable]
            said = [graded.marks.comments[n] for n in names if n in graded.marks.comments]
            yield Section(
                name=exercise.name,
                title=line(self._titles.get(exercise.name, f"`{exercise.name}`")),
                task=prose(self._tasks.get(f"task_{exercise.name}", "")),
                status=exercise.status,
                state=_state(exercise, score),
                points=_points(exercise, score),
                max_points=points_text(exercise.max_points),
                happened=happened,
                hint=hint,
                tally=_tally(exercise.checks),
                checks=tuple(_checks(exercise)),
                drawn=self._drawn(exercise),
                comments=tuple(prose(words) for words in said if words.strip()),
                cells=self._shown(mine),
                manual=exercise.name in manual,
            )

    def _drawn(self, exercise: ExerciseGrade) -> Drawn | None:
        drawer = self._drawers.get(exercise.name)
        return drawer.draw(exercise.drawn) if drawer else None

    def _others(self, graded: Graded) -> tuple[ShownCell, ...]:
        return self._shown(_by_exercise(graded.cells, self._assignment).get("", ()))

    def _shown(self, cells: Iterable[Shown]) -> tuple[ShownCell, ...]:
        """The student's own cells that are not as they were handed out, and others that stopped."""
        return tuple(shown_cell(cell) for cell in cells if self._is_shown(cell))

    def _is_shown(self, cell: Shown) -> bool:
        if not cell.editable:
            return errors_of(cell)
        return cell.source.strip() not in ("", self._stubs.get(cell.name))


def titles(assignment: Assignment) -> dict[str, str]:
    """The heading that each exercise stands under, and under "" that of the notebook."""
    found, last = {"": assignment.name}, ""
    for cell in assignment.cells:
        if cell.role == "text" and (headings := HEADING.findall(cell.source)):
            last = headings[-1]
            if cell.source.startswith("# "):
                found[""] = last
        found.setdefault(cell.name.removeprefix("task_"), last)
    return found


def _by_exercise(cells: Iterable[Shown], assignment: Assignment) -> Mapping[str, tuple[Shown, ...]]:
    """Sort cells under the exercise whose task stands last above them; "" for the first ones."""
    names = {f"task_{exercise.name}": exercise.name for exercise in assignment.exercises}
    found: dict[str, list[Shown]] = {}
    here = ""
    for cell in cells:
        here = names.get(cell.name, here)
        found.setdefault(here, []).append(cell)
    return {name: tuple(under) for name, under in found.items()}


def _told(exercise: ExerciseGrade) -> tuple[Markup | None, Markup | None]:
    """What happened, and the one thing to try: that of the first check with a known mistake."""
    if exercise.status in ("passed", "manual"):
        return None, None
    worst = next((c for c in exercise.checks if c.diagnosis), None)
    worst = worst or next((c for c in exercise.checks if not c.passed), None)
    if worst is None or exercise.status in ("blocked", "could_not_check"):
        return (line(exercise.message) if exercise.message else None), None
    return line(worst.message), (line(worst.hint) if worst.hint else None)


def _checks(exercise: ExerciseGrade) -> Iterator[ShownCheck]:
    told, _ = _told(exercise)
    for check in exercise.checks:
        words = None if check.passed else line(f"{check.message} {check.hint}".strip())
        repeats = told is not None and words is not None and words.startswith(told)
        yield ShownCheck(line(check.says), check.passed, None if repeats else words)
        told = told if repeats or words is None else line(check.message)


def _tally(checks: tuple[Check, ...]) -> str:
    passed = sum(check.passed for check in checks)
    return f"{passed} of {len(checks)} pass."


def _state(exercise: ExerciseGrade, score: Score | None) -> str:
    if exercise.status == "manual" and score is not None and score.manual is not None:
        return "read by a person"
    return STATES[exercise.status]


def _points(exercise: ExerciseGrade, score: Score | None) -> str:
    """The points that count; a question mark while they wait for a person."""
    if score is None:
        return points_text(exercise.points)
    if score.auto is None and score.manual is None:
        return "?"
    return points_text(round(score.points, 2))


def _remarks(graded: Graded, earned: float) -> Iterator[str]:
    marks = graded.marks
    waiting = [
        n for n, score in marks.scores.items() if score.auto is None and score.manual is None
    ]
    if waiting and graded.grade.status == "graded":
        answers = "1 answer waits" if len(waiting) == 1 else f"{len(waiting)} answers wait"
        yield f"{answers} for a person, so this is not the last word."
    if marks.late_penalty:
        yield (
            f"Handed in late: {points_text(marks.late_penalty)} of the "
            f"{points_text(round(earned, 2))} points are lost."
        )


def _trouble(graded: Graded) -> Trouble | None:
    grade = graded.grade
    if grade.status == "graded":
        return None
    if grade.status == "refused":
        told = (
            refusal(grade).strip(),
            "Open your notebook in JupyterLab, run it from top to bottom, save it, and hand it in "
            "again, or ask your teacher.",
        )
        return Trouble("This notebook could not be read", told)
    told = (refusal(grade).strip(), "A person will look at it; you need do nothing.")
    return Trouble("Not graded yet, and it is our fault", told)
