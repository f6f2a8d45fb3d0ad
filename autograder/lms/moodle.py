"""The names of Moodle's submission downloads.

``Ada Lovelace_100001_assignsubmission_file/07_sorting.ipynb`` with folders, and the same with
``_`` for ``/`` without; ``…_onlinetext`` for what was typed in. Names of groups stand where groups
hand in, ``Participant`` where grading is anonymous. Source: moodle,
mod/assign/classes/downloader.php.
"""

from __future__ import annotations

import re

from autograder.lms.sent import Sent

# The shortest name counts: what follows the numbers is the student's own choice. A number in the
# name means that another platform made it: Moodle writes no low line into names.
MOODLE = re.compile(
    r"(?P<name>(?:(?!_[0-9]+_|_attempt_).)+?)(?:_(?P<number>[0-9]+))?"
    r"_assignsubmission_[a-z0-9]+(?:_(?P<file>.*))?",
    re.DOTALL,
)


def of_moodle(part: str, rest: str) -> Sent | None:
    """Return what a part of a path says; ``rest`` is the file's name where the part is a folder."""
    found = MOODLE.fullmatch(part)
    if found is None or not (rest or found["file"]):
        return None
    return Sent(found["name"].strip(), found["number"] or "", rest or found["file"])
