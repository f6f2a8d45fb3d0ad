"""What runs in the jail: cells, and answers to calls.

``warm_up`` is called once, in the zygote; ``serve`` in each child that was forked from it.
Everything that a child may need is imported before the fork: this project's files cannot be seen
in the jail.
"""

from __future__ import annotations

import contextlib
import inspect
import os
import random
import socket
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from autograder.records import Limits
from autograder.sandbox import absent, figure_png, going_on, held, preload
from autograder.sandbox.callbacks import Callbacks
from autograder.sandbox.decode import Decoder
from autograder.sandbox.encode import Encoder, Tree
from autograder.sandbox.exact import is_exact
from autograder.sandbox.kept import left_as_they_were
from autograder.sandbox.shell import Cells
from autograder.sandbox.values import (
    TooLarge,
    Unsupported,
    escape_surrogates,
    type_name,
)
from autograder.sandbox.wire import MB, Channel, Closed, Message

SEED = 20240229  # any number: what matters is that every child starts with the same one
OPAQUE = {"t": "tuple", "v": []}  # stands for a callable when arguments are sent back

_cells: list[Cells] = []  # the one shell, made in the zygote


def prepare(limits: Limits) -> None:
    """Import everything, where few notebooks are run: a rehearsal takes as long as twenty."""
    with preload.short_docstrings():
        _cells[:] = [Cells(limits.output_kb * 1024, limits.cell_seconds / 2)]
        _cells[0].protect()
        preload.load()


def read_ahead(cells: Iterable[str]) -> None:
    """Parse these texts, in the zygote: no child parses them again."""
    _cells[0].read_ahead(cells)


def warm_up(limits: Limits) -> None:
    """Import and build everything, in the zygote, which checks that no thread is left behind."""
    prepare(limits)
    (cells,) = _cells
    streams = sys.stdout, sys.stderr
    cells.take_streams()
    preload.exercise(cells.run)
    sys.stdout, sys.stderr = streams
    _fresh(cells)


def _fresh(cells: Cells) -> None:
    """Forget the warming cells: the student's first cell is In[1] of an empty namespace."""
    cells.shell.reset(new_session=True)
    cells.shell.execution_count = 1
    cells.names.clear()
    cells.shell.compile._filename_map.clear()
    cells.protect()


def serve(sock: socket.socket, limits: Limits) -> None:
    """Answer requests from ``sock`` until its other end closes; the jail is shut already."""
    sys.path.insert(0, "")  # a helper module beside the notebook, as in Jupyter
    os.environ["SEABORN_DATA"] = str(Path.cwd())  # load_dataset finds what lies beside the notebook
    _cells[0].take_streams()
    random.seed(SEED)
    np.random.seed(SEED)
    server = _Server(Channel(sock, (limits.file_mb + 1) * MB, limits.reply_mb * MB), _cells[0])
    with contextlib.suppress(Closed):
        server.loop()


