"""What ends a command, and one student's trouble, which is kept apart from the class's.

Whatever is raised while one student is planned, graded, shown or exported is that student's line;
what would meet the next one as well (a full disk, a gradebook that is gone) ends the command.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import time
import traceback
from contextlib import suppress
from pathlib import Path

LOG = "faults.log"  # in the folder of grades: every trouble with its traceback
PLACES = ("autograded", "feedback", ".grades")  # where we write for each student
SHOWN = 200  # characters of what was raised
EVERYBODYS = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EROFS", "EIO", "ENFILE", "EMFILE", "ENOMEM", "ENODEV")
)
DATABASE_GONE = ("OperationalError", "InterfaceError", "InternalError", "ProgrammingError")

WHERE = "see what cannot be written: course doctor"

log = logging.getLogger(__name__)


class CourseError(Exception):
    """Something about the course itself is wrong: says what, and the command that mends it."""


def number_of(error: BaseException, where: str) -> str:
    """Return the number by which a fault of ours is told of and looked up."""
    return hashlib.sha256(f"{where} {error!r}".encode("utf-8", "replace")).hexdigest()[:8]


def noted(error: BaseException, where: str) -> str:
    """Log an exception whole, and return the number under which the log has it."""
    number = number_of(error, where)
    log.error("%s: %s could not be checked", number, where, exc_info=error)
    return number


def of_one(error: BaseException, student: str, doing: str, root: Path) -> str:
    """Return in one line why a student is left out; raise ``error`` if it is not about them.

    ``doing`` says what we were at; ``root`` is the course, whose log gets the traceback.
    """
    if not is_fault(error) or is_everybodys(error, root):
        raise error
    if isinstance(error, CourseError):
        return str(error)
    said = " ".join(f"{type(error).__name__}: {error}".split())[:SHOWN]
    return f"{doing} failed ({said}); it is in .grades/{LOG} as {_kept(error, student, root)}"


def is_everybodys(error: BaseException, root: Path) -> bool:
    """Say whether the next student would meet the same: disk, database, sandbox, the course."""
    cause = error.__cause__ if isinstance(error, CourseError) else error
    if isinstance(cause, OSError):
        return cause.errno in EVERYBODYS or _is_no_place_to_write(cause, root)
    if isinstance(error, CourseError):
        return True
    kinds = {f"{kind.__module__}.{kind.__name__}" for kind in type(error).__mro__}
    if kinds & {f"sqlalchemy.exc.{name}" for name in DATABASE_GONE}:
        return True
    return "autograder.sandbox.SandboxError" in kinds


def then(error: OSError) -> str:
    """Say what to do about an error of the machine; what was written so far is kept."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "make room, and run the same command again: what was graded is kept"
    return f"{WHERE}, and run the same command again: what was graded is kept"


def is_machines(error: OSError) -> bool:
    """Say whether an error is about a disk or a right, and not a fault of ours."""
    return error.errno in {*EVERYBODYS, errno.EACCES, errno.EPERM}


def is_fault(error: BaseException) -> bool:
    """Say whether something broke, and nobody asked us to stop.

    The panic of a library in Rust is no Exception.
    """
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _is_no_place_to_write(error: OSError, root: Path) -> bool:
    """Say whether a whole folder of ours, and not one student's in it, takes no file."""
    if error.errno not in (errno.EACCES, errno.EPERM):
        return False
    places = (root / place for place in PLACES)
    return any(place.is_dir() and not os.access(place, os.W_OK | os.X_OK) for place in places)


def _kept(error: BaseException, student: str, root: Path) -> str:
    """Append a traceback to the log, if it can be written, and return its number."""
    story = "".join(traceback.format_exception(error))
    number = hashlib.sha256(story.encode("utf-8", "replace")).hexdigest()[:8]
    when = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime())
    with suppress(OSError), (root / ".grades" / LOG).open("a", encoding="utf-8") as file:
        file.write(f"{number} {when} {student!a}\n{story}\n")
    return number
