"""What comes over the channel and is no reply: it costs the call, and says nothing."""

from __future__ import annotations

import time

import pytest

from autograder.client import faults

from .conftest import ADD, fault

CHANNEL = "import os, struct, json, time, socket\nsock = socket.socket(fileno=os.dup(3))\n"
FRAME = (
    CHANNEL + "def frame(message, raw=b''):\n    text = json.dumps(message).encode()\n"
    "    return struct.pack('!II', len(text), len(raw)) + text + raw\n"
)


@pytest.mark.parametrize(
    "attack",
    [
        "sock.sendall(struct.pack('!II', 2**32 - 1, 2**32 - 1))",
        "sock.sendall(b'x' * 100)",
        "sock.sendall(frame({'id': 10**6, 'value': 1}))",
        "sock.sendall(frame({'id': True, 'value': 1}))",
        "sock.sendall(frame([]))",
        "sock.sendall(frame({'id': n, 'value': {'t': 'array', 'dtype': '<f8', 'shape': [10**12]}"
        "}))",
        "sock.sendall(frame({'id': n, 'value': {'t': 'array', 'dtype': 'O', 'shape': [1]}"
        "}, bytes(8)))",
        "sock.sendall(frame({'id': n, 'value': 1}, b'left over'))",
        "sock.sendall(frame({'id': n, 'value': 1, 'after': [1]}))",
        "sock.sendall(frame({'id': n}))",
        "sock.sendall(frame({'id': n, 'raised': [1], 'message': 2, 'frames': 3}))",
        "sock.sendall(frame({'id': n, 'callback': 'x', 'args': []}))",
        "sock.sendall(frame({'id': n, 'callback': 1}))",
        "sock.sendall(frame({'id': n, 'callback': 1, 'args': [[]]}))",
    ],
)
def test_what_is_no_reply_costs_that_call(notebook, attack):
    student = notebook(ADD, FRAME + f"def f(n):\n    {attack}\n    time.sleep(9)")
    assert isinstance(fault(student, "f", 3), faults.BadReply)  # two cells, then this call
    assert student.add(1, 2) == 3


def test_a_second_reply_is_no_reply(notebook):
    cell = (
        FRAME + "def f(n):\n    sock.sendall(frame({'id': n, 'value': 1}) * 2)\n    time.sleep(9)"
    )
    student = notebook(ADD, cell)
    assert student.f(3) == 1
    assert isinstance(fault(student, "add", 1), faults.BadReply)
    assert student.add(1) == 1


def test_a_frame_before_any_request(notebook):
    student = notebook(FRAME + "sock.sendall(frame({'id': 2, 'outputs': []}))", ADD)
    assert isinstance(fault(student, "add", 1), faults.BadReply)


def test_one_byte_at_a_time_is_late(notebook):
    cell = (
        CHANNEL
        + "def f():\n    sock.sendall(struct.pack('!II', 999, 0))\n"
        + "    while True:\n        sock.sendall(b' '); time.sleep(.05)"
    )
    student = notebook(ADD, cell)
    start = time.monotonic()
    assert isinstance(fault(student, "f"), faults.TimedOut)
    assert time.monotonic() - start < 4
    assert student.add(1) == 1


def test_a_forged_error_does_not_speak(notebook):
    frames = "[['0', 42], ['secret', 1]]"
    forged = f"{{'id': n, 'raised': ['X 42'], 'message': 'secret 42', 'frames': {frames}}}"
    student = notebook(FRAME + f"def f(n):\n    sock.sendall(frame({forged}))\n    time.sleep(9)")
    found = fault(student, "f", 2)
    assert found.says == "`f` raised an exception of its own."


@pytest.mark.parametrize(
    "outputs",
    [
        "1",
        "[1]",
        "[{'output_type': 'x'}]",
        "[{'output_type': 'stream', 'name': 'stdout', 'text': 1}]",
        "[{'output_type': 'display_data', 'data': {'text/html': ['x']}}]",
    ],
)
def test_forged_outputs_are_no_outputs(notebook, outputs):
    cell = FRAME + f"sock.sendall(frame({{'id': 1, 'outputs': {outputs}}})); time.sleep(9)"
    student = notebook(cell)
    assert student.runs[0].outputs[0]["ename"] == "ProcessEnded"
    assert isinstance(fault(student, "f"), faults.BadReply)
