"""Who handed a file in, as the names in a download from Canvas or Moodle say.

Canvas: ``lovelaceada_LATE_4711_20815_07_sorting-1.ipynb`` (name, user, attachment, file), and
``lovelaceada_4711_text.html`` for what was typed in. Moodle, with folders and without:
``Ada Lovelace_100001_assignsubmission_file/07_sorting.ipynb``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

# The shortest name counts: what follows the numbers is the student's own choice.
CANVAS = re.compile(
    r"(?P<name>.+?)(?P<late>_LATE)?_(?P<user>[0-9]+)_"
    r"(?:(?P<attachment>[0-9]+)_(?P<file>.+)|(?P<page>(?:text|link)\.html))",
    re.DOTALL,
)
MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<number>[0-9]+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?",
    re.DOTALL,
)
AGAIN = re.compile(r"-[0-9]{1,3}(?=(\.[A-Za-z]+)*\Z)")  # Canvas: a file of that name came before


@dataclass(frozen=True)
class Sent:
    """A file of a download: whose it is, and what it is called without the platform's marks.

    ``number`` tells two of one ``student`` name apart; empty where the name is a number already.
    """

    student: str
    number: str
    file: str
    attachment: int = 0  # of two from Canvas, the larger came later
    late: bool = False


def sent_by(path: str, assignment: str, own: str = "") -> Sent | None:
    """Return whose file ``path`` is, or None; ``own`` is the teacher's pattern for other downloads.

    The first part of the path that names a student counts: the platform made it, and the student
    made all that stands below.
    """
    parts = PurePosixPath(path.replace("\\", "/")).parts
    for part in parts[:-1]:
        if found := MOODLE.fullmatch(part):
            return Sent(found["name"], found["number"], parts[-1])
        if CANVAS.fullmatch(part):  # unpacked by hand: what is in it says nothing of its sender
            return None
    last = parts[-1] if parts else ""
    if found := MOODLE.fullmatch(last):
        return Sent(found["name"], found["number"], found["file"]) if found["file"] else None
    if found := CANVAS.fullmatch(last):
        file = found["page"] or _first_name(found["file"], assignment)
        attachment = int((found["attachment"] or "0")[:18])
        return Sent(found["user"], "", file, attachment, bool(found["late"]))
    if own and (found := re.match(own, "/" + "/".join(parts))):
        groups = found.groupdict()
        if groups.get("student_id") and groups.get("file_id"):
            ending = PurePosixPath(parts[-1]).suffix
            file = PurePosixPath(groups["file_id"]).name
            return Sent(groups["student_id"], "", file if file.endswith(ending) else file + ending)
    return None


def _first_name(file: str, assignment: str) -> str:
    """Take off what Canvas adds to the name of a file that is handed in again."""
    return file if file.partition(".")[0] == assignment else AGAIN.sub("", file)
