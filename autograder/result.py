"""A class after grading. What is kept in memory is a name and a hash a student, not the grades."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sized
from dataclasses import dataclass, field, replace
from typing import IO

from autograder.course import CourseError
from autograder.grade_data import as_data, grade_from
from autograder.records import Grade, is_final
from autograder.store import Store


class Grades(Sized):
    """The grades of a class, by student: read from the store whenever they are gone through.

    A grade that the store does not keep (refused, or with a fault of ours in it) is put aside in a
    file, without its outputs.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._keys: dict[str, bytes] = {}
        self._places: dict[str, int] = {}
        self._aside: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the result

    def add(self, grade: Grade) -> None:
        """Remember a grade that the store does not keep."""
        self._places[grade.student] = self._aside.seek(0, 2)
        line = json.dumps(as_data(replace(grade, outputs={})))
        self._aside.write(line.encode("ascii") + b"\n")

    def add_kept(self, student: str, key: bytes) -> None:
        """Remember where the store has a student's grade."""
        self._keys[student] = key

    def __len__(self) -> int:
        return len(self._keys) + len(self._places)

    def __iter__(self) -> Iterator[Grade]:
        for student in sorted([*self._keys, *self._places]):
            yield self._get(student)

    def _get(self, student: str) -> Grade:
        if student in self._places:
            self._aside.seek(self._places[student])
            return grade_from(json.loads(self._aside.readline()))
        grade = self._store.get(self._keys[student].hex(), student)
        if grade is None:
            self._store.drop(self._keys[student].hex())
            again = "it is deleted now; the same command grades this work again"
            raise CourseError(f"{student}: the grade that was kept is damaged; {again}")
        return grade


@dataclass
class Tally:
    """What a class's grades come to: counts, and the sum of the points."""

    statuses: Counter[str] = field(default_factory=Counter)
    points: list[float] = field(default_factory=list)
    exercises: dict[str, Counter[str]] = field(default_factory=dict)
    diagnoses: Counter[tuple[str, str]] = field(default_factory=Counter)
    flagged: int = 0
    tiers: set[str] = field(default_factory=set)

    def add(self, grade: Grade) -> None:
        """Count one more submission."""
        self.statuses[grade.status] += 1
        self.flagged += bool(grade.flags)
        if grade.sandbox:
            self.tiers.add(grade.sandbox)
        if grade.status == "graded":
            self.points.append(grade.points)
        for exercise in grade.exercises:
            self.exercises.setdefault(exercise.name, Counter())[exercise.status] += 1
            if exercise.diagnosis:
                self.diagnoses[exercise.diagnosis, exercise.name] += 1


@dataclass
class ClassResult:
    """A class after grading: a grade each, and the folders that were left out with the reason.

    ``faults`` counts the submissions in which something of ours broke.
    """

    grades: Grades
    computed: int = 0
    faults: int = 0
    left_out: dict[str, str] = field(default_factory=dict)

    def take(self, grade: Grade) -> None:
        """Take in a grade that the store does not keep."""
        self.grades.add(grade)
        self.faults += grade.status != "refused" and not is_final(grade)

    def take_kept(self, student: str, key: bytes) -> None:
        """Take in a grade that the store keeps, unread."""
        self.grades.add_kept(student, key)

    def tally(self) -> Tally:
        """Go through the grades and count."""
        tally = Tally()
        for grade in self.grades:
            tally.add(grade)
        return tally
