"""Puts a term that is over aside: all that a class handed in and was given, and the gradebook.

Nothing is deleted, and nothing is moved before a backup of the gradebook has been made and checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course
from autograder.course.config import CONFIG
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.gradebook.backup import backup, described
from autograder.gradebook.database import ENDED, TERMS, gradebook_url, is_there

UNFINISHED = ".unfinished"
# what belongs to one class: work, grades and pages, and the tables that a teacher keeps
OF_A_TERM = (
    *("submitted", "earlier", "autograded", "feedback", "reports", "downloaded", ".grades"),
    *("students.csv", "exceptions.csv", "adjustments.csv"),
)
NAME = re.compile(r"\w[\w.-]*")
COURSE_ID = re.compile(
    r"""^(c\.CourseDirectory\.course_id\s*=\s*)(["'])([^"'\n]*)\2""", re.MULTILINE
)


@dataclass(frozen=True)
class Archive:
    """Where a term is now, what was moved there, and what is in the gradebook's backup."""

    folder: Path
    moved: tuple[str, ...]
    gradebook: str


def archive_term(course: Course, name: str, course_id: str = "") -> Archive:
    """Move a term's work to terms/NAME, and give the course another id.

    Raise CourseError, with nothing moved, where the name is taken, there is nothing to move, or
    the gradebook cannot be backed up whole. One that was stopped goes on with the same name.
    """
    folder = course.root / TERMS / name
    there = [part for part in OF_A_TERM if (course.root / part).exists()]
    _check(course, folder, name, there, course_id)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / UNFINISHED).touch()
    gradebook = _put_gradebook_aside(course, folder)
    for part in there:
        (course.root / part).rename(folder / part)
    if course_id:
        _rename_course(course, course_id)
    (folder / UNFINISHED).unlink()
    moved = sorted(path.name for path in folder.iterdir())
    return Archive(folder, tuple(moved), gradebook)


def still_to_do(course: Course, course_id: str) -> Iterator[str]:
    """Yield what a teacher must do by hand before the next term."""
    now = str(course.config.get("CourseDirectory", {}).get("course_id", ""))
    if not course_id:
        yield (
            f"{CONFIG}: give c.CourseDirectory.course_id another name than {now!r}, here and in "
            "the students' nbgrader_config.py: else `nbgrader collect` takes last term's work from "
            "the exchange again"
        )
    else:
        yield (
            f"the students' nbgrader_config.py: c.CourseDirectory.course_id = {course_id!r}; and "
            "release each assignment anew"
        )
    if gradebook_url(course).get_backend_name() != "sqlite":
        yield f"{CONFIG}: name a new, empty database: the server's still holds last term's grades"
    for assignment, due in course.due_dates.items():
        yield f"{CONFIG}: due_dates[{assignment!r}] = {due!r}"


def _check(course: Course, folder: Path, name: str, there: list[str], course_id: str) -> None:
    if not NAME.fullmatch(name):
        raise CourseError(f"{name!r} is no name of a term; one is 2027-spring")
    going_on = (folder / UNFINISHED).exists()
    if folder.exists() and not going_on:
        raise CourseError(f"{folder} is there already; name the term otherwise")
    if not (there or is_there(course) or going_on):
        raise CourseError("there is nothing of a term here: no work, and no gradebook")
    taken = [part for part in there if (folder / part).exists()]
    if taken:
        raise CourseError(f"{folder / taken[0]} is there already, and {taken[0]} here, too")
    (course.root / TERMS).mkdir(exist_ok=True)
    device = (course.root / TERMS).stat().st_dev
    for part in there:
        if (course.root / part).lstat().st_dev != device:
            raise CourseError(f"{part} is on another disk than {TERMS}/; move it by hand")
    if course_id and not NAME.fullmatch(course_id):
        raise CourseError(f"{course_id!r} is no course_id; one is statistics-2028")
    if course_id and len(COURSE_ID.findall(_config(course))) != 1:
        raise CourseError(f"{CONFIG} names no course_id in a line of its own; change it by hand")


def _put_gradebook_aside(course: Course, folder: Path) -> str:
    """Back the gradebook up and check the copy; move what was copied beside it."""
    if not is_there(course):
        return ""
    url = gradebook_url(course)
    if url.get_backend_name() != "sqlite":
        saved = backup(course, folder / "gradebook.dump").name
        write_atomically(folder / ENDED, repr(url))
        return f"saved as {saved}"
    live = Path(url.database or "")
    target = folder / "gradebook.db"
    if target.exists():  # made before this was stopped; it is made again, and the first one kept
        target.rename(next(p for p in _numbered(target) if not p.exists()))
    backup(course, target)
    said = described(target)
    if said != described(live):
        raise CourseError(f"{live} has changed meanwhile: close JupyterLab, and run this again")
    for ending in ("", "-wal", "-shm"):
        part = live.with_name(live.name + ending)
        if part.exists():
            part.rename(folder / f"gradebook-as-it-was.db{ending}")
    return said


def _numbered(path: Path) -> Iterator[Path]:
    yield from (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(1, 1000))


def _config(course: Course) -> str:
    return (course.root / CONFIG).read_text(encoding="utf-8")


def _rename_course(course: Course, course_id: str) -> None:
    text = COURSE_ID.sub(lambda found: f'{found[1]}"{course_id}"', _config(course))
    write_atomically(course.root / CONFIG, text)
