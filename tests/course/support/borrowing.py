"""What a grading run starts, borrowed from a tool's server: see tool_server.py."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from autograder.course import Course
from autograder.records import Limits

BLOCK = 4096
WORKER = "autograder.grading.worker"


def borrow_from(lender: socket.socket, replace: Callable[[Any, str, Any], None] = setattr) -> None:
    """Let the pools of this process take twins of the server's zygote, and forks of the server."""
    from autograder.grading import pool
    from autograder.sandbox import shared_zygote

    class Borrowed(shared_zygote.Twin):
        """In the place of the first zygote of a pool, whose guest is the usual one."""

        def __init__(self, tier: str, limits: Limits, guest: object) -> None:
            self._waits_at = twin(lender, limits)

        def wait_until_ready(self) -> Borrowed:
            super().__init__(self._waits_at)
            return self

        def stop(self, patience: float | None = None) -> None:
            if hasattr(self, "_process"):  # the last thing that it is told
                super().stop()
            else:
                self._waits_at.close()

    def start(command: list[str], *, pass_fds: list[int], env: dict[str, str], **_: Any) -> Worker:
        return Worker(lender, command, pass_fds, env)

    replace(shared_zygote, "ZygoteProcess", Borrowed)
    replace(pool, "subprocess", SimpleNamespace(**{**vars(subprocess), "Popen": start}))


def twin(lender: socket.socket, limits: Limits) -> socket.socket:
    """The control socket of a twin, as soon as there is one."""
    return ask(lender, {"limits": asdict(limits)}, [])


def ask(lender: socket.socket, what: dict[str, Any], fds: list[int]) -> socket.socket:
    """Ask the server for a process; return where it answers."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        socket.send_fds(lender, [json.dumps(what).encode()], [theirs.fileno(), *fds])
    return ours


class Worker:
    """A grading process, with what a pool does to one: as `subprocess.Popen`."""

    def __init__(
        self, lender: socket.socket, command: list[str], fds: list[int], env: dict[str, str]
    ) -> None:
        _, root, unsafe, only, _, _, *words = command[command.index(WORKER) + 1 :]
        told = [root, bool(unsafe), only, [bool(word) for word in words]]
        asked = {"worker": told, "environment": env, "folder": os.getcwd()}
        connection, *offered = fds
        with open(os.devnull) as nothing, ExitStack() as stack:
            if not offered:  # the only one of its pool; it would warm up a sandbox of its own
                own = stack.enter_context(twin(lender, Course.load(Path(root)).limits))
                offered = [own.fileno()]
            streams = [nothing.fileno(), 1, 2]
            self._reply = ask(lender, asked, [*streams, connection, *offered])
        self.pid = int(self._reply.recv(BLOCK))
        self._process = os.pidfd_open(self.pid)
        self.returncode: int | None = None

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._process, signal.SIGKILL)

    def poll(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            return self.wait(0)
        return None

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not select.select([self._reply], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("worker", timeout or 0)
            self.returncode = int(self._reply.recv(BLOCK) or -signal.SIGKILL)
        return self.returncode
