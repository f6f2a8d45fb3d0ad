"""Grades exercises by the tests in their own cells, each where the notebook stands at its cell.

The notebook is run once more for that, and nothing that is shown there is kept: cells further down
run after the tests of those above, and may know what these handed over.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from autograder.client.cell_student import CellStudent
from autograder.client.deadlines import Clock
from autograder.client.faults import Busy, GraderFault, StudentFault
from autograder.course import Assignment, Course
from autograder.course.cell_tests import CellTest, Solved, solved
from autograder.grading.cell_names import Need, makers_of, names_in, needs_of, why_only_inside
from autograder.grading.cell_outside import Ended, Outside
from autograder.grading.cell_score import points_of_outputs
from autograder.grading.checking import ours
from autograder.grading.score import UNTOUCHED, Grader
from autograder.intake import read_submission
from autograder.records import Check, ExerciseGrade, ExerciseStatus, Submission
from autograder.sandbox.launcher import Sandbox

OUTSIDE, INSIDE = "outside", "inside"
TRIES = 3  # of the teacher's own solution, on a busy machine
A_PERSON = "Your answer gives something that this test cannot look at from here. A person reads it."
UNSOLVED = "from outside, its own solution does not pass it"
HIDDEN = "A check of this test that you cannot see does not hold."


@dataclass(frozen=True)
class Way:
    """Where a test runs, and why it is inside. ``fails``: what its own solution makes of it."""

    test: CellTest
    needs: tuple[Need, ...]
    why: str = ""
    fails: str = ""

    @property
    def name(self) -> str:
        """The name of its exercise."""
        return self.test.exercise.name

    @property
    def where(self) -> str:
        """OUTSIDE or INSIDE."""
        return INSIDE if self.why else OUTSIDE


def ways_of(course: Course, part: Assignment, sandbox: Sandbox) -> tuple[Way, ...]:
    """Find out where each test of a notebook runs: outside where its own solution passes there.

    Raise CourseError for a source that cannot be read, GraderFault on a machine that is too busy.
    """
    notebook = solved(part)
    if not notebook.tests:
        return ()
    reference = read_submission(part.source, "reference", part, course.notebook_mb)
    shared: dict[str, str] = {}
    left = TRIES
    while True:
        try:
            with CellStudent(sandbox, reference, course.limits, until=0) as student:
                known = len(shared)
                ways = tuple(_ways(notebook, reference, student, shared))
        except Busy:
            left -= 1
            if not left:
                raise
        else:
            if len(shared) == known:
                return ways


def _ways(
    notebook: Solved, reference: Submission, student: CellStudent, shared: dict[str, str]
) -> Iterator[Way]:
    """Yield where each test runs; with more in ``shared`` than before, some are to be asked again.

    Those are the cells that make what a test inside reads, with the reason: there is one namespace
    inside and another outside, so they are inside as well.
    """
    outside, places = Outside(), _places(reference)
    inside: set[str] = set()
    for test in notebook.tests:
        student.go_on(places[test.exercise.graded_cell])
        needs = needs_of(test, notebook.cells)
        why = why_only_inside(test, needs, notebook.cells)
        why = why or shared.get(test.exercise.graded_cell, "")
        if not why:
            why = _why_not_outside(test, needs, student, outside)
        fails = ""
        if why:
            reader = f"which `{test.exercise.graded_cell}` reads inside"
            for maker, names in makers_of(test, needs, notebook.cells).items():
                if maker not in inside:
                    shared.setdefault(maker, f"it makes `{names[0]}`, {reader}")
            ended = run_inside(test, student)
            if ended.points != test.exercise.points:
                fails = ended.error or f"{ended.points:g} of {test.exercise.points:g} points"
                why = "" if why.startswith(UNSOLVED) else why  # outside is safer where both fail
        if why:
            inside.add(test.exercise.graded_cell)
        yield Way(test, needs, why, fails)


def _why_not_outside(
    test: CellTest, needs: Sequence[Need], student: CellStudent, outside: Outside
) -> str:
    """Say why the teacher's own solution does not pass from outside; "" where it does."""
    for need in needs:
        kind = student.look(need.name) if need.how != "run" and not need.text else ""
        if kind in ("class", "object", "module"):
            return f"`{need.name}` is {'an' if kind == 'object' else 'a'} {kind}"
    try:
        ended = outside.run(test, needs, student)
    except Busy:
        raise
    except GraderFault as error:
        return str(error)
    if ended.only_inside:
        return f"{ended.only_inside} stays in the notebook"
    if ended.changed:
        return f"`{ended.changed}` changes while it runs"
    if ended.points == test.exercise.points:
        return ""
    return f"{UNSOLVED} ({ended.error or 'fewer points'})"


def run_inside(test: CellTest, student: CellStudent) -> Ended:
    """Run a test in the student's process, where the notebook stands."""
    try:
        outputs = student.run_here(test.exercise.name, test.source)
    except StudentFault as fault:
        return Ended(0.0, fault=fault, error=type(fault).__name__)
    points = points_of_outputs(outputs, test.exercise.points)
    if points is None:
        return Ended(0.0, error=next(str(o["ename"]) for o in outputs if "ename" in o))
    return Ended(points)


