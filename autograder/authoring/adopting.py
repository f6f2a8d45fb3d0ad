"""Lets an nbgrader course that is there already be graded: two lines, and nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.course.config import CONFIG, OF_NBGRADER, Course
from autograder.errors import CourseError
from autograder.files import write_atomically

SETTINGS = '''"""This course's settings for `course`; nbgrader's own stand in nbgrader_config.py.

`course doctor --settings` prints every setting with its meaning and its default.
"""

from autograder.course import use_in_nbgrader

c = get_config()
use_in_nbgrader(c)  # nbgrader's commands and its form grader go through our grader

# ── due dates, with a time zone ───────────────────────────────────────────────────────────────
c.Course.due_dates = {
    # "ps1": "2030-02-22 23:59 Europe/Berlin",
}
'''
LOAD = f'load_subconfig("{CONFIG}")'
BEGINS = re.compile(r"^c = get_config\(\).*\n", re.MULTILINE)


def is_nbgrader_course(root: Path) -> bool:
    """Say whether a folder holds a course of nbgrader's: its settings, or source notebooks."""
    return (root / OF_NBGRADER).is_file() or any(root.glob("source/*/*.ipynb"))


def adopt(root: Path) -> list[Path]:
    """Add what `course` needs to a course of nbgrader's; return the files that are new or changed.

    nbgrader's own settings stand, and what they say further down counts. Raise CourseError, with
    nothing written, for settings that cannot be read.
    """
    path, changed = root / OF_NBGRADER, []
    try:
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} cannot be read: {error}; mend it, then: course init") from None
    if text:
        Course.check_nbgrader(path)
    if not (root / CONFIG).exists():
        write_atomically(root / CONFIG, SETTINGS)
        changed.append(root / CONFIG)
    if CONFIG not in text:
        write_atomically(path, _with_line(text))
        changed.append(path)
    return changed


def _with_line(text: str) -> str:
    found = BEGINS.search(text)
    line = f"{LOAD}  # graded by `course`; what stands below counts\n"
    if found is None:
        return f"c = get_config()\n{line}{text}"
    return f"{text[: found.end()]}{line}{text[found.end() :]}"
