"""What has come into ``submitted/`` since it was last looked at, once it is there whole.

A notebook is whole when it is JSON to its last brace, which no beginning of one is. Whatever else
lies there is taken when it has stood still for a while, and grading says what is wrong with it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from autograder.batch.folder_index import state_of
from autograder.course import Assignment
from autograder.intake import Refused, read_bytes
from autograder.intake.files import is_notebook

STILL_SECONDS = 10.0  # that a folder without a whole notebook stands still before it is taken


class Arrivals:
    """The folders of one assignment in ``submitted/``, looked at again and again.

    Kept is a fingerprint for each student, and nothing of what they handed in.
    """

    def __init__(self, assignment: Assignment, max_mb: int) -> None:
        self._submitted = assignment.root / "submitted"
        self._name, self._max_mb = assignment.name, max_mb
        self._taken: dict[str, bytes] = {}
        self._unfinished: dict[str, tuple[bytes, float]] = {}  # and since when it stands like that

    def look(self) -> list[str]:
        """Return whose folder is whole and stands otherwise than when it was last taken.

        With that it is taken.
        """
        now = dict(self._folders())
        for gone in self._taken.keys() - now:
            del self._taken[gone]
        self._unfinished = {s: kept for s, kept in self._unfinished.items() if s in now}
        changed = [student for student in now if self._taken.get(student) != now[student]]
        arrived = [student for student in changed if self._is_finished(student, now[student])]
        for student in arrived:
            self._taken[student] = now[student]
            self._unfinished.pop(student, None)
        return arrived

    def forget(self, *students: str) -> None:
        """Let the next look take these students again, or everybody where none is named."""
        for student in students or tuple(self._taken):
            self._taken.pop(student, None)

    def _folders(self) -> Iterator[tuple[str, bytes]]:
        try:
            names = sorted(os.listdir(self._submitted))  # noqa: PTH208 - no paths of a large class
        except OSError:
            return  # none yet
        for name in names:
            folder = self._submitted / name / self._name
            state = state_of(folder)
            if state is not None:
                yield name, state.digest
            elif os.path.lexists(folder):  # no folder, or one that we may not open
                yield name, b""

    def _is_finished(self, student: str, digest: bytes) -> bool:
        before, since = self._unfinished.get(student, (None, 0.0))
        if before == digest:
            return time.monotonic() - since >= STILL_SECONDS
        if self._is_whole(self._submitted / student / self._name):
            return True
        self._unfinished[student] = digest, time.monotonic()
        return False

    def _is_whole(self, folder: Path) -> bool:
        """Say whether there is a notebook, and every one is JSON to its end."""
        try:
            notebooks = [path for path in folder.iterdir() if is_notebook(path.name)]
            for path in notebooks:
                json.loads(read_bytes(path, self._max_mb))
        except (OSError, Refused, ValueError, RecursionError):
            return False
        return bool(notebooks)
