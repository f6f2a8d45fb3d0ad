"""Closes descriptors and clears the environment of a process, before it runs a student's code."""

from __future__ import annotations

import os
import socket
import sys
import tempfile

from autograder.sandbox import libc, private_root
from autograder.sandbox.commands import OFFLINE

CHANNEL = 3  # the one descriptor that a child has besides 0, 1 and 2
FAILED = 70  # EX_SOFTWARE: the exit status of a child that could not be closed in
# one thread: threads are lost in a fork, and sums come out the same on every machine
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


def keep_only(sock: socket.socket) -> socket.socket:
    """Close every descriptor but the channel; 0, 1 and 2 lead nowhere.

    So do the numbers of those that were open: what was made before the fork, as a font that a
    cache lets go, may close its number once more, and that must be no file of the child's.
    """
    os.setsid()
    os.chdir("/")
    if sock.fileno() != CHANNEL:
        os.dup2(sock.fileno(), CHANNEL)
        sock.detach()
        sock = socket.socket(fileno=CHANNEL)
    os.set_inheritable(CHANNEL, False)
    held = _numbers_above(CHANNEL)
    libc.close_from(CHANNEL + 1)
    nothing = os.open("/dev/null", os.O_RDWR)
    for fd in {0, 1, 2, *held} - {nothing}:
        os.dup2(nothing, fd, inheritable=fd < CHANNEL)
    if nothing not in held:
        os.close(nothing)
    return sock


def _numbers_above(last: int) -> list[int]:
    try:
        names = os.listdir("/proc/self/fd")  # noqa: PTH208 - names only
    except OSError:  # without /proc nothing is known, and all are closed
        return []
    return [int(name) for name in names if int(name) > last]


def set_environment(home: str) -> None:
    """An environment that says where to write, and nothing about this machine."""
    temporary = private_root.TMP if home == private_root.HOME else home
    tempfile.tempdir = None  # Python remembers where it last found room for temporary files
    os.environ.clear()
    os.environ.update(
        HOME=home,
        TMPDIR=temporary,
        PATH=f"{sys.prefix}/bin:/usr/bin:/bin",
        LANG="C.UTF-8",
        **OFFLINE,
        **dict.fromkeys(ONE_THREAD, "1"),
    )
    os.chdir(home)
