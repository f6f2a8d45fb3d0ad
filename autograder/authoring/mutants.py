"""Mutation testing of the hidden tests: every small change of a solution must cost points.

The mutants come from cosmic-ray's operators, and from the templates of ``added_faults``, which add
what no operator adds. Each is graded like a student's answer, in the sandbox. A survivor is either
killed by a new hidden test, or listed with the reason why it is equivalent, in
tests/equivalent_mutants.toml.
"""

from __future__ import annotations

import itertools
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from autograder.authoring.added_faults import added_faults
from autograder.course import Assignment
from autograder.course.gallery import solved
from autograder.errors import CourseError
from autograder.grading.graded_answers import grades_of
from autograder.grading.pool import Pool

LISTED = Path("tests") / "equivalent_mutants.toml"
NO_FLOAT_MEANING = ("BitOr", "BitAnd", "BitXor", "LShift", "RShift")  # TypeError on any float


@dataclass(frozen=True)
class Mutant:
    """One answer with one small change; ``change`` shows the changed lines, before → after.

    Of an added fault, ``operator`` is its template, and ``change`` says what was added where.
    """

    assignment: str
    exercise: str
    operator: str
    code: str
    change: str

    @property
    def key(self) -> tuple[str, str]:
        """By which it is listed as equivalent."""
        return self.exercise, self.change


@dataclass(frozen=True)
class Verdict:
    """What became of the mutants of an assignment."""

    dead: tuple[Mutant, ...]
    survivors: tuple[Mutant, ...]
    equivalent: tuple[tuple[Mutant, str], ...]
    stale: tuple[str, ...]

    @property
    def killed(self) -> int:
        """How many lost points."""
        return len(self.dead)

    @property
    def score(self) -> float:
        """The share of killed mutants among those that are not equivalent."""
        judged = self.killed + len(self.survivors)
        return self.killed / judged if judged else 1.0


def mutants(assignment: Assignment) -> Iterator[Mutant]:
    """Yield every mutant of every autograded exercise's solution, each text once."""
    answers = solved(assignment)
    for exercise in assignment.exercises:
        if exercise.manual:
            continue
        answer = answers[exercise.name]
        seen = {answer}
        for name in sorted(operator_names()):
            if name.rpartition("_")[2] in NO_FLOAT_MEANING:
                continue
            for code in _mutations(answer, name):
                if code not in seen:
                    seen.add(code)
                    change = _change(answer, code)
                    yield Mutant(assignment.name, exercise.name, name, code, change)
        for added in added_faults(answer):
            if added.code not in seen:
                seen.add(added.code)
                change = f"{added.template} @ {added.where}"
                yield Mutant(assignment.name, exercise.name, added.template, added.code, change)


def _mutations(code: str, operator_name: str) -> Iterator[str]:
    operator = get_operator(operator_name)
    if operator.arguments():
        return  # replaces one named variable by another: needs names that only a person can give
    for occurrence in itertools.count():
        mutated = mutate_code(code.encode(), operator(), occurrence)
        if mutated is None:
            return
        yield mutated if isinstance(mutated, str) else mutated.decode()


def _change(before: str, after: str) -> str:
    old, new = before.splitlines(), after.splitlines()
    lines = [(a, b) for a, b in zip(old, new, strict=False) if a != b]
    return "; ".join(f"{a.strip()} → {b.strip()}" for a, b in lines)


def judge(root: Path, assignment: Assignment, pool: Pool) -> Verdict:
    """Grade all mutants of an assignment and compare the survivors with the listed ones.

    Raise CourseError where tests in cells grade it: mutants are of what hidden tests test.
    """
    if all(exercise.by_cell or exercise.manual for exercise in assignment.exercises):
        raise CourseError(f"{assignment.name}: it has no hidden tests that mutants could test")
    made = list(mutants(assignment))
    grades = zip(made, grades_of(made, lambda _: assignment, pool), strict=True)
    survivors = [mutant for mutant, grade in grades if grade.points == grade.max_points]
    listed = _listed(root, assignment.name)
    alive = {mutant.key for mutant in survivors}
    return Verdict(
        dead=tuple(m for m in made if m.key not in alive),
        survivors=tuple(m for m in survivors if m.key not in listed),
        equivalent=tuple((m, listed[m.key]) for m in survivors if m.key in listed),
        stale=tuple(": ".join(key) for key in listed if key not in alive),
    )


def _listed(root: Path, assignment: str) -> dict[tuple[str, str], str]:
    path = root / LISTED
    if not path.is_file():
        return {}
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", [])
    return {
        (entry["exercise"], entry["change"]): entry["reason"]
        for entry in entries
        if entry["assignment"] == assignment
    }


def template_lines(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Yield a Markdown table of the added faults: what became of those of each template."""
    counts: dict[str, Counter[str]] = {}
    for verdict in verdicts:
        kinds = (("lost", verdict.dead), ("kept", verdict.survivors))
        listed = ("listed", tuple(mutant for mutant, _ in verdict.equivalent))
        for kind, some in (*kinds, listed):
            for mutant in some:
                if ": " in mutant.operator:  # cosmic-ray's have no colon
                    counts.setdefault(mutant.operator, Counter())[kind] += 1
    yield "| added fault | costs points | survives | listed as equivalent |"
    yield "|---|---|---|---|"
    for name, count in sorted(counts.items()):
        yield f"| {name} | {count['lost']} | {count['kept']} | {count['listed']} |"
    total = sum(counts.values(), Counter[str]())
    yield f"| **all** | {total['lost']} | {total['kept']} | {total['listed']} |"


def verdict_lines(name: str, verdict: Verdict) -> Iterator[str]:
    """Yield what a person reads of an assignment's mutants."""
    for mutant in verdict.survivors:
        yield f"{name} · {mutant.exercise} survives: {mutant.change}"
    for change in verdict.stale:
        yield f"{name} · listed as equivalent, but is killed or gone: {change}"
    yield (
        f"{name}: {verdict.killed} mutants killed, {len(verdict.survivors)} survive, "
        f"{len(verdict.equivalent)} listed as equivalent: score {verdict.score:.0%}"
    )
