"""What a test in a notebook's own cell asks of a student: exact values, names, to run inside."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.client import faults
from autograder.client.faults import StudentFault
from autograder.client.outputs import clean_outputs
from autograder.client.student import Returned, Student
from autograder.records import Output
from autograder.sandbox.encode import Encoder
from autograder.sandbox.values import BadValue, ValueFault


@dataclass(frozen=True)
class Given(Returned):
    """What a call gave; ``kept``: the notebook holds some of it, or of the arguments, as well."""

    kept: bool = False


@dataclass(frozen=True)
class Raising:
    """An exception that a call raised: its types, the nearest first, its text, what is told of it.

    Types and text are the student's, and may hold what the call was given.
    """

    kinds: tuple[str, ...]
    message: str
    fault: StudentFault


@dataclass(frozen=True)
class Strange:
    """What a call gave and does not cross: the name of its type, if known, what is told of it."""

    kind: str
    fault: StudentFault


class CellStudent(Student):
    """A Student whose values are exactly those of the notebook (`autograder.sandbox.exact`)."""

    def call_exactly(
        self, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> Given | Raising | Strange:
        """What a call gives, as `autograder.sandbox.exact` has it, or how it ended otherwise.

        Raises the fault of a process that is gone, which no test may catch.
        """
        connection = self._ready_for(name)
        more = {"after": True, "kwargs": dict(kwargs)}
        reply, blobs = self._exchange(connection, name, args, more)
        if "value" in reply:
            one = self._returned(connection, reply, blobs, args)
            return Given(one.value, one.arguments_after, one.dtype, reply.get("kept") is not False)
        try:
            self._raise_fault(name, reply)
        except faults.BadReply:
            raise
        except StudentFault as fault:
            kinds, message = reply.get("raised"), reply.get("message")
            if isinstance(kinds, list) and isinstance(message, str):
                return Raising(tuple(map(str, kinds)), message, fault)
            return Strange(str(reply.get("unsupported", "")), fault)
        raise self._bad(f"in a call of `{name}`")

    def has_changed(self, name: str, value: Any) -> bool:
        """Say whether a name has another value by now than ``value``, which was its own."""
        now = self.look(name)
        try:
            return not isinstance(now, Returned) or _on_the_wire(now.value) != _on_the_wire(value)
        except ValueFault:  # the test has put into it what does not cross
            return True

    def look(self, name: str) -> Returned | str:
        """The value of a name, or what it is: "function", "class", "module", "object", "missing".

        "object" is anything whose value does not cross the wire as it is.
        """
        connection = self._ready()
        while_, what = f"when `{name}` was read", f"Reading `{name}`"
        reply, blobs = self._ask({"do": "look", "name": name}, b"", while_, what)
        if "value" in reply:
            return self._returned(connection, reply, blobs, ())
        kind = "missing" if reply.get("missing") is True else reply.get("kind")
        return kind if kind in ("function", "class", "module", "missing") else "object"

    def run_here(self, label: str, source: str) -> tuple[Output, ...]:
        """Run code of ours in the student's namespace, where the notebook stands; what it shows."""
        self._ready()
        request = {"do": "run", "name": label, "source": source}
        reply, _ = self._ask(request, b"", f"while running `{label}`", f"`{label}`")
        try:
            return clean_outputs(reply.get("outputs"))
        except BadValue:
            raise self._bad(f"while running `{label}`") from None


def _on_the_wire(value: Any) -> tuple[Any, bytes]:
    encoder = Encoder(sys.maxsize)
    return encoder.encode(value), encoder.raw()
