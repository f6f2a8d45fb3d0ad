"""The grades that were computed, each under the hash of all that it depends on.

Append-only: a file is written whole or not at all, and never changed, so that a run that is killed
loses at most the submission it was at, and two machines' stores merge by copying files.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.course import Assignment, Course
from autograder.records import Check, ExerciseGrade, Grade, Submission

FOLDER = ".grades"


class Store:
    """The grades of one assignment, by content."""

    def __init__(self, course: Course, assignment: Assignment, unsafe: bool = False) -> None:
        self._course, self._assignment, self._unsafe = course, assignment, unsafe
        self.folder = course.root / FOLDER

    def key(self, submission: Submission) -> str:
        """Return the hash of everything that this submission's grade depends on."""
        cells = [(cell.name, cell.kind, cell.source) for cell in submission.cells]
        text = json.dumps([self._surroundings, cells, list(submission.notes)])
        return hashlib.sha256(text.encode()).hexdigest()

    def get(self, key: str, student: str) -> Grade | None:
        """Return the grade kept under ``key``, as this student's, or None."""
        try:
            data = json.loads(self._path(key).read_text(encoding="utf-8"))
            return replace(_grade(data), student=student)
        except FileNotFoundError:
            return None
        except (ValueError, LookupError, TypeError, AttributeError):
            return None  # damaged, or written by another version: computed again

    def put(self, key: str, grade: Grade) -> None:
        """Keep a grade, whole or not at all."""
        data = asdict(grade)
        del data["seconds"]
        write_atomically(self._path(key), json.dumps(data, ensure_ascii=False))

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    @cached_property
    def _surroundings(self) -> str:
        """Hash what a grade depends on besides the submission: master, tests, limits, code."""
        root, name = self._course.root, self._assignment.name
        digest = hashlib.sha256()
        files = [self._assignment.release, root / "requirements.lock"]
        hidden = root / "tests" / "hidden" / name
        files += _python_files(root / "autograder", root / "solutions", hidden)
        for path in files:
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() if path.is_file() else b"")
        for file, data in self._assignment.files.items():
            digest.update(file.encode() + b"\0" + data)
        settings = (asdict(self._course.limits), self._course.partial_credit_cap, self._unsafe)
        digest.update(json.dumps([settings, sys.version]).encode())
        return digest.hexdigest()


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file so that a reader, or a power cut, sees the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".tmp-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _python_files(*folders: Path) -> Iterable[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def _grade(data: dict[str, Any]) -> Grade:
    exercises = tuple(_exercise(exercise) for exercise in data.pop("exercises"))
    outputs = {int(index): tuple(shown) for index, shown in data.pop("outputs").items()}
    flags = tuple(data.pop("flags"))
    return Grade(**data, exercises=exercises, outputs=outputs, flags=flags)


def _exercise(data: dict[str, Any]) -> ExerciseGrade:
    checks = tuple(Check(**check) for check in data.pop("checks"))
    drawn = tuple((x, y) for x, y in data.pop("drawn"))
    return ExerciseGrade(**data, checks=checks, drawn=drawn)
