"""Grades on a Dask cluster: a task carries bytes and returns a grade; no disk is shared."""

from __future__ import annotations

import logging
import pickle
import time
import uuid
import warnings
from asyncio import CancelledError
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from queue import Empty, SimpleQueue
from typing import Any, Self

from autograder.batch.environment import environment, grader_code
from autograder.cluster.bundle import pack
from autograder.course import Assignment, Course
from autograder.errors import CourseError
from autograder.grading.messages import WorkerFailed, could_not_grade
from autograder.records import Grade, Submission

CONNECT_SECONDS = 10.0
WORKER_SECONDS = 30.0  # how long to wait for the first worker
NO_WORKER_SECONDS = 300.0  # how long to wait for another one when all are gone
LOOK_SECONDS = 1.0
LOST = "lost"  # Dask's word: graded, and its worker went before the grade was fetched
AHEAD = 2  # submissions given to each thread of a worker, so that none waits for us
INSTALL = "install this package in the same version on the scheduler and on every worker"


class Cluster:
    """The workers behind a Dask scheduler; use as a context manager."""

    def __init__(
        self, course: Course, assignment: Assignment, address: str, unsafe: bool = False
    ) -> None:
        self._assignment, self._address = assignment, address
        self._client = _connect(address)
        self._in_flight: dict[str, tuple[Any, Submission]] = {}
        self._done: SimpleQueue[Any] = SimpleQueue()
        self._slots, self._counted, self._alone_since = 0, 0.0, 0.0
        self._warmed = False
        try:
            self.tier = _agreed_tier(self._client, unsafe)
            self._plugin = f"course-{uuid.uuid4().hex}"
            self._install(pack(course, assignment), unsafe)
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        with suppress(Exception):  # the scheduler may be gone; its workers' graders leave when idle
            self._client.cancel([future for future, _ in self._in_flight.values()], force=True)
            self._client.unregister_worker_plugin(self._plugin)
        self._client.close(timeout=CONNECT_SECONDS)

    def warm(self, jobs: int) -> None:
        """Let the workers start their graders, once it is known that there is work."""
        if not jobs or self._warmed:
            return
        from autograder.cluster.worker_plugin import warm_here

        self._warmed = True
        with suppress(Exception):  # else they start with their first submission
            self._client.run(warm_here, self._plugin, on_error="ignore")

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Grade]:
        """Yield each submission's grade as it is done, in no particular order."""
        queue = iter(submissions)
        while self._feed(queue):
            future = self._next_done()
            if future is None:
                continue
            _, submission = self._in_flight.pop(future.key)
            if future.status == LOST:
                queue = chain((submission,), queue)
                future.release()
                continue
            grade = self._result(future, submission)
            future.release()
            self._feed(queue)  # the worker goes on while the grade lands
            yield grade

    def _install(self, bundle: bytes, unsafe: bool) -> None:
        """Send the course to every worker, those that join later included; once to each."""
        from autograder.cluster.worker_plugin import GraderPlugin

        try:
            self._client.register_plugin(
                GraderPlugin(self._plugin, bundle, unsafe), name=self._plugin
            )
        except Exception as error:
            raise CourseError(f"{self._address}: {_line(error)}; {INSTALL}") from None

    def _feed(self, queue: Iterator[Submission]) -> bool:
        """Give out work for every thread that there is; say whether any is under way."""
        from autograder.cluster.worker_plugin import grade_here

        self._count_threads()
        while len(self._in_flight) < max(1, self._slots * AHEAD):
            submission = next(queue, None)
            if submission is None:
                break
            payload = pickle.dumps(replace(submission, files={}))
            future = self._client.submit(grade_here, self._plugin, payload, pure=False)
            self._in_flight[future.key] = future, submission
            future.add_done_callback(self._done.put)
        return bool(self._in_flight)

    def _count_threads(self) -> None:
        """Count the workers' threads, now and then: workers come and go."""
        now = time.monotonic()
        if now - self._counted < LOOK_SECONDS:
            return
        self._counted = now
        try:
            self._slots = sum(self._client.nthreads().values())
        except (OSError, TimeoutError) as error:
            raise self._gone(error) from None
        self._alone_since = (self._alone_since or now) if not self._slots else 0.0
        if self._alone_since and now - self._alone_since > NO_WORKER_SECONDS:
            raise CourseError(f"no worker is left at {self._address}; start some and go on")

    def _next_done(self) -> Any:
        with suppress(Empty):
            return self._done.get(timeout=LOOK_SECONDS)
        if self._client.status != "running":
            raise self._gone(self._client.status)
        return None

    def _result(self, future: Any, submission: Submission) -> Grade:
        if future.status == "finished":
            try:
                said = future.result(timeout=NO_WORKER_SECONDS)
            except (OSError, TimeoutError, CancelledError) as error:
                raise self._gone(_line(error)) from None
            if isinstance(said, WorkerFailed):
                raise CourseError(said.why)
            grade: Grade = said
            return grade
        if future.status == "error":  # a task that took several workers down, or a fault of ours
            why = f"on {self._address}: {_line(future.exception())}"
            about = self._assignment
            return could_not_grade(submission.student, about.name, about.max_points, why)
        raise self._gone(future.status)

    def _gone(self, why: object) -> CourseError:
        again = "what was graded is kept: run the same command again to go on"
        return CourseError(f"the scheduler at {self._address} is gone ({why}); {again}")


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        how = "pip install 'gradient-descent-course[dask]'"
        raise CourseError(f"--scheduler needs the package distributed: {how}") from None
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is said in one line
    warnings.filterwarnings("ignore", module="distributed")
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        how = "is it running? `dask scheduler` prints its address"
        raise CourseError(f"no scheduler answers at {address} ({_line(error)}); {how}") from None
    try:
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    except TimeoutError:
        client.close()
        how = f"dask worker {address} --nthreads 1"
        raise CourseError(f"the scheduler at {address} has no worker; start some: {how}") from None
    return client


def _agreed_tier(client: Any, unsafe: bool) -> str:
    """Return the sandbox that all workers have; raise CourseError where one is not like us."""
    from autograder.cluster.worker_plugin import fingerprint

    try:
        found: Mapping[str, Any] = client.run(fingerprint, on_error="return")
    except Exception as error:
        raise CourseError(f"the workers cannot grade ({_line(error)}); {INSTALL}") from None
    for worker, there in sorted(found.items()):
        if not isinstance(there, Mapping):
            raise CourseError(f"the worker {worker} cannot grade ({_line(there)}); {INSTALL}")
        if there.get("grader") != grader_code():
            raise CourseError(f"the worker {worker} runs other grading code; {INSTALL}")
        for name, ours in environment().items():
            if there.get(name) != ours:
                what = f"has {name} {there.get(name)}, and here it is {ours}"
                raise CourseError(f"the worker {worker} {what}; install the same versions")
    tiers = sorted({str(there["sandbox"]) for there in found.values()})
    if len(tiers) > 1:
        raise CourseError(
            f"the workers have different sandboxes ({', '.join(tiers)}), so their grades would not "
            "be comparable; `course doctor` on each says why"
        )
    if tiers == ["none"] and not unsafe:
        raise CourseError("the workers cannot close students' code in; see there: course doctor")
    return tiers[0]


def _line(error: object) -> str:
    said = str(error).strip() or type(error).__name__
    return said.splitlines()[0]
