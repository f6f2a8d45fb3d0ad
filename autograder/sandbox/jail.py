"""The ways to close a child in: full, reduced and none; the cold one is in `bwrap`."""

from __future__ import annotations

import math
import os
import platform
import shutil
import signal
import tempfile
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path
from typing import Final

from autograder.records import Limits
from autograder.sandbox import landlock, libc, limits, namespaces, private_root, rmtree, seccomp

_NO_TWIN: Final = 69  # EX_UNAVAILABLE
_TIDY_SECONDS: Final = 3.0  # the launcher waits meanwhile; what is left then has to wait


class Jail(ABC):
    """Called in this order: leave, build, seal; then for each child: fork, close, stop, tidy.

    What this machine refuses raises OSError.
    """

    warm = True  # whether children are forked from a warm interpreter, or warm up by themselves

    def __init__(self, what: Limits) -> None:
        self._limits = what

    def twin(self) -> int:
        """In the zygote: os.fork for another zygote; OSError where two would see each other."""
        raise OSError("only the full sandbox can be shared")

    @abstractmethod
    def leave(self) -> None:
        """Called in the guard before it forks the zygote: enter new namespaces."""

    @abstractmethod
    def build(self, lend: tuple[str, ...]) -> str:
        """In the zygote: see only what children may see, and ``lend``; gives the home folder."""

    @abstractmethod
    def seal(self, hide: tuple[str, ...]) -> None:
        """In the zygote, after the warm-up: take back what was lent, and cover ``hide``."""

    def fork(self) -> int:
        """os.fork for a new child."""
        return os.fork()

    @abstractmethod
    def close(self) -> str:
        """In the child: give up everything, outermost first; gives the home folder."""

    @abstractmethod
    def members(self, child: int) -> list[int]:
        """Every process that belongs to the live child."""

    @abstractmethod
    def stop(self, child: int) -> None:
        """End a child that has not been waited for, and all that it started."""

    def exit_code(self, status: int) -> int:
        """What the status of a child that was waited for means; negative for a signal."""
        return os.waitstatus_to_exitcode(status)

    def tidy(self) -> None:  # noqa: B027 - mounts of a child's own are gone with it
        """In the zygote, when a child is gone: remove what it left behind."""

    def clean_up(self) -> None:  # noqa: B027
        """In the guard, when the zygote is gone: remove what it had no time to."""


class FullJail(Jail):
    """Own user, processes, files, network and IPC; limits; no capabilities; Landlock; seccomp."""

    def __init__(self, what: Limits) -> None:
        super().__init__(what)
        self._student = namespaces.student_id()
        self._filter = seccomp.assemble(platform.machine())
        self._root = private_root.PrivateRoot(what.disk_mb)
        self._home_namespace = -1

    def twin(self) -> int:
        """A zygote that is pid 1 of its own namespace, and shares none that processes talk by."""
        pid = self.fork()
        if pid == 0:
            try:
                self._part()
            except BaseException:
                os._exit(_NO_TWIN)  # who waits for it sees the end, and starts its own
        return pid

    def _part(self) -> None:
        libc.unshare(libc.CLONE_NEWNS | libc.CLONE_NEWNET | libc.CLONE_NEWIPC | libc.CLONE_NEWUTS)
        private_root.mount_proc()
        others, self._home_namespace = self._home_namespace, namespaces.own_pid_namespace()
        os.close(others)

    def leave(self) -> None:
        """Enter a user namespace; the next child will be pid 1 of a pid namespace."""
        namespaces.enter_user_namespace(also=self._student)
        libc.unshare(libc.CLONE_NEWPID)

    def build(self, lend: tuple[str, ...]) -> str:
        """A root with Python and ``lend`` on it."""
        libc.unshare(
            libc.CLONE_NEWNS | libc.CLONE_NEWNET | libc.CLONE_NEWUTS | libc.CLONE_NEWCGROUP
        )
        self._root.build(lend)
        self._home_namespace = namespaces.own_pid_namespace()
        return private_root.HOME

    def seal(self, hide: tuple[str, ...]) -> None:
        """Take back what was lent."""
        self._root.seal(hide)

    def fork(self) -> int:
        """A child that is pid 1 of its own namespace."""
        return namespaces.fork_as_init(self._home_namespace)

    def close(self) -> str:
        """Close every door, outermost first."""
        libc.unshare(libc.CLONE_NEWNS | libc.CLONE_NEWIPC)  # the network stays the zygote's: none
        self._root.fresh_folders(self._student)
        private_root.mount_proc()
        namespaces.become(self._student)
        # a user namespace of its own: no power over the mounts above, and its own process count
        namespaces.enter_user_namespace()
        limits.apply(self._limits, count_processes=True)
        libc.drop_capabilities()
        libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
        if landlock.abi():
            landlock.restrict(["/"], [private_root.HOME, private_root.TMP, "/dev/null"])
        seccomp.install(self._filter)
        return private_root.HOME

    def members(self, child: int) -> list[int]:
        """All that the zygote's own /proc shows but the zygote, which is pid 1."""
        names = os.listdir("/proc")  # noqa: PTH208 - names only, every 50 ms
        return [int(name) for name in names if name.isdigit() and name != "1"]

    def stop(self, child: int) -> None:
        """The child is pid 1 of its namespace, so the kernel ends the others."""
        os.kill(child, signal.SIGKILL)


