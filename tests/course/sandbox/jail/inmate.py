"""A jailed child that runs a few lines of code for a test, and says what came of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from autograder.records import Limits
from autograder.sandbox.launcher import Child
from autograder.sandbox.protocol import Ending, Guest

PROBE = Guest("probe", str(Path(__file__).parent))
SMALL = Limits(memory_mb=256, total_memory_mb=400, processes=16, file_mb=2, disk_mb=4)
REPLY_SECONDS = 20


class Raised(Exception):
    """What the code in the jail raised; ``errno`` is None unless it was an OSError."""

    def __init__(self, kind: str, errno: int | None, text: str) -> None:
        super().__init__(kind, errno, text)
        self.kind, self.errno, self.text = kind, errno, text


class Gone(Exception):
    """The process in the jail ended instead of answering."""


class Inmate:
    """A jailed child that runs what it is told."""

    def __init__(self, child: Child) -> None:
        self.child = child
        child.sock.settimeout(REPLY_SECONDS)
        self._stream = child.sock.makefile("rw")

    def run(self, source: str) -> Any:
        """The value that ``source``, the body of a function, returns."""
        try:
            self._stream.write(json.dumps(source) + "\n")
            self._stream.flush()
            line = self._stream.readline()
        except ConnectionError as error:
            raise Gone from error
        if not line:
            raise Gone
        reply = json.loads(line)
        if "raised" in reply:
            raise Raised(reply["raised"], reply["errno"], reply["text"])
        return reply["value"]

    def errno(self, source: str) -> int | None:
        """The errno of the OSError that ``source`` raises, or None when it raises none."""
        try:
            self.run(source)
        except Raised as raised:
            assert raised.errno is not None, raised
            return raised.errno
        return None

    def end(self) -> Ending:
        return self.child.end()
