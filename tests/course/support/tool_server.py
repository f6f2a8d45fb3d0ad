"""A program that has imported a tool, and runs it again and again, each time in a fork of itself.

    python tool_server.py course    (or nbgrader), with a control socket as its standard input

What is asked for comes by that socket, with four descriptors: where to reply, and the three
standard streams; or with one, by somebody who only borrows. A fork is a process as the shell would
start it, but for what is imported. It ends as a program does. What a grading run would start is
lent to it: twins of one warm zygote (autograder/sandbox), and grading processes that are forks.
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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import borrowing  # beside this program

MAINS = {"course": "autograder.cli", "nbgrader": "nbgrader.apps.nbgraderapp"}
# Imported where they are needed only: what runs students' code, or is another program's.
LEFT_OUT = (
    "autograder.sandbox",
    "autograder.cluster",
    "autograder.grading.worker",
    "autograder.nbgrader_plugins",
)
ALSO = {"course": ("autograder.sandbox.shared_zygote",), "nbgrader": ("nbgrader.apps",)}
LONGEST, FDS = 256 * 1024, 8  # of a message
BORROWER = "one who borrows"  # and needs no process


@dataclass(frozen=True)
class Job:
    """What a fork is to be, with the descriptors that came, and where to borrow."""

    asked: dict[str, Any]
    fds: list[int]
    lender: socket.socket | None


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
        self._ends: dict[int, Callable[[], Job | None]] = {}  # what to do with a readable one
        self._zygotes: dict[Any, Any] = {}
        self._open = True
        self._when(control.fileno(), self._asked)

    def serve(self) -> Job | None:
        """Return what to do in each fork, and None when nobody will ask for anything any more."""
        while self._open:
            for fd, _ in self._poll.poll():
                if job := self._ends[fd]():
                    return job
        return None

    def close(self) -> None:
        """End the zygotes."""
        for zygote in self._zygotes.values():
            zygote.stop()

    def _when(self, fd: int, what: Callable[[], Job | None]) -> None:
        self._ends[fd] = what
        self._poll.register(fd, select.POLLIN)

    def _forget(self, fd: int) -> None:
        self._poll.unregister(fd)
        del self._ends[fd]

    def _asked(self) -> Job | None:
        data, fds, _, _ = socket.recv_fds(self._control, LONGEST, FDS)
        if not data:
            self._open = False
            return None
        if json.loads(data) == BORROWER:
            borrower = socket.socket(fileno=fds[0])
            self._when(borrower.fileno(), lambda: self._lend(borrower))
            return None
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        reply = socket.socket(fileno=fds[0])
        job = self._fork(json.loads(data), fds[1:], reply, theirs)
        if job is None:
            self._when(ours.fileno(), lambda: self._lend(ours))
        return job

    def _fork(
        self, asked: Any, fds: list[int], reply: socket.socket, lender: socket.socket | None = None
    ) -> Job | None:
        pid = os.fork()
        if pid == 0:
            self._control.close()
            reply.close()
            return Job(asked, fds, lender)
        for fd in fds:
            os.close(fd)
        if lender is not None:
            lender.close()
        with suppress(OSError):  # who asked may have been ended meanwhile
            reply.send(str(pid).encode())
        process = os.pidfd_open(pid)
        self._when(process, lambda: self._ended(pid, process, reply))
        return None

    def _ended(self, pid: int, process: int, reply: socket.socket) -> None:
        self._forget(process)
        os.close(process)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        with reply, suppress(OSError):  # nobody waits any more
            reply.send(str(code).encode())

    def _lend(self, borrower: socket.socket) -> Job | None:
        data, fds, _, _ = socket.recv_fds(borrower, LONGEST, FDS)
        if not data:
            self._forget(borrower.fileno())
            borrower.close()
            return None
        asked = json.loads(data)
        first = socket.socket(fileno=fds[0])
        if "limits" in asked:
            return self._twin(asked["limits"], first)
        return self._fork(asked, fds[1:], first)

    def _twin(self, told: dict[str, Any], twin: socket.socket) -> None:
        """Have a zygote with these limits fork a twin, which serves this socket."""
        from autograder.records import Limits
        from autograder.sandbox import SandboxError
        from autograder.sandbox.shared_zygote import TIER
        from autograder.sandbox.zygote_client import Guest, Unavailable, ZygoteProcess

        limits = Limits(**told)
        with twin, suppress(SandboxError, Unavailable):
            if limits not in self._zygotes:
                self._zygotes[limits] = ZygoteProcess(TIER, limits, Guest()).wait_until_ready()
            self._zygotes[limits].ask({"ask": "twin"}, pass_on=twin)


def become(job: Job) -> None:
    """Be the process that was asked for; its streams come first."""
    for number, fd in enumerate(job.fds[:3]):
        os.dup2(fd, number)
        os.close(fd)
    os.environ.clear()
    os.environ.update(job.asked["environment"])
    time.tzset()
    os.chdir(job.asked["folder"])


def grade_for(job: Job) -> None:
    """Be a grading process; see autograder/grading/worker.py."""
    from multiprocessing.connection import Connection

    from autograder.grading import worker

    root, unsafe, only, words = job.asked["worker"]
    connection, *offered = job.fds[3:]
    twin = socket.socket(fileno=offered[0]) if offered else None
    no_driver = 0  # that it might have to see: its parent is the server
    worker.serve(Connection(connection), Path(root), unsafe, only, twin, no_driver, *words)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def main() -> Any:
    """Serve; in a fork, be the tool."""
    tool = sys.argv[1]
    sys.path[0] = str(Path(sys.executable).parent)  # as for the program itself
    run = load(tool)
    gc.collect()
    gc.freeze()
    control = socket.socket(fileno=os.dup(0))
    os.set_inheritable(control.fileno(), False)
    server = Server(control)
    job = server.serve()
    if job is None:
        return server.close()
    become(job)
    if "worker" in job.asked:
        return grade_for(job)
    sys.argv = job.asked["command"]
    if job.lender and (tool == "course" or "autograde" in sys.argv[1:2]):
        borrowing.borrow_from(job.lender)
    return run()


if __name__ == "__main__":
    sys.exit(main())
