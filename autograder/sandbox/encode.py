"""Values into JSON and raw bytes. Subclasses are rebuilt as what they extend, or refused."""

from __future__ import annotations

import decimal
import fractions
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from autograder.sandbox.figure_encoder import describe, is_figure
from autograder.sandbox.values import (
    DTYPES,
    ITEMS_OF_A_TABLE,
    MAX_COLUMNS,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_INT_BITS,
    MAX_ITEMS,
    MAX_TEXT,
    TooLarge,
    Unsupported,
    escape_surrogates,
    type_name,
)

Tree = Any
Special = Callable[[Any], Tree]  # a tree for a callable or a generator of random numbers, or None

OBJECT = {"t": "object"}
CODES = {np.dtype(code): code for code in DTYPES}
# Tuples, made once: a union would be made anew at every question.
PLAIN = (str, int, float)
NUMPY = (np.ndarray, np.generic)
PANDAS = (pd.Series, pd.DataFrame, pd.Index)
EXACT = (fractions.Fraction, decimal.Decimal)  # numbers that are sent as floats
OF_PANDAS = pd.api.extensions.ExtensionArray  # one column without labels
LISTS = (list, tuple, np.ndarray, pd.Series)  # what a cell of a column may hold, and be a row
SETS = (set, frozenset)
NO_LISTS = (bytes, bytearray, Mapping)  # their parts in a row are not what they hold


