"""The trusted side of the sandbox: start a zygote, ask it for children, see that they end."""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

from autograder.records import Limits
from autograder.sandbox.jail import TIERS, Tier
from autograder.sandbox.protocol import READY, Ending, Guest, Hello, receive, send

START_SECONDS: Final = 120.0  # the first start on a slow disk imports for long
ANSWER_SECONDS: Final = 15.0
CLOSE_SECONDS: Final = 5.0
_LONGEST_REASON = 2000
_MARK_OF_A_COURSE = "course_config.py"
# strings hash the same in every zygote, so that a printed set looks the same at every grading
_ENVIRONMENT = {"PYTHONHASHSEED": "0"}
_OTHER_SYSTEMS = (
    f"Students' code can be closed in on Linux only, and this is {sys.platform}. "
    "Run the course in a Linux container, or on Windows in WSL2."
)


class SandboxError(Exception):
    """The sandbox broke, or this machine has none: our fault, never the student's."""


class _Unavailable(Exception):
    """This machine refuses a tier."""


class _ZygoteProcess:
    """One running zygote; every answer has a deadline."""

    def __init__(self, tier: Tier, limits: Limits, guest: Guest | None) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
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
        try:
            hello = Hello(tier, limits, os.getpid(), guest, _course_folders())
            answer = self.ask(hello.as_json(), seconds=START_SECONDS)
            if "unavailable" in answer:
                raise _Unavailable(answer["unavailable"])
        except BaseException:
            self.stop()
            raise

    def ask(
        self,
        message: dict[str, Any],
        pass_on: socket.socket | None = None,
        seconds: float = ANSWER_SECONDS,
    ) -> dict[str, Any]:
        """Send a message and wait for its answer."""
        self._control.settimeout(seconds)
        try:
            send(self._control, message, pass_on)
            return receive(self._control)[0]
        except (OSError, EOFError) as error:
            raise SandboxError(f"The sandbox does not answer. {self._last_words()}") from error

    def _last_words(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)  # so that its traceback is complete
        with suppress(ValueError, OSError):
            self._errors.seek(0)
            lines = self._errors.read().decode(errors="replace").strip().splitlines()
            return lines[-1][:_LONGEST_REASON] if lines else ""
        return ""

    def stop(self) -> None:
        """Hang up, which ends it and all below it; then make sure."""
        self._control.close()
        try:
            self._process.wait(timeout=CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()  # the guard: the zygote asked the kernel to end it with the guard
            self._process.wait()
        self._errors.close()


class Child:
    """One jailed process, from `Sandbox.spawn`; ``sock`` leads to its ``serve``."""

    def __init__(self, sock: socket.socket, sandbox: Sandbox) -> None:
        self.sock = sock
        self._sandbox = sandbox
        self._ending: Ending | None = None

    def end(self) -> Ending:
        """End the process and all that it started; says why it ended, the same at every call."""
        if self._ending is None:
            try:
                self._ending = self._sandbox._end(self)
            finally:
                self.sock.close()
        return self._ending


class Sandbox:
    """A warm zygote, started again by itself if it died. One live child at a time."""

    def __init__(
        self,
        limits: Limits,
        *,
        unsafe: bool = False,
        guest: Guest | None = None,
        tiers: tuple[Tier, ...] = ("full", "reduced"),
    ) -> None:
        self._limits = limits
        self._guest = guest or Guest()
        self._lock = threading.Lock()
        self._zygote: _ZygoteProcess | None = None
        self._live: Child | None = None
        self._closed = False
        wanted: tuple[Tier, ...] = (*tiers, "none") if unsafe else tiers
        self.tier: Tier
        self.missing: tuple[str, ...]
        self.tier, self.missing, self._zygote = _start_best(wanted, limits, self._guest)

    def spawn(self) -> Child:
        """A new jailed child, ready to serve; the one before it, if it still lives, is ended."""
        with self._lock:
            if self._closed:
                raise SandboxError("The sandbox is closed.")
            try:
                return self._spawn_once()
            except SandboxError:
                self._stop()  # once more, with a new zygote
                return self._spawn_once()

    def _spawn_once(self) -> Child:
        if self._zygote is None:
            self._zygote = _start(self.tier, self._limits, self._guest)
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._zygote.ask({"ask": "spawn"}, pass_on=theirs)
            _wait_until_ready(ours)
        except BaseException:
            ours.close()
            raise
        self._live = Child(ours, self)
        return self._live

    def _end(self, child: Child) -> Ending:
        with self._lock:
            if child is not self._live or self._zygote is None:
                return Ending("killed", "ended with its sandbox, or for the next child")
            self._live = None
            try:
                return Ending(**self._zygote.ask({"ask": "end", "gone": _hung_up(child.sock)}))
            except SandboxError:
                self._stop()
                raise

    def close(self) -> None:
        """End the zygote and every process below it."""
        with self._lock:
            self._closed = True
            self._stop()

    def _stop(self) -> None:
        self._live = None
        if self._zygote is not None:
            self._zygote.stop()
            self._zygote = None

    def __enter__(self) -> Sandbox:
        """The sandbox itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()


def probe_tier() -> tuple[Tier, tuple[str, ...]]:
    """The best tier that this machine gives, tried out, and what the better ones lack."""
    try:
        tier, missing, zygote = _start_best(TIERS, Limits(), None)
    except SandboxError as error:
        return "none", (str(error),)
    zygote.stop()
    return tier, missing


def _start_best(
    tiers: tuple[Tier, ...], limits: Limits, guest: Guest | None
) -> tuple[Tier, tuple[str, ...], _ZygoteProcess]:
    if not sys.platform.startswith("linux"):
        raise SandboxError(_OTHER_SYSTEMS)
    missing: list[str] = []
    for tier in tiers:
        try:
            zygote = _ZygoteProcess(tier, limits, guest)
        except _Unavailable as error:
            missing.append(f"{tier}: {error}")
        else:
            return tier, tuple(missing), zygote
    raise SandboxError("This machine cannot close students' code in. " + "; ".join(missing))


def _start(tier: Tier, limits: Limits, guest: Guest) -> _ZygoteProcess:
    try:
        return _ZygoteProcess(tier, limits, guest)
    except _Unavailable as error:
        raise SandboxError(f"The sandbox could not be started again: {error}") from error


def _course_folders() -> tuple[str, ...]:
    """What no student may see even where it lies among Python's own folders, or below /usr."""
    package = Path(__file__).resolve().parent.parent
    folders = [package, package.parent / "solutions"]
    for folder in (package.parent, Path.cwd()):
        if (folder / _MARK_OF_A_COURSE).exists():
            folders.append(folder)
    return tuple(sorted({name for f in folders for name in (str(f), os.path.realpath(f))}))


def _hung_up(sock: socket.socket) -> bool:
    """Whether the other end is closed: the process is ending, if it has not ended."""
    if sock.fileno() < 0:
        return False
    poll = select.poll()
    poll.register(sock, 0)  # a hang-up is always reported
    return bool(poll.poll(0))


def _wait_until_ready(sock: socket.socket) -> None:
    sock.settimeout(ANSWER_SECONDS)
    try:
        said = sock.recv(len(READY), socket.MSG_WAITALL)
        if said != READY:
            said += sock.recv(_LONGEST_REASON)
            raise SandboxError(f"A child could not be closed in: {said.decode(errors='replace')}")
    except OSError as error:
        raise SandboxError(f"A child could not be closed in: {error}") from error
    sock.settimeout(None)
