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


@contextmanager
def interrupted_at(deadline: float) -> Iterator[None]:
    """Raise Interrupted within at ``deadline``, a moment of ``time.monotonic``.

    Python code is interrupted, and a call into C as soon as it returns. In another thread than the
    first, where signals do not arrive, nothing happens.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _interrupt)
    try:
        try:
            left = max(deadline - time.monotonic(), 1e-3)
            signal.setitimer(signal.ITIMER_REAL, left, AGAIN_SECONDS)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)


def _interrupt(number: int, frame: Any) -> None:
    raise Interrupted
