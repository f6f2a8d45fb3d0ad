"""Length-capped frames over a socket: a JSON message and the raw bytes that belong to it.

A frame is two big-endian 32-bit lengths, the JSON text, the bytes. The other end may be hostile:
nothing is allocated before its length is checked, and a deadline is a moment (``time.monotonic``),
so bytes that drip in slowly do not move it.
"""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

Message = dict[str, Any]

MB = 1 << 20
HEADER = struct.Struct("!II")
MAX_PARTS = 1_000_000  # brackets and commas: parsed JSON is many times larger than its text
READ_AHEAD = 1 << 14  # bytes; nearly every frame is smaller
SLACK = 0.02  # seconds by which a deadline may be missed
MAX_INT_DIGITS = 40  # enough for 128 bits; Python's own cap is 4300


class WireError(Exception):
    """The other end cannot be talked to any more."""


class Closed(WireError):
    """The other end is gone."""


class Late(WireError):
    """The deadline has passed."""


class Malformed(WireError):
    """What came is no message."""


class TooLong(Malformed):
    """A frame announces, or would be, more than may be sent."""


def _pairs(pairs: list[tuple[str, Any]]) -> Message:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Malformed("duplicate keys")
    return made


def _int(digits: str) -> int:
    if len(digits) > MAX_INT_DIGITS:
        raise Malformed("an integer is too long")
    return int(digits)


def _float(text: str) -> float:
    number = float(text)
    if number - number != 0.0:  # 1e999 is valid JSON, and infinite
        raise Malformed("a float is out of range")
    return number


def _constant(name: str) -> Any:
    raise Malformed(f"{name} is not JSON")


def _encoder() -> Callable[[Message], str]:
    """The C encoder itself: a student who replaces methods of json's classes does not reach it."""
    encode = json.JSONEncoder(allow_nan=False, separators=(",", ":"), check_circular=False).encode
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return encode
    text = json.encoder.encode_basestring_ascii
    format_ = make(None, None, text, None, ":", ",", False, False, False)
    return lambda message: "".join(format_(message, 0))


# Taken now, for the same reason.
_parse = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=_int, parse_float=_float, parse_constant=_constant
).decode
_format = _encoder()


def parse(text: bytes | bytearray) -> Message:
    """The JSON object in ``text``; raises Malformed, and nothing else, when there is none."""
    if text.count(b",") + text.count(b"[") + text.count(b"{") > MAX_PARTS:
        raise Malformed("too many parts")
    try:
        message = _parse(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # includes UnicodeDecodeError and JSONDecodeError
        raise Malformed(type(error).__name__) from None
    if type(message) is not dict:
        raise Malformed("not an object")
    return message


class Channel:
    """One end of the wire. ``deadline`` is a moment of ``time.monotonic``, or None for no limit.

    A frame that comes in may have ``max_in`` bytes, one that goes out ``max_out``.
    """

    def __init__(self, sock: socket.socket, max_in: int, max_out: int) -> None:
        self._max_in = max_in
        self._came = bytearray()  # what was read, from the start of a frame
        self._room = memoryview(bytearray(READ_AHEAD))
        self._armed: float | None = -1.0  # the time-out that the socket has; at first unknown
        self.max_out = max_out
        self._set_timeout = sock.settimeout
        self._recv_into = sock.recv_into
        self._sendall = sock.sendall
        self._now = time.monotonic
        self._poll = select.poll()  # not select(): a descriptor may be 1024 or more
        self._poll.register(sock, select.POLLIN)

    def send(self, message: Message, raw: bytes = b"", deadline: float | None = None) -> None:
        """Send one frame; raise TooLong before anything is sent, Late or Closed."""
        text = _format(message).encode("ascii")
        if len(text) + len(raw) > self.max_out:
            raise TooLong(f"{len(text) + len(raw)} bytes")
        self._arm(deadline)
        try:
            self._sendall(HEADER.pack(len(text), len(raw)) + text + raw)
        except TimeoutError:
            raise Late from None
        except OSError as error:
            raise Closed(type(error).__name__) from None

    def receive(self, deadline: float | None = None) -> tuple[Message, bytearray]:
        """Return the next frame: message and bytes; raise Late, Closed, TooLong or Malformed."""
        self._read(HEADER.size, deadline)
        text_length, raw_length = HEADER.unpack_from(self._came)
        if text_length + raw_length > self._max_in:
            raise TooLong(f"a frame of {text_length + raw_length} bytes was announced")
        text_end = HEADER.size + text_length
        end = text_end + raw_length
        self._read(end, deadline)
        came, self._came = self._came, self._came[end:]
        return parse(came[HEADER.size : text_end]), came[text_end:end]

    def pending(self) -> bool:
        """Whether something came that nobody asked for, or the other end closed."""
        return bool(self._came) or bool(self._poll.poll(0))

    def _read(self, length: int, deadline: float | None) -> None:
        """Have at least ``length`` bytes; a small frame comes whole with its header, at once."""
        got = len(self._came)
        if got >= length:
            return
        if length > READ_AHEAD:  # no copy of what is large
            self._came.extend(bytes(length - got))
            with memoryview(self._came) as view:
                while got < length:
                    got += self._receive(view[got:], deadline)
        while len(self._came) < length:
            self._came += self._room[: self._receive(self._room, deadline)]

    def _receive(self, room: memoryview, deadline: float | None) -> int:
        self._arm(deadline)
        try:
            count = self._recv_into(room)
        except TimeoutError:
            raise Late from None
        except OSError as error:
            raise Closed(type(error).__name__) from None
        if count == 0:
            raise Closed("end of stream")
        return count

    def _arm(self, deadline: float | None) -> None:
        """Set the socket's time-out: a system call, so only when it is off by more than SLACK."""
        left = None
        if deadline is not None:
            left = deadline - self._now()
            if left <= 0:
                raise Late
            if self._armed is not None and 0 <= self._armed - left <= SLACK:
                return
        elif self._armed is None:
            return
        self._armed = left
        self._set_timeout(left)
