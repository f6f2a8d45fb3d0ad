"""JSON and raw bytes into values. Raises BadValue, and nothing else, whatever came."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from autograder.sandbox.figure_records import Figure, NotAFigure, figure
from autograder.sandbox.values import (
    DTYPES,
    ITEMS_OF_A_TABLE,
    MAX_COLUMNS,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_ELEMENTS,
    MAX_INT_BITS,
    MAX_ITEMS,
    MAX_TEXT,
    BadValue,
    escape_surrogates,
)

Make = Callable[[Mapping[str, Any]], Any]
KINDS = {code: np.dtype(code) for code in DTYPES}
FLOATS = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
UNEXPECTED = (
    *(ValueError, TypeError, LookupError, ArithmeticError, AttributeError, MemoryError),
    RuntimeError,  # NotImplementedError is one: pandas has no index of 16-bit floats
)
SCALARS = (type(None), bool, int, float, str)


class Decoder:
    """Decodes the values of one message. ``makers`` adds kinds: callables and rng, in the child."""

    def __init__(self, raw: bytes | bytearray, makers: Mapping[str, Make] | None = None) -> None:
        self._raw = raw
        self._at = 0
        self._items = 0
        self._letters = 0
        self._makers = {} if makers is None else makers

    def decode(self, tree: Any) -> Any:
        """Return the value that ``tree`` describes; raise BadValue when it describes none."""
        try:
            return self._decode(tree, 0)
        except BadValue:
            raise
        # pandas and numpy have their own opinions about combinations we did not think of.
        except UNEXPECTED as error:
            raise BadValue(type(error).__name__) from None

    def finish(self) -> None:
        """Raise BadValue unless all bytes have been used."""
        if self._at != len(self._raw):
            raise BadValue("bytes left over")

    def _decode(self, tree: Any, depth: int) -> Any:
        if depth > MAX_DEPTH + 4:  # a series in a list takes a level more than the encoder counts
            raise BadValue("too deep")
        kind = type(tree)
        if kind is str:
            return self._plain(tree)
        if kind is int and tree.bit_length() > MAX_INT_BITS:
            raise BadValue("integer")
        if kind in SCALARS:
            return tree
        if kind is not dict:
            raise BadValue("a bare list")
        return self._tagged(tree, depth)

    def _tagged(self, tree: dict[str, Any], depth: int) -> Any:
        tag = tree.get("t")
        if type(tag) is not str:
            raise BadValue("tag")
        if tag in ("array", "scalar"):
            return self._array(tree, tag)
        if tag == "float":
            return FLOATS[_text(tree.get("v"))]
        if tag in ("list", "tuple"):
            values = [self._decode(item, depth + 1) for item in self._counted(tree.get("v"))]
            return values if tag == "list" else tuple(values)
        if tag == "dict":
            return self._dict(tree, depth)
        if tag == "set":
            return {self._member(item) for item in self._counted(tree.get("v"))}
        if tag in ("series", "frame"):
            self._add(ITEMS_OF_A_TABLE)
            return self._series(tree) if tag == "series" else self._frame(tree)
        if tag == "figure":
            return self._figure(tree, depth)
        if tag in self._makers:
            return self._makers[tag](tree)
        raise BadValue("tag")

    def _counted(self, value: Any) -> list[Any]:
        """The list that ``value`` is; its elements count towards what one message may hold."""
        items = _list(value)
        self._add(len(items))
        return items

    def _plain(self, text: str) -> str:
        self._letters += len(text)
        if self._letters > MAX_TEXT:
            raise BadValue("too much text")
        return escape_surrogates(text)

    def _add(self, items: int) -> None:
        self._items += items
        if self._items > MAX_ITEMS:
            raise BadValue("too many items")

    def _figure(self, tree: dict[str, Any], depth: int) -> Figure:
        try:
            return figure(self._decode(tree.get("v"), depth + 1))
        except NotAFigure:
            raise BadValue("figure") from None

    def _dict(self, tree: dict[str, Any], depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for pair in self._counted(tree.get("v")):
            if len(_list(pair)) != 2 or _text(pair[0]) in made:
                raise BadValue("pair")
            made[self._plain(pair[0])] = self._decode(pair[1], depth + 1)
        return made

    def _member(self, tree: Any) -> Any:
        """What is in a set: a number or a text."""
        value = self._cell(tree)
        if value is None:
            raise BadValue("member")
        return value

    def _array(self, tree: dict[str, Any], tag: str) -> Any:
        dtype = KINDS.get(_text(tree.get("dtype")))
        shape = _list(tree.get("shape")) if tag == "array" else []
        if dtype is None or len(shape) > MAX_DIMENSIONS:
            raise BadValue("array")
        count = elements = 1
        for size in shape:
            if type(size) is not int or size < 0:
                raise BadValue("shape")
            count, elements = count * size, elements * (size or 1)
        if elements > MAX_ELEMENTS:
            raise BadValue("shape")
        data = self._take(count * dtype.itemsize)
        if dtype.kind == "b":  # bytes other than 0 and 1 would make bools that are neither
            made = np.frombuffer(data, "|u1", count) != 0
        else:
            made = np.frombuffer(data, dtype, count)
        made = (made if len(shape) == 1 else made.reshape(shape)).copy()
        return made if tag == "array" else made[()]

    def _take(self, size: int) -> memoryview:
        end = self._at + size
        if end > len(self._raw):
            raise BadValue("bytes missing")
        data = memoryview(self._raw)[self._at : end]
        self._at = end
        return data

    def _column(self, tree: Any) -> Any:
        """One column: an array, or a list of cells. Nothing in it nests."""
        tag = tree.get("t") if type(tree) is dict else None
        if tag == "list":
            return [self._cell(cell) for cell in self._counted(tree.get("v"))]
        column = self._array(tree, tag) if tag == "array" else None
        if column is None or column.ndim != 1:
            raise BadValue("column")
        return column

    def _cell(self, tree: Any) -> Any:
        if type(tree) is dict and tree.get("t") not in ("float", "scalar"):
            raise BadValue("cell")
        return self._decode(tree, MAX_DEPTH)

    def _index(self, tree: Any, length: int) -> Any:
        if type(tree) is dict and tree.get("t") == "range":
            start, stop, step = (_small(number) for number in _list(tree.get("v")))
            index: Any = pd.RangeIndex(start, stop, step)
        else:
            index = self._column(tree)
        if len(index) != length:
            raise BadValue("lengths")
        return index

    def _series(self, tree: dict[str, Any]) -> pd.Series[Any]:
        name = tree.get("name")
        values = self._column(tree.get("values"))
        index = self._index(tree.get("index"), len(values))
        return pd.Series(
            values, index=index, name=None if name is None else self._plain(_text(name))
        )

    def _frame(self, tree: dict[str, Any]) -> pd.DataFrame:
        trees = self._counted(tree.get("values"))
        if len(trees) > MAX_COLUMNS:
            raise BadValue("columns")
        names = [self._cell(name) for name in self._counted(tree.get("columns"))]
        columns = [self._column(column) for column in trees]
        rows = len(columns[0]) if columns else 0
        if len(names) != len(columns) or not all(isinstance(name, SCALARS) for name in names):
            raise BadValue("columns")
        if any(len(column) != rows for column in columns):
            raise BadValue("lengths")
        index = self._index(tree.get("index"), rows)
        kinds = {getattr(column, "dtype", None) for column in columns}
        if rows and len(kinds) == 1 and None not in kinds:  # nearly always, and five times as quick
            table = np.array(columns).T
            return pd.DataFrame(table, index=index, columns=_labels(names), copy=False)
        frame = pd.DataFrame(dict(enumerate(columns)), index=index)
        frame.columns = _labels(names)
        return frame


@functools.lru_cache(8)
def _index_of(names: tuple[str, ...]) -> Any:
    return pd.Index(names)


def _labels(names: list[Any]) -> Any:
    """The index of these names; of texts a copy of what was made before: it may be written to."""
    if set(map(type, names)) <= {str}:
        return pd.Index(_index_of(tuple(names)))
    return pd.Index(names)


def _small(number: Any) -> int:
    if type(number) is not int or abs(number) > MAX_ELEMENTS:
        raise BadValue("range")
    return number


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise BadValue("list")
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise BadValue("text")
    return value
