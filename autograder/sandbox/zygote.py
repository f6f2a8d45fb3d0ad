"""The warm interpreter: it imports everything once, and forks a jailed child for each submission.

Run as ``python -m autograder.sandbox.zygote`` by the launcher, with the control socket as its
standard input. Two processes: a guard, which sees that nothing outlives the worker, and the zygote
proper, which is pid 1 of its own pid namespace. The zygote never runs a student's code.
"""

from __future__ import annotations

import gc
import importlib
import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from autograder.records import Limits
from autograder.sandbox import fonts, libc, limits, watchdog
from autograder.sandbox.bwrap import ColdJail
from autograder.sandbox.child_setup import FAILED, keep_only, set_environment
from autograder.sandbox.jail import FullJail, Jail, OpenJail, ReducedJail
from autograder.sandbox.protocol import (
    LONGEST_REASON,
    NO_FD,
    READY,
    Ending,
    Guest,
    Hello,
    receive,
    send,
)

WATCH_MS: Final = 50
_GARBAGE = 5_000  # objects before Python looks for cycles: often enough for figures
_PACKAGE = Path(__file__).resolve().parent.parent
_ORDERLY_SECONDS = 1.0


def main() -> None:
    """Start the jail's outer half, and fork the zygote."""
    gc.disable()  # nothing that is imported goes away again; a child may collect its own
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us: what a child does with it
    control = socket.socket(fileno=os.dup(0))
    hello = Hello.from_json(receive(control)[0])
    jail, font_lists = _jail(hello), fonts.kept_lists()
    worker = _watch_worker(hello.worker)
    try:
        jail.leave()
    except OSError as error:
        send(control, {"unavailable": str(error)})
        return
    pid = os.fork()
    if pid:
        control.close()
        _guard(worker, pid)
        jail.clean_up()
        os._exit(0)
    os.close(worker)
    nothing = os.open("/dev/null", os.O_RDWR)
    os.dup2(nothing, 0)  # it was the control socket, of which a twin must not keep a copy
    os.close(nothing)
    libc.prctl(libc.PR_SET_PDEATHSIG, signal.SIGKILL)  # the guard has one thread: it ends or lives
    zygote = Zygote(control, hello, jail, font_lists)
    try:
        with suppress(EOFError, ConnectionError):  # the worker is gone
            zygote.run()
    finally:
        zygote.close()
    os._exit(0)


def _jail(hello: Hello) -> Jail:
    if hello.tier == "cold":
        return ColdJail(hello.limits, hello.guest)
    if hello.tier == "full":
        return FullJail(hello.limits)
    return (ReducedJail if hello.tier == "reduced" else OpenJail)(hello.limits)


def _watch_worker(pid: int) -> int:
    """A descriptor that becomes readable when the worker, with all its threads, is gone."""
    worker = os.pidfd_open(pid)
    if os.getppid() != pid:  # it ended before we looked
        sys.exit(FAILED)
    return worker


def _guard(worker: int, pid: int) -> None:
    zygote = os.pidfd_open(pid)
    os.close(0)
    select.select([worker, zygote], [], [])
    select.select([zygote], [], [], _ORDERLY_SECONDS)  # it has noticed too, and is tidying up
    os.kill(pid, signal.SIGKILL)  # not waited for yet, so the number is still its own
    os.waitpid(pid, 0)


