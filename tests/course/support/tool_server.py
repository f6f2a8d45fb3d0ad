"""A program that has imported a tool, and runs it again and again, each time in a fork of itself.

    python tool_server.py course    (or nbgrader), with a control socket as its standard input

What is asked for comes by that socket, with four descriptors: where to reply, and the three
standard streams. A fork is a process as the shell would start it, but for what is imported. It
ends as a program does. One warm zygote (autograder/sandbox) serves the drivers of all forks, which
would start one each.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import select
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

MAINS = {"course": "autograder.cli", "nbgrader": "nbgrader.apps.nbgraderapp"}
# Imported where they are needed only: what runs students' code, or is another program's.
LEFT_OUT = (
    "autograder.sandbox",
    "autograder.cluster",
    "autograder.grading.worker",
    "autograder.nbgrader_plugins",
)
ALSO = {"course": ("autograder.sandbox.shared_zygote",), "nbgrader": ("nbgrader.apps",)}
LONGEST = 256 * 1024


def load(tool: str) -> Callable[[], Any]:
    """Import all that the tool may need; return its main function."""
    main = importlib.import_module(MAINS[tool]).main
    package = importlib.import_module(MAINS[tool].partition(".")[0])
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        left_out = found.name.startswith(LEFT_OUT) or ".tests" in found.name
        if not left_out and not found.name.endswith("__main__"):
            with suppress(ImportError):  # what needs a package that is not installed
                importlib.import_module(found.name)
    for name in ALSO[tool]:
        importlib.import_module(name)
    return main


class Server:
    """Forks; tells the exit codes; lends zygotes."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)
        self._ends: dict[int, Callable[[], None]] = {}  # what to do when a descriptor is readable
        self._zygotes: dict[Any, Any] = {}

    def serve(self) -> tuple[dict[str, Any], list[int], socket.socket] | None:
        """Return what to run, with its streams and the way to borrow a zygote, in a fork each time.

        Return None when nobody will ask for anything any more.
        """
        while True:
            for fd, _ in self._poll.poll():
                if fd != self._control.fileno():
                    self._ends[fd]()
                    continue
                data, fds, _, _ = socket.recv_fds(self._control, LONGEST, 4)
                if not data:
                    return None
                if job := self._fork(json.loads(data), socket.socket(fileno=fds[0]), fds[1:]):
                    return job

    def close(self) -> None:
        for zygote in self._zygotes.values():
            zygote.stop()

    def _fork(self, job: dict[str, Any], reply: socket.socket, streams: list[int]) -> Any:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        pid = os.fork()
        if pid == 0:
            for one in (self._control, ours, reply):
                one.close()
            return job, streams, theirs
        theirs.close()
        for fd in streams:
            os.close(fd)
        reply.send(str(pid).encode())
        process = os.pidfd_open(pid)
        self._when(process, lambda: self._ended(pid, process, reply))
        self._when(ours.fileno(), lambda: self._lend(ours))
        return None

    def _when(self, fd: int, what: Callable[[], None]) -> None:
        self._ends[fd] = what
        self._poll.register(fd, select.POLLIN)

    def _forget(self, fd: int) -> None:
        self._poll.unregister(fd)
        del self._ends[fd]

    def _ended(self, pid: int, process: int, reply: socket.socket) -> None:
        self._forget(process)
        os.close(process)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        with reply, suppress(OSError):  # nobody waits any more
            reply.send(str(code).encode())

    def _lend(self, borrower: socket.socket) -> None:
        """Have a zygote with these limits fork a twin, which serves the socket that came."""
        from autograder.records import Limits
        from autograder.sandbox import SandboxError
        from autograder.sandbox.shared_zygote import TIER
        from autograder.sandbox.zygote_client import Guest, Unavailable, ZygoteProcess

        data, fds, _, _ = socket.recv_fds(borrower, LONGEST, 1)
        if not data:
            self._forget(borrower.fileno())
            borrower.close()
            return
        limits = Limits(**json.loads(data))
        with socket.socket(fileno=fds[0]) as twin, suppress(SandboxError, Unavailable):
            if limits not in self._zygotes:
                self._zygotes[limits] = ZygoteProcess(TIER, limits, Guest()).wait_until_ready()
            self._zygotes[limits].ask({"ask": "twin"}, pass_on=twin)


def become(job: dict[str, Any], streams: list[int]) -> None:
    """Be the process that was asked for."""
    for number, fd in enumerate(streams):
        os.dup2(fd, number)
        os.close(fd)
    os.environ.clear()
    os.environ.update(job["environment"])
    time.tzset()
    os.chdir(job["folder"])
    sys.argv = job["command"]


def borrow_from(lender: socket.socket) -> None:
    """Let the pool of this process take a twin of the server's zygote for its first one."""
    from dataclasses import asdict

    from autograder.records import Limits
    from autograder.sandbox import shared_zygote

    class Borrowed(shared_zygote.Twin):
        def __init__(self, tier: str, limits: Limits, guest: object) -> None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                socket.send_fds(lender, [json.dumps(asdict(limits)).encode()], [theirs.fileno()])
            self._waits_at = ours

        def wait_until_ready(self) -> Borrowed:
            super().__init__(self._waits_at)
            return self

        def stop(self, patience: float | None = None) -> None:
            if hasattr(self, "_control"):
                super().stop()
            else:
                self._waits_at.close()

    shared_zygote.ZygoteProcess = Borrowed  # type: ignore[misc,assignment]


def main() -> Any:
    tool = sys.argv[1]
    sys.path[0] = str(Path(sys.executable).parent)  # as for the program itself
    run = load(tool)
    gc.collect()
    gc.freeze()
    server = Server(socket.socket(fileno=os.dup(0)))
    os.set_inheritable(server._control.fileno(), False)
    asked = server.serve()
    if asked is None:
        return server.close()
    job, streams, lender = asked
    become(job, streams)
    if tool == "course":
        borrow_from(lender)
    return run()


if __name__ == "__main__":
    sys.exit(main())
