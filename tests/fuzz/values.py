"""What may come out of the wire's decoder, and trees to feed it, well formed and nearly so."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
import pandas as pd

from autograder.sandbox.decode import Decoder
from autograder.sandbox.figure_records import Figure
from autograder.sandbox.values import DTYPES, MAX_DEPTH, MAX_INT_BITS, BadValue

Pick = Callable[[int], int]  # a number below its argument, from whatever makes the choices

TAGS = ("list", "tuple", "dict", "float", "array", "scalar", "series", "frame", "figure", "range")
FIELDS = ("v", "dtype", "shape", "name", "values", "index", "columns")
WORDS = ("", "a", "nan", "-inf", "<f8", "|b1", "<f2", "<i8", "|O", "<U9", "\ud800", "t", "v")
ODD_DTYPES = ("|O", "<U9", "<c16", "<M8[s]")
NUMBERS = (0, 1, 2, 3, -1, True, 0.5, 1 << 32, 1 << 127, -(1 << 128), 1e308)


def tree(pick: Pick, depth: int = 0) -> Any:
    """A tree as the decoder takes it, or almost: each choice is made by ``pick``."""
    shape = pick(8) if depth < MAX_DEPTH + 8 else pick(2)
    if shape == 0:
        return (None, *WORDS)[pick(len(WORDS) + 1)]
    if shape == 1:
        return NUMBERS[pick(len(NUMBERS))]
    if shape == 2:
        return [tree(pick, depth + 1) for _ in range(pick(4))]
    made = {"t": TAGS[pick(len(TAGS))]}
    if shape == 3:
        made |= {FIELDS[pick(len(FIELDS))]: tree(pick, depth + 1) for _ in range(pick(4))}
        return made
    return {**made, **_fields(made["t"], pick, depth)}


def _fields(tag: str, pick: Pick, depth: int) -> dict[str, Any]:
    """The fields that belong to a tag, filled with more trees."""
    dtypes = (*sorted(DTYPES), *ODD_DTYPES)
    dtype = dtypes[pick(len(dtypes))]

    def few() -> list[Any]:
        return [tree(pick, depth + 1) for _ in range(pick(4))]

    def column(tag: str) -> dict[str, Any]:
        return {"t": tag, "dtype": dtype, "shape": [pick(3)], "v": few()}

    if tag == "float":
        return {"v": WORDS[pick(len(WORDS))]}
    if tag in ("list", "tuple", "figure"):
        return {"v": tree(pick, depth + 1) if tag == "figure" else few()}
    if tag == "dict":
        return {"v": [[WORDS[pick(len(WORDS))], item] for item in few()]}
    if tag in ("array", "scalar"):
        return {"dtype": dtype, "shape": [NUMBERS[pick(len(NUMBERS))] for _ in range(pick(4))]}
    index = {"t": "range", "v": [0, pick(4), 1]}
    either = (index, column("array"), column("list"), tree(pick, depth + 1))
    columns = [column(("array", "list")[pick(2)]) for _ in range(pick(3))]
    return {
        "name": WORDS[pick(len(WORDS))],
        "index": either[pick(4)],
        "columns": few(),
        "values": columns if tag == "frame" else either[pick(4)],
        "v": few(),
    }


def check_decoded(message: Any, raw: bytes) -> None:
    """Decode; AssertionError when anything comes but an allowed value or BadValue."""
    decoder = Decoder(raw)
    with suppress(BadValue):
        value = decoder.decode(message)
        check_allowed(value)
        assert held(value) <= len(raw), "bytes were used twice"
        decoder.finish()


def check_bounded(message: Any, raw: bytes, most: int) -> None:
    """The same, and it takes no more than ``most`` bytes at any moment."""
    tracemalloc.start()
    try:
        check_decoded(message, raw)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= most, f"{peak} bytes for {len(raw)} bytes and {str(message)[:200]}"


def held(value: Any) -> int:
    """The bytes of all arrays in a value, frames apart: pandas makes wider ones of its own."""
    if isinstance(value, list | tuple):
        return sum(map(held, value))
    if isinstance(value, dict):
        return sum(map(held, value.values()))
    return int(value.nbytes) if isinstance(value, np.ndarray | np.generic) else 0


def check_allowed(value: Any, depth: int = 0) -> None:
    """Assert that ``value`` is built of the types that the trusted side knows, exactly."""
    kind = type(value)
    assert depth <= MAX_DEPTH + 8
    if kind is int:
        assert value.bit_length() <= MAX_INT_BITS
    elif kind is str:
        value.encode()  # no lone surrogate
    elif kind in (list, tuple):
        for item in value:
            check_allowed(item, depth + 1)
    elif kind is dict:
        for key, item in value.items():
            assert type(key) is str
            key.encode()
            check_allowed(item, depth + 1)
    elif kind is np.ndarray or isinstance(value, np.generic):
        assert value.dtype.newbyteorder("<").str in DTYPES
    elif kind in (pd.Series, pd.DataFrame):
        assert value.index.nlevels == 1
        for cell in value.to_numpy(dtype=object).ravel():
            assert isinstance(cell, (type(None), bool, int, float, str, np.generic)), type(cell)
    else:
        assert kind in (type(None), bool, float, Figure), kind
