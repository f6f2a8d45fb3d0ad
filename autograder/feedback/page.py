"""One student's feedback page: everything that it says, then the template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from autograder.course import Assignment, Course
from autograder.feedback.changed import LastPages
from autograder.feedback.drawing import Drawer, Drawn
from autograder.feedback.graded import Graded, Shown
from autograder.feedback.lesson import HEADING, titles
from autograder.feedback.prose import line, prose
from autograder.feedback.section import (
    Section,
    checks_of,
    points_of,
    right_of,
    state_of,
    tally_of,
    told_of,
)
from autograder.feedback.show import ShownCell, errors_of, shown_cell
from autograder.feedback.solutions import Solution, Solutions, ToRead
from autograder.feedback.template import template
from autograder.records import ExerciseGrade
from autograder.term.about import About
from autograder.testing.pictures import pictures_of
from autograder.wording.words import points_text, refusal


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
    name: str
    score: str
    max_points: str
    counts: bool
    remarks: tuple[str, ...]
    trouble: Trouble | None
    sections: tuple[Section, ...]
    cap: str
    others: tuple[ShownCell, ...] = ()
    to_read: tuple[ToRead, ...] = ()  # parts of the lesson that exercises lead to

    @property
    def has_solutions(self) -> bool:
        """Whether model answers are on the page."""
        return any(section.solution for section in self.sections)


class Pages:
    """The feedback pages of one assignment; what all share is made once.

    With ``solutions``, pages of students whose due date is over have model answers.
    """

    def __init__(
        self, course: Course, assignment: Assignment, solutions: Solutions | None = None
    ) -> None:
        self._assignment = assignment
        self._solutions = solutions
        self.last = LastPages(course, assignment)
        self._cap = f"{course.partial_credit_cap * 100:g}"
        self._titles = titles(assignment)
        self._tasks = {
            cell.name: HEADING.sub("", cell.source, count=1)
            for cell in assignment.cells
            if cell.role == "text"
        }
        self._stubs = {
            cell.name: cell.source.strip()
            for cell in assignment.cells
            if cell.role == "answer" or cell.name in assignment.plain
        }
        self._drawers = {
            picture.exercise: Drawer(picture)
            for picture in pictures_of(course.root, assignment.name)
        }

    def html(self, graded: Graded) -> str:
        """Return the page of one submission as HTML."""
        return template("feedback").render(page=self.page(graded))

    def page(self, graded: Graded) -> Page:
        """Return everything that the page of one submission says, as text and markup."""
        grade, marks = graded.grade, graded.marks
        sections = tuple(self._sections(graded)) if grade.status == "graded" else ()
        by_hand = any(score.manual is not None for score in marks.scores.values())
        score = max(0.0, graded.points - marks.late_penalty)
        leads_to = (section.solution.again for section in sections if section.solution)
        changed = self.last.line(grade.student, marks)
        return Page(
            assignment=self._assignment.name,
            title=self._titles[""],
            student=grade.student,
            name=marks.about.name,
            score=points_text(round(score, 2)),
            max_points=points_text(grade.max_points),
            counts=grade.status != "could_not_grade" or by_hand,
            remarks=(*_remarks(graded), *_curve(graded), *((changed,) if changed else ())),
            trouble=_trouble(graded),
            sections=sections,
            cap=self._cap,
            others=self._others(graded) if grade.status == "graded" else (),
            to_read=tuple(dict.fromkeys(part for part in leads_to if part)),
        )

    def _sections(self, graded: Graded) -> Iterator[Section]:
        cells = _by_exercise(graded.cells, self._assignment)
        manual = {e.name for e in self._assignment.exercises if e.manual}
        for exercise in graded.grade.exercises:
            mine = cells.get(exercise.name, ())
            score = graded.marks.scores.get(exercise.name)
            happened, hint = told_of(exercise)
            names = [cell.name for cell in mine if cell.editable or cell.name == exercise.name]
            said = [graded.marks.comments[n] for n in names if n in graded.marks.comments]
            yield Section(
                name=exercise.name,
                title=line(self._titles.get(exercise.name, f"`{exercise.name}`")),
                task=prose(self._tasks.get(f"task_{exercise.name}", "")),
                status=exercise.status,
                state=state_of(exercise, score),
                points=points_of(exercise, score),
                max_points=points_text(exercise.max_points),
                happened=happened,
                hint=hint,
                right=right_of(exercise),
                tally=tally_of(exercise.checks),
                checks=tuple(checks_of(exercise)),
                drawn=self._drawn(exercise),
                comments=tuple(prose(words) for words in said if words.strip()),
                cells=self._shown(mine),
                manual=exercise.name in manual,
                old=score is not None and score.is_old,
                solution=self._solution(graded, exercise),
                notes=_notes(graded, exercise.name),
            )

    def _solution(self, graded: Graded, exercise: ExerciseGrade) -> Solution | None:
        """Return an exercise's model answer, if this student may see it."""
        if self._solutions is None or not self._solutions.may_be_seen(graded.marks):
            return None
        score = graded.marks.scores.get(exercise.name)
        points = exercise.points if score is None else score.points
        right = points >= exercise.max_points
        adjustment = graded.adjustments.exercises.get(exercise.name)
        if adjustment and adjustment.says_nothing:
            right = exercise.status == "passed"
        return self._solutions.of(exercise.name, right=right)

    def _drawn(self, exercise: ExerciseGrade) -> Drawn | None:
        drawer = self._drawers.get(exercise.name)
        return drawer.draw(exercise.picture_points) if drawer else None

    def _others(self, graded: Graded) -> tuple[ShownCell, ...]:
        return self._shown(_by_exercise(graded.cells, self._assignment).get("", ()))

    def _shown(self, cells: Iterable[Shown]) -> tuple[ShownCell, ...]:
        """The student's own cells that are not as they were handed out, and others that stopped."""
        return tuple(shown_cell(cell) for cell in cells if self._is_shown(cell))

    def _is_shown(self, cell: Shown) -> bool:
        if not cell.editable:
            return errors_of(cell)
        return cell.source.strip() not in ("", self._stubs.get(cell.name))


