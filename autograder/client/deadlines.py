"""The time that a submission has, all its reruns together."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

AGAIN_SECONDS = 0.5  # an interruption that something swallowed is repeated


class Interrupted(BaseException):
    """The deadline came; no Exception, which our own functions might catch."""


class Clock:
    """Counts what a submission's own code takes, in seconds."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    @contextmanager
    def running(self) -> Iterator[float]:
        """Count the time within; gives the moment at which it began."""
        start = time.monotonic()
        try:
            yield start
        finally:
            self.left -= time.monotonic() - start

    @contextmanager
    def apart(self, seconds: float) -> Iterator[None]:
        """Allow no more than ``seconds`` within, and do not count them."""
        before, self.left = self.left, min(seconds, self.left)
        try:
            yield
        finally:
            self.left = before


class Deadline:
    """A moment of ``time.monotonic`` at which what runs within is stopped: Interrupted is raised.

    It may be entered often, since a descent calls one of our functions a hundred times, also within
    itself: the timer is set once, and ends with ``close``. Python code is interrupted, and a call
    into C as soon as it returns. In another thread than the first, where signals do not arrive,
    nothing happens.
    """

    def __init__(self, moment: float) -> None:
        self._moment = moment
        self._within, self._set = 0, False
        self._before: Any = None

    def __enter__(self) -> None:
        """From here on, the deadline interrupts."""
        if not self._set and threading.current_thread() is threading.main_thread():
            self._set = True
            self._before = signal.signal(signal.SIGALRM, self._interrupt)
            left = max(self._moment - time.monotonic(), 1e-3)
            signal.setitimer(signal.ITIMER_REAL, left, AGAIN_SECONDS)
        self._within += 1

    def __exit__(self, *error: object) -> None:
        """It does not interrupt what waits for the student's process: that has time-outs."""
        self._within -= 1

    def close(self) -> None:
        """Stop the timer, and put back the signal handler that was there before."""
        if self._set:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)
            self._set = False

    def _interrupt(self, number: int, frame: Any) -> None:
        if self._within:
            raise Interrupted


class TooSlow(Exception):
    """A check took more processor time of ours than any check does."""


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """Raise TooSlow in what runs within when it has taken this processor time of ours.

    To wait for the student's process takes none. In another thread than the first, where signals do
    not arrive, nothing happens.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: Any) -> None:
        raise TooSlow(f"more than {seconds:g} seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
