"""Outputs as the child sent them → nbformat outputs of known shape. Nothing else gets through."""

from __future__ import annotations

from typing import Any

from autograder.records import Output
from autograder.sandbox.values import plain

MAX_OUTPUTS = 10_000
MIME_TYPES = (
    "text/plain",
    "text/html",
    "text/markdown",
    "text/latex",
    "image/png",
    "image/jpeg",
)


class NotOutputs(Exception):
    """What came is no list of outputs."""


def clean_outputs(received: Any) -> tuple[Output, ...]:
    """Check and rebuild every output; metadata and unknown kinds of data are dropped."""
    if type(received) is not list or len(received) > MAX_OUTPUTS:
        raise NotOutputs
    return tuple(_clean(output) for output in received)


def error_output(name: str, value: str) -> Output:
    """An ``error`` output of our own, in the place of what a cell could not show."""
    return {
        "output_type": "error",
        "ename": name,
        "evalue": value,
        "traceback": [f"{name}: {value}"],
    }


def _clean(output: Any) -> Output:
    if type(output) is not dict:
        raise NotOutputs
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text"))}
    if kind == "error":
        return {
            "output_type": "error",
            "ename": _text(output.get("ename")),
            "evalue": _text(output.get("evalue")),
            "traceback": [_text(line) for line in _list(output.get("traceback"))],
        }
    if kind == "display_data":
        return {"output_type": kind, "data": _data(output), "metadata": {}}
    if kind == "execute_result":
        count = output.get("execution_count")
        return {
            "output_type": kind,
            "data": _data(output),
            "metadata": {},
            "execution_count": count if type(count) is int and 0 <= count < 1_000_000 else None,
        }
    raise NotOutputs


def _data(output: Output) -> dict[str, str]:
    data = output.get("data")
    if type(data) is not dict:
        raise NotOutputs
    return {mime: _text(data[mime]) for mime in MIME_TYPES if mime in data}


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise NotOutputs
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise NotOutputs
    return plain(value)