def _by_exercise(cells: Iterable[Shown], assignment: Assignment) -> Mapping[str, tuple[Shown, ...]]:
    """Sort cells under the exercise whose task stands last above them; "" for the first ones.

    Where no cell is called a task, an exercise has those between the graded cell above and its own.
    """
    names = {f"task_{exercise.name}": exercise.name for exercise in assignment.exercises}
    if names.keys().isdisjoint(cell.name for cell in assignment.cells):
        return _up_to_graded(cells, assignment)
    found: dict[str, list[Shown]] = {}
    here = ""
    for cell in cells:
        here = names.get(cell.name, here)
        found.setdefault(here, []).append(cell)
    return {name: tuple(under) for name, under in found.items()}


def _up_to_graded(
    cells: Iterable[Shown], assignment: Assignment
) -> Mapping[str, tuple[Shown, ...]]:
    """Sort cells under the exercise that is graded next; what students add below a task is its."""
    graded = {exercise.graded_cell: exercise for exercise in assignment.exercises}
    found: dict[str, tuple[Shown, ...]] = {}
    waiting: tuple[Shown, ...] = ()
    task = ""
    for cell in cells:
        if task and cell.added:
            found[task] += (cell,)
            continue
        waiting, task = (*waiting, cell), ""
        if (exercise := graded.get(cell.name)) is not None:
            found[exercise.name], waiting = waiting, ()
            task = exercise.name if exercise.task else ""
    return {**found, "": waiting}


def _remarks(graded: Graded) -> Iterator[str]:
    marks = graded.marks
    yield from _exceptions(marks.about)
    if graded.earlier:
        came = marks.timestamp
        one = f"the one of {came:%Y-%m-%d %H:%M} UTC" if came else "an earlier one"
        yield f"Of your hand-ins {one} counts, and not the last."
    waiting = sum(score.waits or score.is_old for score in marks.scores.values())
    if waiting and graded.grade.status == "graded":
        answers = "1 answer waits" if waiting == 1 else f"{waiting} answers wait"
        yield f"{answers} for a person, so this is not your final score."
    if marks.late_penalty:
        yield (
            f"Handed in late: {points_text(marks.late_penalty)} of the "
            f"{points_text(round(graded.points, 2))} points are lost."
        )


def _exceptions(about: About) -> Iterator[str]:
    """What was granted to the student; the reason is between them and their teacher."""
    if about.shared_with:
        yield f"Handed in for your group by {about.shared_with}."
    if about.excused:
        yield "You are excused: this assignment does not count for you."
    for row in about.applied.rows:
        if row.what == "extension":
            yield f"You had an extension: {row.value}."
    if about.applied.waived:
        yield "Lateness costs you nothing here."
    if about.used:
        days = "1 late day" if about.used == 1 else f"{about.used} late days"
        yield f"{days} of your budget used here; {about.left} left."


def _curve(graded: Graded) -> Iterator[str]:
    if graded.adjustments.curve and graded.marks.curve:
        yield f"{points_text(graded.marks.curve)} added: {graded.adjustments.curve.says}."


def _notes(graded: Graded, exercise: str) -> tuple[str, ...]:
    """What has been adjusted of an exercise, for the student."""
    found = graded.adjustments.exercises.get(exercise)
    return tuple(f"{why}." for why in found.why) if found else ()


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
