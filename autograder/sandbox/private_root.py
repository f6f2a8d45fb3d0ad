"""A root that holds Python, the system's libraries, two empty folders, and nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from autograder.sandbox import libc

HOME: Final = "/home/student"
TMP: Final = "/tmp"
# no /dev/zero: mapping it makes shared memory that no limit sees
DEVICES: Final = ("/dev/null", "/dev/full", "/dev/random", "/dev/urandom")
SYSTEM: Final = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store", "/gnu/store"),
    *("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/alternatives"),
)

_OLD = "/.old"  # the former root, while this one is built
_SPARES = "/.python"  # second mounts of Python's folders, to show them again where they are covered
_ROOT_OPTIONS = "size=1m,mode=755,nr_inodes=4k"
_BYTES_PER_INODE = 16 * 1024  # so a disk of 64 MB holds 4096 files
_NO_PROGRAMS = libc.MS_NOSUID | libc.MS_NODEV | libc.MS_NOEXEC
_MAKE_READ_ONLY = libc.MS_REMOUNT | libc.MS_BIND | libc.MS_RDONLY | libc.MS_NOSUID | libc.MS_NODEV
FD_LINKS: Final = {"fd": "/proc/self/fd", "stdin": "fd/0", "stdout": "fd/1", "stderr": "fd/2"}


def python_folders() -> tuple[str, ...]:
    """The folders of this Python, by each name they are known under, outermost first."""
    prefixes = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    return tuple(sorted(prefixes | {os.path.realpath(prefix) for prefix in prefixes}))


def below(path: str, folder: str) -> bool:
    """Whether ``path`` is ``folder`` or lies in it."""
    return Path(path).is_relative_to(folder)


class PrivateRoot:
    """Builds the root once, in the zygote; each child then gets fresh folders on it."""

    def __init__(self, disk_mb: int) -> None:
        self._disk_mb = disk_mb
        self._spares: dict[str, str] = {}  # where Python lies -> its second mount
        self._lent: list[str] = []

    def build(self, lend: Iterable[str]) -> None:
        """Make it this process's root; ``lend`` is visible too, until `seal`."""
        real = {path: os.path.realpath(path) for path in (*python_folders(), *lend)}
        libc.change_mount("/", libc.MS_REC | libc.MS_PRIVATE)
        libc.mount("tmpfs", TMP, "tmpfs", libc.MS_NOSUID | libc.MS_NODEV, _ROOT_OPTIONS)
        Path(TMP + _OLD).mkdir()
        libc.pivot_root(TMP, TMP + _OLD)
        os.chdir("/")
        for path in SYSTEM:
            _show_system(path)
        for path in python_folders():
            self._show_python(path, real[path])
        _make_devices()
        _write_users()
        for folder in (HOME, TMP, "/proc"):
            Path(folder).mkdir(parents=True, exist_ok=True)
        mount_proc()  # while the old one is in sight: the kernel asks for that
        self.fresh_folders(os.geteuid())  # for the warm-up's own files
        for path in lend:
            if not Path(path).exists():  # it may lie inside Python's folders
                _show(_OLD + real[path], path)
                self._lent.append(path)
        libc.unmount(_OLD)
        Path(_OLD).rmdir()

    def _show_python(self, path: str, real: str) -> None:
        if not Path(path).exists():  # it may lie in a folder that is shown already
            _show(_OLD + real, path)
        self._spares[path] = f"{_SPARES}/{len(self._spares)}"
        _show(_OLD + real, self._spares[path])

    def _show_again(self, folder: str) -> None:
        """After something was mounted on ``folder``, which would cover a Python below it."""
        for path, spare in self._spares.items():
            if below(path, folder):
                Path(path).mkdir(parents=True, exist_ok=True)
                libc.bind(spare, path)

    def seal(self, hide: Iterable[str]) -> None:
        """Take back what was lent, cover what to ``hide`` of what is shown, make it read-only."""
        for path in self._lent:
            libc.unmount(path)
            _remove_mount_point(Path(path))
        for folder in hide:
            for path, spare in self._spares.items():
                if below(folder, path):
                    self._cover(f"{spare}/{Path(folder).relative_to(path)}")
            if any(below(folder, shown) for shown in (*SYSTEM, *self._spares)):
                self._cover(folder)
        libc.change_mount("/", _MAKE_READ_ONLY)

    def _cover(self, folder: str) -> None:
        if Path(folder).is_dir():
            libc.mount("tmpfs", folder, "tmpfs", _NO_PROGRAMS, "size=64k,mode=755")
            self._show_again(folder)
            libc.change_mount(folder, _MAKE_READ_ONLY)

    def fresh_folders(self, uid: int) -> None:
        """Put empty folders of one limited size on HOME and TMP, owned by ``uid``."""
        inodes = self._disk_mb * libc.MB // _BYTES_PER_INODE
        options = f"size={self._disk_mb}m,nr_inodes={inodes},mode=755"
        libc.mount("tmpfs", TMP, "tmpfs", _NO_PROGRAMS, options)
        for name, target in (("home", HOME), ("tmp", TMP)):
            folder = f"{TMP}/{name}"
            Path(folder).mkdir(mode=0o700)
            os.chown(folder, uid, -1)
            libc.bind(folder, target)
            self._show_again(target)


def mount_proc() -> None:
    """Show the processes of our own pid namespace at /proc."""
    libc.mount("proc", "/proc", "proc", _NO_PROGRAMS)


def _show_system(path: str) -> None:
    source = _OLD + path
    if Path(source).is_symlink():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).symlink_to(Path(source).readlink())
    elif Path(source).exists():
        _show(source, path)


def _show(source: str, target: str) -> None:
    if Path(source).is_dir():
        Path(target).mkdir(parents=True, exist_ok=True)
    else:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        Path(target).touch()
    libc.bind_read_only(source, target)


def _make_devices() -> None:
    Path("/dev").mkdir()
    for device in DEVICES:
        Path(device).touch()
        libc.bind(_OLD + device, device)
    for name, target in FD_LINKS.items():
        Path(f"/dev/{name}").symlink_to(target)


def users() -> str:
    """Return the text of /etc/passwd: root, and who the student's code may run as."""
    uid = os.geteuid()
    lines = {f"student:x:{user}:{user}:Student:{HOME}:/bin/sh\n" for user in (uid, 65534) if user}
    return "root:x:0:0:root:/:/bin/false\n" + "".join(sorted(lines))


def _write_users() -> None:
    Path("/etc").mkdir(exist_ok=True)
    Path("/etc/passwd").write_text(users())


def _remove_mount_point(path: Path) -> None:
    with suppress(OSError):  # it ends at the first folder that is not empty, or still mounted
        path.rmdir() if path.is_dir() else path.unlink()
        for parent in path.parents:
            parent.rmdir()
