"""Commands for people who write the course: build it, and test its tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from autograder.cli.common import FAILED, assignment_argument, err, measured, out, say_changed
from autograder.cli.render import findings_table
from autograder.course import Course
from autograder.errors import CourseError

if TYPE_CHECKING:
    from autograder.authoring.build import ReleaseProblem

USUAL = (".ipynb_checkpoints", "__pycache__")  # editors make them all the time: not worth a line


@click.command()
@assignment_argument(required=False)
@click.option("--check", "only_check", is_flag=True, help="Change nothing; fail on anything wrong.")
def build(assignment: str | None, only_check: bool) -> None:
    """Make release/ from source/ (every assignment, or one).

    Files beside a notebook that students must not get, such as a paired text file, are left out.
    With --check nothing is changed: it fails when release/ is not what source/ gives, when any
    byte of it gives away a solution, when it scores more than 0, or source/ less than full marks.
    """
    from autograder.authoring.build import check as check_release
    from autograder.grading.pool import Pool

    course = Course.load()
    names = [assignment] if assignment else course.assignments
    wrong: dict[str, str] = {}  # what cannot be built; the others are

    def each(do: Callable[[Course, str], None]) -> None:
        for name in names:
            try:
                do(course, name)
            except CourseError as error:
                wrong.setdefault(name, str(error))

    each(_say_left_out)
    if not only_check:
        each(_build_one)
        measured(course, [course.assignment(name) for name in names if name not in wrong])
        _stop_for(wrong)
        return
    found: list[ReleaseProblem] = []
    with Pool(course) as pool:
        each(lambda course, name: found.extend(check_release(course, name, pool)))
    if found:
        out.print(findings_table(found))
    _stop_for(wrong)
    if found:
        raise SystemExit(FAILED)
    out.print(f"release is fresh, leaks nothing, scores 0; source scores full: {', '.join(names)}")


def _say_left_out(course: Course, name: str) -> None:
    from autograder.release import left_out

    for file, reason in left_out(course, name).items():
        if file not in USUAL:
            out.print(f"left out: source/{name}/{file}: {reason}", markup=False, soft_wrap=True)


def _build_one(course: Course, name: str) -> None:
    from autograder.authoring.build import build as build_release
    from autograder.gradebook.registration import update_gradebook

    changed = [str(path) for path in build_release(course, name)]
    out.print(f"{name}: {', '.join(changed) or 'nothing changed'}", markup=False)
    say_changed(update_gradebook(course, name))
    _say_ways(course, name)


def _stop_for(wrong: Mapping[str, str]) -> None:
    if wrong:
        raise CourseError("\n".join(wrong.values()))


def _say_ways(course: Course, name: str) -> None:
    """Say of tests in a notebook's cells where each runs, and which their own solution fails."""
    from autograder.authoring.cell_report import cell_report, is_by_cells
    from autograder.authoring.source_faults import source_faults

    assignment = course.assignment(name)
    for fault in source_faults(assignment):
        err.print(f"{name}: {fault}", markup=False, soft_wrap=True)
    if not is_by_cells(assignment):
        return
    report = cell_report(course, assignment)
    out.print(f"{name}: {report.says}", markup=False, soft_wrap=True)
    for cell, why in report.broken.items():
        err.print(f"{name}: {cell}: will not work: {why}", markup=False, soft_wrap=True)


