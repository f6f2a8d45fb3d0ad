"""What the kernel lets one process use: resource limits."""

from __future__ import annotations

import resource
from math import ceil

from autograder.records import Limits
from autograder.sandbox.libc import MB

_ADDRESS_SPACE_PER_MEMORY = 4  # reserved is not used: threads and allocators reserve far more
_STACK_MB = 8
_OPEN_FILES = 256
_PENDING_SIGNALS = 1024  # counted for a user, whose other processes need some for their timers
_CPU_GRACE_SECONDS = 5  # the deadlines of cells and calls speak first


def cpu_seconds(limits: Limits) -> int:
    """The processor time after which the kernel ends a process."""
    return ceil(limits.submission_seconds) + _CPU_GRACE_SECONDS


def apply(limits: Limits, *, count_processes: bool) -> None:
    """Limit this process and what it starts; memory counts from what the warm interpreter holds."""
    address_space, data = _already_used()
    memory = limits.memory_mb * MB
    wanted = {
        # DATA counts private writable memory, touched or not; AS alone would starve threads
        resource.RLIMIT_DATA: data + memory,
        resource.RLIMIT_AS: address_space + _ADDRESS_SPACE_PER_MEMORY * memory,
        resource.RLIMIT_FSIZE: limits.file_mb * MB,
        resource.RLIMIT_CPU: cpu_seconds(limits),
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_STACK: _STACK_MB * MB,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_SIGPENDING: _PENDING_SIGNALS,
    }
    if count_processes:  # without a fresh user namespace it counts all that the user runs
        wanted[resource.RLIMIT_NPROC] = limits.processes
    for name, value in wanted.items():
        _, hard = resource.getrlimit(name)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(name, (value, value))


def _already_used() -> tuple[int, int]:
    with open("/proc/self/statm") as file:
        pages = [int(field) for field in file.read().split()]
    size, data_and_stack = pages[0], pages[5]
    return size * resource.getpagesize(), data_and_stack * resource.getpagesize()
