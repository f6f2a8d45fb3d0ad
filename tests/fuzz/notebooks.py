"""Mutated and truncated notebooks of all lessons, taken in by the thousand, some of them graded.

    python -m tests.fuzz.notebooks --count 10000 --grade 200 --seed 1

Exit code 1 when an intake crashes or lets something through that is not the master's, or when a
damaged notebook earns more than the honest one in any exercise.
"""

from __future__ import annotations

import random
import resource
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import click
import nbformat
from rich.console import Console
from rich.table import Table

from autograder.course import Assignment, Course
from autograder.course.gallery import notebook_with, solved, specimens
from autograder.feedback.notebook import graded_notebook
from autograder.grading.pool import Pool
from autograder.intake import rebuild
from autograder.records import Grade, Submission
from tests.fuzz.mutate import KINDS, Raw, mutated
from tests.fuzz.oracle import outcome, take_in

OUTCOMES = ("taken", "noted", "re-attached", "refused")
SHOWN = 5
MANY = "two to four of these"


@dataclass(frozen=True)
class Work:
    """One honest notebook to damage."""

    name: str
    assignment: Assignment
    raw: Raw


@dataclass
class Harvest:
    """What became of the damaged notebooks, by kind of damage."""

    outcomes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    crashes: list[str] = field(default_factory=list)
    slowest: float = 0.0
    sample: list[tuple[Work, str, Submission]] = field(default_factory=list)


def works(course: Course) -> list[Work]:
    """Two honest notebooks a lesson: all solved, and one with gaps and a mistake."""
    made = []
    wrong = specimens(course.root, "wrong")
    for name in course.assignments:
        lesson = course.assignment(name)
        right = solved(lesson)
        gaps = dict(list(right.items())[::2])
        gaps |= {s.exercise: s.code for s in wrong if s.assignment == name and s.exercise in gaps}
        made.append(Work(f"{name}, solved", lesson, notebook_with(lesson, right)))
        made.append(Work(f"{name}, with gaps", lesson, notebook_with(lesson, gaps)))
    return made


def harvest(honest: list[Work], count: int, seed: int, grade: int) -> Harvest:
    """Damage and take in ``count`` notebooks; keep ``grade`` of those that were taken, evenly."""
    found = Harvest()
    for number in range(count):
        dice = random.Random(f"{seed} {number}")
        work, kind = honest[number % len(honest)], KINDS[number // len(honest) % len(KINDS)]
        more = number % 3 == 0
        data = mutated(work.raw, kind, dice, more)
        start = time.perf_counter()
        try:
            taken = take_in(data, work.assignment)
        except Exception:
            found.crashes.append(f"{number} ({kind}, {work.name}): {traceback.format_exc()}")
            continue
        found.slowest = max(found.slowest, time.perf_counter() - start)
        found.outcomes[MANY if more else kind][outcome(taken)] += 1
        if isinstance(taken, Submission) and len(found.sample) < grade * (number + 1) // count:
            found.sample.append((work, kind, replace(taken, student=str(number))))
    return found


def above_honest(
    course: Course, honest: list[Work], sample: list[tuple[Work, str, Submission]], jobs: int
) -> Iterator[str]:
    """Grade the sample for real; yield what earned more than the honest notebook, or broke."""
    by_student = {submission.student: (work, kind) for work, kind, submission in sample}
    submissions = {submission.student: submission for _, _, submission in sample}
    with Pool(course, jobs) as pool:
        used = [work for work in honest if any(work is w for w, _, _ in sample)]
        base = {g.student: g for g in pool.grade(map(_honest, used))}
        for grade in pool.grade(submission for _, _, submission in sample):
            work, kind = by_student[grade.student]
            written = graded_notebook(submissions[grade.student], grade, work.assignment)
            nbformat.validate(nbformat.reads(nbformat.writes(written), as_version=4))
            for what in _too_much(grade, base[work.name]):
                yield f"{grade.student} ({kind}, {work.name}): {what}"


def _honest(work: Work) -> Submission:
    return rebuild(work.raw["cells"], work.name, work.assignment)


def _too_much(grade: Grade, honest: Grade) -> Iterator[str]:
    if grade.status != "graded":
        yield f"{grade.status}: {grade.message}"
        return
    earned = {e.name: e.points for e in honest.exercises}
    for exercise in grade.exercises:
        if exercise.points > earned[exercise.name]:
            yield f"{exercise.name} earned {exercise.points}, honest {earned[exercise.name]}"
        if exercise.status == "could_not_check":
            yield f"{exercise.name} could not be checked"


def table(outcomes: Mapping[str, Counter[str]]) -> Table:
    """One row a kind of damage."""
    shown = Table("damage", pad_edge=False)
    for word in OUTCOMES:
        shown.add_column(word, justify="right")
    total: Counter[str] = Counter()
    for kind in (*KINDS, MANY):
        total += outcomes[kind]
        shown.add_row(kind, *(str(outcomes[kind][word]) for word in OUTCOMES))
    shown.add_section()
    shown.add_row("all", *(str(total[word]) for word in OUTCOMES))
    return shown


@click.command()
@click.option("--count", default=10_000, help="Notebooks to damage and take in.")
@click.option("--grade", default=200, help="Of those that are taken, grade so many.")
@click.option("--seed", default=1, help="Another seed, other damage.")
@click.option("--jobs", default=0, help="Graders at once [default: cores].")
def main(count: int, grade: int, seed: int, jobs: int) -> None:
    """Damage notebooks, take them in, grade some, say what became of them."""
    out = Console()
    course = Course.load()
    honest = works(course)
    start = time.perf_counter()
    found = harvest(honest, count, seed, grade)
    out.print(table(found.outcomes))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    out.print(
        f"{count} notebooks in {time.perf_counter() - start:.0f} s (the slowest intake "
        f"{found.slowest:.2f} s, memory at most {peak} MB): {len(found.crashes)} crashes"
    )
    start = time.perf_counter()
    wrong = list(above_honest(course, honest, found.sample, jobs)) if found.sample else []
    seconds = time.perf_counter() - start
    out.print(f"{len(found.sample)} of them graded in {seconds:.0f} s: {len(wrong)} above honest")
    for problem in (found.crashes + wrong)[:SHOWN]:
        out.print(problem, markup=False)
    sys.exit(bool(found.crashes or wrong))


if __name__ == "__main__":
    main()
