"""What is known of a student besides their work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from autograder.term.exceptions import NOTHING, Applied


@dataclass(frozen=True)
class About:
    """One student in one assignment: what they are called, and what holds for them.

    ``name``, ``group`` and ``lms_user_id`` are "" where they are not known; ``shared_with`` is who
    has handed in for the group, where that is somebody else. ``used`` and ``left`` are late days of
    the budget: spent here, and what is left of it then.
    """

    name: str = ""
    group: str = ""
    lms_user_id: str = ""
    shared_with: str = ""
    applied: Applied = NOTHING
    used: int = 0
    left: int = 0

    @property
    def excused(self) -> bool:
        """Whether the assignment does not count for this student."""
        return self.applied.excused

    @property
    def notes(self) -> tuple[str, ...]:
        """What holds for the student, in a teacher's words: what, and why."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        if self.shared_with:
            yield f"handed in by {self.shared_with}"
        for row in self.applied.rows:
            yield f"{row.words} ({row.why})" if row.why else row.words
        if self.used:
            yield f"{self.used} late day{'s' * (self.used != 1)} used"

    def spent(self, used: int, left: int) -> About:
        """Return the same with late days that were spent."""
        return replace(self, used=used, left=left) if used else self


NOBODY = About()
