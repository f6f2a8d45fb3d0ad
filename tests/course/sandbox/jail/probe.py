"""Runs in the jail, in the place of the real child: executes the sources it is sent.

Each is a line of JSON with the body of a function. What it returns goes back as ``value``; what it
raises as ``raised`` (the type), ``errno`` and ``text``.
"""

from __future__ import annotations

import array  # noqa: F401
import ctypes  # noqa: F401
import fcntl  # noqa: F401
import json
import multiprocessing  # noqa: F401
import socket
import textwrap
from typing import Any

from autograder.records import Limits


def warm_up(limits: Limits) -> None:
    pass


def serve(sock: socket.socket, limits: Limits) -> None:
    with sock.makefile("rw") as stream:
        for line in stream:
            stream.write(json.dumps(_run(json.loads(line))) + "\n")
            stream.flush()


def _run(source: str) -> dict[str, Any]:
    space: dict[str, Any] = {}
    try:
        exec("def probe():\n" + textwrap.indent(textwrap.dedent(source), "    "), space)
        return {"value": space["probe"]()}
    except Exception as error:
        return {
            "raised": type(error).__name__,
            "errno": getattr(error, "errno", None),
            "text": str(error),
        }
