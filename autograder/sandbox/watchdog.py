"""How much memory a group of processes holds together, and what time it had."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

KB: Final = 1024
# A socket or pipe keeps up to this much in the kernel, where no process's map shows it: twice the
# default of net.core.wmem_default, for what the kernel adds to each piece.
BYTES_BEHIND_A_DESCRIPTOR: Final = 2 * 212_992
NO_CROWD: Final = 2  # bubblewrap's own process is one
_TICKS: Final = os.sysconf("SC_CLK_TCK")
# in /proc/pid/stat, counted behind the name: user and system time, its own and its children's
_USER_TIME, _END_OF_TIMES = 11, 15
_FREE_DESCRIPTORS: Final = 32  # of each process, so that an ordinary one costs nothing


def over(pids: Iterable[int], limit: int) -> bool:
    """Whether the processes hold more than ``limit`` bytes, shared pages counted once."""
    group = list(pids)
    behind = sum(map(_behind_descriptors, group))
    # resident sets count shared pages for everyone: never too low, and 50 times cheaper to read
    if behind + sum(map(_resident, group)) <= limit:
        return False
    return behind + sum(map(_proportional, group)) > limit


def _resident(pid: int) -> int:
    """What is in memory, and what a process had swapped out: asking for that is no way to hide."""
    return _bytes_of(f"/proc/{pid}/status", "VmRSS:", "VmSwap:")


def _proportional(pid: int) -> int:
    # a process that hides its map pays for shared pages in full
    return _bytes_of(f"/proc/{pid}/smaps_rollup", "Pss:", "SwapPss:") or _resident(pid)


def _bytes_of(path: str, *names: str) -> int:
    """The sum of these lines of a file in /proc; 0 for a process that has just ended."""
    with suppress(OSError), open(path) as file:
        return sum(int(line.split()[1]) for line in file if line.startswith(names)) * KB
    return 0


def _behind_descriptors(pid: int) -> int:
    try:
        count = len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 - names only, every 50 ms
    except OSError:
        return 0
    return max(0, count - _FREE_DESCRIPTORS) * BYTES_BEHIND_A_DESCRIPTOR


def times(pids: Iterable[int]) -> tuple[float, float]:
    """How long the processes ran, all together, and how long one of them waited for a core, in s.

    Waiting counts only while a process is ready to run: one that sleeps waits for nothing. Nor
    does it count in a crowd, whose members may be waiting for each other.
    """
    ran = waited = 0.0
    group = list(pids)
    for pid in group:
        with suppress(OSError, ValueError, IndexError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ran += sum(map(int, fields[_USER_TIME:_END_OF_TIMES])) / _TICKS
            schedule = Path(f"/proc/{pid}/schedstat").read_text().split()
            waited = max(waited, int(schedule[1]) / 1e9)
    return ran, waited if len(group) <= NO_CROWD else 0.0
