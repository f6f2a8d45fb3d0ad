"""Removes a folder that somebody else has filled: however deep, locked or full it is."""

from __future__ import annotations

import math
import os
import time
from pathlib import Path
from uuid import uuid4

OWN = 0o700


def remove(folder: Path, until: float = math.inf) -> bool:
    """Remove ``folder``; False when ``until``, a moment of ``time.monotonic``, came first.

    Nothing recurses and no path grows long, since what is deep is moved up before it is emptied.
    Raises OSError. No process that could replace a folder by a link may be alive.
    """
    try:
        waiting = _emptied(folder, until)
        while waiting:
            inner = waiting.pop()
            for deeper in _emptied(inner, until):
                waiting.append(deeper.rename(folder / uuid4().hex))
            inner.rmdir()
        folder.rmdir()
    except TimeoutError:
        return False
    return True


def _emptied(folder: Path, until: float) -> list[Path]:
    """Remove the files in a folder, and return the folders in it, unlocked."""
    folders = []
    folder.chmod(OWN)
    with os.scandir(folder) as entries:
        for entry in entries:
            path = Path(entry.path)
            if time.monotonic() > until:
                raise TimeoutError
            if entry.is_dir(follow_symlinks=False):
                path.chmod(OWN)  # to move a folder takes the right to write in it
                folders.append(path)
            else:
                path.unlink()
    return folders
