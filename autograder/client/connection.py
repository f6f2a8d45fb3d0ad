"""One live child: requests with ids and deadlines, and the calls that it makes back to us."""

from __future__ import annotations

import contextlib
import inspect
import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.client import faults
from autograder.client.deadlines import Deadline, Interrupted
from autograder.records import Limits
from autograder.sandbox.affine import affine
from autograder.sandbox.decode import Decoder
from autograder.sandbox.encode import Encoder, Tree
from autograder.sandbox.launcher import Child
from autograder.sandbox.values import SEEDS, BadValue, TooLarge, ValueFault, rng
from autograder.sandbox.wire import MB, Channel, Closed, Late, Malformed, Message, TooLong

COUNTED = 9  # a larger count is not repeated: it could spell out a hidden input
STARVED = 0.75  # share of a limit spent waiting for a CPU above which it is not the answer's
UNUSABLE = "called with something it cannot use"
FAR_TOO_LARGE = "called with something far too large"
MOST_ASKS = 20  # functions of the notebook that ours call from within each other
MAX_REPLIES = 4  # a call and its callbacks may send this many times the size of one reply

# What the child is told that our callable raised: the nearest of these.
BUILTIN = ("KeyError", "IndexError", "TypeError", "ValueError", "AttributeError", "ArithmeticError")


class OwnName:
    """Stands for a function of the student's notebook, by its name: it goes back as itself."""

    name: str


class _Raised(Exception):
    """A function of the notebook, called by one of ours, raised something, which is known there."""


