from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox import wire
from autograder.sandbox.wire import Channel, Closed, Late, Malformed, TooLong, WireError

MAX = 10_000


@pytest.fixture
def pair() -> Iterator[tuple[Channel, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Channel(ours, MAX, MAX), theirs


def soon(seconds: float = 1.0) -> float:
    return time.monotonic() + seconds


def frame(text: bytes, raw: bytes = b"") -> bytes:
    return struct.pack("!II", len(text), len(raw)) + text + raw


def test_a_frame_arrives_as_it_was_sent(pair):
    channel, other = pair
    Channel(other, MAX, MAX).send({"id": 1, "text": "θ"}, b"\x00\xff")
    assert channel.receive(soon()) == ({"id": 1, "text": "θ"}, b"\x00\xff")


def test_several_frames_in_one_packet_stay_apart(pair):
    channel, other = pair
    other.sendall(frame(b'{"id":1}', b"a") + frame(b'{"id":2}'))
    assert channel.receive(soon())[0] == {"id": 1}
    assert channel.receive(soon()) == ({"id": 2}, b"")


@pytest.mark.parametrize("lengths", [(2**32 - 1, 0), (0, 2**32 - 1), (MAX, 1), (2**31, 2**31)])
def test_an_announced_length_is_refused_at_the_header(pair, lengths):
    channel, other = pair
    other.sendall(struct.pack("!II", *lengths))  # and nothing more: waiting for it would be Late
    with pytest.raises(TooLong):
        channel.receive(soon(0.5))


def test_a_slow_drip_does_not_move_the_deadline(pair):
    channel, other = pair
    stop = threading.Event()

    def drip() -> None:
        other.sendall(struct.pack("!II", 500, 0))
        while not stop.wait(0.02):
            other.sendall(b" ")

    thread = threading.Thread(target=drip)
    thread.start()
    start = time.monotonic()
    with pytest.raises(Late):
        channel.receive(soon(0.3))
    assert time.monotonic() - start < 1.0
    stop.set()
    thread.join()


def test_a_reader_that_never_reads_is_late(pair):
    channel, _ = pair
    with pytest.raises(Late):
        for _ in range(1000):
            channel.send({}, b"x" * 9000, soon(0.2))


def test_the_end_of_the_stream_is_closed_wherever_it_comes(pair):
    for cut in (0, 3, 8, 10):
        ours, theirs = socket.socketpair()
        theirs.sendall(frame(b'{"id":1}')[:cut])
        theirs.close()
        with ours, pytest.raises(Closed):
            Channel(ours, MAX, MAX).receive(soon())


def test_what_is_too_long_is_not_sent_at_all(pair):
    channel, other = pair
    with pytest.raises(TooLong):
        channel.send({}, b"x" * MAX)
    channel.send({"id": 1})
    assert Channel(other, MAX, MAX).receive(soon())[0] == {"id": 1}


def test_pending_notices_what_nobody_asked_for(pair):
    channel, other = pair
    assert not channel.pending()
    other.sendall(b"x")
    assert channel.pending()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"1",
        b'{"a":1,"a":2}',
        b'{"a":{"b":1,"b":1}}',
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":1e999}',
        b'{"a":-1e999}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":' + b"9" * 41 + b"}",
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"a":' * 100_000,
        b'{"a":"\xff"}',
        b'{"a":1} x',
        b'{"a":[' + b"[]," * 1_000_000 + b"[]]}",
    ],
    ids=lambda text: text[:20],
)
def test_what_is_no_message_is_malformed(text):
    with pytest.raises(Malformed):
        wire.parse(text)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80))
def test_whatever_bytes_come_only_wire_errors_are_raised(data):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(data)
        theirs.close()
        try:
            message, raw = Channel(ours, MAX, MAX).receive(soon())
        except WireError:
            return
        assert type(message) is dict
        assert len(raw) <= MAX


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=10,
)


@settings(max_examples=60, deadline=None)
@given(JSON)
def test_any_json_text_is_a_message_or_malformed(value):
    with contextlib.suppress(Malformed):
        assert type(wire.parse(json.dumps(value).encode())) is dict
