"""A class as it was graded: the notebooks in ``autograded/``, each with the grade that it shows."""

from __future__ import annotations

import json
import shlex
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.course import Assignment, Course, text_of
from autograder.errors import of_one
from autograder.feedback.notebook import CARRIED
from autograder.gradebook import State
from autograder.gradebook.changes import ChangeLog
from autograder.gradebook.marks import Marks, marks_of
from autograder.grading.grade_json import SECONDS_FILE, grade_from
from autograder.intake.attempts import MARK
from autograder.records import Grade
from autograder.term.about import About
from autograder.term.adjusted_grade import adjusted_grade
from autograder.term.adjustments import NONE, Adjustments


@dataclass(frozen=True)
class Shown:
    """A cell of a graded notebook: its text, and outputs that were cleaned when it was graded."""

    number: int  # its place in the notebook, from 1
    name: str
    kind: str
    source: str
    editable: bool  # an answer, or a cell that the student added
    added: bool
    outputs: tuple[Mapping[str, Any], ...]
    pictures: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Graded:
    """One submission to hand back. ``seconds`` is how long grading took, if that is known."""

    grade: Grade
    cells: tuple[Shown, ...]
    marks: Marks
    seconds: float | None
    adjustments: Adjustments = NONE
    earlier: bool = False  # it is of an earlier hand-in, and not the last

    @property
    def points(self) -> float:
        """The points that count before lateness: a person's where they were given."""
        scores = self.marks.scores.values()
        by_hand = any(score.manual is not None for score in scores)
        if scores and (by_hand or self.grade.status == "graded" or self.adjustments):
            return sum(score.points for score in scores) + self.marks.curve
        return self.grade.points


class GradedClass:
    """Everybody who was graded, or these ``students``, read one after the other.

    ``left_out`` says on the way who cannot be read, with the reason. Once the class is gone
    through, ``people`` is what is known of everybody, ``absent`` who of the class list has no
    marks, ``adjustments`` and ``maximum`` what counts now, and ``log`` what has been changed in the
    gradebook to make it so.
    """

    def __init__(
        self, course: Course, assignment: Assignment, students: Collection[str] | None = None
    ) -> None:
        self._course, self._assignment, self._students = course, assignment, students
        self.left_out: dict[str, str] = {}
        self.people: Mapping[str, About] = {}
        self.absent: Mapping[str, State] = {}
        self.adjustments = NONE
        self.maximum = assignment.max_points
        self.log: ChangeLog | None = None

    def __iter__(self) -> Iterator[Graded]:
        """Yield each submission, by student; a whole class need not fit into memory."""
        found = marks_of(self._course, self._assignment)
        self.people, self.absent, self.log = found.people, found.absent, found.log
        self.adjustments = found.adjustments
        self.maximum = found.adjustments.maximum(self._assignment)
        for folder in self._folders():
            name = folder.parent.name
            one = self._one(folder, name, found.of(name))
            if isinstance(one, str):
                self.left_out[name] = one
            else:
                yield one

    def _folders(self) -> list[Path]:
        graded, name = self._course.root / "autograded", self._assignment.name
        if self._students is None:
            return sorted(graded.glob(f"*/{name}"))
        folders = (graded / student / name for student in sorted(self._students))
        return [folder for folder in folders if folder.is_dir()]

    def _one(self, folder: Path, student: str, marks: Marks) -> Graded | str:
        try:
            found = _read(folder, self._assignment, student, marks)
            if isinstance(found, str) or not self.adjustments:
                return found
            grade = adjusted_grade(found.grade, self.adjustments, self.maximum)
            return replace(found, grade=grade, adjustments=self.adjustments)
        except BaseException as error:
            return of_one(error, student, "reading the graded notebook", self._course.root)


def _read(folder: Path, assignment: Assignment, student: str, marks: Marks) -> Graded | str:
    again = f"course grade {assignment.name} --student {shlex.quote(student)} --force"
    try:
        text = (folder / f"{assignment.name}.ipynb").read_text(encoding="utf-8")
        notebook = json.loads(text)
        cells = tuple(_cells(notebook, assignment))
        grade = replace(grade_from(notebook["metadata"][CARRIED]["grade"]), student=student)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return f"the graded notebook cannot be read; see: {again}"
    earlier = (folder / MARK).is_file()
    return Graded(grade, cells, marks, _seconds(folder), earlier=earlier)


def _cells(notebook: Mapping[str, Any], assignment: Assignment) -> Iterator[Shown]:
    masters = {cell.name: cell for cell in assignment.cells}
    for number, raw in enumerate(notebook["cells"], start=1):
        marks = raw["metadata"].get("nbgrader", {})
        name = str(marks.get("grade_id") or raw.get("id", ""))
        added = name not in masters
        editable = added or masters[name].role == "answer"
        outputs = tuple(raw.get("outputs", ()))
        pictures = raw.get("attachments", {})
        kind = raw["cell_type"]
        yield Shown(number, name, kind, text_of(raw), editable, added, outputs, pictures)


def _seconds(folder: Path) -> float | None:
    try:
        return float((folder / SECONDS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
