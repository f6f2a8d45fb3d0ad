"""The names of Blackboard's, Brightspace's and Sakai's submission downloads.

- Blackboard: ``Lab 1_ada_attempt_2027-03-08-20-15-00_07_sorting.ipynb``, and the same without a
  file's name, ``….txt``, for what was typed in.
- Brightspace: ``9001-77 - Ada Lovelace - Mar 8, 2027 815 PM``, a folder or the begin of a name.
- Sakai: ``Lab 1/Lovelace, Ada(ada)/Submission attachment(s)/07_sorting.ipynb``.

No platform publishes these rules; they are as public programs read them (kwurst/bb-file-cleanup,
and forms of Brightspace's and Sakai's folders in many graders).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from autograder.lms.sent import Sent

BLACKBOARD = re.compile(
    r".*?_(?P<user>[^_]+)_attempt_(?P<when>[0-9]{4}(?:-[0-9]{2}){5})(?:_(?P<file>.+)|(?P<text>\.txt))",
    re.DOTALL,
)
DAY = r"(?:[A-Za-z]{3,9} [0-9]{1,2}|[0-9]{1,2} [A-Za-z]{3,9})"
BRIGHTSPACE = re.compile(
    r"(?P<number>[0-9]+)-[0-9]+ ?- (?:(?P<id>[A-Za-z]*[0-9]+) - )?(?P<name>.+?) ?- "
    rf"(?P<when>{DAY},? [0-9]{{4}} [0-9]{{3,4}}(?: ?[AP]M)?)"
    r"(?: ?- (?P<file>.+))?",
    re.DOTALL,
)
SAKAI = re.compile(r".+\((?P<user>[^()]+)\)", re.DOTALL)
ATTACHED = "Submission attachment(s)"
TYPED = "_submissionText.html"


def of_blackboard(name: str) -> Sent | None:
    """Return what a file's name says, or None."""
    found = BLACKBOARD.fullmatch(name)
    if found is None:
        return None
    return Sent(found["user"], "", found["file"] or "typed.txt", when=found["when"])


def of_brightspace(name: str, file: str = "") -> Sent | None:
    """Return what a file's name says, or that of a folder with a ``file`` in it; or None.

    Where the school shows its own ids of students, these count.
    """
    found = BRIGHTSPACE.fullmatch(name)
    if found is None or not (file or found["file"]):
        return None
    student, number = (found["id"], "") if found["id"] else (found["name"], found["number"])
    return Sent(student, number, file or found["file"], when=_when(found["when"]))


def of_folder(part: str, below: Sequence[str]) -> Sent | None:
    """Return what a folder's name says of a file in it, whose path is ``below``; or None."""
    last = below[-1]
    if sent := of_brightspace(part, last):
        return sent
    if found := SAKAI.fullmatch(part):
        if below[0] == ATTACHED:
            return Sent(found["user"], "", last)
        if last.endswith(TYPED):
            return Sent(found["user"], "", TYPED.removeprefix("_"))
    return None


def _when(text: str) -> str:
    """Return Brightspace's time so that it sorts."""
    first, second, year, clock = text.replace(",", "").replace("AM", " AM").split(" ", 3)
    day, month = (first, second) if first.isdigit() else (second, first)
    hour, _, half = clock.replace("PM", " PM").partition(" ")
    form = "%d %b %Y %I%M %p" if half.strip() else "%d %b %Y %H%M"
    with suppress(ValueError):
        moment = f"{day} {month[:3]} {year} {hour:0>4} {half.strip()}".strip()
        return datetime.strptime(moment, form).isoformat(" ")
    return ""
