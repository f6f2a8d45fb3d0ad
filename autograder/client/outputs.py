"""Rebuilds the outputs that the child sent as nbformat outputs of known shape, and nothing else."""

from __future__ import annotations

from typing import Any, TypeVar

from autograder.records import Output
from autograder.sandbox.values import BadValue, escape_surrogates

Kind = TypeVar("Kind")

MAX_OUTPUTS = 10_000
INCOMPLETE = "_IncompleteInputError", "SyntaxError"  # of Python 3.13, which is one
MAX_ERROR = 30_000
OVERHEAD = 64  # what an output costs besides its text
MIME_TYPES = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg")


class Budget:
    """How much a whole notebook may show; a cell beyond it shows its error, if any, and a note."""

    def __init__(self, characters: int) -> None:
        self._characters = self._left = characters

    def keep(self, outputs: tuple[Output, ...]) -> tuple[Output, ...]:
        """Return a cell's outputs; beyond the budget its first error, if any, and a note."""
        size = sum(map(_size, outputs))
        if size <= self._left:
            self._left -= size
            return outputs
        errors = (o for o in outputs if o["output_type"] == "error" and _size(o) <= MAX_ERROR)
        note = f"[Not kept: a notebook may show {self._characters >> 20} MB.]\n"
        return (*tuple(errors)[:1], {"output_type": "stream", "name": "stderr", "text": note})


def clean_outputs(received: Any) -> tuple[Output, ...]:
    """Check and rebuild every output; metadata and unknown kinds of data are dropped.

    Raises BadValue for what is no list of outputs.
    """
    outputs = _checked(received, list)
    if len(outputs) > MAX_OUTPUTS:
        raise BadValue("outputs")
    return tuple(_clean(_checked(output, dict)) for output in outputs)


def error_output(name: str, value: str) -> Output:
    """An ``error`` output of our own, in the place of what a cell could not show."""
    words = {"ename": name, "evalue": value, "traceback": [f"{name}: {value}"]}
    return {"output_type": "error", **words}


def _size(part: Any) -> int:
    if isinstance(part, dict):
        return OVERHEAD + sum(map(_size, part.values()))
    return sum(map(_size, part)) if isinstance(part, list) else len(str(part))


def _clean(output: Output) -> Output:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text"))}
    if kind == "error":
        words = {key: _text(output.get(key)) for key in ("ename", "evalue")}
        words["ename"] = words["ename"].replace(*INCOMPLETE)
        lines = [_text(line) for line in _checked(output.get("traceback"), list)]
        return {"output_type": "error", **words, "traceback": lines}
    if kind not in ("display_data", "execute_result"):
        raise BadValue("output")
    data = _checked(output.get("data"), dict)
    kept = {mime: _text(data[mime]) for mime in MIME_TYPES if mime in data}
    made: Output = {"output_type": kind, "data": kept, "metadata": {}}
    if kind == "execute_result":
        count = output.get("execution_count")
        known = type(count) is int and 0 <= count < 1_000_000
        made["execution_count"] = count if known else None
    return made


def _text(value: Any) -> str:
    return escape_surrogates(_checked(value, str))


def _checked(value: Any, kind: type[Kind]) -> Kind:
    if type(value) is not kind:
        raise BadValue(kind.__name__)
    return value