class _Server:
    def __init__(self, channel: Channel, cells: Cells) -> None:
        self._channel = channel
        self._cells = cells
        self._names = cells.shell.user_ns
        self._pid = os.getpid()
        self._getpid, self._exit = os.getpid, os._exit
        self._callbacks = Callbacks(channel)
        self._drawn = False
        self._max_bytes = channel.max_out
        self._actions: dict[str, Callable[[Message, bytearray], tuple[Message, bytes]]] = {
            "file": self._file,
            "run": self._run,
            "bind": self._bind,
            "call": self._call,
            "get": self._get,
            "look": self._look,
        }

    def loop(self) -> None:
        while True:
            request, raw = self._channel.receive()
            self._callbacks.request = request["id"]
            try:
                reply, blobs = self._actions[request["do"]](request, raw)
            except BaseException as error:  # SystemExit and KeyboardInterrupt are answers too
                reply, blobs = self._raised(error), b""
            self._cells.mend()
            if self._getpid() != self._pid:
                self._exit(0)  # a fork that the student's code made must not answer as well
            self._callbacks.reply(reply, blobs)

    def _file(self, request: Message, raw: bytearray) -> tuple[Message, bytes]:
        path = Path(request["name"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        return {"ok": True}, b""

    def _run(self, request: Message, raw: bytearray) -> tuple[Message, bytes]:
        if self._drawn:  # by calls for a test; a notebook closes at a cell's end what it drew
            with contextlib.suppress(Exception):
                sys.modules["matplotlib.pyplot"].close("all")
        self._drawn = False
        figure_png.seen = bool(request.get("seen"))
        apart = left_as_they_were(self._names, request["keep"]) if "keep" in request else None
        with apart or contextlib.nullcontext():
            outputs = self._cells.run(request["name"], request["source"], request.get("makes"))
        return {"outputs": outputs, "absent": absent.found(), "left_out": going_on.found()}, b""

    def _bind(self, request: Message, raw: bytearray) -> tuple[Message, bytes]:
        name = request["name"]
        if "value" in request:
            self._names[name] = Decoder(raw).decode(request["value"])
        else:
            original = self._names.get(name)
            self._names[name] = self._callbacks.stub(request["callback"], name, original)
        return {"ok": True}, b""

    def _get(self, request: Message, raw: bytearray) -> tuple[Message, bytes]:
        if request["name"] not in self._names:
            return {"missing": True}, b""
        return self._value(self._names[request["name"]], None)

    def _call(self, request: Message, raw: bytearray) -> tuple[Message, bytes]:
        function = self._names.get(request["name"], self)
        if not callable(function):
            return {"missing": True} if function is self else {"not_callable": True}, b""
        special = {"callable": self._callbacks.lent, "rng": _generator, "own": self._own}
        decoder = Decoder(raw, special)
        arguments = [decoder.decode(tree) for tree in request["args"]]
        named = {name: decoder.decode(tree) for name, tree in request.get("kwargs", {}).items()}
        if "kwargs" in request:
            return self._call_exactly(function, arguments, named)
        value = function(*arguments, **named)
        return self._value(value, arguments if request["after"] else None)

    def _call_exactly(
        self, function: Callable[..., Any], arguments: list[Any], named: dict[str, Any]
    ) -> tuple[Message, bytes]:
        """Call for a test in a cell, and say whether the notebook keeps what it has a copy of."""
        self._drawn = True
        given = held.changeable((*arguments, *named.values()))
        before = held.counts(given)
        holder = [function(*arguments, **named)]  # no name holds the value as well
        more = (now > then for now, then in zip(held.counts(given), before, strict=True))
        kept = any(more) or held.is_held(holder)
        if not is_exact(holder[0]):
            return {"unsupported": type_name(holder[0])}, b""
        reply, raw = self._value(holder[0], arguments)
        return {**reply, "kept": kept}, raw

    def _look(self, request: Message, raw: bytearray) -> tuple[Message, bytes]:
        """Say what a name stands for, with its value if that is the same on the other side."""
        if request["name"] not in self._names:
            return {"missing": True}, b""
        value = self._names[request["name"]]
        kind = "class" if isinstance(value, type) else "module" if inspect.ismodule(value) else ""
        kind = kind or ("function" if callable(value) else "" if is_exact(value) else "object")
        return ({"kind": kind}, b"") if kind else self._value(value, None)

    def _own(self, tree: Mapping[str, Any]) -> Any:
        """A function of the notebook that the other side hands to another one."""
        return self._names[tree["name"]]

    def _value(self, value: Any, arguments: list[Any] | None) -> tuple[Message, bytes]:
        encoder = Encoder(self._max_bytes)
        try:
            reply: Message = {"value": encoder.encode(value)}
        except Unsupported as error:
            return {"unsupported": str(error)}, b""
        except TooLarge as error:
            return {"too_large": str(error)}, b""
        if arguments is not None:
            reply["after"] = [self._after(encoder, argument) for argument in arguments]
        return reply, encoder.raw()

    @staticmethod
    def _after(encoder: Encoder, argument: Any) -> Tree:
        try:
            return encoder.attempt(argument)
        except Exception:  # a callable, or something that the student put inside
            return OPAQUE

    def _raised(self, error: BaseException) -> Message:
        frames = [[escape_surrogates(name), line] for name, line in self._cells.frames(error)]
        message = ""
        with contextlib.suppress(BaseException):  # its __str__ is the student's
            message = escape_surrogates(str(error))[:500]
        kinds = [kind.__name__[:80] for kind in type(error).__mro__[:-2]][:8]
        return {"raised": kinds, "message": message, "frames": frames}


def _generator(tree: Mapping[str, Any]) -> np.random.Generator:
    return np.random.default_rng(tree["seed"])