class Zygote:
    """Forks children when the launcher asks, and watches the one that lives."""

    def __init__(
        self, control: socket.socket, hello: Hello, jail: Jail, font_lists: dict[str, bytes]
    ) -> None:
        self._control, self._hello, self._jail = control, hello, jail
        self._font_lists, self._limits = font_lists, hello.limits
        self._child = 0
        self._child_fd = -1
        self._over_memory = False
        self._crowded = False
        self._twins: list[int] = []
        self._ending: Ending | None = None
        self._serve: Callable[[socket.socket, Limits], None] = lambda sock, limits: None

    def run(self) -> None:
        """Warm up, send ``ready``, and serve; EOFError when the launcher hangs up."""
        guest = self._hello.guest
        lent = _needed_for_import(guest or Guest())
        try:
            home = self._jail.build(lent)
            set_environment(home)
            if guest is not None:
                fonts.lay(self._font_lists, home)
            self._rehearse()
        except OSError as error:
            with suppress(OSError):
                self._jail.seal(())  # removes what it made on a real disk
            send(self._control, {"unavailable": str(error)})
            return
        if guest is not None and self._jail.warm:
            self._serve = _warm(guest, self._limits).serve
        if guest is None or guest.rehearse:  # it takes longer than it spares a few children
            gc.collect()
        gc.freeze()  # collecting would touch, and so copy, the pages that children share with us
        self._jail.seal(self._hello.hide)
        send(self._control, {"ready": True})
        while True:
            self._step()

    def close(self) -> None:
        """End the child that lives, and leave no files."""
        if self._child:
            self._finish(stop=True)

    def _rehearse(self) -> None:
        """Close a child in and let it go, so that what this machine refuses is known now."""
        ours, theirs = socket.socketpair()
        with ours:
            self._fork(theirs)
            said = ours.recv(LONGEST_REASON)
        self._finish(stop=False)
        if said != READY:
            raise OSError(said.decode(errors="replace").strip() or "the child ended at once")

    def _step(self) -> None:
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        if self._child:
            poll.register(self._child_fd, select.POLLIN)
        ready = {fd for fd, _ in poll.poll(WATCH_MS if self._child else None)}
        if self._child_fd in ready:
            self._finish(stop=False)
        elif self._child:
            self._watch_memory()
        if self._control.fileno() in ready:
            message, fd = receive(self._control)
            self._answer(message, None if fd == NO_FD else socket.socket(fileno=fd))

    def _answer(self, message: dict[str, Any], passed: socket.socket | None) -> None:
        if self._child:
            if message.get("gone"):  # its sockets close a moment before it has ended
                select.select([self._child_fd], [], [], _ORDERLY_SECONDS)
            self._finish(stop=True)
        if message["ask"] == "spawn" and passed is not None:
            self._fork(passed)
            send(self._control, {"spawned": True})
        elif message["ask"] == "twin" and passed is not None:
            self._twin(passed)
        else:
            ending = self._ending or Ending("killed", "there was no process")
            send(self._control, asdict(ending))

    def _twin(self, control: socket.socket) -> None:
        """Fork a zygote that serves another worker, from ``control``: it goes on in our loop.

        It ends when that worker hangs up, and with us: the kernel ends all below our pid namespace.
        """
        self._twins = [pid for pid in self._twins if os.waitpid(pid, os.WNOHANG) == (0, 0)]
        try:
            pid = self._jail.twin()
        except OSError as error:
            control.close()
            send(self._control, {"unavailable": str(error)})
            return
        if pid == 0:
            self._control.close()
            self._control, self._twins = control, []
            self._rehearse()
            myself = os.pidfd_open(os.getpid())  # its worker knows no number to end it by
            send(self._control, {"ready": True}, myself)
            os.close(myself)
            return
        control.close()
        self._twins.append(pid)
        send(self._control, {"twin": True})

    def _fork(self, sock: socket.socket) -> None:
        self._ending = None
        self._over_memory = self._crowded = False
        pid = self._jail.fork()
        if pid == 0:
            self._become_child(sock)
        sock.close()
        self._child = pid
        self._child_fd = os.pidfd_open(pid)

    def _become_child(self, sock: socket.socket) -> None:
        """Close the jail and serve; never returns, whatever happens."""
        try:
            channel = keep_only(sock)
            try:
                set_environment(self._jail.close())
            except OSError as error:
                channel.sendall(f"{error}\n".encode())
                os._exit(FAILED)
            channel.sendall(READY)
            gc.set_threshold(_GARBAGE)
            gc.enable()
            self._serve(channel, self._limits)
            os._exit(0)
        finally:
            os._exit(FAILED)

    def _watch_memory(self) -> None:
        total = self._limits.total_memory_mb * libc.MB
        members = self._jail.members(self._child)
        self._crowded |= len(members) > watchdog.NO_CROWD  # also one that leaves before the end
        if watchdog.over(members, total):
            self._over_memory = True
            self._finish(stop=True)

    def _finish(self, *, stop: bool) -> None:
        """Stop the child if it lives, wait for it, and keep why it ended."""
        if not stop:
            select.select([self._child_fd], [], [])
        ended_alone = bool(select.select([self._child_fd], [], [], 0)[0])
        ran, waited = watchdog.times(self._jail.members(self._child))
        self._jail.stop(self._child)
        _, status, usage = os.wait4(self._child, 0)
        os.close(self._child_fd)
        self._child, self._child_fd = 0, -1
        self._jail.tidy()
        cpu = usage.ru_utime + usage.ru_stime
        why = self._why(self._jail.exit_code(status), ended_alone, cpu)
        waited = 0.0 if self._crowded else waited
        self._ending = replace(why, ran_seconds=max(ran, cpu), waited_seconds=waited)

    def _why(self, code: int, ended_alone: bool, cpu: float) -> Ending:
        if self._over_memory:
            return Ending("memory", f"{self._limits.total_memory_mb} MB in total")
        if not ended_alone:
            return Ending("killed", "ended by the grader")
        if code >= 0:
            return Ending("ended", f"exit status {code}")
        name = signal.Signals(-code).name
        if code != -signal.SIGKILL:
            return Ending("crashed", name)
        if cpu >= limits.cpu_seconds(self._limits) - 1:
            return Ending("killed", f"{cpu:.0f} s of processor time")
        return Ending("memory", "ended by the kernel, short of memory")  # it cannot kill itself


def _needed_for_import(guest: Guest) -> tuple[str, ...]:
    """What the zygote may import of ours: the sandbox and records, nothing that knows an answer."""
    ours = (_PACKAGE / "__init__.py", _PACKAGE / "records.py", _PACKAGE / "sandbox")
    return (*map(str, ours), *([guest.folder] if guest.folder else []))


def _warm(guest: Guest, what: Limits) -> ModuleType:
    if guest.folder:
        sys.path.insert(0, guest.folder)
    module = importlib.import_module(guest.module)
    (module.warm_up if guest.rehearse else module.prepare)(what)
    if guest.cells:
        module.read_ahead(guest.cells)
    if guest.folder:
        sys.path.remove(guest.folder)
    if threading.active_count() != 1 or len(list(Path("/proc/self/task").iterdir())) != 1:
        raise RuntimeError("the warm-up left a thread behind, which a fork would lose")
    return module


if __name__ == "__main__":
    main()
