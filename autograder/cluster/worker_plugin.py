"""What runs inside a Dask worker: it hands submissions to graders in processes of their own.

Neither students' code nor a hidden test runs in the Dask worker, so neither can take it down.
"""

from __future__ import annotations

import pickle
import threading
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from distributed import get_worker
from distributed.diagnostics.plugin import WorkerPlugin

from autograder.batch.environment import environment, grader_code
from autograder.cluster.bundle import unpack
from autograder.course import Course
from autograder.errors import CourseError
from autograder.grading.messages import WorkerFailed
from autograder.grading.pool import Pool
from autograder.records import Grade, Submission
from autograder.sandbox.launcher import probe_tier

IDLE_SECONDS = 600.0  # after that the graders of a driver that is gone leave


class GraderPlugin(WorkerPlugin):  # type: ignore[misc]
    """The course on one Dask worker: sent there once, with a warm grader for each thread."""

    def __init__(self, name: str, bundle: bytes, unsafe: bool) -> None:
        self.name = name
        self._bundle, self._unsafe = bundle, unsafe

    def setup(self, worker: Any) -> None:
        """Make ready to grade; the graders start with their first submission."""
        self._lock = threading.Lock()
        self._free: list[Pool] = []
        self._closed = False
        self._course: Course | None = None
        self._folder = TemporaryDirectory(prefix="course-")
        self._timer: threading.Timer | None = None

    def teardown(self, worker: Any) -> None:
        """Stop the graders; a busy one stops when its submission is done."""
        with self._lock:
            self._closed = True
            if self._timer:
                self._timer.cancel()
        self._dismiss()
        self._folder.cleanup()

    def warm(self, graders: int) -> None:
        """Start graders for that many threads; they get ready by themselves."""
        ready = [self._take() for _ in range(graders)]
        for pool in ready:
            pool.warm(1)
            self._give_back(pool)

    def grade(self, submission: Submission) -> Grade | WorkerFailed:
        """Grade in a process of its own; called by as many threads as the worker has."""
        pool = self._take()
        try:
            return next(iter(pool.grade([submission])))
        except CourseError as error:
            return WorkerFailed(str(error))
        finally:
            self._give_back(pool)

    def files(self, assignment: str) -> dict[str, bytes]:
        """Return the files that are handed out beside a notebook: they are here already."""
        return self._here().assignment(assignment).files

    def _here(self) -> Course:
        with self._lock:
            if self._course is None:
                self._course = unpack(self._bundle, Path(self._folder.name))
            return self._course

    def _take(self) -> Pool:
        course = self._here()
        with self._lock:
            if self._timer:
                self._timer.cancel()
            if self._free:
                return self._free.pop()
        return Pool(course, 1, self._unsafe)

    def _give_back(self, pool: Pool) -> None:
        with self._lock:
            self._free.append(pool)
            if self._timer:
                self._timer.cancel()
            self._timer = threading.Timer(IDLE_SECONDS, self._dismiss)
            self._timer.daemon = True
            self._timer.start()
            closed = self._closed
        if closed:
            self._dismiss()

    def _dismiss(self) -> None:
        with self._lock:
            idle, self._free = self._free, []
        for pool in idle:
            pool.__exit__(None, None, None)


def grade_here(plugin: str, payload: bytes) -> Grade | WorkerFailed:
    """Grade a pickled submission on this worker: the task that Dask runs."""
    here: GraderPlugin = get_worker().plugins[plugin]
    submission: Submission = pickle.loads(payload)
    files = here.files(submission.assignment)
    return here.grade(replace(submission, files=files))


def warm_here(plugin: str, dask_worker: Any) -> None:
    """Start a grader for each thread of ``dask_worker``, which Dask fills in."""
    here: GraderPlugin = dask_worker.plugins[plugin]
    here.warm(dask_worker.state.nthreads)


@cache
def fingerprint() -> dict[str, str]:
    """Return what must be equal for equal grades: versions, our code, and the sandbox's tier."""
    return {**environment(), "grader": grader_code(), "sandbox": probe_tier()[0]}