def grade_cells(
    grader: Grader,
    ways: Sequence[Way],
    submission: Submission,
    lost: Collection[int],
    attempted: Collection[str],
    clock: Clock,
) -> dict[str, ExerciseGrade]:
    """Return the grade of each exercise that its cell's own test decides."""
    if not ways:
        return {}
    begin = partial(CellStudent, grader.sandbox, submission, grader.limits, clock=clock, lost=lost)
    places, outside = _places(submission), Outside()

    def where_it_runs(way: Way, student: CellStudent) -> Ended:
        if way.why:
            return run_inside(way.test, student)
        return outside.run(way.test, way.needs, student)

    ended = _run_all(ways, places, begin, where_it_runs)
    if doubted := _doubted(ways, ended, submission):
        until = ways[: 1 + ways.index(doubted[-1])]
        again = _run_all(until, places, begin, lambda way, student: run_inside(way.test, student))
        ended |= {way.name: _settled(ended[way.name], again[way.name]) for way in doubted}
    return {way.name: _grade(way, ended[way.name], attempted) for way in ways}


def _run_all(
    ways: Sequence[Way],
    places: Mapping[str, int],
    begin: Callable[..., CellStudent],
    run: Callable[[Way, CellStudent], Ended],
) -> dict[str, Ended | GraderFault]:
    """Run tests in their order in one process, each where the notebook stands at its cell."""
    found: dict[str, Ended | GraderFault] = {}
    with begin(until=places[ways[0].test.exercise.graded_cell]) as student:
        for way in ways:
            student.go_on(places[way.test.exercise.graded_cell])
            try:
                found[way.name] = run(way, student)
            except GraderFault as error:
                found[way.name] = error
    return found


def _doubted(
    ways: Sequence[Way], ended: Mapping[str, Ended | GraderFault], submission: Submission
) -> list[Way]:
    """Return the tests that may end otherwise where all tests run in the notebook itself.

    That is where a value did not cross; from the first one on that shares or changes a value; or
    where a test fails and the student's code reads names that tests outside have made: those are
    not in its namespace.
    """
    codes = [
        cell.source for cell in submission.cells if cell.kind == "code" and cell.role != "check"
    ]
    read = frozenset().union(*(names_in(code).wanted for code in codes))
    lacking, apart, found = False, False, []
    for way in ways:
        one = ended[way.name]
        lacking |= not way.why and bool(names_in(way.test.source).made & read)
        if isinstance(one, Ended):
            fails = one.points is not None and one.points < way.test.exercise.points
            apart |= one.doubted
            if one.only_inside or apart or (lacking and fails):
                found.append(way)
    return found


def _settled(first: Ended | GraderFault, again: Ended | GraderFault) -> Ended | GraderFault:
    """Return how a test ended that was run once more in the notebook itself, in a new process.

    Fewer points there count. If there are more, a person decides: else students could choose the
    way in which their code can read the test.
    """
    if isinstance(first, GraderFault) or isinstance(again, GraderFault):
        return again
    if again.fault is not None and first.points is not None:  # no time is left, perhaps
        return first
    return again if (again.points or 0) <= (first.points or 0) else Ended(None)


def _places(submission: Submission) -> Mapping[str, int]:
    return {cell.name: place for place, cell in enumerate(submission.cells) if cell.name}


def _grade(way: Way, ended: Ended | GraderFault, attempted: Collection[str]) -> ExerciseGrade:
    exercise, says = way.test.exercise, says_of(way.test)
    if isinstance(ended, GraderFault):
        check = ours(Check(says, False), exercise.name, ended)
        return _made(way, "could_not_check", 0.0, check)
    if ended.points is None:
        return _made(way, "manual", 0.0, None, A_PERSON)
    points = round(ended.points, 6)
    if not ended.error and ended.fault is None and points >= exercise.points:
        return _made(way, "passed", points, Check(says, True))
    if not points and exercise.answers and not set(exercise.answers) & set(attempted):
        told = UNTOUCHED.format(exercise.answers[-1])
        return _made(way, "not_attempted", 0.0, Check(says, False, told), told)
    check = Check(says, False, *_told(way.test, ended))
    return _made(way, "partial" if points else "failed", points, check)


def _made(
    way: Way, status: ExerciseStatus, points: float, check: Check | None, message: str = ""
) -> ExerciseGrade:
    checks = (check,) if check else ()
    said = message or (f"{check.message} {check.hint}".strip() if check else "")
    name, most = way.test.exercise.name, way.test.exercise.points
    return ExerciseGrade(name, status, points, most, None, said, checks, tests=way.where)


def says_of(test: CellTest) -> str:
    """Say what a test is about: the first line of its docstring, if students see that."""
    try:
        said = (ast.get_docstring(ast.parse(test.shown)) or "").strip().partition("\n")[0]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        said = ""
    return said or f"passes the test `{test.exercise.graded_cell}`"


def _told(test: CellTest, ended: Ended) -> tuple[str, str]:
    """Return what happened and what to try; nothing of what students do not see."""
    if ended.fault is not None:
        return ended.fault.says, ended.fault.hint
    if not ended.error:
        most = test.exercise.points
        return f"This test gives {ended.points:g} of {most:g} points.", ""
    lines = test.source.splitlines()
    line = lines[ended.line - 1].strip() if 0 < ended.line <= len(lines) else ""
    if line and line in map(str.strip, test.shown.splitlines()):
        return f"In the test `{test.exercise.graded_cell}`, this does not hold: `{line}`", ""
    if test.source == test.shown:
        return f"The test `{test.exercise.graded_cell}` does not pass.", "Run its cell alone."
    return HIDDEN, "What does the task say of other values?"
