"""A class after grading: in memory is a name and a hash for each student, not the grades."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sized
from dataclasses import dataclass, field, replace

from autograder.batch.standing import Standing, standing
from autograder.batch.store import Store
from autograder.gradebook.changes import Change, ChangeLog
from autograder.gradebook.reading import Given
from autograder.grading.messages import could_not_grade
from autograder.records import Grade, is_final
from autograder.term.about import NOBODY, About
from autograder.term.adjusted_grade import adjusted_grade
from autograder.term.adjustments import NONE, Adjustments


class Grades(Sized):
    """The grades of a class, by student: read from the store whenever they are gone through.

    They are as they count after adjustments, which change nothing that is kept.

    A grade that the store does not keep (refused, or with a fault of ours in it) is kept here,
    without its outputs.
    """

    def __init__(self, store: Store, adjustments: Adjustments = NONE) -> None:
        self._store = store
        self.adjustments = adjustments
        self.maximum = adjustments.maximum(store.assignment)
        self._keys: dict[str, bytes] = {}
        self._others: dict[str, Grade] = {}
        self.damaged: dict[str, str] = {}  # found while they are gone through

    def add(self, grade: Grade) -> None:
        """Remember a grade that the store does not keep."""
        self._others[grade.student] = replace(grade, outputs={})

    def add_kept(self, student: str, key: bytes) -> None:
        """Remember where the store has a student's grade."""
        self._keys[student] = key

    @property
    def students(self) -> set[str]:
        """Who has a grade here."""
        return {*self._keys, *self._others}

    def __len__(self) -> int:
        return len(self._keys) + len(self._others)

    def __iter__(self) -> Iterator[Grade]:
        for student in sorted([*self._keys, *self._others]):
            yield adjusted_grade(self._get(student), self.adjustments, self.maximum)

    def _get(self, student: str) -> Grade:
        if student in self._others:
            return self._others[student]
        grade = self._store.get(self._keys[student].hex(), student)
        return grade if grade is not None else self._damaged(student)

    def _damaged(self, student: str) -> Grade:
        """Return what is said of a grade that has been damaged since it was kept."""
        self._store.drop(self._keys.pop(student).hex())
        why = "the grade that was kept is damaged; it is deleted now, so run the same command again"
        about = self._store.assignment
        grade = could_not_grade(student, about.name, about.max_points, why)
        self.damaged[student] = why
        self.add(grade)
        return grade


@dataclass
class Tally:
    """Counts over a class's grades, and everybody's points."""

    statuses: Counter[str] = field(default_factory=Counter)
    points: list[float] = field(default_factory=list)
    exercises: dict[str, Counter[str]] = field(default_factory=dict)
    diagnoses: Counter[tuple[str, str]] = field(default_factory=Counter)
    flagged: int = 0
    tiers: set[str] = field(default_factory=set)

    def add(self, grade: Grade, counts: bool = True) -> None:
        """Count one more submission; ``counts``: its points count, too."""
        self.statuses[grade.status] += 1
        self.flagged += bool(grade.flags)
        if grade.sandbox:
            self.tiers.add(grade.sandbox)
        if grade.status == "graded" and counts:
            self.points.append(grade.points)
        for exercise in grade.exercises:
            self.exercises.setdefault(exercise.name, Counter())[exercise.status] += 1
            if exercise.diagnosis:
                self.diagnoses[exercise.diagnosis, exercise.name] += 1


@dataclass
class ClassResult:
    """A class after grading: a grade each, and who was left out with the reason.

    ``broken`` says in whose submissions something of ours broke, and what. ``people`` is what is
    known of everybody in the gradebook.
    """

    grades: Grades
    log: ChangeLog  # of grades that had stood before
    later: tuple[ChangeLog, ...] = ()  # of assignments due later, whose late days were counted anew
    computed: int = 0
    broken: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    given: dict[str, dict[str, Given]] = field(default_factory=dict)  # by people
    changed: list[str] = field(default_factory=list)  # in the gradebook's own list of exercises
    people: Mapping[str, About] = field(default_factory=dict)
    missing: tuple[str, ...] = ()  # of the class list, with nothing handed in

    @property
    def moved(self) -> list[Change]:
        """What has changed of grades that had stood before."""
        return self.log.changes

    @property
    def troubled(self) -> dict[str, str]:
        """Everybody who could not be graded or not in all, with the reason."""
        return {**self.broken, **self.grades.damaged, **self.left_out}

    @property
    def faults(self) -> int:
        """How many of them there are."""
        return len(self.troubled)

    def take(self, grade: Grade) -> None:
        """Take in a grade that the store does not keep."""
        self.grades.add(grade)
        if grade.status != "refused" and not is_final(grade):
            self.broken[grade.student] = _what_broke(grade)

    def standing(self, grade: Grade) -> Standing:
        """Return a grade as it stands in the gradebook."""
        adjusted = self.grades.adjustments, self.grades.maximum
        return standing(grade, self.given.get(grade.student, {}), *adjusted)

    def tally(self) -> Tally:
        """Go through the grades, as they stand in the gradebook, and count."""
        tally = Tally()
        for grade in self.grades:
            stands = self.standing(grade)
            counts = not self.people.get(grade.student, NOBODY).excused
            tally.add(replace(stands.grade, points=stands.points), counts)
        return tally


def _what_broke(grade: Grade) -> str:
    """Say in one line what of ours went wrong in a submission."""
    unchecked = [e.name for e in grade.exercises if e.status == "could_not_check"]
    if unchecked:
        return f"{', '.join(unchecked)} could not be checked"
    return (grade.message.strip().splitlines() or ["could not be graded"])[-1]
