"""Maps the fingerprint of a file handed in to its grade's key and a digest of its gradebook rows.

With it the next run need not read what has not changed. An index that is stale or lost only costs
time.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Collection, Iterator
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from autograder.batch.store import FOLDER
from autograder.files import write_atomically

SETTLED_SECONDS = 2.0  # a file changed this short before it was read may change in the same tick
MAX_FILES = 1000  # in one student's folder; one with more is read every time


class IndexEntry(NamedTuple):
    """A folder's stamp, the key of its grade, a digest of the gradebook rows that it gives."""

    stamp: bytes
    key: bytes
    gradebook_digest: bytes


class FolderIndex:
    """The index of one assignment; ``key`` hashes all that grades depend on but the answers."""

    def __init__(self, root: Path, assignment: str, key: str) -> None:
        self._path = root / FOLDER / f"seen-{assignment}.json"
        self._key = key
        self._entries = self._read()
        self._changed = False

    def get(self, student: str, stamp: bytes) -> IndexEntry | None:
        """Return a student's entry, or None where the folder has another stamp now."""
        entry = self._entries.get(student)
        return entry if entry is not None and stamp and entry.stamp == stamp else None

    def note(self, student: str, entry: IndexEntry) -> None:
        """Remember a student's entry; forget the student where it has no stamp."""
        if self._entries.get(student) == entry:
            return
        self._changed = True
        if entry.stamp:
            self._entries[student] = entry
        else:
            self._entries.pop(student, None)

    def save(self) -> None:
        """Write the list, if anything is new."""
        if not self._changed:
            return
        entries = {s: [part.hex() for part in entry] for s, entry in sorted(self._entries.items())}
        write_atomically(self._path, json.dumps([self._key, entries]), durable=False)
        self._changed = False

    def _read(self) -> dict[str, IndexEntry]:
        try:
            key, entries = json.loads(self._path.read_text(encoding="utf-8"))
            found = {s: IndexEntry(*map(bytes.fromhex, parts)) for s, parts in entries.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}  # none yet, or cut off by a power failure: the folders are read again
        return found if key == self._key else {}


def forget_students(root: Path, students: Collection[str]) -> int:
    """Take students out of every assignment's index; return how many entries that were."""
    forgotten = 0
    for path in sorted((root / FOLDER).glob("seen-*.json")):
        try:
            key, entries = json.loads(path.read_text(encoding="utf-8"))
            kept = {student: entry for student, entry in entries.items() if student not in students}
        except (OSError, ValueError, TypeError, AttributeError):
            continue  # as good as none
        if len(kept) < len(entries):
            forgotten += len(entries) - len(kept)
            write_atomically(path, json.dumps([key, kept]), durable=False)
    return forgotten


class FolderState(NamedTuple):
    """A fingerprint of a folder, when it last changed (seconds since 1970), how many files it has.

    It includes each file's ctime, which only the kernel sets.
    """

    digest: bytes
    changed: float
    files: int


def stamp_of(folder: Path) -> bytes:
    """Return a fingerprint of a student's folder, or b"" where it changed too recently for one."""
    state = state_of(folder)
    if state is None or state.files == MAX_FILES:
        return b""
    return b"" if time.time() - state.changed < SETTLED_SECONDS else state.digest


def state_of(folder: Path) -> FolderState | None:
    """Return how a folder stands, and who may enter the one above; None where it cannot be read."""
    try:
        some = list(islice(_entries(folder), MAX_FILES))
        begin = len(str(folder))
        found = [(entry.path[begin:], entry.stat(follow_symlinks=False)) for entry in some]
        found += [("", folder.lstat())]
        above = folder.parent.lstat()
    except OSError:
        return None
    newest = max(max(about.st_mtime, about.st_ctime) for _, about in found)
    said = [(name, *_state(about)) for name, about in found]
    digest = hashlib.blake2b(repr((said, above.st_mode)).encode(), digest_size=16).digest()
    return FolderState(digest, newest, len(some))


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield what is in a folder, then in the folders there: a notebook may be in one of them."""
    left: list[str | Path] = [folder]
    while left:
        with os.scandir(left.pop()) as entries:
            some = sorted(islice(entries, MAX_FILES), key=attrgetter("name"))
        yield from some
        left += [entry.path for entry in some if entry.is_dir(follow_symlinks=False)]


def _state(about: os.stat_result) -> tuple[int, ...]:
    times = about.st_mtime_ns, about.st_ctime_ns
    return (*times, about.st_size, about.st_ino, about.st_mode)
