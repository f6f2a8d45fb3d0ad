"""Which flags in the gradebook are ours: they go away with their reason; a person's stay."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.batch.store import FOLDER
from autograder.course import Assignment
from autograder.files import write_atomically
from autograder.gradebook import GradebookWriter


class OurFlags:
    """The students of an assignment whom we flagged and nobody else, kept between runs.

    A list that is lost or cut costs a look at a flag whose reason is gone, and nothing else.
    """

    def __init__(self, root: Path, assignment: Assignment, writer: GradebookWriter) -> None:
        self._path = root / FOLDER / f"flagged-{assignment.name}.json"
        kept = _read(self._path)
        self._ours = kept & writer.flagged(assignment) if kept else set()
        self._changed = self._ours != kept

    def are_over(self, student: str, reason: bool) -> bool:
        """Say whether a student has a flag of ours without a reason any more."""
        return student in self._ours and not reason

    def note(self, student: str, flagged: bool | None) -> None:
        """Remember a flag that was set just now, or taken away; None: neither."""
        if flagged is None:
            return
        (self._ours.add if flagged else self._ours.discard)(student)
        self._changed = True

    def save(self) -> None:
        """Write the list, if anything is new."""
        if self._changed:
            write_atomically(self._path, json.dumps(sorted(self._ours)) + "\n", durable=False)
            self._changed = False


def _read(path: Path) -> set[str]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {str(student) for student in kept}
    except (OSError, ValueError, TypeError):
        return set()
