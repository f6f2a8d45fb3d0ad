"""What the launcher and the zygote say to each other: one JSON object a message."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from autograder.records import Limits

Tier = Literal["full", "cold", "reduced", "none"]
TIERS: Final[tuple[Tier, ...]] = ("full", "cold", "reduced", "none")  # the best first
SAFE: Final[tuple[Tier, ...]] = TIERS[:-1]
READY: Final = b"ready\n"  # a child's first line on its own socket; anything else says what failed
LONGEST_REASON: Final = 2000  # bytes of why something failed
NO_FD: Final = -1
_LONGEST = 64 * 1024


@dataclass(frozen=True)
class Ending:
    """Why a child is gone: it exited, died of a signal, used too much memory, or we ended it."""

    reason: Literal["ended", "crashed", "memory", "killed"]
    detail: str
    ran_seconds: float = field(default=0.0, compare=False)  # processor time, all together
    waited_seconds: float = field(default=0.0, compare=False)  # for a core, while ready to run


@dataclass(frozen=True)
class Guest:
    """The module whose ``warm_up(limits)`` and ``serve(sock, limits)`` run in the jail.

    ``folder`` is where it is found, for a module that is not installed. Who does not ``rehearse``
    has its ``prepare(limits)`` in place of ``warm_up``: it is ready sooner, and each child slower.
    ``cells`` are handed to its ``read_ahead(cells)``: texts that many notebooks hold.
    """

    module: str = "autograder.sandbox.child"
    folder: str = ""
    rehearse: bool = True
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hello:
    """The first message to a zygote; without a guest it only tries the jail."""

    tier: Tier
    limits: Limits
    worker: int
    guest: Guest | None
    hide: tuple[str, ...]

    @staticmethod
    def from_json(data: dict[str, Any]) -> Hello:
        """Return the Hello that was sent as ``asdict(hello)``."""
        guest = data["guest"]
        return Hello(
            data["tier"],
            Limits(**data["limits"]),
            data["worker"],
            None if guest is None else Guest(**guest),
            tuple(data["hide"]),
        )


def send(channel: socket.socket, message: dict[str, Any], pass_on: int = NO_FD) -> None:
    """Send one message, and the descriptor ``pass_on`` with it."""
    fds = [] if pass_on == NO_FD else [pass_on]
    socket.send_fds(channel, [json.dumps(message).encode()], fds)


def receive(channel: socket.socket) -> tuple[dict[str, Any], int]:
    """Return a message, and the descriptor with it or NO_FD; EOFError when the other is gone."""
    data, fds, _, _ = socket.recv_fds(channel, _LONGEST, 1)
    if not data:
        raise EOFError
    return json.loads(data), fds[0] if fds else NO_FD
