"""One warm-up for all workers of a machine: a zygote that forks a twin of itself for each.

The driver holds the first zygote, which serves nobody. A worker is handed its end of a control
socket when it starts, and finds a zygote there, or that the socket has closed: then it starts one.
"""

from __future__ import annotations

import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from autograder.records import Limits
from autograder.sandbox import SandboxError
from autograder.sandbox.protocol import Guest, Tier, receive
from autograder.sandbox.zygote_client import (
    CLOSE_SECONDS,
    START_SECONDS,
    Unavailable,
    Zygote,
    ZygoteProcess,
)

TIER: Tier = "full"  # the others have nothing that would keep the children of two zygotes apart


class Twins:
    """The first zygote, which warms up by itself; on the driver's side."""

    def __init__(self, limits: Limits, guest: Guest) -> None:
        self._first = ZygoteProcess(TIER, limits, guest)
        self._beside = ThreadPoolExecutor(1)  # in turn: the end of the warm-up, the twins
        self._ready = self._beside.submit(self._first.wait_until_ready)

    def offer(self) -> socket.socket:
        """Return the worker's end of a control socket, at whose other end a twin will be."""
        worker, twin = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._beside.submit(self._hand_over, twin)
        return worker

    def _hand_over(self, control: socket.socket) -> None:
        with control, suppress(SandboxError, Unavailable):
            self._ready.result().ask({"ask": "twin"}, pass_on=control)

    def close(self) -> None:
        """End the first zygote, and with it every twin; at once while it is warming up."""
        self._first.stop(None if self._ready.done() else 0.0)
        self._beside.shutdown(cancel_futures=True)


class Twin(Zygote):
    """A zygote that somebody else started; on the worker's side."""

    def __init__(self, control: socket.socket) -> None:
        """Wait until it is ready; raise SandboxError when there is none."""
        super().__init__(control)
        control.settimeout(START_SECONDS)
        try:
            _, self._process = receive(control)
        except (OSError, EOFError) as error:
            control.close()
            raise SandboxError("The sandbox could not be shared.") from error

    def stop(self) -> None:
        """Hang up, and wait until it is gone with all below it; end it if that takes too long."""
        self._control.settimeout(CLOSE_SECONDS)
        with suppress(OSError, EOFError):
            self._control.shutdown(socket.SHUT_WR)
            receive(self._control)
        self._control.close()
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._process, signal.SIGKILL)
        os.close(self._process)
