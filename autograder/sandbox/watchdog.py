"""How much memory a group of processes holds together."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

KB: Final = 1024
# A socket or pipe keeps up to this much in the kernel, where no process's map shows it: twice the
# default of net.core.wmem_default, for what the kernel adds to each piece.
BYTES_BEHIND_A_DESCRIPTOR: Final = 2 * 212_992
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
    fields = {}
    with suppress(OSError), open(f"/proc/{pid}/status") as file:
        for line in file:
            name, _, value = line.partition(":")
            fields[name] = value
    sizes = (fields.get(name, "0 kB") for name in ("VmRSS", "VmSwap"))
    return sum(int(size.split()[0]) for size in sizes) * KB  # 0: it has just ended


def _proportional(pid: int) -> int:
    found = 0
    with suppress(OSError), open(f"/proc/{pid}/smaps_rollup") as file:
        for line in file:
            if line.startswith(("Pss:", "SwapPss:")):
                found += int(line.split()[1]) * KB
    return found or _resident(pid)  # a process that hides its map pays for shared pages in full


def _behind_descriptors(pid: int) -> int:
    try:
        count = len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 - names only, every 50 ms
    except OSError:
        return 0
    return max(0, count - _FREE_DESCRIPTORS) * BYTES_BEHIND_A_DESCRIPTOR