class Connection:
    """Talks to one child until it is gone. Every fault but a student's exception ends the child."""

    def __init__(self, child: Child, limits: Limits) -> None:
        self._child = child
        self._limits = limits
        self._channel = Channel(child.sock, limits.reply_mb * MB, (limits.file_mb + 1) * MB)
        self._id = 0
        self._callables: dict[int, Callable[..., Any]] = {}
        self._accepted: dict[tuple[int, int], bool] = {}  # by callback and number of arguments
        self.registered = 0  # callbacks, ever
        self.alive = True
        self._asks = 0  # functions of the notebook that ours are calling
        self.wrong_call = ""  # how the last request called us wrongly, if it did

    def register_callback(self, function: Callable[..., Any]) -> int:
        """Return the number by which the child may call ``function``, which stays here."""
        self.registered += 1
        self._callables[self.registered] = function
        return self.registered

    def release(self, kept: int) -> None:
        """Let the child call only the first ``kept`` callbacks: the others were a call's own."""
        for number in range(kept + 1, self.registered + 1):
            self._callables.pop(number, None)

    def encode(self, values: tuple[Any, ...]) -> tuple[list[Tree], bytes]:
        """Arguments for the child: callables become callbacks, an rng is made there from a seed."""
        encoder = Encoder((self._limits.file_mb) * MB, self._special)
        try:
            return [encoder.encode(value) for value in values], encoder.raw()
        except ValueFault as error:
            raise faults.GraderFault(f"an argument cannot be sent: {error}") from error

    def request(
        self, message: Message, raw: bytes, deadline: float, while_: str
    ) -> tuple[Message, bytearray]:
        """Send one request, serve its callbacks, return its reply. ``while_`` goes into faults.

        Raises Late at the deadline: only the caller knows how long it allowed.
        """
        self._id += 1
        self.wrong_call = ""
        try:
            if self._channel.pending():
                self._unasked()
            try:
                self._channel.send({"id": self._id, **message}, raw, deadline)
            except TooLong as error:
                raise faults.GraderFault(f"what we send is too long: {error}") from error
            return self._reply(deadline)
        except Late:
            self.end()
            raise
        except Closed:
            raise faults.process_ended(while_, self.end()) from None
        except (Malformed, BadValue):
            self.end()
            raise faults.bad_reply(while_) from None

    def end(self) -> str:
        """End the child; return the reason of its `Ending`."""
        self.alive = False
        return self._child.end().reason

    def was_starved(self, seconds: float) -> bool:
        """Whether the machine, and not the code, used up ``seconds`` before the child was ended."""
        ending = self._child.end()
        return ending.waited_seconds >= STARVED * seconds and ending.ran_seconds < seconds / 2

    def decode(self, tree: Tree, raw: bytearray, more: tuple[Tree, ...] = ()) -> list[Any]:
        """Return the values of a reply; end the child and raise BadReply when they are none."""
        try:
            decoder = Decoder(raw)
            values = [decoder.decode(item) for item in (tree, *more)]
            decoder.finish()
        except BadValue:
            self.end()
            raise faults.bad_reply("in its answer") from None
        return values

    def _reply(self, deadline: float) -> tuple[Message, bytearray]:
        self._deadline, self._for_ours, self._received = deadline, Deadline(deadline), 0
        try:
            return self._next_reply()
        finally:
            self._for_ours.close()

    def _next_reply(self) -> tuple[Message, bytearray]:
        """Return what the child replies, once the calls that it makes to us are served."""
        while True:
            reply, raw = self._channel.receive(self._deadline)
            self._received += len(raw)
            if type(reply.get("id")) is not int or reply["id"] != self._id:
                raise Malformed("wrong id")
            if self._received > MAX_REPLIES * self._limits.reply_mb * MB:
                raise Malformed("too many bytes")
            if "callback" not in reply:
                return reply, raw
            answer, blobs = self._serve(reply, raw)
            try:
                self._channel.send(answer, blobs, self._deadline)
            except TooLong:  # as large as what it was handed made it
                self._channel.send(*self._wrong("ValueError", FAR_TOO_LARGE), self._deadline)

    def _unasked(self) -> None:
        with contextlib.suppress(Late):
            self._channel.receive(time.monotonic() + 0.1)  # raises Closed when the child is gone
        raise Malformed("a frame that nobody asked for")

    def _serve(self, message: Message, raw: bytearray) -> tuple[Message, bytes]:
        number, trees = message["callback"], message.get("args")
        if type(number) is not int:
            raise Malformed("no such callable")
        if type(trees) is not list:
            raise Malformed("no arguments")
        special = {"rng": _generator, "callable": self._own, "theirs": self._theirs}
        decoder = Decoder(raw, special)
        args = [decoder.decode(tree) for tree in trees]
        decoder.finish()
        function = self._callables.get(number)
        if function is None:  # kept from an earlier call
            return self._wrong("TypeError", "called when it was not handed over any more")
        call = number, len(args)
        if call not in self._accepted:  # asked once, since a descent calls it a hundred times
            self._accepted[call] = _accepts(function, len(args))
        if not self._accepted[call]:
            count = str(len(args)) if len(args) <= COUNTED else "too many"
            return self._wrong("TypeError", f"called with {count} arguments")
        return self._answer(function, args)

    def _own(self, tree: Mapping[str, Any]) -> Callable[..., Any]:
        """A callable of ours that the child hands on, as it may to a replaced function."""
        function = self._callables.get(self._number(tree))
        if function is None:
            raise BadValue("no such callable")
        return function

    @staticmethod
    def _number(tree: Mapping[str, Any]) -> int:
        number = tree.get("n")
        if type(number) is not int:
            raise BadValue("no such callable")
        return number

    def _theirs(self, tree: Mapping[str, Any]) -> Callable[..., Any]:
        """A function of the notebook, handed to one of ours: it stays there, and is asked."""
        number = self._number(tree)

        def ask(*args: Any) -> Any:
            if self._asks >= MOST_ASKS:
                raise RecursionError
            self._asks += 1
            try:
                return self._ask(number, args)
            finally:
                self._asks -= 1

        return ask

    def _ask(self, number: int, args: tuple[Any, ...]) -> Any:
        trees, raw = self.encode(args)
        self._channel.send({"ask": number, "args": trees}, raw, self._deadline)
        reply, blobs = self._next_reply()
        if "told" not in reply:
            raise _Raised
        decoder = Decoder(blobs)
        value = decoder.decode(reply["told"])
        decoder.finish()
        return value

    def _answer(self, function: Callable[..., Any], args: list[Any]) -> tuple[Message, bytes]:
        try:
            with self._for_ours:  # how long it takes is up to who calls it
                value = function(*args)
        except Interrupted:
            raise Late from None
        except _Raised:
            return {"error": "ValueError", "message": ""}, b""  # there, its own error takes over
        except Exception as error:  # whether it is ours is found by trying, not here
            names = [kind.__name__ for kind in type(error).__mro__]
            name = next(name for name in (*names, "ValueError") if name in BUILTIN)
            return self._wrong(name, UNUSABLE)
        encoder = Encoder((self._limits.file_mb) * MB)
        try:
            return {"value": encoder.encode(value)}, encoder.raw()
        except TooLarge:
            return self._wrong("ValueError", FAR_TOO_LARGE)
        except ValueFault:  # such as objects, of what was none of our numbers
            return self._wrong("TypeError", UNUSABLE)

    def _wrong(self, name: str, how: str) -> tuple[Message, bytes]:
        self.wrong_call = how
        return {"error": name, "message": f"this function was {how}"}, b""

    def _special(self, value: Any) -> Tree | None:
        if type(value) is rng:
            return {"t": "rng", "seed": value.seed}
        if isinstance(value, OwnName):
            return {"t": "own", "name": value.name}
        if callable(value):
            numbers = value.numbers if type(value) is affine else {}
            return {"t": "callable", "n": self.register_callback(value), **numbers}
        return None


def _accepts(function: Callable[..., Any], count: int) -> bool:
    """Whether ``function`` takes so many positional arguments."""
    with contextlib.suppress(ValueError):  # a builtin without a signature: the call itself tells
        try:
            inspect.signature(function).bind(*[None] * count)
        except TypeError:
            return False
    return True


def _generator(tree: Mapping[str, Any]) -> np.random.Generator:
    """What the child handed over as its rng; the seed was drawn there."""
    seed = tree.get("seed")
    if type(seed) is not int or not 0 <= seed < SEEDS:
        raise BadValue("seed")
    return np.random.default_rng(seed)
