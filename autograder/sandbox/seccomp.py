"""The filter that refuses system calls, assembled as classic BPF."""

from __future__ import annotations

import ctypes
import errno
import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from autograder.sandbox import libc
from autograder.sandbox.syscalls import (
    AUDIT_ARCHITECTURE,
    NEWEST_KNOWN,
    REFUSED,
    WITHOUT_A_ROOT,
    number,
)

ALLOW: Final = 0x7FFF0000
KILL: Final = 0x80000000
ERRNO: Final = 0x00050000

# opcodes of <linux/bpf_common.h>: a word into the accumulator, the jumps, and, return
LOAD, JUMP_EQUAL, JUMP_GREATER, JUMP_BITS, AND, RETURN = 0x20, 0x15, 0x25, 0x45, 0x54, 0x06

# struct seccomp_data; the low word of an argument comes first on both machines
_NUMBER_OFFSET, _ARCHITECTURE_OFFSET, _ARGUMENTS_OFFSET, _ARGUMENT_SIZE = 0, 4, 16, 8

_NEW_NAMESPACES = libc.CLONE_NEWNS | libc.CLONE_NEWCGROUP | libc.CLONE_NEWUTS | libc.CLONE_NEWIPC
_NEW_NAMESPACES |= libc.CLONE_NEWUSER | libc.CLONE_NEWPID | libc.CLONE_NEWNET
_CLONE_THREAD = 0x00010000
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C  # both type on a terminal as if the user did
_F_SETOWN, _F_SETSIG, _F_SETOWN_EX = 8, 10, 15  # together: a way to signal other processes
# who owns a file, as an ordinary user owns Python's, may hold up others who open it, for 45 s each
_F_SETLEASE, _F_SETDELEG = 1024, 1040
_F_NOTIFY = 1026  # tells which files others open
_FIOSETOWN, _SIOCSPGRP = 0x8901, 0x8902  # F_SETOWN for a socket, by other names
_O_ACCMODE, _O_TRUNC = 0x3, 0x200
_SOCKET_TYPE = 0xF
_MAP_SHARED, _MAP_ANONYMOUS = 0x01, 0x20
_SHARED_MEMORY = _MAP_SHARED | _MAP_ANONYMOUS
_EVERY_BIT = 0xFFFFFFFF


class Instruction(NamedTuple):
    """One instruction: what to do, how far to jump if true and if false, and a constant."""

    code: int
    if_true: int
    if_false: int
    constant: int


@dataclass(frozen=True)
class Rule:
    """Refuse ``call`` if ``argument & mask`` is, is not, or shares a bit with ``value``."""

    call: str
    argument: int
    test: Literal["is", "is not", "has any of"]
    value: int
    mask: int = _EVERY_BIT


EVERYWHERE: Final = (
    Rule("clone", 0, "has any of", _NEW_NAMESPACES),
    Rule("ioctl", 1, "is", _TIOCSTI),
    Rule("ioctl", 1, "is", _TIOCLINUX),
    Rule("prctl", 0, "is", libc.PR_SET_PDEATHSIG),  # would outlive the zygote
    Rule("prctl", 0, "is", libc.PR_SET_DUMPABLE),  # would hide its memory map from the watchdog
    Rule("prlimit64", 0, "is not", 0),  # another process's limits
    Rule("fcntl", 1, "is", _F_SETOWN),
    Rule("fcntl", 1, "is", _F_SETSIG),
    Rule("fcntl", 1, "is", _F_SETOWN_EX),
    Rule("fcntl", 1, "is", _F_SETLEASE),
    Rule("fcntl", 1, "is", _F_SETDELEG),
    Rule("fcntl", 1, "is", _F_NOTIFY),
    Rule("ioctl", 1, "is", _FIOSETOWN),
    Rule("ioctl", 1, "is", _SIOCSPGRP),
    Rule("socketpair", 0, "is not", socket.AF_UNIX),
    # a datagram can be readdressed
    Rule("socketpair", 1, "is not", socket.SOCK_STREAM, _SOCKET_TYPE),
    # its pages stay when all but one of them are unmapped: nothing but a cgroup would see them
    Rule("mmap", 3, "is", _SHARED_MEMORY, _SHARED_MEMORY),
)


