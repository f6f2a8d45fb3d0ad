"""What is wrong in course_config.py, said in one line with its place."""

from __future__ import annotations

import difflib
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import Any

from traitlets import TraitError
from traitlets.config import Config

from autograder.course.times import FORM, in_utc, read_moment

FOLDERS = ("source", "release", "submitted", "autograded", "feedback")
STRUCTURE = "{nbgrader_step}/{student_id}/{assignment_id}"


def check_names(config: Config, settings: Sequence[str]) -> None:
    """Raise TraitError for a setting of ours that there is not."""
    for section in config:
        if section != "Course" and difflib.get_close_matches(section, ["Course"], cutoff=0.8):
            raise TraitError(f"there are no settings c.{section}; did you mean c.Course?")
    for name in sorted(set(config.get("Course", {})) - set(settings)):
        near = difflib.get_close_matches(name, settings, n=1)
        hint = f"; did you mean {near[0]}?" if near else "; see: course doctor --settings"
        raise TraitError(f"there is no setting c.Course.{name}{hint}")


def check_folders(config: Config) -> None:
    """Raise TraitError where nbgrader's settings name other folders than those that we read."""
    settings = config.get("CourseDirectory", {})
    for name in FOLDERS:
        key = f"{name}_directory"
        if key in settings and (said := Path(str(settings[key]))) != Path(name):
            raise TraitError(
                f"c.CourseDirectory.{key} = {str(said)!r}: `course` knows no folder but {name}/; "
                f"take that line out, and rename the folder: mv {quote(str(said))} {name}"
            )
    if (said := settings.get("directory_structure", STRUCTURE)) != STRUCTURE:
        raise TraitError(
            f"c.CourseDirectory.directory_structure = {said!r}: `course` knows {STRUCTURE} alone; "
            "take that line out, and move the folders to where that says"
        )


def line_of(error: Exception, path: Path) -> str:
    """Return ":12", the line of ``path`` where an error was raised, or ""."""
    if isinstance(error, SyntaxError) and error.lineno:
        return f":{error.lineno}"
    steps = traceback.extract_tb(error.__traceback__)
    lines = [step.lineno for step in steps if Path(step.filename).name == path.name]
    return f":{lines[-1]}" if lines else ""


def words_of(error: Exception) -> str:
    """Return an error in one line; its kind is said where the words alone may say nothing."""
    words = error.msg if isinstance(error, SyntaxError) else str(error)
    kind = "" if isinstance(error, TraitError) else f"{type(error).__name__}: "
    return " ".join(f"{kind}{words}".split())


def check_due_date(assignment: str, text: Any) -> None:
    """Raise TraitError unless a due date is a moment with its zone."""
    where = f"due_dates[{assignment!r}] = {text!r}"
    try:
        moment = read_moment(text) if isinstance(text, str) else None
        in_utc(moment or datetime.min)
    except (ValueError, OverflowError) as error:
        raise TraitError(f"{where}: {error}; write it as {FORM!r}") from None
    if moment is None:
        raise TraitError(f"{where} is not text; write it as {FORM!r}, in quotation marks")
    if moment.tzinfo is None:
        raise TraitError(
            f"{where} has no time zone; write {text.strip() + 'Z'!r} for UTC, or another zone, "
            f"as in {FORM!r}"
        )
