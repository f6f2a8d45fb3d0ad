"""A time-out that a busy machine caused is no student's: it is tried again, and never kept."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from autograder.client.student import GraderFault, Student, StudentFault
from autograder.records import Cell, Limits, Submission
from autograder.sandbox.launcher import Sandbox

HOGS = 12  # on one core with the student's code, which so gets a thirteenth of it
LIMITS = Limits(call_seconds=1.5)
SOURCE = """
import os, threading, time
def spins():
    while True: pass
def sleeps():
    time.sleep(60)
def starves_itself():
    for _ in range(12):
        if os.fork() == 0:
            while True: pass
    while True: pass
"""


def student_on(cores: set[int]) -> Iterator[Student]:
    """A student whose process may use these cores only."""
    submission = Submission("ada", "02_one_step", (Cell("all", "code", SOURCE, "answer"),))
    everywhere = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        sandbox = Sandbox(LIMITS)
    finally:
        os.sched_setaffinity(0, everywhere)
    with sandbox, Student(sandbox, submission, LIMITS) as opened:
        yield opened


@pytest.fixture(scope="module")
def one_core() -> int:
    return max(os.sched_getaffinity(0))


@pytest.fixture(scope="module")
def pinned(one_core: int) -> Iterator[Student]:
    yield from student_on({one_core})


@pytest.fixture(scope="module")
def free() -> Iterator[Student]:
    yield from student_on(os.sched_getaffinity(0))


@contextmanager
def busy(core: int) -> Iterator[None]:
    source = f"import os; os.sched_setaffinity(0, {{{core}}})\nwhile True: pass"
    # a session each: the kernel shares a core among sessions first
    hogs = [
        subprocess.Popen([sys.executable, "-S", "-c", source], start_new_session=True)
        for _ in range(HOGS)
    ]
    try:
        time.sleep(0.5)
        yield
    finally:
        for hog in hogs:
            hog.kill()
        for hog in hogs:
            hog.wait()


def fault_of(call: Callable[[], object]) -> Exception:
    with pytest.raises((GraderFault, StudentFault)) as raised:
        call()
    return raised.value


def test_code_that_got_no_processor_is_not_too_slow(pinned: Student, one_core: int) -> None:
    with busy(one_core):
        fault = fault_of(pinned.spins)
    assert isinstance(fault, GraderFault)
    assert "busy" in str(fault)


def test_code_that_sleeps_on_a_busy_machine_is_too_slow(pinned: Student, one_core: int) -> None:
    with busy(one_core):
        fault = fault_of(pinned.sleeps)
    assert isinstance(fault, StudentFault)
    assert fault.reason == "time"


@pytest.mark.parametrize("name", ["spins", "starves_itself"])
def test_code_that_ran_is_too_slow_also_when_it_starved_itself(free: Student, name: str) -> None:
    fault = fault_of(free.answer(name))
    assert isinstance(fault, StudentFault)
    assert fault.reason == "time"
