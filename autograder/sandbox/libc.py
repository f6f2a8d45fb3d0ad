"""The few Linux calls that Python 3.11 has no function for, as functions that raise OSError."""

from __future__ import annotations

import ctypes
import os
import platform
import struct

from autograder.sandbox.syscalls import number

MB = 1 << 20

CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY = 1
MS_NOSUID = 2
MS_NODEV = 4
MS_NOEXEC = 8
MS_REMOUNT = 32
MS_BIND = 4096
MS_REC = 16384
MS_PRIVATE = 1 << 18
MNT_DETACH = 2

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_KEEPCAPS = 8
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
SECCOMP_MODE_FILTER = 2

CAP_DAC_READ_SEARCH = 2

_MOUNT_ATTR_RDONLY_NOSUID_NODEV = 1 | 2 | 4
_AT_FDCWD = -100
_AT_RECURSIVE = 0x8000
_CAPABILITY_VERSION_3 = 0x20080522
_HIGHEST_CAPABILITY = 63
_EVERY_FD = 0xFFFFFFFF

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def _text(value: str | None) -> bytes | None:
    return None if value is None else os.fsencode(value)


def syscall(name: str, *args: int | bytes | ctypes.Array[ctypes.c_char] | None) -> int:
    """A system call by name, for what the C library has no wrapper for."""
    nr = number(name, platform.machine())
    if nr is None:
        raise OSError(f"{platform.machine()} has no system call {name}")
    # a bare int would be passed as 32 bits
    words = [ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args]
    return _checked(_libc.syscall(ctypes.c_long(nr), *words), name)


def unshare(flags: int) -> None:
    """Move this process (for CLONE_NEWPID: its next children) into new namespaces."""
    _checked(_libc.unshare(flags), "unshare")


def setns(fd: int, kind: int) -> None:
    """Move this process (for CLONE_NEWPID: its next children) into the namespace behind ``fd``."""
    _checked(_libc.setns(fd, kind), "setns")


def mount(source: str, target: str, kind: str, flags: int = 0, options: str = "") -> None:
    """Mount a new file system."""
    result = _libc.mount(
        _text(source), _text(target), _text(kind), ctypes.c_ulong(flags), _text(options)
    )
    _checked(result, f"mount {kind} on {target}")


def bind(source: str, target: str) -> None:
    """Show ``source``, with what is mounted below it, at ``target`` as well."""
    flags = ctypes.c_ulong(MS_BIND | MS_REC)
    _checked(_libc.mount(_text(source), _text(target), None, flags, None), f"bind {target}")


def bind_read_only(source: str, target: str) -> None:
    """The same, and nothing below it can be written, be setuid or be a device."""
    bind(source, target)
    # mount_setattr adds flags to a whole tree without clearing those that a user namespace locks
    attributes = ctypes.create_string_buffer(
        struct.pack("QQQQ", _MOUNT_ATTR_RDONLY_NOSUID_NODEV, 0, 0, 0), 32
    )
    syscall("mount_setattr", _AT_FDCWD, os.fsencode(target), _AT_RECURSIVE, attributes, 32)


def change_mount(target: str, flags: int) -> None:
    """Change the flags of what is mounted on ``target``."""
    result = _libc.mount(None, _text(target), None, ctypes.c_ulong(flags), None)
    _checked(result, f"change mount {target}")


def unmount(target: str) -> None:
    """Take a mount, and what is mounted below it, out of sight at once."""
    _checked(_libc.umount2(_text(target), MNT_DETACH), f"unmount {target}")


def pivot_root(new: str, old: str) -> None:
    """Make ``new`` the root; the former root appears at ``old``, which lies below ``new``."""
    syscall("pivot_root", os.fsencode(new), os.fsencode(old))


def prctl(option: int, value: int = 0, extra: int | ctypes.Array[ctypes.c_char] = 0) -> None:
    """prctl(2) with its unused arguments zero."""
    last = ctypes.c_ulong(extra) if isinstance(extra, int) else extra
    zero = ctypes.c_ulong(0)
    result = _libc.prctl(option, ctypes.c_ulong(value), last, zero, zero)
    _checked(result, f"prctl {option}")


def close_from(first: int) -> None:
    """Close every descriptor from ``first`` on."""
    syscall("close_range", first, _EVERY_FD, 0)


def drop_capabilities() -> None:
    """Give up every capability, for this process and for what it may execute."""
    for capability in range(_HIGHEST_CAPABILITY + 1):
        if _libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0) < 0:
            break  # the kernel knows no more
    _libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    set_capabilities(0)


def set_capabilities(mask: int) -> None:
    """Hold these capabilities only (of the first 32), and pass none on."""
    header = ctypes.create_string_buffer(struct.pack("Ii", _CAPABILITY_VERSION_3, 0), 8)
    low_words = struct.pack("6I", mask, mask, 0, 0, 0, 0)  # effective, permitted, inheritable
    _checked(_libc.capset(header, ctypes.create_string_buffer(low_words, 24)), "capset")
