"""The time that a submission has, all its reruns together."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


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
