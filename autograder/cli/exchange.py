"""What a shared machine must allow students, and what it must keep from them.

The modes are those that `nbgrader release_assignment` gives (nbgrader 0.9.6), and one bit more:
where the exchange is not sticky, each user can rename what others put there.
"""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.course import Course

READ, WRITE, ENTER = stat.S_IROTH, stat.S_IWOTH, stat.S_IXOTH
WORDS = {READ: "list", WRITE: "write to", ENTER: "enter"}
EVERYBODY = 0o777
# what students must be able to do in each folder of a course; the inbox and the pages nobody lists
FOLDERS = {
    ".": (READ | ENTER, WRITE),
    "outbound": (READ | ENTER, WRITE),
    "inbound": (WRITE | ENTER, READ),
    "feedback": (ENTER, READ | WRITE),
}
NAMED = 3  # of files that cannot be read
Finding = tuple[str, str, bool]


def exchange(course: Course) -> Iterator[Finding]:
    """Yield what is wrong with the rights of the exchange; nothing where there is none.

    Each is a name, what was found with the command that mends it, and whether it is good.
    """
    shared = _is_shared(course.root)
    if shared and (mask := _umask()) & stat.S_IWGRP:
        said = "other teachers cannot write to what you make; umask 007, in ~/.profile"
        yield "umask", f"{mask:03o}: {said}", False
    root, settings = _settings(course)
    if root is None:
        return
    try:
        said = _about_root(root) or next(_about_course(root, settings, shared), "")
    except OSError as error:  # another teacher's folder that this one cannot enter
        said = f"{error.filename}: {error.strerror}"
    yield "exchange", said or f"{root}: students can fetch and hand in", not said
    if said := _open_to_all(course.root):
        yield "answers", said, False


def _settings(course: Course) -> tuple[Path | None, Any]:
    """The exchange, and the settings of CourseDirectory, as nbgrader's commands read them here."""
    from nbgrader.apps import NbGrader  # seconds to import
    from nbgrader.exchange.default import Exchange

    app = NbGrader()
    with contextlib.chdir(course.root):
        app.load_config_file()
    usual = Exchange.root.default()
    named = app.config.Exchange.get("root") or (usual if Path(usual).is_dir() else None)
    return Path(named) if named else None, app.config.CourseDirectory


def _about_root(root: Path) -> str:
    name = shlex.quote(str(root))
    if not root.is_dir():
        return f"{root} is not there; as root: install -d -m 1777 {name}"
    if closed := _closed_above(root):
        return f"students cannot reach {root}; chmod o+x {shlex.quote(str(closed))}"
    mode = root.stat().st_mode
    if mode & EVERYBODY != EVERYBODY:
        return f"not everybody can hand in to {root}; chmod 1777 {name}"
    if not mode & stat.S_ISVTX:
        return f"everybody can rename what others put into {root}; chmod +t {name}"
    return ""


def _closed_above(path: Path) -> Path | None:
    """The first folder above that other users cannot enter."""
    above = reversed(path.resolve().parents)
    return next((one for one in above if not one.stat().st_mode & ENTER), None)


def _about_course(root: Path, settings: Any, shared: bool) -> Iterator[str]:
    course_id = settings.get("course_id")
    if not course_id:
        yield "it needs the course's name: c.CourseDirectory.course_id in course_config.py"
        return
    if shared and not settings.get("groupshared"):
        yield "other teachers cannot use it: c.CourseDirectory.groupshared = True is not set"
    folder = root / str(course_id)
    for part, (needed, refused) in FOLDERS.items():
        place = folder / part
        if not place.is_dir():
            continue
        mode, name = place.stat().st_mode, shlex.quote(str(place))
        if lacking := _words(needed & ~mode):
            yield f"students cannot {lacking} {place}; chmod o={_letters(needed)} {name}"
        if shared and not mode & stat.S_IWGRP:
            yield f"other teachers cannot write to {place}; chmod g+rwxs {name}"
        if given := _words(refused & mode):
            yield f"students can {given} {place}; chmod o={_letters(needed)} {name}"
    pages = [*folder.glob("outbound/**/*"), *folder.glob("feedback/*.html")]
    closed = [path for path in pages if not path.stat().st_mode & READ]
    if closed:
        mend = shlex.join(["chmod", "-R", "o+rX", *map(str, closed[:NAMED])])
        yield f"students cannot read {closed[0]} ({len(closed)} in all); {mend}"


def _words(bits: int) -> str:
    return " and ".join(word for bit, word in WORDS.items() if bits & bit)


def _letters(bits: int) -> str:
    letters = {READ: "r", WRITE: "w", ENTER: "x"}
    return "".join(letter for bit, letter in letters.items() if bits & bit)


def _open_to_all(root: Path) -> str:
    """Say so where students of this machine could read the course, and with it the answers."""
    if not root.stat().st_mode & ENTER or _closed_above(root):
        return ""
    return f"everybody on this machine can read {root}; chmod o= {shlex.quote(str(root))}"


def _is_shared(root: Path) -> bool:
    """Whether a group can write there, other than a user's own with the user's name."""
    about = root.stat()
    try:
        own = grp.getgrgid(about.st_gid).gr_name == pwd.getpwuid(about.st_uid).pw_name
    except KeyError:
        own = False
    return bool(about.st_mode & stat.S_IWGRP) and not own


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
