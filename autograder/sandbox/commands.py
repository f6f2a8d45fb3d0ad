"""Commands of the shell in a notebook: one that installs does nothing, a slow one is stopped.

Without a network, pip tries again for longer than a cell may take, and would cost the cell.
"""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress

NOT_INSTALLED = "Nothing is installed while your notebook is graded."
STOPPED = "[This command was stopped: commands of a cell may take {:g} seconds.]\n"
# What pip and its like go by where they are started in another way, as by subprocess.
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "UV_OFFLINE": "1"}
TOOLS = re.compile(
    r"pip[\d.]*|pipx|uv|conda|mamba|micromamba|pixi|poetry|apt|apt-get|brew|npm|easy_install"
)
PYTHON = re.compile(r"python[\d.]*")
DOES = frozenset(
    "install add update upgrade sync create uninstall remove download wheel".split()  # noqa: SIM905
)
BEFORE = re.compile(r"sudo|yes|time|-\w+|\w+=\S*")  # what may stand before a command's name
CHUNK = 1 << 16


def installs(command: str) -> bool:
    """Say whether a command line installs packages."""
    return any(_installs(part.split()) for part in re.split(r"[;&|()\n]+", command))


def _installs(words: list[str]) -> bool:
    while words and BEFORE.fullmatch(words[0]):
        words = words[1:]
    if not words:
        return False
    name, *more = words
    name = name.strip("'\"").rpartition("/")[2]
    if PYTHON.fullmatch(name) and "-m" in more:
        name, *more = more[more.index("-m") + 1 :] or [""]
    if name == "easy_install":
        return bool(more)
    return bool(TOOLS.fullmatch(name)) and not DOES.isdisjoint(more)


class Commands:
    """Runs commands; those of one cell may take ``seconds`` together. ``code`` is the last's."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.code: int | None = 0
        self.begin()

    def begin(self) -> None:
        """Give the next cell its whole time."""
        self._left = self._seconds

    def output(self, command: str) -> Iterator[str]:
        """Run a command; give what it prints, as it comes."""
        if installs(command):
            self.code = 1
            yield f"{NOT_INSTALLED}\n"
            return
        shell, nothing, pipe = ["/bin/sh", "-c", command], subprocess.DEVNULL, subprocess.PIPE
        began = time.monotonic()
        with subprocess.Popen(
            shell, stdin=nothing, stdout=pipe, stderr=subprocess.STDOUT, start_new_session=True
        ) as process:
            assert process.stdout is not None
            try:
                yield from _printed(process.stdout.fileno(), began + self._left)
            except TimeoutError:
                with suppress(OSError):
                    os.killpg(process.pid, signal.SIGKILL)
                yield STOPPED.format(self._seconds)
            finally:
                self._left -= time.monotonic() - began
        self.code = process.returncode


def _printed(pipe: int, deadline: float) -> Iterator[str]:
    """What comes out of a pipe until it is closed; TimeoutError at the deadline."""
    while True:
        if not select.select([pipe], [], [], max(deadline - time.monotonic(), 0))[0]:
            raise TimeoutError
        if not (chunk := os.read(pipe, CHUNK)):
            return
        yield chunk.decode("utf-8", "replace")
