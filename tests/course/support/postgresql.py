"""A throwaway PostgreSQL server on a socket of its own, started and stopped by a test.

pytest-postgresql would start it as the user who runs the tests. CI does that as root, as whom
PostgreSQL refuses to run.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

# as root, initdb refuses to work: it then runs as the first of these that there is
ORDINARY_USERS = ("postgres", "nobody")
TUNING = "-c fsync=off -c max_connections=20 -c shared_buffers=16MB"


def missing() -> str:
    """Why there can be no server here, or ""."""
    if _tool("initdb") is None or _tool("pg_ctl") is None:
        return "no initdb and pg_ctl on this machine (Debian: apt install postgresql)"
    return ""


@dataclass(frozen=True)
class Server:
    """A running server."""

    sockets: str

    def database(self, name: str, template: str = "template1") -> str:
        """Make a database, a copy of ``template``; return its URL."""
        where = {"host": self.sockets, "user": "course", "dbname": "postgres"}
        with psycopg.connect(**where, autocommit=True) as connection:
            connection.execute(f"create database {name} template {template}")
        return f"postgresql+psycopg://course@/{name}?host={self.sockets}"


@contextmanager
def server() -> Iterator[Server]:
    """A running server; everything lies in a folder of its own: a socket's path must be short."""
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    shutil.chown(folder, user)
    data = folder / "data"
    try:
        _as(user, "initdb", "-D", str(data), "-A", "trust", "-U", "course", "--no-sync")
        options = f"-c listen_addresses='' -k {folder} {TUNING}"
        control = ("pg_ctl", "-D", str(data), "-w")
        _as(user, *control, "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield Server(str(folder))
        finally:
            _as(user, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _tool(name: str) -> str | None:
    found = shutil.which(name)
    if found:
        return str(Path(found).resolve())
    others = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(others[-1]) if others else None


def _user() -> str:
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    for name in ORDINARY_USERS:
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise LookupError("no ordinary user to run a server as")


def _as(user: str, tool: str, *words: str) -> None:
    path = _tool(tool)
    assert path, tool
    who = {"user": user, "group": pwd.getpwnam(user).pw_gid} if os.geteuid() == 0 else {}
    subprocess.run([path, *words], check=True, cwd="/", stdout=subprocess.DEVNULL, **who)  # type: ignore[call-overload]
