"""Moves the zygote's heap to huge pages, so that fork and exit touch fewer page-table entries.

A child that writes still gets a copy of four kilobytes. Kernels before Linux 6.1 refuse, and all
is as it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from autograder.sandbox import libc

_LARGE: Final = 2 * libc.MB
_SMALL: Final = 4096  # where pages are larger, large ones are far too large


def use() -> None:
    """Move the memory that this process has, and that is no file's, to large pages."""
    if os.sysconf("SC_PAGE_SIZE") != _SMALL:
        return
    for start in _places(Path("/proc/self/maps").read_text(encoding="ascii", errors="replace")):
        with suppress(OSError):  # not all of it has been written to, or none is free
            libc.collapse(start, _LARGE)


def _places(maps: str) -> Iterator[int]:
    """Where a large page would fit into private memory; ``maps`` is as the kernel says it."""
    for line in maps.splitlines():
        span, rights, *_, inode = line.split()[:5]
        if inode != "0" or rights != "rw-p" or line.endswith("[stack]"):
            continue
        start, end = (int(word, 16) for word in span.split("-"))
        yield from range(-(-start // _LARGE) * _LARGE, end // _LARGE * _LARGE, _LARGE)
