"""Remembers which flags in the gradebook are ours: we remove those, and never a person's."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.batch.store import FOLDER
from autograder.course import Assignment
from autograder.files import write_atomically
from autograder.gradebook import GradebookWriter


class OurFlags:
    """The students of an assignment whom we flagged, kept between runs.

    If the list is lost, old flags stay until a person removes them; nothing else happens.
    """

    def __init__(self, root: Path, assignment: Assignment, writer: GradebookWriter) -> None:
        self._path = root / FOLDER / f"flagged-{assignment.name}.json"
        kept = _read(self._path)
        self._ours = kept & writer.flagged(assignment) if kept else set()
        self._changed = self._ours != kept

    def has(self, student: str) -> bool:
        """Say whether a student has a flag of ours."""
        return student in self._ours

    def are_over(self, student: str, reason: bool) -> bool:
        """Say whether a student has a flag of ours whose reason is gone."""
        return student in self._ours and not reason

    def note(self, student: str, flagged: bool | None) -> None:
        """Remember that a flag was set (True) or taken away (False); None: unchanged."""
        if flagged is None:
            return
        (self._ours.add if flagged else self._ours.discard)(student)
        self._changed = True

    def save(self) -> None:
        """Write the list, if anything is new."""
        if self._changed:
            write_atomically(self._path, json.dumps(sorted(self._ours)) + "\n", durable=False)
            self._changed = False


def rename_flagged(root: Path, old: str, new: str | None) -> None:
    """Let ``new`` have the flags of ``old``, in every assignment; None: forget them."""
    for path in sorted((root / FOLDER).glob("flagged-*.json")):
        kept = _read(path)
        if old in kept:
            now = (kept - {old}) | ({new} if new else set())
            write_atomically(path, json.dumps(sorted(now)) + "\n", durable=False)


def _read(path: Path) -> set[str]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {str(student) for student in kept}
    except (OSError, ValueError, TypeError):
        return set()