class Encoder:
    """Encodes the values of one message; ``raw()`` gives the bytes that go with it."""

    def __init__(self, max_bytes: int, special: Special = lambda value: None) -> None:
        self._max_bytes = max_bytes
        self._special = special
        self._chunks: list[bytes] = []
        self._bytes = 0
        self._items = 0
        self._letters = 0

    def raw(self) -> bytes:
        """The bytes of all arrays so far, in the order in which they were met."""
        return b"".join(self._chunks)

    def encode(self, value: Any, depth: int = 0) -> Tree:
        """Return one value as a JSON tree; raise Unsupported or TooLarge."""
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is float:
            return _float(value)
        if depth > MAX_DEPTH:
            raise TooLarge("nested too deeply")
        if isinstance(value, NUMPY):
            return self._numpy(value, depth)
        if isinstance(value, PLAIN):
            return self._scalar(value)
        if isinstance(value, PANDAS):
            return self._pandas(value, depth)
        if kind in EXACT:
            return _float(_of_exact(value))
        if isinstance(value, OF_PANDAS):
            return self._column(pd.Series(value), depth)
        return self._container(value, depth)

    def attempt(self, value: Any) -> Tree:
        """Like ``encode``, but a refused value leaves no bytes behind."""
        chunks, size = len(self._chunks), self._bytes
        try:
            return self.encode(value)
        except BaseException:
            del self._chunks[chunks:]
            self._bytes = size
            raise

    def _scalar(self, value: str | int | float) -> Tree:
        # The base class's own method: a subclass may have replaced what it answers.
        if isinstance(value, str):
            return self._text(str.__str__(value))
        if isinstance(value, int):
            number = int.__int__(value)
            if number.bit_length() > MAX_INT_BITS:
                raise TooLarge("an integer")
            return number
        return _float(float.__float__(value))

    def _container(self, value: Any, depth: int) -> Tree:
        if isinstance(value, dict):
            pairs = [[self._key(k), v] for k, v in self._count(dict.items(value))]
            return {"t": "dict", "v": [[k, self.encode(v, depth + 1)] for k, v in pairs]}
        if isinstance(value, tuple):
            return {"t": "tuple", "v": self._all(tuple.__iter__(value), depth)}
        if isinstance(value, list):
            return {"t": "list", "v": self._all(list.__iter__(value), depth)}
        if isinstance(value, SETS):
            if any(member is None or isinstance(member, (tuple, *SETS)) for member in value):
                raise Unsupported(type_name(value))
            return {"t": "set", "v": self._all(value, depth)}
        if is_figure(value):
            return {"t": "figure", "v": self.encode(describe(value), depth + 1)}
        special = self._special(value)
        if special is not None:
            return special
        if hasattr(type(value), "__array__"):
            return self._numpy(np.asarray(value), depth)
        if hasattr(type(value), "__iter__") and not isinstance(value, NO_LISTS):
            return {"t": "list", "v": self._all(value, depth)}
        raise Unsupported(type_name(value))

    def _all(self, values: Iterable[Any], depth: int) -> list[Tree]:
        return [self.encode(value, depth + 1) for value in self._count(values)]

    def _count(self, values: Iterable[Any]) -> Iterable[Any]:
        for value in values:
            self._add(1)
            yield value

    def _add(self, items: int) -> None:
        self._items += items
        if self._items > MAX_ITEMS:
            raise TooLarge(f"more than {MAX_ITEMS} items")

    def _key(self, key: Any) -> str:
        if not isinstance(key, str):
            raise Unsupported("a dict with keys that are not text")
        return self._text(str.__str__(key))

    def _text(self, text: str) -> str:
        self._letters += len(text)
        if self._letters > MAX_TEXT:
            raise TooLarge("too much text")
        return escape_surrogates(text)

    def _grow(self, size: int) -> None:
        self._bytes += size
        if self._bytes > self._max_bytes:
            raise TooLarge("too many bytes")

    def _numpy(self, value: np.ndarray[Any, Any] | np.generic, depth: int) -> Tree:
        code = CODES.get(value.dtype) if type(value) is np.ndarray else None
        if code is not None and value.ndim <= MAX_DIMENSIONS:  # nearly always
            self._grow(value.nbytes)
            self._chunks.append(value.tobytes())
            return {"t": "array", "dtype": code, "shape": list(value.shape)}
        if isinstance(value, np.str_):
            return self._scalar(str(value))
        if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
            raise Unsupported("MaskedArray")
        data = np.asarray(value)
        if data.dtype.kind in "OUT":
            return self._objects(data, depth)
        if data.dtype.kind not in "biuf":
            raise Unsupported("ndarray" if isinstance(value, np.ndarray) else type_name(value))
        self._grow(data.nbytes)  # before anything is copied
        dtype = data.dtype.newbyteorder("<").str
        if dtype not in DTYPES:  # a long double
            dtype = "<f8"
        if data.ndim > MAX_DIMENSIONS:
            raise TooLarge("too many dimensions")
        self._chunks.append(data.astype(dtype, copy=False).tobytes())
        if isinstance(value, np.generic):
            return {"t": "scalar", "dtype": dtype}
        return {"t": "array", "dtype": dtype, "shape": list(data.shape)}

    def _objects(self, data: np.ndarray[Any, Any], depth: int) -> Tree:
        """An array of Python's own numbers or texts: as nested lists, one of no dimension as it."""
        if data.ndim > MAX_DIMENSIONS or data.size > MAX_ITEMS:
            raise TooLarge(f"more than {MAX_ITEMS} items")
        held = data.tolist()
        return self.encode(held, depth + 1)

    def _pandas(self, value: Any, depth: int) -> Tree:
        if isinstance(value, pd.Index):
            return self._column(value, depth)
        self._add(ITEMS_OF_A_TABLE)
        if isinstance(value, pd.Series):
            if value.dtype == object and any(isinstance(cell, LISTS) for cell in value.array):
                return self.encode(pd.Series.tolist(value), depth + 1)
            name = (
                escape_surrogates(str.__str__(value.name)) if isinstance(value.name, str) else None
            )
            tree = {"t": "series", "name": name, "values": self._column(value, depth)}
        else:
            if value.shape[1] > MAX_COLUMNS:
                raise TooLarge(f"more than {MAX_COLUMNS} columns")
            columns = [column for _, column in self._count(pd.DataFrame.items(value))]
            names = self._all([_label(name) for name in value.columns], depth)
            tree = {"t": "frame", "columns": names}
            tree["values"] = [self._column(column, depth) for column in columns]
        tree["index"] = self._index(value.index, depth)
        return tree

    def _index(self, index: pd.Index[Any], depth: int) -> Tree:
        if isinstance(index, pd.RangeIndex):
            return {"t": "range", "v": [int(index.start), int(index.stop), int(index.step)]}
        try:
            return self._column(index, depth)
        except Unsupported:  # dates, several levels: the numbers matter, their labels do not
            return {"t": "range", "v": [0, len(index), 1]}

    def _column(self, column: pd.Series[Any] | pd.Index[Any], depth: int) -> Tree:
        dtype = column.dtype
        if isinstance(dtype, np.dtype) and dtype.kind in "biuf":
            return self._numpy(column.to_numpy(), depth)
        if getattr(dtype, "kind", "O") in "biuf":  # pandas' own numbers with missing values
            return self._numpy(column.to_numpy(dtype="float64", na_value=np.nan), depth)
        cells = column.to_numpy(dtype=object)
        trees = self._all(cells, depth) if cells.ndim == 1 else [OBJECT]
        if any(type(tree) is dict and tree["t"] not in ("float", "scalar") for tree in trees):
            raise Unsupported("a column of objects")
        return {"t": "list", "v": trees}


def _of_exact(value: fractions.Fraction | decimal.Decimal) -> float:
    try:
        return float.__float__(float(value))
    except OverflowError:  # a fraction beyond all floats
        raise TooLarge("a fraction") from None
    except ValueError:  # a signalling nan
        return float("nan")


def _float(value: float) -> Tree:
    if value - value == 0.0:
        return value
    return {"t": "float", "v": "nan" if value != value else "inf" if value > 0 else "-inf"}


def _label(name: Any) -> Any:
    return name if isinstance(name, PLAIN) else "?"
