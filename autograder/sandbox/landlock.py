"""Landlock, the kernel's list of paths that a process may open; it needs no privileges."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from autograder.sandbox import libc

# LANDLOCK_ACCESS_FS_* of <linux/landlock.h>
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_MAKE_CHAR, _MAKE_BLOCK = 1 << 6, 1 << 11
_TRUNCATE, _IOCTL_DEVICE = 1 << 14, 1 << 15

_FS_BITS: Final = {1: 13, 2: 14, 3: 15, 4: 15}  # how many rights each ABI knows
_FS_BITS_LATEST = 16
_TCP_BIND_AND_CONNECT = 3
_SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 3
_ABI_WITH_TCP, _ABI_WITH_SCOPES = 4, 6

_VERSION_FLAG = 1
_RULE_PATH_BENEATH = 1
_RIGHTS_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE


def abi() -> int:
    """The version of Landlock that this kernel speaks; 0 for none."""
    try:
        return libc.syscall("landlock_create_ruleset", None, 0, _VERSION_FLAG)
    except OSError:
        return 0


def restrict(readable: Iterable[str], writable: Iterable[str]) -> None:
    """From now on, read and run only what is below ``readable``, and change only ``writable``."""
    version = abi()
    everything = (1 << _FS_BITS.get(version, _FS_BITS_LATEST)) - 1
    change = everything & ~(_EXECUTE | _MAKE_CHAR | _MAKE_BLOCK | _IOCTL_DEVICE)
    rules = _new_rules(version, everything)
    try:
        for path in readable:
            _allow(rules, path, _EXECUTE | _READ_FILE | _READ_DIR)
        for path in writable:
            _allow(rules, path, change)
        libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
        libc.syscall("landlock_restrict_self", rules, 0)
    finally:
        os.close(rules)


def _new_rules(version: int, everything: int) -> int:
    words = [everything]
    if version >= _ABI_WITH_TCP:
        words.append(_TCP_BIND_AND_CONNECT)
    if version >= _ABI_WITH_SCOPES:
        words.append(_SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS)
    attributes = struct.pack(f"{len(words)}Q", *words)
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    return libc.syscall("landlock_create_ruleset", buffer, len(attributes), 0)


def _allow(rules: int, path: str, rights: int) -> None:
    if not Path(path).is_dir():
        rights &= _RIGHTS_OF_A_FILE
    fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        beneath = ctypes.create_string_buffer(struct.pack("=Qi", rights, fd), 12)
        libc.syscall("landlock_add_rule", rules, _RULE_PATH_BENEATH, beneath, 0)
    finally:
        os.close(fd)