def one_process_only(pid: int) -> tuple[Rule, ...]:
    """Without namespaces: ``pid`` may start threads, no process, and signal only itself.

    Nor may it open a file to read and empty it at once, which Landlock takes for reading.
    """
    return (
        Rule("open", 1, "is", _O_TRUNC, _O_ACCMODE | _O_TRUNC),
        Rule("openat", 2, "is", _O_TRUNC, _O_ACCMODE | _O_TRUNC),
        Rule("clone", 0, "is not", _CLONE_THREAD, _CLONE_THREAD),
        Rule("kill", 0, "is not", pid),
        Rule("tgkill", 0, "is not", pid),
    )


def assemble(machine: str, *, alone: int | None = None) -> list[Instruction]:
    """The whole program for ``machine``.

    ``alone`` is the pid of a process that may not fork, since nothing but Landlock and this filter
    stands between it and other processes and files.
    """
    refused = list(REFUSED)
    rules = list(EVERYWHERE)
    if alone is not None:
        refused += ["fork", "vfork", "tkill", *WITHOUT_A_ROOT]
        rules += one_process_only(alone)
    program = [
        Instruction(LOAD, 0, 0, _ARCHITECTURE_OFFSET),
        Instruction(JUMP_EQUAL, 1, 0, AUDIT_ARCHITECTURE[machine]),
        Instruction(RETURN, 0, 0, KILL),  # 32-bit calls have other numbers
        Instruction(LOAD, 0, 0, _NUMBER_OFFSET),
        # newer calls, and the x32 twins of all calls: programs fall back when they do not exist
        Instruction(JUMP_GREATER, 0, 1, NEWEST_KNOWN),
        _answer(errno.ENOSYS),
    ]
    # clone3 hides its flags behind a pointer; the C library falls back to clone
    program += _refuse("clone3", machine, errno.ENOSYS)
    for call in refused:
        program += _refuse(call, machine, errno.EPERM)
    for rule in rules:
        program += _judge(rule, machine)
    return [*program, Instruction(RETURN, 0, 0, ALLOW)]


def _answer(code: int) -> Instruction:
    return Instruction(RETURN, 0, 0, ERRNO | code)


def _refuse(call: str, machine: str, code: int) -> list[Instruction]:
    nr = number(call, machine)
    return [] if nr is None else [Instruction(JUMP_EQUAL, 0, 1, nr), _answer(code)]


def _judge(rule: Rule, machine: str) -> list[Instruction]:
    nr = number(rule.call, machine)
    if nr is None:
        return []
    tests = {
        "is": Instruction(JUMP_EQUAL, 0, 1, rule.value),
        "is not": Instruction(JUMP_EQUAL, 1, 0, rule.value),
        "has any of": Instruction(JUMP_BITS, 0, 1, rule.value),
    }
    body = [
        Instruction(LOAD, 0, 0, _ARGUMENTS_OFFSET + _ARGUMENT_SIZE * rule.argument),
        Instruction(AND, 0, 0, rule.mask),
        tests[rule.test],
        _answer(errno.EPERM),
        Instruction(LOAD, 0, 0, _NUMBER_OFFSET),  # for the next rule
    ]
    return [Instruction(JUMP_EQUAL, 0, len(body), nr), *body]


def encode(program: Sequence[Instruction]) -> bytes:
    """The program as the kernel's ``struct sock_filter`` array."""
    return b"".join(struct.pack("HBBI", *instruction) for instruction in program)


def install(program: Sequence[Instruction]) -> None:
    """Filter this process, and all that it starts, from now on."""
    code = ctypes.create_string_buffer(encode(program))
    header = struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code))
    libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
    libc.prctl(
        libc.PR_SET_SECCOMP,
        libc.SECCOMP_MODE_FILTER,
        ctypes.create_string_buffer(header, len(header)),
    )