def _removed(folder: str, until: float = math.inf) -> bool:
    """Remove a folder that may be gone already; False when the time was too short for it."""
    with suppress(OSError):
        return rmtree.remove(Path(folder), until)
    return True


def _end_with_zygote() -> None:
    """Ask the kernel for it, where there is no pid namespace; a change of user would undo this."""
    libc.prctl(libc.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() == 1:
        raise OSError("the zygote ended before")


class OpenJail(Jail):
    """No jail: limits on memory, time and files only. For ``unsafe=True``."""

    def __init__(self, what: Limits) -> None:
        super().__init__(what)
        self._parent = ""
        self._scratch = ""
        self._home = ""
        self._left: list[str] = []  # folders of children that are gone

    def leave(self) -> None:
        """There is nothing to leave; make the folder for the folders of the children."""
        self._parent = tempfile.mkdtemp(prefix=f"students-{os.getpid()}-")  # whose it is
        Path(self._parent).chmod(0o711)  # a child may be another user

    def build(self, lend: tuple[str, ...]) -> str:
        """A folder for the warm-up's own files."""
        self._scratch = tempfile.mkdtemp(prefix="student-", dir=self._parent)
        return self._scratch

    def seal(self, hide: tuple[str, ...]) -> None:
        """Remove the warm-up's files."""
        os.chdir("/")
        shutil.rmtree(self._scratch, ignore_errors=True)

    def fork(self) -> int:
        """A child with a folder of its own."""
        self._home = tempfile.mkdtemp(prefix="student-", dir=self._parent)
        return os.fork()

    def close(self) -> str:
        """Set the limits."""
        _end_with_zygote()
        limits.apply(self._limits, count_processes=False)
        return self._home

    def members(self, child: int) -> list[int]:
        """The child alone."""
        return [child]

    def stop(self, child: int) -> None:
        """The child and its process group."""
        os.kill(child, signal.SIGKILL)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)  # no group yet if it has only just started

    def tidy(self) -> None:
        """Remove the child's folder, or a part of it: a million files take longer than a child."""
        self._left.append(self._home)
        until = time.monotonic() + _TIDY_SECONDS
        while self._left and _removed(self._left[0], until):
            self._left.pop(0)

    def clean_up(self) -> None:
        """Remove the folder for the folders; for what takes long, a process of its own stays."""
        if not _removed(self._parent, time.monotonic() + _TIDY_SECONDS) and os.fork() == 0:
            _removed(self._parent)


class ReducedJail(OpenJail):
    """Without user namespaces: Landlock, seccomp and limits; one process, which cannot fork."""

    def __init__(self, what: Limits) -> None:
        super().__init__(what)
        self._student = namespaces.student_id()

    def leave(self) -> None:
        """There is nothing to leave, but Landlock must be there."""
        if not landlock.abi():
            raise OSError("this kernel has no Landlock")
        super().leave()

    def seal(self, hide: tuple[str, ...]) -> None:
        """Remove the warm-up's files; nothing can be covered, so nothing may need it."""
        super().seal(hide)
        for folder in hide:
            if any(Path(folder).is_relative_to(os.path.realpath(path)) for path in _readable()):
                raise OSError(f"{folder} lies in a folder that Python needs, and would be readable")

    def fork(self) -> int:
        """A child with a folder of its own."""
        self._home = tempfile.mkdtemp(prefix="student-", dir=self._parent)
        os.chown(self._home, self._student, -1)
        return os.fork()

    def close(self) -> str:
        """Become nobody, see only Python and the child's folder, stay one process."""
        namespaces.become(self._student, keep=self._capability_to_read_python())
        _end_with_zygote()
        limits.apply(self._limits, count_processes=False)
        libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
        shown = (*_readable(), *private_root.DEVICES, f"/proc/{os.getpid()}")
        landlock.restrict(shown, [self._home, "/dev/null"])
        seccomp.install(seccomp.assemble(platform.machine(), alone=os.getpid()))
        return self._home

    def _capability_to_read_python(self) -> int | None:
        """Nobody cannot enter root's home; Landlock bounds what this capability reads."""
        in_roots_home = any(Path(p).is_relative_to("/root") for p in private_root.python_folders())
        return libc.CAP_DAC_READ_SEARCH if in_roots_home else None


def _readable() -> list[str]:
    shown = (*private_root.SYSTEM, *private_root.python_folders())
    return [path for path in shown if Path(path).exists()]
