"""The kill matrix: which hidden test catches which wrong answer, and what that proves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from autograder.course import Course
from autograder.course.gallery import SampleAnswer
from autograder.grading.graded_answers import grades_of
from autograder.grading.pool import Pool
from autograder.records import ExerciseGrade


@dataclass(frozen=True)
class Judged:
    """One specimen of the gallery with the grade that it got."""

    specimen: SampleAnswer
    grade: ExerciseGrade

    @property
    def name(self) -> str:
        """Where the answer stands below its folder in tests/."""
        return f"{self.specimen.assignment}/{self.specimen.exercise}/{self.specimen.name}"

    @property
    def fault(self) -> str:
        """Say what is wrong with this grade, or "" when the tests did their work."""
        grade, specimen = self.grade, self.specimen
        if specimen.right:
            return "" if grade.points == grade.max_points else f"below full: {grade.message}"
        if grade.points > grade.max_points / 2:
            return "above half"
        if grade.diagnosis != specimen.diagnosis:
            return f"told {grade.diagnosis}, not {specimen.diagnosis}"
        others = {c.diagnosis for c in grade.checks if c.diagnosis} - {grade.diagnosis}
        return f"also told {', '.join(sorted(others))}" if others else ""


@dataclass(frozen=True)
class RedundantTest:
    """A hidden test that catches no answer that ``other`` does not; ``reason``: why it stays."""

    exercise: str
    says: str
    other: str
    reason: str


def judge(course: Course, gallery: Sequence[SampleAnswer], pool: Pool) -> list[Judged]:
    """Grade each specimen in the place of that answer in the solved notebook."""
    grades = grades_of(gallery, cache(course.assignment), pool)
    return [Judged(*both) for both in zip(gallery, grades, strict=True)]


def redundant_tests(judged: Sequence[Judged]) -> Iterator[RedundantTest]:
    """Yield each hidden test that catches nothing that one other does not also catch.

    Only answers with one mistake prove anything: two may be caught by a test each.
    """
    single = [one for one in judged if not one.specimen.several]
    for (_, exercise), here in by_exercise(single).items():
        checks = here[0].grade.checks
        caught = {check.says: _caught(here, k) for k, check in enumerate(checks)}
        for check in checks:
            others = (o.says for o in checks if o.says != check.says)
            other = next((says for says in others if caught[check.says] <= caught[says]), None)
            if other is not None:
                yield RedundantTest(exercise, check.says, other, check.redundant_because)


def _caught(here: Sequence[Judged], number: int) -> set[str]:
    wrong = (j for j in here if not j.specimen.right)
    return {j.specimen.name for j in wrong if not j.grade.checks[number].passed}


def by_exercise(judged: Sequence[Judged]) -> dict[tuple[str, str], list[Judged]]:
    """Sort the specimens by (assignment, exercise), in the order that they come in."""
    found: dict[tuple[str, str], list[Judged]] = {}
    for one in judged:
        found.setdefault((one.specimen.assignment, one.specimen.exercise), []).append(one)
    return found


def matrix_lines(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield the matrix, exercise by exercise: a column a test, a row a wrong answer, × caught."""
    for (assignment, exercise), here in by_exercise(judged).items():
        yield f"\n{assignment} · {exercise}"
        for number, check in enumerate(here[0].grade.checks, start=1):
            yield f"  {number}  {check.says}"
        for one in (j for j in here if not j.specimen.right):
            marks = "".join("·" if check.passed else "×" for check in one.grade.checks)
            yield f"  {marks}  {one.specimen.name}"


def faults_of(judged: Sequence[Judged]) -> list[str]:
    """Return all that is wrong: with a grade, or a redundant hidden test without a reason."""
    wrong = [f"{j.name}: {j.fault}" for j in judged if j.fault]
    redundant = [
        f"{t.exercise}: redundant without a reason: '{t.says}' catches nothing beyond '{t.other}'"
        for t in redundant_tests(judged)
        if not t.reason
    ]
    return [*wrong, *redundant]


def summary_lines(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield the figures of a gallery, the redundant tests with their reasons, and what is wrong."""
    wrong = [j for j in judged if not (j.specimen.right or j.specimen.several)]
    several = [j for j in judged if j.specimen.several]
    right = [j for j in judged if j.specimen.right]
    told = sum(j.grade.diagnosis == j.specimen.diagnosis for j in wrong)
    yield f"\n{len(right)} right answers, {sum(bool(j.fault) for j in right)} below full marks"
    yield f"{len(wrong)} wrong answers, {sum(j.fault == 'above half' for j in wrong)} above half"
    yield f"diagnoses as expected: {told} of {len(wrong)}"
    named = sum(j.grade.diagnosis is not None for j in several)
    yield f"{len(several)} answers with two mistakes or an unknown one, {named} of them named"
    for test in redundant_tests(judged):
        if test.reason:
            yield f"kept although redundant: {test.exercise}: {test.says} ({test.reason})"
    yield from faults_of(judged)
