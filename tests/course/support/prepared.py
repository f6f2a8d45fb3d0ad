"""`course` and `nbgrader` as forks of a process that has imported them: see tool_server.py."""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from select import select

import pytest

from autograder.sandbox.child_setup import ONE_THREAD
from tests.course.support.borrowing import borrow_from

SERVER = Path(__file__).with_name("tool_server.py")
TOOLS = ("course", "nbgrader")
BLOCK = 65536
BORROWER = "one who borrows"  # as in tool_server.py


def _read_at_the_start(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out what Python and its libraries do not read while they are imported."""
    return {k: v for k, v in environment.items() if k != "PATH" and not k.startswith("PYTEST_")}


_environment = _read_at_the_start(os.environ)  # before any test changes it
_begun: set[tuple[str, ...]] = set()
_servers: dict[str, socket.socket] = {}  # their control sockets


def ready_for(command: Sequence[str]) -> bool:
    """Whether a fork does as well as a program: not the first time that a subcommand is run.

    So each one that the tests run starts as a program of its own, too, in every process of theirs.
    """
    tool, *words = command
    if tool not in TOOLS or _read_at_the_start(os.environ) != _environment:
        return False
    begun = (tool, *words[:1]) in _begun
    _begun.add((tool, *words[:1]))
    return begun


def run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run the tool whose path ``command`` begins with, as ``subprocess.run`` does."""
    asked = {"command": command, "folder": str(folder), "environment": dict(environment)}
    reply, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    pipes = os.pipe(), os.pipe()
    nothing = os.open(os.devnull, os.O_RDONLY)
    handed = [nothing, *(write for _, write in pipes)]
    control = _server(Path(command[0]).name, environment)
    with reply:
        with theirs:
            everything = [theirs.fileno(), *handed]
            socket.send_fds(control, [json.dumps(asked).encode()], everything)
        for fd in handed:
            os.close(fd)
        pid = int(reply.recv(BLOCK))
        try:
            (out_end, _), (err_end, _) = pipes
            out, err = _read(out_end, err_end, time.monotonic() + timeout)
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            raise subprocess.TimeoutExpired(command, timeout) from None
        finally:
            for read, _ in pipes:
                os.close(read)
        return subprocess.CompletedProcess(list(command), int(reply.recv(BLOCK)), out, err)


@contextmanager
def borrowed(environment: Mapping[str, str]) -> Iterator[None]:
    """Pools of this process start nothing of their own: see borrowing.py."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, pytest.MonkeyPatch.context() as patch:
        with theirs:
            told = json.dumps(BORROWER).encode()
            socket.send_fds(_server("course", environment), [told], [theirs.fileno()])
        borrow_from(ours, patch.setattr)
        yield


def _server(tool: str, environment: Mapping[str, str]) -> socket.socket:
    """The control socket of a tool's server, which ends with this process."""
    if tool in _servers:
        return _servers[tool]
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, str(SERVER), tool],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            env={**environment, **dict.fromkeys(ONE_THREAD, "1")},  # as a pool's own workers
            cwd="/",
        )
    atexit.register(process.wait)
    atexit.register(ours.close)  # first: the last that was registered is called first
    return _servers.setdefault(tool, ours)


def _read(out: int, err: int, until: float) -> tuple[str, str]:
    """Read both to their ends; raise TimeoutError."""
    said = {out: bytearray(), err: bytearray()}
    open_ones = {out, err}
    while open_ones:
        ready = select(open_ones, [], [], max(0.0, until - time.monotonic()))[0]
        if not ready:
            raise TimeoutError
        for fd in ready:
            block = os.read(fd, BLOCK)
            said[fd] += block
            if not block:
                open_ones.remove(fd)
    text = [b.decode().replace("\r\n", "\n").replace("\r", "\n") for b in said.values()]
    return text[0], text[1]
