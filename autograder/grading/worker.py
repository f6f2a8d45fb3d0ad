"""One grading process: pytest collects the hidden tests once, then grades what it is sent.

pytest wants to own the loop, so the worker lets it: ``pytest_runtestloop`` serves submissions
until the connection closes.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
import socket
import sys
import time
import traceback
import warnings
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import pytest

from autograder.client.faults import GraderFault
from autograder.client.student import Student
from autograder.course import Assignment, Course
from autograder.course.inputs import hash_of_parts, hashes_of
from autograder.errors import CourseError
from autograder.grading.cell_grading import Way, ways_of
from autograder.grading.collected import Collected, reference_student
from autograder.grading.engine import Engine
from autograder.grading.guest import guest_of
from autograder.grading.messages import Imported, Ready, WorkerFailed, could_not_grade
from autograder.grading.plugin import exercise_of
from autograder.grading.shares import read_shares
from autograder.records import Grade, Submission, is_final
from autograder.sandbox.launcher import Sandbox
from autograder.testing.known import Known, known_of
from autograder.testing.pictures import pictures_of

PR_SET_PDEATHSIG = 1
MEMORY_MB = 2048  # a student chooses what our callables are handed, and so how much they allocate
# What would run around each of thirty checks a submission, for reports that nobody reads.
PLUGINS_OFF = (
    *("cacheprovider", "terminal", "logging", "faulthandler", "warnings", "unraisableexception"),
    *("threadexception", "setuponly", "setupplan", "stepwise", "pastebin", "doctest", "junitxml"),
    *("legacypath", "tmpdir", "recwarn", "monkeypatch", "debugging", "unittest", "subtests"),
)
PYTEST_ARGS = (
    *("--import-mode=importlib", "--assert=plain", "--capture=sys", "-o", "addopts="),
    *("-p", "autograder.grading.plugin", *(f"-pno:{p}" for p in PLUGINS_OFF)),
)


class Loop:
    """Serves submissions from a connection in place of running the tests once."""

    def __init__(
        self,
        connection: Connection,
        course: Course,
        opening: Future[Sandbox],
        only: str,
        measuring: bool,
    ) -> None:
        self._connection, self._course, self._opening = connection, course, opening
        self._only, self._measuring = only, measuring
        names = [only] if only else course.assignments
        self._before = {name: hash_of_parts(hashes_of(course.root, name)) for name in names}
        self._engines: dict[str, Engine] = {}
        self._read: dict[str, Callable[[Sandbox], Engine]] = {}
        self.served = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Grade until there is nobody left to grade for."""
        say(self._connection, Imported())
        try:
            if self._only:  # while the sandbox warms up
                self._read[self._only] = self._reading(session, self._only)
            self._serve(session, self._opening.result())
        except CourseError as error:
            say(self._connection, WorkerFailed(str(error)))
        finally:
            if self._opening.exception() is None:
                self._opening.result().close()
        self.served = True
        return True

    def _serve(self, session: pytest.Session, sandbox: Sandbox) -> None:
        if self._only:  # what is amiss with the course is said before anybody is graded
            self._engine(session, self._only, sandbox)
        gc.freeze()
        gc.enable()
        say(self._connection, Ready(sandbox.tier))
        while (submission := self._next()) is not None:
            engine = self._engine(session, submission.assignment, sandbox)
            if self._measuring:
                exercise = submission.student.partition(":")[0]
                say(self._connection, engine.measured(submission, exercise))
            else:
                say(self._connection, _grade(engine, submission))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        """A report without a traceback: none is read, and to render one takes more than a check."""
        outcome: Literal["passed", "failed"] = "failed" if call.excinfo else "passed"
        assert call.when != "collect"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)

    def _engine(self, session: pytest.Session, name: str, sandbox: Sandbox) -> Engine:
        if name not in self._engines:
            read = self._read.pop(name, None) or self._reading(session, name)
            self._engines[name] = read(sandbox)
        return self._engines[name]

    def _reading(self, session: pytest.Session, name: str) -> Callable[[Sandbox], Engine]:
        """Read all that grading an assignment takes; what comes back needs a sandbox besides."""
        course, items = self._course, defaultdict(list)
        for item in session.items:
            folder, exercise = exercise_of(item)
            if folder == name:
                items[exercise].append(item)
        assignment = course.assignment(name)
        known = Known() if self._measuring else known_of(course.root, name)
        measuring, secret = self._measuring, self._before.get(name, "")

        def reference() -> Student:
            return reference_student(self._opening.result(), assignment, course)

        tests = Collected(
            session.config, items, reference, known, measuring=measuring, secret=secret
        )
        _check_references(assignment, tests)
        pictures, shares = pictures_of(course.root, name), read_shares(course.root)
        now = hash_of_parts(hashes_of(course.root, name))  # all is read by now
        read = now if now == self._before.get(name) else "changed while they were read"
        limits, cap = course.limits, course.partial_credit_cap
        known_as = pictures, read, shares, known.words

        def made(sandbox: Sandbox) -> Engine:
            ways = {} if measuring else _ways(course, assignment, sandbox)
            return Engine(assignment, tests, sandbox, limits, cap, *known_as, ways)

        return made

    def _next(self) -> Any:
        with suppress(EOFError, OSError):  # the driver has closed the connection
            return self._connection.recv()
        return None


