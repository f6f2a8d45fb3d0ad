"""The gradebook's database: opened, made if new, and its transactions. SQLite or PostgreSQL."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from autograder.course import Course
from autograder.errors import WHERE, CourseError
from autograder.gradebook import tables as t

BUSY_SECONDS = 60
LITTLE = 1_000_000  # bytes free: what SQLite itself needs beside a gradebook
BUSY = "another program is writing; close it and run again"
LOCK_NUMBER = 0x6772_6164  # "grad": the advisory lock of whoever makes tables, on PostgreSQL
READING = "autograder_reading"
TERMS = "terms"  # the folder of terms that are over
ENDED = "gradebook.url"  # in a term that is over: the server's database that holds it
OF_NBGRADER = "alembic_version"  # the last of nbgrader's tables to be made
OF_BOTH = (OF_NBGRADER, *(table.name for table in t.OURS))


class Database:
    """A connection to the gradebook; every transaction is one ``reading()`` or ``writing()``."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self.url = gradebook_url(course)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        if self.sqlite and not Path(self.url.database or "").exists():
            _new_sqlite(Path(self.url.database or ""), course)
        self._engine = _engine(self.url, self.sqlite)
        try:
            self._connection = self._engine.connect()
            self._make_tables()
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """Run a transaction that only reads: it waits for nobody."""
        self._connection.execution_options(**{READING: True})
        with self._connection.begin():
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """Run a transaction that writes. On SQLite it takes the write lock at once.

        One that begins by reading would fail, whatever the busy time-out, when somebody else wrote
        between its first read and its first write.
        """
        self._connection.execution_options(**{READING: False})
        with self._connection.begin():
            yield self._connection

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other graders from making tables or registering an assignment at the same time."""
        if self.sqlite:
            with _locked(self._course.root / ".grades" / "register.lock"):
                yield
            return
        with self._engine.connect() as connection:  # its end gives the lock back
            connection.execute(text(f"select pg_advisory_lock({LOCK_NUMBER})"))
            connection.commit()
            yield
            connection.execute(text(f"select pg_advisory_unlock({LOCK_NUMBER})"))

    def _make_tables(self) -> None:
        if not self._missing(*OF_BOTH):
            return
        with self.alone():
            if self._missing(OF_NBGRADER):
                make_tables(self.url, self._course)
            elif self._missing(*OF_BOTH):
                with self.writing() as connection:
                    _make_ours(connection)

    def _missing(self, *tables: str) -> bool:
        with self.reading() as connection:
            about = inspect(connection)
            return not all(about.has_table(name) for name in tables)


def gradebook_url(course: Course) -> URL:
    """Return the gradebook's address: as configured, or ``gradebook.db`` in the course."""
    configured = course.config.get("CourseDirectory", {}).get("db_url", "")
    url = make_url(configured or f"sqlite:///{course.root / 'gradebook.db'}")
    if url.get_backend_name() == "sqlite" and url.database:
        url = url.set(database=str(course.root / url.database))
    return url


def is_there(course: Course) -> bool:
    """Say whether there may be a gradebook; on a server that is known only by asking it."""
    url = gradebook_url(course)
    return url.get_backend_name() != "sqlite" or Path(url.database or "").is_file()


def nbgrader_url(course: Course) -> str:
    """Return the same address with all that nbgrader's own code needs to connect."""
    url = gradebook_url(course)
    if url.get_backend_name() == "sqlite":
        url = url.update_query_dict({"timeout": str(BUSY_SECONDS)})
    address: str = url.render_as_string(hide_password=False)
    return address


@contextmanager
def opened(course: Course) -> Iterator[Database]:
    """Open the gradebook; raise CourseError in one line for whatever its database raises."""
    _refuse_an_ended_term(course)
    try:
        try:
            database = Database(course)
        except ImportError as error:  # its driver is not installed
            raise SQLAlchemyError(str(error)) from error
        with closing(database):
            yield database
    except SQLAlchemyError as error:
        said = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        where = f"the gradebook {gradebook_url(course)!r}"
        place = _no_place(gradebook_url(course)) if isinstance(error, OperationalError) else ""
        what_to_do = BUSY if "database is locked" in said else place or "see: course doctor"
        raise CourseError(f"{where}: {said}; {what_to_do}") from error


def _no_place(url: URL) -> str:
    """Say what keeps SQLite from writing where the gradebook is; "" where nothing does."""
    path = Path(url.database or "")
    if url.get_backend_name() == "sqlite" and path.parent.is_dir():
        if shutil.disk_usage(path.parent).free < LITTLE:
            return "its disk is full: make room, and run the same command again"
        for place in (path, path.parent):
            if place.exists() and not os.access(place, os.W_OK):
                return f"{place} must be writable; {WHERE}"
    return ""


def _refuse_an_ended_term(course: Course) -> None:
    url = repr(gradebook_url(course))  # without its password
    for note in (course.root / TERMS).glob(f"*/{ENDED}"):
        if note.read_text(encoding="utf-8") == url:
            raise CourseError(
                f"the gradebook {url} holds the term in {note.parent}: make a new, empty database "
                "and name it in course_config.py: c.CourseDirectory.db_url"
            )


@lru_cache(maxsize=2)  # it keeps its compiled statements, and no connection
def _engine(url: URL, sqlite: bool) -> Any:
    if not sqlite:
        return create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": 10})
    # autocommit as the driver's own: it would begin by itself, and with another kind of lock
    arguments = {"timeout": BUSY_SECONDS, "isolation_level": None}
    engine = create_engine(url, poolclass=NullPool, connect_args=arguments)

    def settings(connection: Any, record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        # A power cut may cost the last commits, never the file: they are written again from the
        # store, because each run compares the gradebook with it.
        connection.execute("PRAGMA synchronous=NORMAL")

    def begin(connection: Any) -> None:
        reading = connection.get_execution_options().get(READING, True)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", settings)
    event.listen(engine, "begin", begin)
    return engine


def _new_sqlite(path: Path, course: Course) -> None:
    """nbgrader makes its tables in several steps; do that aside, so that no half is ever seen."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    aside.unlink(missing_ok=True)
    aside.touch(0o666)  # less the umask: SQLite alone would keep a teacher's group from writing
    make_tables(make_url(f"sqlite:///{aside}"), course)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass  # somebody else was quicker
    finally:
        aside.unlink()


def make_tables(url: URL, course: Course) -> None:
    """Let nbgrader make its tables and the course's row; mark their revision, which ends it.

    nbgrader would mark it first, and start a program of four seconds to ask which it is.
    """
    from nbgrader import api  # seconds to import, and once in a gradebook's life

    engine = create_engine(url, poolclass=NullPool)
    api.Base.metadata.create_all(engine)
    course_id = str(course.config.get("CourseDirectory", {}).get("course_id", ""))
    api.Gradebook(url.render_as_string(hide_password=False), course_id).close()
    with engine.begin() as connection:
        if not inspect(connection).has_table("alembic_version"):
            connection.execute(
                text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
            )
            revision = {"revision": newest_revision()}
            connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), revision)
        _make_ours(connection)


def _make_ours(connection: Any) -> None:
    for statement in t.MAKE_OURS:
        connection.execute(text(statement))


def newest_revision() -> str:
    """Return the revision of the tables that this nbgrader makes, as `nbgrader db` counts them."""
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    return str(ScriptDirectory(ALEMBIC_DIR).get_current_head())


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def check_reachable(course: Course) -> str:
    """Return the gradebook's address without its password; raise CourseError if it is not there."""
    with opened(course):
        return repr(gradebook_url(course))
