"""The pytest plugin: the fixture ``student``, and a Check for each test that has run."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autograder.client.faults import NotAttempted, StudentFault
from autograder.client.student import Student
from autograder.course import Assignment, Course
from autograder.errors import CourseError
from autograder.grading.checking import ours
from autograder.grading.headline import one_name
from autograder.grading.score import OURS
from autograder.intake import Refused, read_submission
from autograder.records import Check
from autograder.sandbox.launcher import Sandbox
from autograder.testing.calls import current_calls, recorded
from autograder.testing.evidence import plain_name
from autograder.testing.expect import CheckFailed
from autograder.testing.fingerprints import digest, reply_of
from autograder.testing.known import Known, current, known_of, using

CURRENT = pytest.StashKey[Student]()
OUTCOME = pytest.StashKey[Check]()
RAISED = pytest.StashKey[BaseException]()  # by a check that did not pass
HIDDEN = Path("tests") / "hidden"
STUDENT_ONLY = frozenset({"student", "_opened", "request"})  # a test's fixtures, when it has no own
OWN_MARKS = frozenset({"needs", "kept", "weight", "edge", "leaves_open"})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let ``pytest tests/hidden`` take any notebook in place of the reference."""
    parser.addoption(
        "--submission",
        metavar="NOTEBOOK",
        help="run the hidden tests on this notebook (default: the reference solutions)",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --submission, leave out the hidden tests of every other assignment."""
    notebook = config.getoption("--submission", default=None)
    if notebook is None:
        return
    name = Path(notebook).stem
    out = [i for i in items if HIDDEN.parts == i.path.parts[-4:-2] and i.path.parent.name != name]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in out]


@pytest.fixture(scope="session")
def _sandbox() -> Iterator[Sandbox]:
    with Sandbox(Course.load().limits) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def _opened(request: pytest.FixtureRequest) -> Iterator[Student | None]:
    """The reference, or the notebook of --submission, opened once for a file of hidden tests."""
    if CURRENT in request.config.stash:
        yield None
        return
    course = Course.load(request.path)
    assignment = course.assignment(request.path.parent.name)
    notebook = request.config.getoption("--submission", default=None)
    path = Path(notebook) if notebook else assignment.source
    sandbox = request.getfixturevalue("_sandbox")
    student = Student(sandbox, _submission(path, assignment, course), course.limits)
    student.open()
    yield student
    student.close()


def _submission(path: Path, assignment: Assignment, course: Course) -> Any:
    try:
        return read_submission(path, "you", assignment, course.notebook_mb)
    except Refused as why:
        raise pytest.UsageError(f"{path}: {why}") from None


@pytest.fixture
def student(request: pytest.FixtureRequest, _opened: Student | None) -> Student:
    """The submission under test: ``student.double`` is the answer called double."""
    return request.config.stash[CURRENT] if _opened is None else _opened


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool | None, bool | None]:
    """Let what fails be recognised by the mistakes that stand beside the test."""
    if item.path.parts[-4:-2] != HIDDEN.parts or CURRENT in item.config.stash:
        return (yield)  # while a class is graded, whoever runs the check has seen to it
    known = _known(item.path.parents[3], item.path.parent.name)
    with using(known), recorded(exercise_of(item)[1]) as calls:
        calls.begin(item.name)
        return (yield)


@cache
def _known(root: Path, assignment: str) -> Known:
    try:
        return known_of(root, assignment)
    except CourseError as error:  # a line on the screen, not pytest's INTERNALERROR
        raise pytest.UsageError(str(error)) from None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the check's outcome on the report; show the student's words in place of a traceback."""
    report = yield
    error = call.excinfo.value if call.excinfo else None
    if "student" in getattr(item, "fixturenames", ()) and (call.when == "call" or error):
        outcome = outcome_of(item, error)
        item.stash[OUTCOME] = outcome  # not on the report: other plugins send reports about
        if error is not None and outcome.reason not in OURS:
            (told,) = one_name([outcome], current().words)
            report.longrepr = f"{told.says}: {told.message} {told.hint}".strip()
    return report


def run_plain(item: pytest.Item, student: Student) -> Check | None:
    """Run a hidden test that needs nothing but the student; None for one that needs pytest.

    Fixtures, reports and captured output, for each of thirty checks of a submission, take as long
    as half of the checks themselves. A test with a fixture, a parameter or a mark of another kind
    is run by pytest.
    """
    if not isinstance(item, pytest.Function) or hasattr(item, "callspec") or item.cls is not None:
        return None
    if not STUDENT_ONLY.issuperset(item.fixturenames) or "student" not in item.fixturenames:
        return None
    if not OWN_MARKS.issuperset(mark.name for mark in item.iter_markers()):
        return None
    current_calls().begin(item.name)
    try:
        item.obj(student)
    except (KeyboardInterrupt, pytest.exit.Exception):
        raise
    except BaseException as error:
        return outcome_of(item, error)
    return outcome_of(item, None)


def outcome_of(item: pytest.Item, error: BaseException | None) -> Check:
    """Turn how a hidden test ended into what the student reads, with what its wrong calls replied.

    Any other exception counts as our fault, until it is tried with the reference.
    """
    check, calls = _outcome_of(item, error), current_calls()
    if calls.measuring:
        return replace(check, measured=tuple((c.place, reply_of(c)) for c in calls.of_check()))
    return replace(check, reply=",".join(digest(call, calls.secret) for call in calls.of_check()))


def _outcome_of(item: pytest.Item, error: BaseException | None) -> Check:
    says = (getattr(getattr(item, "function", None), "__doc__", "") or item.name).strip()
    weight, why = float(_mark(item, "weight", 1.0)), _mark(item, "kept", "")
    edge = item.get_closest_marker("edge") is not None
    check = Check(says, True, weight=weight, redundant_because=why, edge=edge)
    if error is None:
        return check
    item.stash[RAISED] = error
    if isinstance(error, CheckFailed):
        failed = replace(check, passed=False, candidates=error.candidates, unsure=error.unsure)
        failed = replace(failed, message=error.message, hint=error.hint)
        return _undecided(item, _left_open(item, failed))
    if isinstance(error, StudentFault):
        another = isinstance(error, NotAttempted) and error.name != exercise_of(item)[1]
        reason = "needs" if another else error.reason  # an earlier exercise is still a stub
        failed = replace(check, passed=False, message=error.says, hint=error.hint, reason=reason)
        return _undecided(item, _left_open(item, failed))
    if current_calls().measuring and current_calls().of_check():
        return replace(check, passed=False)  # what comes after a wrong call may trip over it
    if isinstance(error, AssertionError | pytest.fail.Exception):
        return replace(check, passed=False, message="This does not hold for your answer.")
    return ours(check, item.nodeid, error)


def _left_open(item: pytest.Item, failed: Check) -> Check:
    """Restrict a check with the mark ``leaves_open`` to the mistakes that the mark names.

    Tables are only right for ordinary numbers, few steps and a bias column of ones, so that a check
    with extreme ones neither names nor refutes any other mistake.
    """
    mark = item.get_closest_marker("leaves_open")
    if mark is None:
        return failed
    told = tuple(name for name in failed.candidates if plain_name(name) in mark.args)
    names = current().names(exercise_of(item)[1])
    open_names = tuple(name for name in names if plain_name(name) not in mark.args)
    return replace(failed, candidates=told, unsure=open_names)


def _undecided(item: pytest.Item, failed: Check) -> Check:
    """An edge check in which no call gave anything refutes no name.

    Where no step is made, code may miss a result that its loop makes, whatever else is wrong.
    """
    calls = current_calls().of_check()
    if not failed.edge or not calls or any(c.shows or c.got is not None for c in calls):
        return failed
    return replace(failed, unsure=current().names(exercise_of(item)[1]))


def _mark(item: pytest.Item, name: str, default: Any) -> Any:
    mark = item.get_closest_marker(name)
    return mark.args[0] if mark else default


def needs_of(item: pytest.Item) -> tuple[str, ...]:
    """Return the earlier exercises that this one's answer may call."""
    mark = item.get_closest_marker("needs")
    return tuple(mark.args) if mark else ()


def exercise_of(item: pytest.Item) -> tuple[str, str]:
    """Return (assignment, exercise) of a hidden test, from where its file stands."""
    return item.path.parent.name, item.path.stem.removeprefix("test_")
