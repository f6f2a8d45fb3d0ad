"""What a command takes: seconds, processor seconds, and the memory of all its processes."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

LOOK_SECONDS = 0.5
MB = 1 << 20


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds, processor seconds of it and all below it, bytes at its peak."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command to its end; stop the benchmark with what it said if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with (folder / "output.txt").open("wb+") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        watch = _Watch(process.pid)
        code = process.wait()
        seconds = time.perf_counter() - start
        peak = watch.end()
    if code:
        said = (folder / "output.txt").read_text(encoding="utf-8", errors="replace")
        raise SystemExit(f"{' '.join(command)} ended with {code}:\n{said[-3000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, cpu, peak)


class _Watch:
    """Adds up, twice a second, what a process and all below it hold; pages that are shared once."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak, self._over = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            with suppress(psutil.NoSuchProcess):
                whole = psutil.Process(self._pid)
                family = [whole, *whole.children(recursive=True)]
                self._peak = max(self._peak, sum(map(_held, family)))

    def end(self) -> int:
        self._over.set()
        self._thread.join()
        return self._peak


def _held(process: psutil.Process) -> int:
    """A process's memory, its part of shared pages; nothing if it has just ended."""
    with suppress(psutil.Error):
        return int(process.memory_full_info().pss)
    return 0
