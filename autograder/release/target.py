"""A folder that a command writes whole, again and again: what is not ours stays as it is.

A list in the folder names what we wrote, with the hash of each file, as sha256sum writes it and
`sha256sum --check` reads it.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError
from autograder.files import write_atomically, zipped

OF_GIT = ".git"  # of a branch that is published
HASHES = 64  # letters of one
Written = tuple[str, str]  # a name and a hash; "" where none was kept


@dataclass(frozen=True)
class Target:
    """The folder, the name of the list in it, and the command that writes both."""

    folder: Path
    list_name: str
    command: str

    @property
    def _else(self) -> str:
        return f"name a new folder, an empty one, or one that `{self.command}` wrote"

    def check(self) -> None:
        """Raise CourseError, before any work, where nothing of ours can be written there."""
        if self.folder.exists() and not self.folder.is_dir():
            raise CourseError(f"{self.folder}: is a file; {self._else}")
        if self.folder.is_dir() and not (self.folder / self.list_name).is_file():
            others = sorted(path.name for path in self.folder.iterdir() if path.name != OF_GIT)
            if others:
                raise CourseError(
                    f"{self.folder}: holds something else ({others[0]}); {self._else}"
                )

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write the files; take away what an earlier call wrote more, and nothing else.

        Raise CourseError, with nothing changed, where a file that is not ours has the name of one,
        or one of ours was changed by somebody. Stopped on the way, the same call goes on: the list
        names all files before they are written.
        """
        self.check()
        ours, fresh = self._listed(), {(name, _hash(data)) for name, data in files.items()}
        names = {name for name, _ in ours}
        for name in sorted(files.keys() - names):
            if (self.folder / name).exists():
                where = self.folder / name
                raise CourseError(f"{where}: is not ours, and would be overwritten; {self._else}")
        for name in sorted(names):
            self._check_unchanged(name, {*ours, *fresh})
        self._list(ours | fresh)
        for name, data in files.items():
            path = self.folder / name
            if not path.is_file() or path.read_bytes() != data:
                write_atomically(path, data, durable=False)
        for name in sorted(names - files.keys()):
            self._take_away(name)
        self._list(fresh)

    def write_zip(self, files: Mapping[str, bytes]) -> Path:
        """Write the same files beside the folder, as a zip of its name; return where that is.

        Raise CourseError where somebody else's file is there.
        """
        path = self.folder.with_name(f"{self.folder.name}.zip")
        listed = f"{self.folder.name}/{self.list_name}"
        if path.exists() and listed not in _names_in(path):
            raise CourseError(f"{path}: is not ours, and would be overwritten; {self._else}")
        packed = {f"{self.folder.name}/{name}": data for name, data in files.items()}
        packed[listed] = (self.folder / self.list_name).read_bytes()
        write_atomically(path, zipped(packed))
        return path

    def _check_unchanged(self, name: str, written: set[Written]) -> None:
        path = self.folder / name
        if not path.is_file() or (name, "") in written:
            return
        if (name, _hash(path.read_bytes())) not in written:
            then = f"move it elsewhere, or delete it, then run `{self.command}` again"
            raise CourseError(f"{path}: somebody has changed it since it was written; {then}")

    def _listed(self) -> set[Written]:
        """What is ours; no name leads out of the folder."""
        file = self.folder / self.list_name
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
        home, found = self.folder.resolve(), set[Written]()
        for line in lines:
            digest, two_spaces, name = line.partition("  ")
            if not (two_spaces and len(digest) == HASHES):
                digest, name = "", line  # of an older version
            if name and (home / name).resolve().is_relative_to(home):
                found.add((name, digest))
        return found

    def _list(self, written: Iterable[Written]) -> None:
        lines = (f"{digest}  {name}\n" for name, digest in sorted(written))
        write_atomically(self.folder / self.list_name, "".join(lines))

    def _take_away(self, name: str) -> None:
        path = self.folder / name
        path.unlink(missing_ok=True)
        if path.parent != self.folder and path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()


def _names_in(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return []


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
