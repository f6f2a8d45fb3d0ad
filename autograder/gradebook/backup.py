"""Backups of the gradebook: whole, also while others write to it, and put back as a whole.

A SQLite gradebook in use is several files, and copying one of them loses what was typed last. The
database itself makes the copy here; for PostgreSQL its own programs do.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import URL

from autograder.course import Course
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.gradebook.database import BUSY_SECONDS, TERMS, gradebook_url, newest_revision
from autograder.term.adjustments import FILE as ADJUSTMENTS
from autograder.term.exceptions import FILE as EXCEPTIONS
from autograder.term.roster import FILE as ROSTER

FOLDER = "backups"
TABLES = (ROSTER, EXCEPTIONS, ADJUSTMENTS)  # which each `course` command reads, like the gradebook
COUNTS = {
    "submissions": "SELECT count(*) FROM submitted_assignment",
    "scores typed by a person": "SELECT count(*) FROM grade WHERE manual_score IS NOT NULL",
    "comments typed by a person": "SELECT count(*) FROM comment WHERE manual_comment IS NOT NULL",
}


def backup(course: Course, target: Path | None = None) -> Path:
    """Copy the gradebook to ``target`` (by default a new file in backups/) and return where it is.

    Raise CourseError where there is no gradebook, ``target`` exists, or the copy is not whole.
    """
    url = gradebook_url(course)
    if url.get_backend_name() != "sqlite":
        target = _free(target or _dated(course, "dump"))
        _run(url, "pg_dump", "--format=custom", f"--file={target}", "--dbname", _address(url))
        return target
    source = Path(url.database or "")
    if not source.is_file():
        raise CourseError(f"there is no gradebook to back up: {source}; see: course grade")
    target = _free(target or _dated(course, "db"))
    aside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with closing(sqlite3.connect(source, timeout=BUSY_SECONDS)) as gradebook:
            gradebook.execute("VACUUM INTO ?", (str(aside),))
        _check(aside)
        os.link(aside, target)  # never over a file that came meanwhile
    except (sqlite3.Error, OSError) as error:
        raise CourseError(f"{source} could not be backed up to {target}: {error}") from None
    finally:
        with suppress(OSError):  # a disk that takes no file lets none go
            aside.unlink()
    return target


def restore(course: Course, saved: Path) -> Path | None:
    """Put a backup in the gradebook's place; return where a backup of what was there now is.

    Programs that have the gradebook open see the restored one. Raise CourseError, with nothing
    changed, where the file is no whole gradebook of this nbgrader's version.
    """
    url = gradebook_url(course)
    if not saved.is_file():
        raise CourseError(f"there is no file {saved}")
    if url.get_backend_name() != "sqlite":
        kept = backup(course, _dated(course, "dump", "before-restore"))
        options = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
        _run(url, "pg_restore", *options, "--dbname", _address(url), str(saved))
        return kept
    _check(saved)
    target = Path(url.database or "")
    before = _set_aside(course, target) if target.exists() else None
    try:
        with (
            closing(sqlite3.connect(f"{saved.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as gradebook,
        ):
            gradebook.execute("PRAGMA journal_mode=WAL")
            source.backup(gradebook)
    except sqlite3.Error as error:
        raise CourseError(f"{target} could not be written: {error}; close what uses it") from None
    return before


def archived_tables(course: Course, saved: Path) -> Path | None:
    """Return the folder of a term that is over, where ``saved`` is its gradebook; else None."""
    folder = saved.resolve().parent
    return folder if folder.parent == course.root / TERMS else None


def restore_tables(course: Course, folder: Path) -> tuple[list[str], list[str], Path | None]:
    """Put the tables of a term that is over, which stand in ``folder``, in place of those here.

    Those here are moved to backups/ first, also where that term had none of the name: it would
    count for its grades. Return what was taken, what was here, and where that is now.
    """
    differ = [name for name in TABLES if _bytes(folder / name) != _bytes(course.root / name)]
    here = [name for name in differ if (course.root / name).exists()]
    aside = _dated(course, "", "tables-before-restore") if here else None
    if aside is not None:
        aside.mkdir()
        for name in here:
            shutil.move(course.root / name, aside / name)
    taken = [name for name in differ if (folder / name).exists()]
    for name in taken:
        write_atomically(course.root / name, (folder / name).read_bytes())
    return taken, here, aside


def described(saved: Path) -> str:
    """Say in a line what a backup of SQLite holds; nothing about a file of PostgreSQL's."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(saved)) as copy:
        counts = {what: copy.execute(query).fetchone()[0] for what, query in COUNTS.items()}
        return ", ".join(f"{count} {what}" for what, count in counts.items())
    return ""


def _check(saved: Path) -> None:
    """Raise CourseError unless ``saved`` is a whole gradebook that this nbgrader can read."""
    try:
        with closing(sqlite3.connect(f"{saved.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            (whole,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            (revision,) = copy.execute("SELECT version_num FROM alembic_version").fetchone()
            for query in COUNTS.values():
                copy.execute(query)
    except (sqlite3.Error, TypeError) as error:
        raise CourseError(f"{saved} cannot be read as a gradebook: {error}") from None
    if whole != "ok":
        raise CourseError(f"{saved} is damaged: {whole}")
    if revision != newest_revision():
        raise CourseError(
            f"{saved} is of another version of nbgrader (revision {revision}, here "
            f"{newest_revision()}); restore it with that version, then: nbgrader db upgrade"
        )


def _set_aside(course: Course, gradebook: Path) -> Path:
    """Back up what is about to be replaced; a file that cannot be read is moved as it is."""
    target = _free(_dated(course, "db", "before-restore"))
    try:
        return backup(course, target)
    except CourseError:
        for ending in ("", "-wal", "-shm"):
            part = gradebook.with_name(gradebook.name + ending)
            if part.exists():
                shutil.move(part, target.with_name(target.name + ending))
        return target


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _dated(course: Course, ending: str, why: str = "gradebook") -> Path:
    folder = course.root / FOLDER
    folder.mkdir(exist_ok=True)
    moment = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    dot = f".{ending}" if ending else ""
    first = folder / f"{why}-{moment}{dot}"
    others = (folder / f"{why}-{moment}-{number}{dot}" for number in range(2, 1000))
    return next(path for path in (first, *others) if not path.exists())


def _free(target: Path) -> Path:
    if target.exists():
        raise CourseError(f"{target} exists already; name another file")
    if not target.absolute().parent.is_dir():
        raise CourseError(f"there is no folder {target.absolute().parent}")
    return target


def _address(url: URL) -> str:
    """The address as PostgreSQL's own programs take it, without the password."""
    address: str = url.set(drivername="postgresql", password=None).render_as_string()
    return address


def _run(url: URL, tool: str, *arguments: str) -> None:
    if shutil.which(tool) is None:
        raise CourseError(f"{tool} is not installed; it comes with PostgreSQL's client programs")
    secret = {"PGPASSWORD": url.password} if isinstance(url.password, str) else {}
    command, environment = [tool, *arguments], {**os.environ, **secret}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CourseError(f"{tool}: {' '.join(done.stderr.split())[:500]}")
