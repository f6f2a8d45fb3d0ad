"""The filter as a program, for machines that we are not running on."""

from __future__ import annotations

import errno
import re
import struct
from pathlib import Path

import pytest

from autograder.sandbox import seccomp
from autograder.sandbox.syscalls import (
    AUDIT_ARCHITECTURE,
    MACHINES,
    REFUSED,
    WITHOUT_A_ROOT,
    number,
)

LONGEST_PROGRAM = 4096  # BPF_MAXINSNS
EPERM, ENOSYS = seccomp.ERRNO | errno.EPERM, seccomp.ERRNO | errno.ENOSYS
SOME_PID = 4711


def decide(program: list[seccomp.Instruction], architecture: int, nr: int, *args: int) -> int:
    """Interpret the program as the kernel would."""
    data = struct.pack("=IIQ6Q", nr, architecture, 0, *args, *[0] * (6 - len(args)))
    accumulator = at = 0
    while True:
        code, if_true, if_false, constant = program[at]
        at += 1
        if code == seccomp.LOAD:
            (accumulator,) = struct.unpack_from("=I", data, constant)
        elif code == seccomp.AND:
            accumulator &= constant
        elif code == seccomp.RETURN:
            return constant
        else:
            taken = {
                seccomp.JUMP_EQUAL: accumulator == constant,
                seccomp.JUMP_GREATER: accumulator > constant,
                seccomp.JUMP_BITS: bool(accumulator & constant),
            }[code]
            at += if_true if taken else if_false


@pytest.fixture(params=MACHINES)
def machine(request):
    return request.param


@pytest.fixture(params=[None, SOME_PID], ids=["full", "reduced"])
def alone(request):
    return request.param


@pytest.fixture
def verdict(machine, alone):
    program = seccomp.assemble(machine, alone=alone)

    def ask(name, *args):
        nr = number(name, machine) if isinstance(name, str) else name
        return decide(program, AUDIT_ARCHITECTURE[machine], nr, *args)

    return ask


def test_every_jump_lands_inside_and_the_end_is_a_return(machine, alone):
    program = seccomp.assemble(machine, alone=alone)
    assert len(program) <= LONGEST_PROGRAM
    assert program[-1] == (seccomp.RETURN, 0, 0, seccomp.ALLOW)
    for at, (code, if_true, if_false, constant) in enumerate(program):
        assert 0 <= constant < 2**32
        assert at + 1 + max(if_true, if_false) < len(program) or code == seccomp.RETURN
        if code not in (seccomp.JUMP_EQUAL, seccomp.JUMP_GREATER, seccomp.JUMP_BITS):
            assert if_true == if_false == 0
    assert len(seccomp.encode(program)) == 8 * len(program)


def test_refused_calls_are_refused(verdict, machine):
    for name in REFUSED:
        if number(name, machine) is not None:
            assert verdict(name) == EPERM, name


def test_the_other_machine_and_32_bit_calls_end_the_process(machine, alone):
    program = seccomp.assemble(machine, alone=alone)
    for architecture in (*AUDIT_ARCHITECTURE.values(), 0x40000003, 0x40000028):
        if architecture != AUDIT_ARCHITECTURE[machine]:
            assert decide(program, architecture, 0) == seccomp.KILL


def test_ordinary_calls_are_allowed(verdict, machine):
    for nr in {"x86_64": (0, 1, 9, 11, 59, 257), "aarch64": (56, 57, 63, 64, 221, 222)}[machine]:
        assert verdict(nr) == seccomp.ALLOW


def test_arguments_are_judged(verdict):
    assert verdict("clone", 0x10000000) == EPERM
    assert verdict("ioctl", 0, 0x5412) == EPERM
    assert verdict("ioctl", 0, 0x5412 | 1 << 40) == EPERM  # the kernel reads the low word only
    assert verdict("ioctl", 0, 0x5401) == seccomp.ALLOW
    assert verdict("ioctl", 0, 0x8901) == verdict("ioctl", 0, 0x8902) == EPERM  # a socket's owner
    assert [verdict("fcntl", 3, what) for what in (1024, 1040, 1026)] == [EPERM] * 3  # leases
    assert verdict("fcntl", 3, 1030) == seccomp.ALLOW  # F_DUPFD_CLOEXEC
    assert verdict("prctl", 1) == EPERM
    assert verdict("prlimit64", 0) == seccomp.ALLOW
    assert verdict("prlimit64", 1) == EPERM
    assert verdict("socketpair", 1, 1 | 0o2000000) == seccomp.ALLOW
    assert verdict("socketpair", 1, 2) == EPERM
    assert verdict("socketpair", 2, 1) == EPERM
    assert verdict("mmap", 0, 4096, 3, 0x21) == EPERM  # shared and of no file
    assert verdict("mmap", 0, 4096, 3, 0x01) == verdict("mmap", 0, 4096, 3, 0x22) == seccomp.ALLOW


def test_unknown_calls_do_not_exist(verdict):
    assert verdict("clone3") == ENOSYS
    for nr in (453, 500, 0x40000000, 0x40000029, 0xFFFFFFFF):
        assert verdict(nr) == ENOSYS


def test_only_the_reduced_jail_refuses_processes_and_signals(verdict, machine, alone):
    usual = seccomp.ALLOW if alone is None else EPERM
    thread = 0x10000 | 0x100
    assert verdict("clone", 17) == usual
    assert verdict("clone", thread) == seccomp.ALLOW
    assert verdict("kill", 1) == usual
    assert verdict("kill", SOME_PID) == seccomp.ALLOW
    assert verdict("tgkill", 1) == usual
    assert verdict("tkill", SOME_PID) == usual
    if machine == "x86_64":
        assert verdict("fork") == verdict("vfork") == usual


def test_only_the_reduced_jail_refuses_what_landlock_does_not_judge(verdict, machine, alone):
    usual = seccomp.ALLOW if alone is None else EPERM
    for name in WITHOUT_A_ROOT:
        if number(name, machine) is not None:
            assert verdict(name) == usual, name
    empty_it = 0o1000  # with the right to read only
    for name, place in (("open", 1), ("openat", 2)):
        if number(name, machine) is not None:
            before = [0] * place
            assert verdict(name, *before, empty_it) == usual
            assert verdict(name, *before, empty_it | 1) == seccomp.ALLOW  # Landlock's to judge
            assert verdict(name, *before, 0) == seccomp.ALLOW


NEWER = "fchmodat2"  # than the headers that are installed, perhaps
HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),  # aarch64 uses the generic table
}


def test_the_numbers_are_those_of_the_kernel_headers(machine):
    if not HEADERS[machine].exists():
        pytest.skip("the kernel's headers are not installed")
    found = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", HEADERS[machine].read_text()))
    for name in (*REFUSED, *WITHOUT_A_ROOT):
        nr = number(name, machine)
        if name == NEWER and name not in found:
            continue
        assert found.get(name) == (None if nr is None else str(nr)), name
