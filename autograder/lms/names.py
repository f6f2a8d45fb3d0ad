"""Who handed a file in, as its path in a platform's download says."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from autograder.lms.canvas import is_a_date, of_canvas, readings
from autograder.lms.moodle import of_moodle
from autograder.lms.others import of_blackboard, of_brightspace, of_folder
from autograder.lms.people import People
from autograder.lms.sent import Sent
from autograder.term.roster import Roster

NOBODY = People.of(Roster())


def sent_by(path: str, assignment: str, own: str = "", people: People = NOBODY) -> Sent | None:
    """Return whose file ``path`` is, or None.

    ``own`` is the teacher's pattern for other downloads, ``people`` the class list: a folder that
    is called as somebody of it is theirs. The first part of the path that names a student counts:
    the platform made it, and the student made all that stands below.
    """
    parts = PurePosixPath(path.replace("\\", "/")).parts
    for at, part in enumerate(parts[:-1]):
        if found := of_moodle(part, parts[-1]) or of_folder(part, parts[at + 1 :]):
            return found
        if student := people.student(part):
            return Sent(student, "", parts[-1])
        numbers = readings(part)
        if numbers and not is_a_date(numbers[0][1]):  # a student's archive, unpacked by hand
            sender = of_canvas(part, assignment, people.names_of)
            is_listed = sender and people.of_number(sender.number)
            return replace(sender, file=parts[-1]) if sender and is_listed else None
    if not parts:
        return None
    return _of_file(parts[-1], assignment, people) or _of_own(own, parts)


def _of_file(name: str, assignment: str, people: People) -> Sent | None:
    """Return what a file's name says; the mark that comes first is the platform's own."""
    numbers = readings(name)
    others = (of_moodle(name, ""), "_assignsubmission_"), (of_blackboard(name), "_attempt_")
    for found, mark in others:
        if found and not (numbers and numbers[0][1].start() < name.find(mark)):
            return found
    return of_brightspace(name) or of_canvas(name, assignment, people.names_of)


def _of_own(own: str, parts: tuple[str, ...]) -> Sent | None:
    """Return what the teacher's own pattern says of a path."""
    found = re.match(own, "/" + "/".join(parts)) if own else None
    groups = found.groupdict() if found else {}
    if not (groups.get("student_id") and groups.get("file_id")):
        return None
    ending = PurePosixPath(parts[-1]).suffix
    file = PurePosixPath(groups["file_id"]).name
    return Sent(groups["student_id"], "", file if file.endswith(ending) else file + ending)
