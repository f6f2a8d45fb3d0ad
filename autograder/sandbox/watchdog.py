"""How much memory a group of processes holds together."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from resource import getpagesize

KB = 1024


def over(pids: Iterable[int], limit: int) -> bool:
    """Whether the processes hold more than ``limit`` bytes, shared pages counted once."""
    group = list(pids)
    # resident sets count shared pages for everyone: never too low, and 50 times cheaper to read
    return sum(map(_resident, group)) > limit and sum(map(_proportional, group)) > limit


def _resident(pid: int) -> int:
    with suppress(OSError), open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[1]) * getpagesize()
    return 0  # it has just ended


def _proportional(pid: int) -> int:
    with suppress(OSError), open(f"/proc/{pid}/smaps_rollup") as file:
        for line in file:
            if line.startswith("Pss:"):
                return int(line.split()[1]) * KB
    return _resident(pid)  # a process that hides its map pays for shared pages in full
