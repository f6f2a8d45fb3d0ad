"""Grades many submissions with a few workers; a lost worker is replaced and its work done again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Self

from autograder.course import Course, CourseError
from autograder.grading.messages import Broken, Ready, could_not_grade
from autograder.records import Grade, Submission

ATTEMPTS = 2


@dataclass
class _Worker:
    process: subprocess.Popen[bytes]
    connection: Connection
    ready: bool = False
    job: Submission | None = None
    attempt: int = 0


class Pool:
    """A few grading processes; use as a context manager."""

    def __init__(self, course: Course, jobs: int = 0, unsafe: bool = False) -> None:
        self._course, self._unsafe = course, unsafe
        self._count = jobs or course.jobs or os.cpu_count() or 1
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            _stop(worker)
        self._workers.clear()

    def warm(self, jobs: int) -> None:
        """Start the workers that ``jobs`` submissions will need; they get ready by themselves."""
        while len(self._workers) < min(self._count, jobs):
            self._workers.append(self._start())

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Grade]:
        """Yield each submission's grade as it is done, in no particular order."""
        queue = iter(submissions)
        for number, job in enumerate(queue, start=1):
            self.warm(number)
            idle = next((w for w in self._workers if w.job is None), None)
            while idle is None:
                for worker, grade in self._collect():
                    idle = worker
                    yield grade
            _give(idle, job, attempt=1)
        while any(worker.job for worker in self._workers):
            for _, grade in self._collect():
                yield grade

    def _collect(self) -> list[tuple[_Worker, Grade]]:
        """Wait for at least one worker to report, and return the grades that are ready."""
        busy = {w.connection: w for w in self._workers if w.job}
        done: list[tuple[_Worker, Grade]] = []
        for connection in wait(list(busy)):
            worker = busy[connection]  # type: ignore[index]
            try:
                word = worker.connection.recv()
            except (EOFError, OSError):
                word = self._replace(worker)
            if isinstance(word, Broken):
                raise CourseError(word.why)
            worker.ready = worker.ready or isinstance(word, Ready)
            if isinstance(word, Grade):
                worker.job = None
                done.append((worker, word))
        return done

    def _replace(self, worker: _Worker) -> Grade | None:
        """Start a lost worker again and give it the same job once more; then give up on the job."""
        job, attempt = worker.job, worker.attempt
        assert job is not None
        _stop(worker)
        if not worker.ready:
            raise CourseError("a grading process cannot start; see: course doctor")
        fresh = self._start()
        worker.process, worker.connection = fresh.process, fresh.connection
        worker.ready, worker.job = False, None
        if attempt < ATTEMPTS:
            _give(worker, job, attempt + 1)
            return None
        points = self._course.assignment(job.assignment).max_points
        return could_not_grade(job, points, "the grading process was lost twice")

    def _start(self) -> _Worker:
        """Start a worker as a program of its own: it inherits one end of a pipe, nothing else."""
        ours, theirs = Pipe()
        command = [sys.executable, "-P", "-m", "autograder.grading.worker"]
        arguments = [str(theirs.fileno()), str(self._course.root), "unsafe" * self._unsafe]
        process = subprocess.Popen(
            [*command, *arguments], pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
        )
        theirs.close()
        return _Worker(process, ours)


def _give(worker: _Worker, job: Submission, attempt: int) -> None:
    worker.job, worker.attempt = job, attempt
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
