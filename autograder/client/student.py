"""A student's notebook, run and answering: ``student.double(3)``.

What went wrong becomes a StudentFault.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograder.client import faults
from autograder.client.connection import Connection
from autograder.client.echoes import Echoes
from autograder.client.faults import GraderFault, StudentFault
from autograder.client.notebook_run import NotebookRun
from autograder.client.reply_faults import dtype_of, fault_of, missing
from autograder.sandbox.values import rng
from autograder.sandbox.wire import Message

__all__ = ["Answer", "GraderFault", "Returned", "Student", "StudentFault", "rng"]

MOST_HANGS = 2  # calls of one answer: further ones would take the time of the other answers
MOST_TOLD = 2  # exceptions of one answer that are told apart


@dataclass(frozen=True)
class Returned:
    """What a call gave: its value, the arguments as the call left them, the value's dtype."""

    value: Any
    arguments_after: tuple[Any, ...]
    dtype: str | None


@dataclass(frozen=True)
class Answer:
    """A name of the notebook: call it, or get its value.

    >>> student.double(4.0)
    8.0
    """

    student: Student
    name: str

    def __call__(self, *args: Any) -> Any:
        """The value that the function returns; raises StudentFault."""
        return self.student._call(self.name, args, after=False).value

    def call(self, *args: Any) -> Returned:
        """The value, with the arguments afterwards; raises StudentFault."""
        return self.student._call(self.name, args, after=True)

    def get(self) -> Any:
        """The value of the name itself; raises StudentFault."""
        return self.student._get(self.name)


class Student(NotebookRun):
    """Runs a submission's cells, then answers calls."""

    @cached_property
    def echoes(self) -> defaultdict[str, Echoes]:
        """Of each name that was called, what came back."""
        return defaultdict(Echoes)

    @cached_property
    def _told(self) -> dict[str, set[str]]:
        """By answer, which exceptions were described."""
        return {}

    @property
    def lent(self) -> int:
        """How many functions of ours its process was handed, of which it may have kept values."""
        return self._connection.registered if self._connection else 0

    def __getattr__(self, name: str) -> Answer:
        if name.startswith("_"):
            raise AttributeError(name)
        return Answer(self, name)

    def answer(self, name: str) -> Answer:
        """The answer of that name, also when Student has a method that is called so."""
        return Answer(self, name)

    def _call(self, name: str, args: tuple[Any, ...], *, after: bool) -> Returned:
        connection = self._ready_for(name)
        reply, blobs = self._exchange(connection, name, args, {"after": after})
        self._raise_fault(name, reply)
        returned = self._returned(connection, reply, blobs, args if after else ())
        self.echoes[name].note(args, returned.value)
        return returned

    def _ready_for(self, name: str) -> Connection:
        """The process, unless calls of this name have hung too often."""
        if self._hangs[name] >= MOST_HANGS:
            raise faults.time_out(f"A call of `{name}`", self._limits.call_seconds)
        return self._ready()

    def _exchange(
        self, connection: Connection, name: str, args: tuple[Any, ...], more: Message
    ) -> tuple[Message, bytearray]:
        """The reply to a call, whatever it says."""
        kept = connection.registered
        named = more.get("kwargs", {})
        trees, raw = connection.encode((*args, *named.values()))
        request = {"do": "call", "name": name, "args": trees[: len(args)], **more}
        if "kwargs" in more:
            request["kwargs"] = dict(zip(named, trees[len(args) :], strict=True))
        while_, what = f"in a call of `{name}`", f"A call of `{name}`"
        try:
            return self._ask(request, raw, while_, what)
        except faults.TimedOut:
            self._hangs[name] += 1
            raise
        finally:
            connection.release(kept)

    def _returned(
        self, connection: Connection, reply: Message, blobs: bytearray, args: tuple[Any, ...]
    ) -> Returned:
        trees = reply.get("after", [])
        if type(trees) is not list or len(trees) != len(args):
            raise self._bad("in its answer")
        with self._clock.running():  # how much there is to decode is up to the student
            value, *left = connection.decode(reply["value"], blobs, tuple(trees))
        # A callable or an rng has no copy there that a call could have changed.
        after = (a if callable(a) or type(a) is rng else b for a, b in zip(args, left, strict=True))
        return Returned(value, tuple(after), dtype_of(value))

    def _get(self, name: str) -> Any:
        connection = self._ready()
        while_, what = f"when `{name}` was read", f"Reading `{name}`"
        reply, blobs = self._ask({"do": "get", "name": name}, b"", while_, what)
        self._raise_fault(name, reply)
        return self._returned(connection, reply, blobs, ()).value

    def _raise_fault(self, name: str, reply: Message) -> None:
        if "value" in reply:
            return
        if reply.get("missing") is True:
            lent = bool(self._replace) or self._asked
            raise missing(name, self._cells, self._runs, lent, self._absent)
        wrong_call = self._connection.wrong_call if self._connection else ""
        fault = fault_of(name, reply, self._cells, wrong_call, self._absent)
        if isinstance(fault, faults.Raised):
            fault = self._not_too_often(name, fault)
        raise fault or self._bad(f"in a call of `{name}`")

    def _not_too_often(self, name: str, fault: faults.Raised) -> faults.Raised:
        """Tell only a few exceptions apart: which of many it is could spell out an input."""
        told = self._told.setdefault(name, set())
        if len(told) < MOST_TOLD:
            told.add(fault.says)
        if fault.says in told:
            return fault
        says = f"`{name}` raised another exception."
        hint = "What happens once the first is mended?"
        return faults.Raised(fault.type_name, "", says, hint, blank=fault.blank)
