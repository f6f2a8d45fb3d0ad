"""User and pid namespaces: who a process is, and whom it can see."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from autograder.sandbox import libc

NOBODY: Final = 65534  # whom the student's code runs as, when the grader is root


def student_id() -> int:
    """The user id that the student's code gets: an unprivileged one, also when we are root."""
    mine = os.geteuid()
    if mine == 0 and _has_id(NOBODY):
        return NOBODY
    return mine  # root of a container that knows no other user is not root outside


def _has_id(wanted: int) -> bool:
    for line in Path("/proc/self/uid_map").read_text().splitlines():
        first, _, count = (int(field) for field in line.split())
        if first <= wanted < first + count:
            return True
    return False


def enter_user_namespace(also: int | None = None) -> None:
    """Enter a user namespace of our own, with all capabilities inside it and none outside.

    Inside exist our own user and ``also``, under their usual numbers.
    """
    uid, gid = os.geteuid(), os.getegid()
    if also is None or also == uid:
        libc.unshare(libc.CLONE_NEWUSER)
        _write_maps("self", uid, gid, None)
        return
    # several users can only be mapped by someone who stayed outside
    me = os.getpid()
    wait, go = os.pipe()
    helper = os.fork()
    if helper == 0:
        os.close(go)
        os.read(wait, 1)
        _exit_after_writing(str(me), uid, gid, also)
    os.close(wait)
    try:
        libc.unshare(libc.CLONE_NEWUSER)
    finally:
        os.close(go)
        status = os.waitstatus_to_exitcode(os.waitpid(helper, 0)[1])
    if status:
        raise OSError(status, f"writing the user map: {os.strerror(status)}")


def _exit_after_writing(pid: str, uid: int, gid: int, also: int) -> None:
    try:
        _write_maps(pid, uid, gid, also)
    except OSError as error:
        os._exit(error.errno or 1)
    os._exit(0)


def _write_maps(pid: str, uid: int, gid: int, also: int | None) -> None:
    more = "" if also is None else f"\n{also} {also} 1"
    for name, text in (
        ("setgroups", "deny" if also is None else "allow"),
        ("uid_map", f"{uid} {uid} 1{more}"),
        ("gid_map", f"{gid} {gid} 1{more}"),
    ):
        fd = os.open(f"/proc/{pid}/{name}", os.O_WRONLY)  # one write, as the kernel asks
        try:
            os.write(fd, text.encode())
        finally:
            os.close(fd)


def become(uid: int, *, keep: int | None = None) -> None:
    """Drop root for good, but for the capability ``keep``; an ordinary user stays who they are."""
    if os.geteuid() == uid:
        return
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    libc.prctl(libc.PR_SET_KEEPCAPS, int(keep is not None))
    os.setresuid(uid, uid, uid)
    if keep is not None:
        libc.set_capabilities(1 << keep)
    libc.prctl(libc.PR_SET_DUMPABLE, 1)  # otherwise /proc/self belongs to root from now on


def own_pid_namespace() -> int:
    """A descriptor of the pid namespace that we live in."""
    return os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)


def fork_as_init(home: int) -> int:
    """Fork a child that is pid 1 of a new pid namespace: when it ends, so do all below."""
    libc.unshare(libc.CLONE_NEWPID)
    pid = -1
    try:
        pid = os.fork()
    finally:
        if pid != 0:  # also when there was no fork: the next child gets a namespace of its own
            libc.setns(home, libc.CLONE_NEWPID)
    return pid
