"""The grades that were computed, each under the hash of all that it depends on.

Append-only: a file is written whole or not at all, and never changed, so that a run that is killed
loses at most the submission it was at, and two machines' stores merge by copying files.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.batch.environment import environment, grader_code
from autograder.batch.relevance import KnownMistakes
from autograder.course import Assignment, Course
from autograder.course.inputs import hash_of_parts, hashes_of
from autograder.files import hash_of, write_atomically
from autograder.grading.grade_json import as_data, grade_from
from autograder.records import Grade, Submission

FOLDER = ".grades"


def rename_kept(root: Path, old: str, new: str | None) -> int:
    """Let the kept grades that name ``old`` name ``new``; return how many they were.

    None: delete them, those of earlier versions of the work too. Who has handed in the same as a
    student whose grade is deleted is graded again.
    """
    before, after = (_name_of(student) for student in (old, new or ""))
    count = 0
    for path in sorted((root / FOLDER).glob("??/*.json")):
        content = path.read_bytes()
        if before in content:
            count += 1
            if new is None:
                path.unlink()
            else:
                write_atomically(path, content.replace(before, after, 1), durable=False)
    return count


def _name_of(student: str) -> bytes:
    """How a kept grade names its student."""
    return f'"student": {json.dumps(student, ensure_ascii=False)}'.encode("utf-8", "replace")


class Store:
    """The grades of one assignment, by content. ``tier`` is the sandbox that they are made in."""

    def __init__(self, course: Course, assignment: Assignment, tier: str) -> None:
        self._course, self.assignment, self.tier = course, assignment, tier
        self._folder = str(course.root / FOLDER)  # a Path takes longer than the look into it

    def parts(self, submission: Submission) -> dict[str, str]:
        """Return a hash for each thing that this submission's grade depends on, by its name."""
        cells = [
            (c.name, c.kind, c.source, c.role, [vars(picture) for picture in c.pictures])
            + ((c.notebook,) if c.notebook else ())
            for c in submission.cells
        ]
        found = [vars(elsewhere) for elsewhere in submission.elsewhere]
        files = {name: hash_of(held.hex()) for name, held in submission.own_files.items()}
        own = [cells, list(submission.notes), found, submission.python, *([files] if files else [])]
        return {"answers": hash_of(own), **self.surroundings}

    def key(self, submission: Submission) -> str:
        """Return the hash of everything that this submission's grade depends on."""
        return hash_of(self.parts(submission))

    def get(self, key: str, student: str) -> Grade | None:
        """Return the grade kept under ``key``, as this student's, or None."""
        try:
            return replace(grade_from(self._read(key)["grade"]), student=student)
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None  # not there, damaged, or written by another version: computed again

    def has(self, key: str) -> bool:
        """Say whether a grade is kept under ``key``, without reading it."""
        try:
            about = os.lstat(self._path(key))
        except OSError:
            return False
        return stat.S_ISREG(about.st_mode) and about.st_size > 0  # empty: torn by a power cut

    def is_current(self, key: str) -> bool:
        """Say whether the known mistakes that bear on a kept grade are those of today."""
        try:
            kept = self._read(key)
            return bool(kept["mistakes"] == self.mistakes.relevant(kept["grade"]["exercises"]))
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return False

    def drop(self, key: str) -> None:
        """Delete what is kept under ``key``, because it is damaged."""
        Path(self._path(key)).unlink(missing_ok=True)

    def parts_of(self, key: str) -> dict[str, str] | None:
        """Return what the grade under ``key`` was made of, or None when it is not kept."""
        try:
            return dict(self._read(key)["parts"])
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return None

    def put(self, submission: Submission, grade: Grade) -> None:
        """Keep a grade. It is not flushed to disk: a file cut off by a power failure is ignored."""
        self.put_under(self.parts(submission), grade)

    def put_under(self, parts: Mapping[str, str], grade: Grade) -> None:
        """Keep a grade under what it depends on."""
        data = as_data(grade)
        mistakes = self.mistakes.relevant(data["exercises"])
        kept = {"parts": parts, "mistakes": mistakes, "grade": data}
        content = json.dumps(kept, ensure_ascii=False)
        write_atomically(Path(self._path(hash_of(parts))), content, durable=False)

    def _path(self, key: str) -> str:
        return f"{self._folder}/{key[:2]}/{key}.json"

    def _read(self, key: str) -> dict[str, Any]:
        with open(self._path(key), encoding="utf-8") as file:
            kept: dict[str, Any] = json.load(file)
        return kept

    @cached_property
    def mistakes(self) -> KnownMistakes:
        """The measured mistakes, which are no part of a key: most of them bear on few grades."""
        return KnownMistakes(self._course.root, self.assignment.name, self.tests)

    @cached_property
    def surroundings(self) -> Mapping[str, str]:
        """Hash what a grade depends on besides the answers."""
        settings = (asdict(self._course.limits), self._course.partial_credit_cap)
        return {
            **hashes_of(self._course.root, self.assignment.name),
            "limits": hash_of(settings),
            "environment": hash_of([environment(), self.tier]),
            "grader": grader_code(),
        }

    @cached_property
    def tests(self) -> str:
        """Hash the tests, solutions and release as they were when the keys were made."""
        return hash_of_parts(self.surroundings)

    def was_made_by(self, grade: Grade) -> bool:
        """Say whether a grade was made by the tests, solutions and release that its key names."""
        return grade.tests in ("", self.tests)
