"""What a grader elsewhere needs of a course: release, hidden tests, solutions, limits; no names.

The gradebook's address, and what else the config holds, stays here.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from autograder.course import CONFIG, Assignment, Course
from autograder.course.inputs import files_of
from autograder.files import zipped
from autograder.records import Limits

SETTINGS = (*(f.name for f in fields(Limits)), "partial_credit_cap")


def pack(course: Course, assignment: Assignment) -> bytes:
    """Return a zip of the files that grading an assignment takes: equal files, equal bytes."""
    files = {
        f.relative_to(course.root).as_posix(): f.read_bytes() for f in _files(course, assignment)
    }
    return zipped({**files, CONFIG: _config(course).encode()})


def unpack(bundle: bytes, folder: Path) -> Course:
    """Lay the files out in ``folder``; return the course that they make."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as packed:
        packed.extractall(folder)
    return Course.load(folder)


def _files(course: Course, assignment: Assignment) -> Iterator[Path]:
    yield from files_of(course.root, assignment.name)
    # the packages, if the course says them; the references, to try whether a fault is ours
    more = [course.root / "pyproject.toml", *(part.source for part in assignment.parts)]
    yield from (path for path in more if path.is_file())


def _config(course: Course) -> str:
    """The settings that grading depends on, and no others."""
    lines = [f"c.Course.{name} = {getattr(course, name)!r}" for name in SETTINGS]
    return "\n".join(["c = get_config()", *lines]) + "\n"
