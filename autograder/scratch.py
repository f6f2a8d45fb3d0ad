"""Temporary folders that a killed process leaves behind are removed by the next that makes one.

Each is locked by the process that made it, for as long as that lives: the kernel ends a lock with
its holder, however that ended, and in whatever container it was.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "course-scratch-"
OLD_SECONDS = 60.0  # one that was made a moment ago may not be locked yet
OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Scratch:
    """A temporary folder of this process's own."""

    def __init__(self) -> None:
        sweep()
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._handle = os.open(self.path, OPEN)
        with suppress(OSError):  # a file system without locks: it is never swept there, either
            fcntl.flock(self._handle, fcntl.LOCK_SH)

    def remove(self) -> None:
        """Remove the folder and what is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._handle >= 0:
            os.close(self._handle)
        self._handle = -1


@contextmanager
def scratch() -> Iterator[Path]:
    """Lend a temporary folder."""
    made = Scratch()
    try:
        yield made.path
    finally:
        made.remove()


def sweep() -> None:
    """Remove this user's folders that no living process holds."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # another user's, or gone meanwhile
            _remove_if_left(path)


def _remove_if_left(path: Path) -> None:
    about = path.lstat()
    young = time.time() - max(about.st_mtime, about.st_ctime) < OLD_SECONDS
    if young or not stat.S_ISDIR(about.st_mode) or about.st_uid != os.geteuid():
        return
    handle = os.open(path, OPEN)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # BlockingIOError: somebody lives in it
        shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(handle)
