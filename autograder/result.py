"""A class after grading. What is kept in memory is a name and a hash a student, not the grades."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sized
from dataclasses import dataclass, field, replace
from typing import IO

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
        self._keys: dict[str, str] = {}
        self._places: dict[str, int] = {}
        self._aside: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the result

    def add(self, grade: Grade, key: str) -> None:
        """Remember a student's grade; ``key`` is where the store has it, or ""."""
        if key:
            self._keys[grade.student] = key
            return
        self._places[grade.student] = self._aside.seek(0, 2)
        line = json.dumps(as_data(replace(grade, outputs={})))
        self._aside.write(line.encode("ascii") + b"\n")

    def __len__(self) -> int:
        return len(self._keys) + len(self._places)

    def __iter__(self) -> Iterator[Grade]:
        for student in sorted([*self._keys, *self._places]):
            yield self._get(student)

    def _get(self, student: str) -> Grade:
        if student in self._places:
            self._aside.seek(self._places[student])
            return grade_from(json.loads(self._aside.readline()))
        grade = self._store.get(self._keys[student], student)
        if grade is None:
            raise LookupError(f"{student}: the grade {self._keys[student]} is gone from the store")
        return grade


@dataclass
class Tally:
    """What a class's grades come to: counts, and the sum of the points."""

    statuses: Counter[str] = field(default_factory=Counter)
    points: list[float] = field(default_factory=list)
    exercises: dict[str, Counter[str]] = field(default_factory=dict)
    diagnoses: Counter[tuple[str, str]] = field(default_factory=Counter)
    flagged: int = 0
    faults: int = 0
    tiers: set[str] = field(default_factory=set)

    def add(self, grade: Grade) -> None:
        """Count one more submission."""
        self.statuses[grade.status] += 1
        self.flagged += bool(grade.flags)
        self.faults += grade.status != "refused" and not is_final(grade)
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
    """A class after grading: a grade each, and the folders that were left out with the reason."""

    grades: Grades
    tally: Tally = field(default_factory=Tally)
    computed: int = 0
    left_out: dict[str, str] = field(default_factory=dict)

    def add(self, grade: Grade, key: str, *, computed: bool) -> None:
        """Take one more grade in."""
        self.grades.add(grade, key)
        self.tally.add(grade)
        self.computed += computed
