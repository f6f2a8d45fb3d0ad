"""Outputs as the child sent them → nbformat outputs of known shape. Nothing else gets through."""

from __future__ import annotations

from typing import Any

from autograder.records import Output
from autograder.sandbox.values import escape_surrogates

MAX_OUTPUTS = 10_000
MAX_ERROR = 30_000
OVERHEAD = 64  # what an output costs besides its text
MIME_TYPES = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg")


class Budget:
    """How much a whole notebook may show; a cell beyond it shows its error, if any, and a note."""

    def __init__(self, characters: int) -> None:
        self._characters = self._left = characters

    def keep(self, outputs: tuple[Output, ...]) -> tuple[Output, ...]:
        """Return the outputs of a cell, or what is kept of them."""
        size = sum(map(_size, outputs))
        if size <= self._left:
            self._left -= size
            return outputs
        errors = (o for o in outputs if o["output_type"] == "error" and _size(o) <= MAX_ERROR)
        note = f"[Not kept: a notebook may show {self._characters >> 20} MB.]\n"
        return (*tuple(errors)[:1], {"output_type": "stream", "name": "stderr", "text": note})


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


def _size(part: Any) -> int:
    if isinstance(part, dict):
        return OVERHEAD + sum(map(_size, part.values()))
    return sum(map(_size, part)) if isinstance(part, list) else len(str(part))


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
    return escape_surrogates(value)
