"""The trusted side of the sandbox: start a zygote, ask it for children, see that they end."""

from __future__ import annotations

import select
import socket
import threading
from contextlib import suppress

from autograder.records import Limits
from autograder.sandbox import SandboxError
from autograder.sandbox.protocol import LONGEST_REASON, READY, SAFE, TIERS, Ending, Guest, Tier
from autograder.sandbox.shared_zygote import TIER, Twin
from autograder.sandbox.zygote_client import (
    ANSWER_SECONDS,
    START_SECONDS,
    Zygote,
    start,
    start_best,
)

__all__ = ["Child", "Ending", "Sandbox", "SandboxError", "probe_tier"]


class Child:
    """One jailed process, from `Sandbox.spawn`; ``sock`` leads to its ``serve``."""

    def __init__(self, sock: socket.socket, sandbox: Sandbox) -> None:
        self.sock = sock
        self._sandbox = sandbox
        self._ending: Ending | None = None

    def end(self) -> Ending:
        """End the process and all that it started; return why it ended, the same at every call."""
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
        tiers: tuple[Tier, ...] = SAFE,
        offered: socket.socket | None = None,
    ) -> None:
        """Start a zygote in the best of ``tiers``, or take the twin that is ``offered``."""
        self._limits = limits
        self._guest = guest or Guest()
        self._lock = threading.Lock()
        self._zygote: Zygote | None = None
        self._live: Child | None = None
        self._closed = False
        wanted: tuple[Tier, ...] = (*tiers, "none") if unsafe else tiers
        self.tier: Tier
        self.missing: tuple[str, ...]
        if offered is not None:
            with suppress(SandboxError):
                self.tier, self.missing, self._zygote = TIER, (), Twin(offered)
        if self._zygote is None:
            self.tier, self.missing, self._zygote = start_best(wanted, limits, self._guest)

    def spawn(self) -> Child:
        """Return a new child that is ready; the one before it ends. Raises SandboxError."""
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
            self._zygote = start(self.tier, self._limits, self._guest)
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._zygote.ask({"ask": "spawn"}, pass_on=theirs)
            # a cold child imports everything first
            _wait_until_ready(ours, START_SECONDS if self.tier == "cold" else ANSWER_SECONDS)
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

    def __exit__(self, *error: object) -> None:
        """Close it."""
        self.close()


def probe_tier() -> tuple[Tier, tuple[str, ...]]:
    """The best tier that this machine gives, tried out, and what the better ones lack."""
    try:
        tier, missing, zygote = start_best(TIERS, Limits(), None)
    except SandboxError as error:
        return "none", (str(error),)
    zygote.stop()
    return tier, missing


def _hung_up(sock: socket.socket) -> bool:
    """Whether the other end is closed: the process is ending, if it has not ended."""
    if sock.fileno() < 0:
        return False
    poll = select.poll()
    poll.register(sock, 0)  # a hang-up is always reported
    return bool(poll.poll(0))


def _wait_until_ready(sock: socket.socket, seconds: float) -> None:
    sock.settimeout(seconds)
    try:
        said = sock.recv(len(READY), socket.MSG_WAITALL)
        if said != READY:
            said += sock.recv(LONGEST_REASON)
            raise SandboxError(f"A child could not be closed in: {said.decode(errors='replace')}")
    except OSError as error:
        raise SandboxError(f"A child could not be closed in: {error}") from error
    sock.settimeout(None)
