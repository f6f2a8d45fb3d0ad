"""What is warm lies on large pages, where the kernel has them: that makes a fork shorter."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox import huge_pages

LARGE = 2 << 20
MAPS = """\
555500000000-555500500000 rw-p 00000000 00:00 0                          [heap]
7f0000100000-7f0000700000 rw-p 00000000 00:00 0
7f0000a00000-7f0000b00000 rw-p 00000000 00:00 0
7f0001000000-7f0001400000 r--p 00000000 00:00 0
7f0002000000-7f0002400000 rw-s 00000000 00:01 77                         /dev/shm/theirs
7f0003000000-7f0003400000 rw-p 00000000 08:01 42                         /usr/lib/libm.so.6
7ffc00000000-7ffc00400000 rw-p 00000000 00:00 0                          [stack]
"""
SWITCH = Path("/sys/kernel/mm/transparent_hugepage/enabled")


def test_only_private_memory_that_is_no_file_s_is_moved() -> None:
    heap, other = 0x555500000000, 0x7F0000200000
    assert list(huge_pages._places(MAPS)) == [heap, heap + LARGE, other, other + LARGE]


def test_memory_is_on_large_pages_and_says_the_same() -> None:
    release = tuple(int(part) for part in platform.release().split(".")[:2])
    if release < (6, 1) or not SWITCH.exists() or "[never]" in SWITCH.read_text():
        pytest.skip("this kernel has none, or may not use them")
    code = (
        "import re\n"
        "from autograder.sandbox import huge_pages\n"
        "kept = bytearray(range(256)) * (64 << 10)\n"
        "def large():\n"
        "    said = open('/proc/self/smaps_rollup').read()\n"
        "    return int(re.search(r'AnonHugePages: +([0-9]+)', said)[1])\n"
        "before = large()\n"
        "huge_pages.use()\n"
        "print(large() > before, kept == bytearray(range(256)) * (64 << 10))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True True\n"
