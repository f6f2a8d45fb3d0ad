"""Files: which there are, what they hold as a hash, and how one is written whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from autograder.errors import CourseError, then


def hash_of(thing: Any) -> str:
    """Hash anything that JSON can say."""
    return hashlib.sha256(json.dumps(thing).encode()).hexdigest()


def hash_of_files(root: Path, paths: Iterable[Path]) -> str:
    """Hash files by name (below ``root``) and content; one that is not there counts as empty."""
    digest = hashlib.sha256()
    for path in paths:
        data = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def all_files(folder: Path) -> list[Path]:
    """Return every file below a folder that is not made by Python itself."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if "__pycache__" not in path.parts)


def zipped(content: Mapping[str, bytes], programs: Collection[str] = ()) -> bytes:
    """Return a zip of files by name: equal content, equal bytes. ``programs`` may be executed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in sorted(content.items()):
            entry = zipfile.ZipInfo(name)  # of 1980, always
            entry.external_attr = (0o755 if name in programs else 0o644) << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def write_atomically(
    path: Path, content: str | bytes | Iterable[str], *, durable: bool = True
) -> None:
    """Write a file so that a reader sees the old one or the new one; ``durable``: a power cut too.

    Without ``durable`` a power cut may leave an empty file, which the reader must then notice.
    """
    try:
        _write_atomically(path, content, durable)
    except OSError as error:
        raise CourseError(f"{path}: {error.strerror or error}; {then(error)}") from error


def _write_atomically(path: Path, content: str | bytes | Iterable[str], durable: bool) -> None:
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".tmp-")
    except FileNotFoundError:  # seldom: of several files in a folder, only the first makes it
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".tmp-")
    try:
        with os.fdopen(handle, "wb") as file:
            for part in (content,) if isinstance(content, str | bytes) else content:
                file.write(part if isinstance(part, bytes) else part.encode("utf-8"))
            os.fchmod(file.fileno(), 0o644)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        os.replace(temporary, path)  # noqa: PTH105 - a Path would cost as much as the call
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
