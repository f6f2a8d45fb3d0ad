"""Grades many submissions with a few workers; a lost worker is replaced and its work done again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Self

from autograder.course import Course
from autograder.errors import CourseError
from autograder.grading.guest import guest_of
from autograder.grading.messages import Imported, Ready, WorkerFailed, could_not_grade
from autograder.records import Grade, Submission
from autograder.sandbox import SandboxError
from autograder.sandbox.child_setup import ONE_THREAD

if TYPE_CHECKING:
    from autograder.sandbox.shared_zygote import Twins

ATTEMPTS = 2
LOOK_SECONDS = 1.0
START_SECONDS = 300.0
FEW = 12  # notebooks, for which a rehearsal of the sandbox takes longer than it gains
LOST_AFTER = 4  # times what a submission may take: only a grader that hangs itself needs longer


@dataclass
class _Worker:
    process: subprocess.Popen[bytes]
    connection: Connection
    job: Submission | None = None
    attempt: int = 0
    imported: bool = False
    ready: bool = False
    since: float = 0.0


def are_few(course: Course) -> bool:
    """Say whether so few students have handed in that a rehearsal would take longer."""
    return len([*islice(course.root.glob("submitted/*"), FEW)]) < FEW


class Pool:
    """A few grading processes; use as a context manager."""

    def __init__(
        self,
        course: Course,
        jobs: int = 0,
        unsafe: bool = False,
        *,
        only: str = "",
        measuring: bool = False,
        few: bool = False,
    ) -> None:
        """Make a pool; its processes start when there is work.

        ``only``: the one assignment that is graded, so that no other's tests are read. While
        ``measuring``, a check goes on after a wrong call and keeps what each replied. For a ``few``
        notebooks, up to FEW, the sandbox does not rehearse: it is ready sooner.
        """
        self._measuring = measuring
        self._course, self._unsafe, self._only = course, unsafe, only
        self._environment = {**os.environ, **dict.fromkeys(ONE_THREAD, "1")}
        cores = os.cpu_count() or 1
        self._count = jobs or course.jobs or cores
        self._importing = max(1, cores - 1)  # workers at once: one core is for the shared warm-up
        self._workers: list[_Worker] = []
        self._proved = False  # a worker has started, so that one can start
        self._twins: Twins | None = None
        self._rehearse = not few

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        try:
            for worker in self._workers:
                worker.connection.close()  # so that all leave at once
            for worker in self._workers:
                _stop(worker)
        finally:  # also when somebody presses Ctrl-C again
            self._workers.clear()
            if self._twins:
                self._twins.close()
                self._twins = None

    def warm_up(self) -> None:
        """Start the zygote that the workers share, before there are workers."""
        if self._twins is None:
            from autograder.sandbox.shared_zygote import Twins  # the jail: only where there is work

            with suppress(SandboxError):  # each worker finds out, and says so
                guest = guest_of(self._course, self._only, rehearse=self._rehearse)
                self._twins = Twins(self._course.limits, guest)

    def warm(self, jobs: int) -> None:
        """Start the workers that ``jobs`` submissions will need; they get ready by themselves."""
        while len(self._workers) < jobs and self._may_start():
            self._workers.append(self._start())

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Grade]:
        """Yield each submission's grade as it is done, in no particular order."""
        queue = iter(submissions)
        while self.feed(queue):
            done = self.finished()
            self.feed(queue)  # the workers go on while the grades land
            yield from done

    def feed(self, queue: Iterator[Submission]) -> bool:
        """Give each idle worker a submission; say whether any is at work."""
        while True:
            idle = next((w for w in self._workers if w.job is None), None)
            if idle is None and not self._may_start():
                break
            job = next(queue, None)
            if job is None:
                break
            if self._only not in ("", job.assignment):  # whose tests were not read
                raise ValueError(f"this pool grades {self._only}, not {job.assignment}")
            if idle is None:
                idle = self._start()
                self._workers.append(idle)
            _give(idle, job, attempt=1)
        return any(worker.job for worker in self._workers)

    def _may_start(self) -> bool:
        importing = sum(not worker.imported for worker in self._workers)
        return len(self._workers) < self._count and importing < self._importing

    def finished(self, seconds: float | None = None) -> list[Grade]:
        """Wait for at least one worker to report, and return the grades that are ready.

        With ``seconds``, wait no longer than that; there may be none.
        """
        busy = {w.connection: w for w in self._workers if w.job}
        done: list[Grade] = []
        for connection in self._reporting(busy, seconds):
            worker = busy[connection]
            try:
                word = worker.connection.recv()
            except (EOFError, OSError):
                word = self._replace(worker)
            if isinstance(word, WorkerFailed):
                self._dismiss(worker)
                raise CourseError(word.why)
            if isinstance(word, Imported):
                worker.imported = True
            if isinstance(word, Ready):
                self._proved = worker.ready = True
                worker.since = time.monotonic()
            if isinstance(word, Grade):
                worker.job = None
                done.append(word)
        return done

    def _reporting(self, busy: Mapping[Any, _Worker], seconds: float | None) -> Sequence[Any]:
        """Wait until a worker reports or is gone; one that hangs is killed, and so is gone."""
        grading = LOST_AFTER * self._course.limits.submission_seconds
        look = LOOK_SECONDS if seconds is None else seconds
        while not (reporting := wait(list(busy), timeout=look)):
            for worker in busy.values():
                longest = grading if worker.ready else START_SECONDS
                if time.monotonic() - worker.since > longest:
                    worker.process.kill()
            if seconds is not None:
                break
        return reporting

    def _replace(self, worker: _Worker) -> Grade | None:
        """Start a lost worker again and give it the same job once more; then give up on the job."""
        job, attempt = worker.job, worker.attempt
        assert job is not None
        if attempt == ATTEMPTS and not self._proved:
            self._dismiss(worker)
            raise CourseError("a grading process cannot start; see: course doctor")
        _stop(worker)
        fresh = self._start()
        worker.process, worker.connection = fresh.process, fresh.connection
        worker.imported = worker.ready = False
        worker.job = None
        if attempt < ATTEMPTS:
            _give(worker, job, attempt + 1)
            return None
        points = self._course.assignment(job.assignment).max_points
        why = "the grading process was lost twice"
        return could_not_grade(job.student, job.assignment, points, why)

    def _dismiss(self, worker: _Worker) -> None:
        """Stop a worker and drop its job: a later caller must not receive this grade."""
        self._workers.remove(worker)
        _stop(worker)

    def _start(self) -> _Worker:
        """Start a worker as a program of its own: it inherits one end of a pipe, and of a socket.

        The socket leads to its zygote, where several workers share the warm-up.
        """
        ours, theirs = Pipe()
        self.warm_up()
        offered = self._twins.offer() if self._twins else None
        inherited = [theirs.fileno(), *([offered.fileno()] if offered else [])]
        command = [sys.executable, "-P", "-m", "autograder.grading.worker"]
        unsafe = "unsafe" * self._unsafe
        arguments = [str(theirs.fileno()), str(self._course.root), unsafe, self._only]
        process = subprocess.Popen(
            [
                *(*command, *arguments, str(offered.fileno()) if offered else "", str(os.getpid())),
                *("measuring" * self._measuring, "rehearse" * self._rehearse),
            ],
            pass_fds=inherited,
            stdin=subprocess.DEVNULL,
            env=self._environment,
        )
        theirs.close()
        if offered:
            offered.close()
        return _Worker(process, ours)


def _give(worker: _Worker, job: Submission, attempt: int) -> None:
    worker.job, worker.attempt, worker.since = job, attempt, time.monotonic()
    with suppress(OSError):  # it was lost while idle: its connection has ended, which is noticed
        worker.connection.send(job)


def _stop(worker: _Worker) -> None:
    """Let an idle worker leave by itself; a busy one is killed, and its sandbox dies with it."""
    worker.connection.close()
    if worker.job is not None:
        worker.process.kill()
    try:
        worker.process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        worker.process.kill()
        worker.process.wait()
