"""One running zygote, as the worker sees it: started, asked, stopped; the best tier that starts."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Final, Self

from autograder.records import Limits
from autograder.sandbox import SandboxError
from autograder.sandbox.protocol import LONGEST_REASON, NO_FD, Guest, Hello, Tier, receive, send

START_SECONDS: Final = 120.0  # the first start on a slow disk imports for long
ANSWER_SECONDS: Final = 15.0
CLOSE_SECONDS: Final = 5.0
_MARK_OF_A_COURSE = "course_config.py"
_EXCHANGE = "/usr/local/share/nbgrader"  # nbgrader's own place for what students hand in
# strings hash the same in every zygote, so that a printed set looks the same at every grading
_ENVIRONMENT = {"PYTHONHASHSEED": "0"}
_OTHER_SYSTEMS = (
    f"Students' code can be closed in on Linux only, and this is {sys.platform}. "
    "Run the course in a Linux container, or on Windows in WSL2."
)
WAY_OUT: Final = (
    "Allow one of them (docs/instructors.md, Troubleshooting), use a virtual machine or another "
    "kernel, or, for code that you trust, course grade --unsafe."
)


class Unavailable(Exception):
    """This machine refuses a tier."""


class Zygote(ABC):
    """A zygote at the other end of a control socket; every answer has a deadline."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control

    def ask(
        self,
        message: dict[str, Any],
        pass_on: socket.socket | None = None,
        seconds: float = ANSWER_SECONDS,
    ) -> dict[str, Any]:
        """Send a message, return its answer; raise SandboxError after so many ``seconds``."""
        self._control.settimeout(seconds)
        try:
            send(self._control, message, NO_FD if pass_on is None else pass_on.fileno())
            return receive(self._control)[0]
        except (OSError, EOFError) as error:
            raise SandboxError(f"The sandbox does not answer. {self._last_words()}") from error

    def _last_words(self) -> str:
        return ""

    @abstractmethod
    def stop(self) -> None:
        """Hang up, which ends it and all below it."""


class ZygoteProcess(Zygote):
    """A zygote that we started."""

    def __init__(self, tier: Tier, limits: Limits, guest: Guest | None) -> None:
        """Start it; it warms up by itself."""
        if not sys.platform.startswith("linux"):
            raise SandboxError(_OTHER_SYSTEMS)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        super().__init__(ours)
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by stop()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-m", "autograder.sandbox.zygote"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env=_ENVIRONMENT,
                cwd="/",
                start_new_session=True,  # a Ctrl-C is for the worker, which then ends us in order
            )
        self._hello = Hello(tier, limits, os.getpid(), guest, _course_folders())

    def wait_until_ready(self) -> Self:
        """Wait for the end of its warm-up; raise Unavailable when this machine refuses the tier."""
        try:
            answer = self.ask(asdict(self._hello), seconds=START_SECONDS)
            if "unavailable" in answer:
                raise Unavailable(answer["unavailable"])
        except BaseException:
            self.stop()
            raise
        return self

    def _last_words(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)  # so that its traceback is complete
        with suppress(ValueError, OSError):
            self._errors.seek(0)
            lines = self._errors.read().decode(errors="replace").strip().splitlines()
            return lines[-1][:LONGEST_REASON] if lines else ""
        return ""

    def stop(self, patience: float | None = None) -> None:
        """Hang up, which ends it and all below it; make sure after ``patience`` seconds."""
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)  # wakes a thread of ours that waits for it
        self._control.close()
        try:
            self._process.wait(timeout=CLOSE_SECONDS if patience is None else patience)
        except subprocess.TimeoutExpired:
            self._process.kill()  # the guard: the zygote asked the kernel to end it with the guard
            self._process.wait()
        self._errors.close()


def start_best(
    tiers: tuple[Tier, ...], limits: Limits, guest: Guest | None
) -> tuple[Tier, tuple[str, ...], ZygoteProcess]:
    """A zygote in the first of ``tiers`` that this machine gives, and why not those before it."""
    missing: list[str] = []
    for tier in tiers:
        try:
            zygote = ZygoteProcess(tier, limits, guest).wait_until_ready()
        except Unavailable as error:
            missing.append(f"{tier}: {error}")
        else:
            return tier, tuple(missing), zygote
    raise SandboxError(
        f"This machine cannot close students' code in. {'; '.join(missing)}. {WAY_OUT}"
    )


def start(tier: Tier, limits: Limits, guest: Guest) -> ZygoteProcess:
    """Start a zygote in a tier that this machine gave before; raise SandboxError otherwise."""
    try:
        return ZygoteProcess(tier, limits, guest).wait_until_ready()
    except Unavailable as error:
        raise SandboxError(f"The sandbox could not be started again: {error}") from error


def _course_folders() -> tuple[str, ...]:
    """What no student may see even where it lies among Python's own folders, or below /usr."""
    package = Path(__file__).resolve().parent.parent
    folders = [package, package.parent / "solutions"]
    folders += [folder for folder in (Path(_EXCHANGE),) if folder.exists()]
    for folder in (package.parent, Path.cwd()):
        if (folder / _MARK_OF_A_COURSE).exists():
            folders.append(folder)
    return tuple(sorted({name for f in folders for name in (str(f), os.path.realpath(f))}))
