"""What bubblewrap starts in the cold jail: imports, warms up, gives up everything, then serves."""

from __future__ import annotations

import importlib
import json
import os
import platform
import shutil
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.records import Limits
from autograder.sandbox import landlock, libc, limits, namespaces, private_root, seccomp
from autograder.sandbox.bwrap import ORDER, OURS
from autograder.sandbox.child_setup import CHANNEL, FAILED, keep_only, set_environment
from autograder.sandbox.protocol import READY

_SCRATCH = f"{private_root.TMP}/warm-up"


def main() -> None:
    """Never returns; what fails before the first word on the channel is that word."""
    try:
        with os.fdopen(ORDER) as file:
            order = json.load(file)
        channel = keep_only(socket.socket(fileno=CHANNEL))
        try:
            what = Limits(**order["limits"])
            guest = _warm(order["guest"], what)
            _close(what, order)
        except BaseException as error:
            channel.sendall(f"{type(error).__name__}: {error}\n".encode())
            os._exit(FAILED)
        channel.sendall(READY)
        if guest is not None:
            guest.serve(channel, what)
        os._exit(0)
    finally:
        os._exit(FAILED)


def _warm(guest: str | None, what: Limits) -> ModuleType | None:
    """Import the guest; its warm-up leaves no file, and our folders leave the path."""
    if guest is None:
        return None
    Path(_SCRATCH).mkdir()
    set_environment(_SCRATCH)
    module = importlib.import_module(guest)
    getattr(module, "prepare", module.warm_up)(what)
    os.chdir("/")
    shutil.rmtree(_SCRATCH)
    sys.path.remove(OURS)
    return module


def _close(what: Limits, order: dict[str, Any]) -> None:
    """Close the doors that bubblewrap leaves open, outermost first."""
    namespaces.become(order["student"])
    alone = not _counted_alone(order["user_namespace"])
    # both undo what bubblewrap asked for, and hide /proc/self from the watchdog
    libc.prctl(libc.PR_SET_PDEATHSIG, signal.SIGKILL)
    libc.prctl(libc.PR_SET_DUMPABLE, 1)
    limits.apply(what, count_processes=not alone)
    libc.drop_capabilities()
    libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
    if landlock.abi():
        shown = (*private_root.SYSTEM, *private_root.python_folders(), *private_root.DEVICES)
        readable = [path for path in (*shown, "/proc", "/etc/passwd") if Path(path).exists()]
        landlock.restrict(readable, [private_root.HOME, private_root.TMP, "/dev/null"])
    pid = os.getpid() if alone else None
    seccomp.install(seccomp.assemble(platform.machine(), alone=pid))
    set_environment(private_root.HOME)


def _counted_alone(outside: int) -> bool:
    """Whether our processes are counted apart from all others of this user.

    They are in a user namespace of our own; a setuid bubblewrap makes none, and without one the
    child may not start any process.
    """
    if Path("/proc/self/ns/user").stat().st_ino != outside:
        return True
    with suppress(OSError):
        namespaces.enter_user_namespace()
        return True
    return False
