"""Parts of the kernel that a student's code has no business with."""

from __future__ import annotations

import errno
import platform

import pytest

from autograder.sandbox.syscalls import number

CLONE_NEWUSER = 0x10000000


def call(inmate, name: str, *args: int) -> int:
    """The errno of a raw system call; 0 when it succeeds."""
    nr = number(name, platform.machine())
    words = ", ".join(f"ctypes.c_long({arg})" for arg in args)
    return inmate.run(
        f"""
        import ctypes
        c = ctypes.CDLL(None, use_errno=True)
        result = c.syscall(ctypes.c_long({nr}), {words})
        return ctypes.get_errno() if result == -1 else 0
        """
    )


@pytest.mark.parametrize(
    "name",
    [
        *("unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "open_tree", "fsopen"),
        *("io_uring_setup", "keyctl", "add_key", "bpf", "perf_event_open", "userfaultfd"),
        *(
            "memfd_create",
            "vmsplice",
            "shmget",
            "msgget",
            "semget",
            "mq_open",
            "personality",
            "seccomp",
        ),
        *("open_by_handle_at", "kexec_load", "init_module", "pidfd_open", "pidfd_getfd", "mknodat"),
    ],
)
def test_refused(lasting, name):
    assert call(lasting, name, 0, 0, 0, 0, 0) == errno.EPERM


def test_clone_with_a_new_user_namespace_is_refused(inmate):
    assert call(inmate, "clone", CLONE_NEWUSER | 17, 0, 0, 0, 0) == errno.EPERM


def test_clone3_does_not_exist_so_that_the_c_library_falls_back(inmate):
    assert call(inmate, "clone3", 0, 0) == errno.ENOSYS


def test_calls_that_are_newer_than_this_filter_do_not_exist(inmate):
    source = "import ctypes; c = ctypes.CDLL(None, use_errno=True)"
    source += "; return [c.syscall(467, 0, 0, 0, 0), ctypes.get_errno()]"
    assert inmate.run(source) == [-1, errno.ENOSYS]


@pytest.mark.parametrize("request_name", ["TIOCSTI", "0x541C"])
def test_nobody_types_on_the_teachers_terminal(inmate, request_name):
    code = "termios.TIOCSTI" if request_name == "TIOCSTI" else request_name
    assert inmate.errno(f"import fcntl, termios; fcntl.ioctl(0, {code}, b'x')") == errno.EPERM


def test_there_are_no_capabilities_and_no_way_to_new_ones(walled):
    status = walled.run("return open('/proc/self/status').read()")
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(fields[name], 16) == 0, name
    assert fields["NoNewPrivs"] == "1"
    assert fields["Seccomp"] == "2"


def test_nobody_is_root(inmate):
    assert inmate.run("import os; return 0 in os.getresuid() + os.getresgid()") is False
