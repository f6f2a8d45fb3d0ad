"""Functions of the other side, called from here; and ours, which it may call meanwhile."""

from __future__ import annotations

import builtins
import inspect
import random
import threading
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from autograder.sandbox.affine import affine
from autograder.sandbox.decode import Decoder
from autograder.sandbox.encode import Encoder, Tree
from autograder.sandbox.values import SEEDS
from autograder.sandbox.wire import Channel, Message, TooLong

LENT = "_lent_as"  # the number under which the other side knows a function that it lent us


class _CallbackError(Exception):
    """The trusted side's callable raised; the name of a builtin exception comes back."""


class Callbacks:
    """Makes stubs of lent functions; ``request`` is the number of that which is being answered."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._lock = threading.RLock()  # a student's threads may call the same stub
        self.request = 0

    def reply(self, reply: Message, blobs: bytes) -> None:
        """Send a reply to the request, or that it is too large."""
        try:
            self._channel.send({"id": self.request, **reply}, blobs)
        except TooLong:
            self._channel.send({"id": self.request, "too_large": "too many bytes"})

    def lent(self, tree: Mapping[str, Any]) -> Callable[..., Any]:
        """Return a stub of what an argument stands for: a function of the other side."""
        here = affine(tree["factor"], tree["shift"]) if "factor" in tree else None
        return self.stub(tree["n"], str(tree.get("name", "f")), None, here)

    def stub(
        self, number: int, name: str, original: Any, here: affine | None = None
    ) -> Callable[..., Any]:
        """Return what calls a function on the other side, or the same one that is ``here``."""

        def stub(*args: Any, **kwargs: Any) -> Any:
            if here is not None and not kwargs and len(args) == 1 and here.takes(args[0]):
                return here(args[0])
            return self._call_back(number, _positional(original, args, kwargs))

        stub.__name__ = stub.__qualname__ = name
        setattr(stub, LENT, number)
        return stub

    def _call_back(self, number: int, args: tuple[Any, ...]) -> Any:
        with self._lock:
            own: list[Callable[..., Any]] = []
            encoder = Encoder(self._channel.max_out, partial(_passed_on, own))
            trees = [encoder.encode(value) for value in args]
            message = {"id": self.request, "callback": number, "args": trees}
            self._channel.send(message, encoder.raw())
            raised: BaseException | None = None
            reply, raw = self._channel.receive()
            while "ask" in reply:  # the function there calls one that it was handed
                raised = self._tell(own[reply["ask"]], reply, raw)
                reply, raw = self._channel.receive()
        if "error" in reply:
            raise raised or _error(reply)
        return Decoder(raw).decode(reply["value"])

    def _tell(
        self, function: Callable[..., Any], request: Message, raw: bytearray
    ) -> BaseException | None:
        """Send what a function of the notebook gives to one on the other side; return its error."""
        decoder = Decoder(raw, {"callable": self.lent})
        encoder = Encoder(self._channel.max_out)
        try:
            value = function(*[decoder.decode(tree) for tree in request["args"]])
            told = {"told": encoder.encode(value)}
        except BaseException as error:
            self.reply({"failed": True}, b"")
            return error
        self.reply(told, encoder.raw())
        return None


def _passed_on(own: list[Callable[..., Any]], value: Any) -> Tree | None:
    """What goes to a replaced function and is no plain value: a function, an rng.

    A lent function goes back by its number. One of the notebook stays here, in ``own``, and is
    asked by its place. A generator crosses as a seed drawn from it, so that it moves on: handed the
    same seed always, a replaced function would draw the same order always.
    """
    if isinstance(value, np.random.Generator):
        return {"t": "rng", "seed": int(value.integers(SEEDS))}
    if isinstance(value, np.random.RandomState):
        return {"t": "rng", "seed": int(value.randint(SEEDS, dtype=np.int64))}
    if isinstance(value, random.Random):
        return {"t": "rng", "seed": value.randrange(SEEDS)}
    number = getattr(value, LENT, None)
    if type(number) is int:
        return {"t": "callable", "n": number}
    if not callable(value):
        return None
    own.append(value)
    return {"t": "theirs", "n": len(own) - 1}


def _positional(original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
    """Keyword arguments by the names that the student's own function gives them."""
    if not kwargs:
        return args
    if not callable(original):
        raise TypeError("this function takes positional arguments only")
    bound = inspect.signature(original).bind(*args, **kwargs)
    return bound.args


def _error(reply: Message) -> Exception:
    kind = getattr(builtins, str(reply["error"]), None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        kind = _CallbackError
    return kind(str(reply["message"]))
