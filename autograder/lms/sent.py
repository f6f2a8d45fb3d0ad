"""What the name of a file in a platform's download says of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    """A file of a download: whose it is, and what it is called without the platform's marks.

    ``number`` tells two of one ``student`` name apart; for Canvas, both are its number of the user.
    """

    student: str
    number: str
    file: str
    attachment: int = 0  # of two from Canvas, the larger came later
    late: bool = False
    when: str = ""  # as the platform's name says, in no known zone; sorts by time

    @property
    def sender(self) -> tuple[str, str]:
        """The name and the number, however the letters of the name are composed."""
        return unicodedata.normalize("NFC", self.student), self.number