@click.command()
@assignment_argument(required=False)
@click.option("--matrix", is_flag=True, help="Print which hidden test catches which wrong answer.")
@click.option("--shares", is_flag=True, help="Print what each recognised mistake earns.")
def gallery(assignment: str | None, matrix: bool, shares: bool) -> None:
    """Test the hidden tests: grade every right and wrong answer of the gallery.

    Fails on a wrong answer above half, a right one below full marks, a wrong diagnosis, a name for
    an answer with two mistakes, and a hidden test that catches nothing alone and gives no reason to
    stay, and on mistakes that reply alike to all hidden tests. The public checks must agree with
    the hidden tests: a right answer passes, and what fails
    does not get full marks.
    """
    from autograder.authoring.fingerprint_faults import fingerprint_faults
    from autograder.authoring.kill_matrix import faults_of, judge, matrix_lines, summary_lines
    from autograder.authoring.public_agreement import disagreements
    from autograder.course.gallery import FOLDERS, SampleAnswer, sort_out, specimens
    from autograder.grading.pool import Pool

    course = Course.load()
    if shares:
        for line in _shares(course):
            click.echo(line)
        return
    names = [course.assignment(assignment).name] if assignment else course.assignments
    chosen: list[SampleAnswer] = []
    left: list[str] = []
    for one in map(course.assignment, names):
        known, others = sort_out(
            one, [a for k in FOLDERS for a in specimens(course.root, k, one.name)]
        )
        chosen, left = [*chosen, *known], [*left, *others]
    measured(course, map(course.assignment, names))
    with Pool(course) as pool:
        judged = judge(course, chosen, pool)
    for line in [*(matrix_lines(judged) if matrix else ()), *summary_lines(judged)]:
        click.echo(line)
    disagree, alike = disagreements(course, judged), list(fingerprint_faults(course, judged))
    click.echo("\n".join([*disagree, f"{len(disagree)} public checks disagree"]))
    click.echo("\n".join([*alike, f"{len(alike)} fingerprints cannot be told apart"]))
    click.echo("\n".join([*left, f"{len(left)} answers are to no exercise"]))
    if disagree or alike or left or faults_of(judged):
        raise SystemExit(FAILED)


def _shares(course: Course) -> Iterator[str]:
    """The table of shares, the words that students read beside each."""
    from autograder.grading.shares import TABLE, read_shares
    from autograder.testing.words import words_of

    words = words_of(course.root, *course.assignments)
    shares = read_shares(course.root, words)
    yield f"What a wrong answer earns of its exercise's points ({TABLE}):"
    for name in sorted(words, key=lambda name: (shares.of(name), name)):
        earned = min(shares.of(name), course.partial_credit_cap)
        yield f"{earned:5.0%}  {name:36} {words[name].says}"
    yield "Any other wrong answer earns the share of its checks that pass, at most "
    yield f"{course.partial_credit_cap:.0%}; nothing where doing nothing would pass as many."


@click.command()
@assignment_argument(required=False)
def mutants(assignment: str | None) -> None:
    """Test the hidden tests: every small change or added fault must cost points.

    Fails on a mutant that survives and is not listed, with a reason, in
    tests/equivalent_mutants.toml, and on any survivor that fails its public check.
    """
    from autograder.authoring.mutants import judge, template_lines, verdict_lines
    from autograder.authoring.public_agreement import refused
    from autograder.grading.pool import Pool

    course = Course.load()
    names = [assignment] if assignment else course.assignments
    with Pool(course) as pool:
        verdicts = [judge(course.root, course.assignment(name), pool) for name in names]
    for name, verdict in zip(names, verdicts, strict=True):
        for line in verdict_lines(name, verdict):
            click.echo(line)
    for line in template_lines(verdicts):
        click.echo(line)
    alive = [m for v in verdicts for m in (*v.survivors, *(known for known, _ in v.equivalent))]
    disagree = refused(course, alive)
    click.echo("\n".join([*disagree, f"{len(disagree)} survivors fail their public check"]))
    if disagree or any(verdict.survivors or verdict.stale for verdict in verdicts):
        raise SystemExit(FAILED)


@click.command()
@click.argument("assignments", nargs=-1)
def demo(assignments: tuple[str, ...]) -> None:
    """Make an example class in submitted/, grade it, and say where to look.

    Takes the assignments that are named; without any, those of tests/example_class.toml.
    """
    from autograder.authoring.demo import example_class
    from autograder.cli.demo import run_demo

    course = Course.load()
    chosen = [
        course.assignment(name) for name in assignments or example_class(course.root).assignments
    ]
    run_demo(course, chosen, out, err)