def _ways(course: Course, assignment: Assignment, sandbox: Sandbox) -> dict[str, tuple[Way, ...]]:
    """Return where each test in a notebook's cells runs; raise CourseError if that is not found."""
    try:
        return {part.notebooks[0]: ways_of(course, part, sandbox) for part in assignment.parts}
    except GraderFault as error:
        raise CourseError(
            f"{assignment.name}: its own solution could not be run: {error}"
        ) from None


def _check_references(assignment: Assignment, tests: Collected) -> None:
    """Raise CourseError unless there is a reference of every answer that another one needs."""
    needed = {name for exercise in assignment.exercises for name in tests.needs(exercise.name)}
    for name in sorted(needed):
        try:
            assignment.reference(name)
        except Exception as error:
            why = f"`{name}` of {assignment.name}, which others need, has no reference"
            where = f"solutions/{assignment.name.partition('_')[2]}.py"
            raise CourseError(f"{why} in {where}: {error!r}") from error


def say(connection: Connection, word: Imported | Ready | Grade | WorkerFailed) -> None:
    """Tell the driver, unless it is gone: then nobody listens, and the next read ends the loop."""
    with suppress(OSError):
        connection.send(word)


def _grade(engine: Engine, submission: Submission) -> Grade:
    """Grade; after a fault of ours once more, since the machine may only have been busy."""
    began = time.monotonic()
    grade = _grade_once(engine, submission)
    if not is_final(grade):
        again = _grade_once(engine, submission)
        grade = grade if again.status == "could_not_grade" else again
    return replace(grade, seconds=round(time.monotonic() - began, 3))


def _grade_once(engine: Engine, submission: Submission) -> Grade:
    try:
        return engine.grade(submission)
    except Exception:
        points, why = engine.assignment.max_points, traceback.format_exc()
        return could_not_grade(submission.student, submission.assignment, points, why)


def serve(
    connection: Connection,
    root: Path,
    unsafe: bool,
    only: str = "",
    offered: socket.socket | None = None,
    driver: int = 0,
    measuring: bool = False,
    rehearse: bool = True,
) -> None:
    """Grade what comes over ``connection`` until it closes; ``only`` names an assignment.

    While ``measuring``, checks keep what every wrong call replied.
    ``offered`` leads to a zygote that need not be started; ``driver`` is who started us.
    """
    for inherited in (connection, offered):  # a program that a hidden test starts has no use for it
        if inherited is not None:
            os.set_inheritable(inherited.fileno(), False)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if driver and os.getppid() != driver:  # it ended while we were imported
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's to handle
    gc.disable()  # until all is imported, which stays
    sys.path.insert(0, str(root))  # this course's solutions, whichever are installed
    warnings.simplefilter("ignore")  # what a student's numbers make of our functions
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    course = Course.load(root)
    _limit_memory()
    with ThreadPoolExecutor(1) as beside, ExitStack() as stack:
        # the sandbox warms up while pytest collects
        guest = guest_of(course, only, rehearse=rehearse)
        opening = beside.submit(Sandbox, course.limits, unsafe=unsafe, guest=guest, offered=offered)
        loop = Loop(connection, course, opening, only, measuring)
        arguments = _arguments(root, only, lambda: stack.enter_context(TemporaryDirectory()))
        code = pytest.main(arguments, plugins=[loop])
    if not loop.served:  # the exit code says only whether students' answers passed
        if opening.exception() is None:
            opening.result().close()
        say(connection, WorkerFailed(f"grading cannot start ({code!r}); see: pytest tests/hidden"))


def _arguments(root: Path, only: str, nothing: Callable[[], str]) -> list[str]:
    """pytest's arguments; where all answers are written, an empty folder is collected."""
    hidden, settings = root / "tests" / "hidden", root / "pyproject.toml"
    tests, top = (str(f) if f.is_dir() else nothing() for f in (hidden / only, hidden))
    config = str(settings) if settings.is_file() else os.devnull
    return [tests, f"--rootdir={root}", f"--confcutdir={top}", "-c", config, *PYTEST_ARGS]


def _limit_memory() -> None:
    """Make a huge array a MemoryError; the sandbox sets its own limits below."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = MEMORY_MB << 20
    resource.setrlimit(
        resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
    )


if __name__ == "__main__":
    # The records must be those of the module that the driver imports, not of __main__.
    from autograder.grading import worker

    handle, folder, unsafe_word, assignment, control, parent, *words = sys.argv[1:]
    worker.serve(
        Connection(int(handle)),
        Path(folder),
        bool(unsafe_word),
        assignment,
        socket.socket(fileno=int(control)) if control else None,
        int(parent),
        *map(bool, words),
    )
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # all is closed; to take the imported libraries apart is half a second for nothing
