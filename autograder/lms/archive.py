"""Reads zip and tar archives that somebody else made: one file at a time, within bounds."""

from __future__ import annotations

import lzma
import shutil
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz", ".gz", ".tar.bz2", ".tar.xz")
MAX_MB = 200  # unpacked, of one that a student made
MAX_FILES = 2000
JUNK = {"__macosx", ".ipynb_checkpoints", "thumbs.db", "desktop.ini"}  # what systems add
# what the libraries raise for a damaged, an encrypted or an unknown kind of archive
DAMAGE = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, OSError, EOFError),
    *(RuntimeError, ValueError),  # encrypted, or compressed in an unknown way
)


class Damaged(Exception):
    """An archive, or a file in it, that cannot be unpacked; says why."""


@dataclass(frozen=True)
class Member:
    """One file in an archive."""

    name: str
    when: str  # as the archive says, in no known zone; sorts by time
    size: int
    read: Callable[[], IO[bytes]]

    def save(self, path: Path) -> None:
        """Write the file to ``path``, or raise Damaged; no more is read than ``size`` says."""
        if self.size > MAX_MB << 20:
            raise Damaged(f"it is larger than {MAX_MB} MB")
        try:
            with self.read() as source, path.open("xb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
        except DAMAGE as error:
            path.unlink(missing_ok=True)
            raise Damaged(_why(error)) from None


def is_archive(name: str) -> bool:
    """Say whether a file's name ends like that of an archive that we unpack."""
    return name.casefold().endswith(ENDINGS)


def is_junk(name: str) -> bool:
    """Say whether a file is one that a system added, or a hidden one."""
    parts = PurePosixPath(name.casefold()).parts
    return not parts or not JUNK.isdisjoint(parts) or parts[-1].startswith(".")


def members(path: Path) -> Iterator[Member]:
    """Yield the files in an archive, without folders, links and what systems add; raise Damaged."""
    try:
        # a tar that ends in a zip looks like that zip, too
        read = _tar_members if tarfile.is_tarfile(path) else _zip_members
        yield from (member for member in read(path) if not is_junk(member.name))
    except DAMAGE as error:
        raise Damaged(_why(error)) from None


@dataclass
class Budget:
    """How much may still be unpacked of what one student sent, archives in archives included."""

    size: int = MAX_MB << 20
    files: int = MAX_FILES

    def spend(self, member: Member) -> None:
        """Count a file in; raise Damaged where that is more, or larger, than work is."""
        self.size, self.files = self.size - member.size, self.files - 1
        if self.size < 0 or self.files < 0:
            raise Damaged(f"it holds more than {MAX_MB} MB or {MAX_FILES} files")


def _zip_members(path: Path) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not info.is_dir() and not info.filename.endswith("\\"):
                when = "{:04}-{:02}-{:02} {:02}:{:02}:{:02}".format(*info.date_time)
                yield Member(_zip_name(info), when, info.file_size, partial(archive.open, info))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a name with slashes; many tools write UTF-8 without saying so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _tar_members(path: Path) -> Iterator[Member]:
    with tarfile.open(path) as archive:
        for info in archive:
            if info.isreg():
                when = datetime.fromtimestamp(max(0, min(info.mtime, 4e9))).isoformat(" ")
                yield Member(info.name, when, info.size, partial(_of_tar, archive, info))


def _of_tar(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    found = archive.extractfile(info)
    if found is None:
        raise tarfile.ReadError("no plain file")
    return found


def _why(error: BaseException) -> str:
    if isinstance(error, RuntimeError) and "encrypted" in str(error):
        return "it has a password"
    if isinstance(error, NotImplementedError):
        return "it is compressed in a way that is not known here"
    if isinstance(error, OSError) and error.errno:
        return f"it cannot be read ({error.strerror})"
    return "it is damaged, or no archive"
