"""Maps the fingerprint of a file handed in to its grade's key and a digest of its gradebook rows.

With it the next run need not read what has not changed. An index that is stale or lost only costs
time.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from autograder.batch.store import FOLDER
from autograder.files import write_atomically

SETTLED_SECONDS = 2.0  # a file changed this short before it was read may change in the same tick
MAX_FILES = 1000  # in one student's folder; one with more is read every time


class IndexEntry(NamedTuple):
    """A folder's stamp, the key of its grade, a digest of what the gradebook ought to say."""

    stamp: bytes
    key: bytes
    says: bytes


class FolderIndex:
    """The index of one assignment; ``key`` hashes all that grades depend on but the answers."""

    def __init__(self, root: Path, assignment: str, key: str) -> None:
        self._path = root / FOLDER / f"seen-{assignment}.txt"
        self._key = key
        self._seen = dict(self._read())
        self._changed = False

    def get(self, student: str, stamp: bytes) -> IndexEntry | None:
        """Return a student's entry, or None where the folder has another stamp now."""
        seen = self._seen.get(student)
        return seen if seen is not None and stamp and seen.stamp == stamp else None

    def note(self, student: str, seen: IndexEntry) -> None:
        """Remember a student's entry; forget the student where it has no stamp."""
        if self._seen.get(student) == seen:
            return
        self._changed = True
        if seen.stamp:
            self._seen[student] = seen
        else:
            self._seen.pop(student, None)

    def keys(self) -> Iterator[str]:
        """Yield the key of every entry."""
        return (seen.key.hex() for seen in self._seen.values())

    def save(self) -> None:
        """Write the list, if anything is new."""
        if not self._changed:
            return
        lines = [self._key]
        for student, seen in sorted(self._seen.items()):
            lines.append(json.dumps([student, *(part.hex() for part in seen)]))
        write_atomically(self._path, "\n".join(lines) + "\n", durable=False)
        self._changed = False

    def _read(self) -> Iterator[tuple[str, IndexEntry]]:
        try:
            with self._path.open(encoding="utf-8") as lines:
                if next(lines, "").strip() != self._key:
                    return
                for line in lines:
                    student, *parts = json.loads(line)
                    yield student, IndexEntry(*map(bytes.fromhex, parts))
        except (OSError, ValueError, TypeError):
            return  # none yet, or torn by a power cut: the files are read again


def stamp_of(folder: Path) -> bytes:
    """Return a fingerprint of a student's folder, or b"" where it changed too recently for one.

    It includes each file's ctime, which only the kernel sets.
    """
    try:
        with os.scandir(folder) as entries:
            some = sorted(islice(entries, MAX_FILES), key=attrgetter("name"))
        found = [(entry.name, entry.stat(follow_symlinks=False)) for entry in some]
        found += [("", folder.lstat())]
        above = folder.parent.lstat()
    except OSError:
        return b""
    newest = max(max(about.st_mtime, about.st_ctime) for _, about in found)
    if len(some) == MAX_FILES or time.time() - newest < SETTLED_SECONDS:
        return b""
    said = [(name, *_state(about)) for name, about in found]
    return hashlib.blake2b(repr((said, above.st_mode)).encode(), digest_size=16).digest()


def _state(about: os.stat_result) -> tuple[int, ...]:
    times = about.st_mtime_ns, about.st_ctime_ns
    return (*times, about.st_size, about.st_ino, about.st_mode)
