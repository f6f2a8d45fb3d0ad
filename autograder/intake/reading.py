"""Reads one file that somebody else put there, and names it in a message."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from autograder.intake.parse import Refused, Unreadable

SHOWN = 4
SHOWN_LETTERS = 60


def read_bytes(path: Path, max_mb: int, within: int | None = None) -> bytes:
    """Read a plain file of bounded size, following no link; ``within`` is an open folder."""
    name = shown([path.name])
    try:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        handle = os.open(path, flags, dir_fd=within)
    except FileNotFoundError:
        raise Refused(f"there is no notebook called {name}") from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Refused(f"{name} is a link") from None
        raise Unreadable(f"{name} cannot be opened ({error.strerror})") from None
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        os.close(handle)
        raise Refused(f"{name} is not a plain file")
    with os.fdopen(handle, "rb") as file:
        if about.st_size > max_mb << 20:
            raise Refused(f"{name} is larger than {max_mb} MB; clear its outputs and resubmit")
        try:
            return file.read((max_mb << 20) + 1)
        except OSError as error:
            raise Unreadable(f"{name} cannot be read ({error.strerror})") from None


def shown(names: Sequence[str]) -> str:
    """Return file names that students chose as one safe line for a message."""
    safe = ("".join(c if c.isprintable() else "?" for c in n)[:SHOWN_LETTERS] for n in names)
    listed = ", ".join(f"'{name}'" for name in islice(safe, SHOWN))
    return listed if len(names) <= SHOWN else f"{listed} and {len(names) - SHOWN} more"
