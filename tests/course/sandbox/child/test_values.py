from __future__ import annotations

import array
import collections
import decimal
import fractions
import itertools
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from autograder.sandbox import wire
from autograder.sandbox.decode import Decoder
from autograder.sandbox.encode import Encoder
from autograder.sandbox.values import (
    TooLarge,
    Unsupported,
)

MB = 1 << 20


def there_and_back(value: Any) -> Any:
    encoder = Encoder(MB)
    tree = encoder.encode(value)
    text = wire._format({"v": tree}).encode()
    decoder = Decoder(encoder.raw())
    made = decoder.decode(wire.parse(text)["v"])
    decoder.finish()
    return made


@pytest.mark.parametrize(
    "value",
    [None, True, 0, -(2**127), 1.5, -0.0, math.inf, -math.inf, "", "θ\n", [], (), {}, [1, (2.0,)],
     {"a": [1], "b": {"c": ()}}],
    ids=repr,
)  # fmt: skip
def test_plain_values_come_back_with_their_types(value):
    made = there_and_back(value)
    assert made == value
    assert repr(made) == repr(value)


def test_nan_is_a_value():
    assert math.isnan(there_and_back(math.nan))


@pytest.mark.parametrize("dtype", ["?", "i1", "u2", "<i4", ">i8", "f2", "f4", ">f8", "g"])
def test_arrays_keep_their_shape_and_numbers(dtype):
    array = np.arange(6).reshape(2, 3).astype(dtype)[:, ::-1]
    made = there_and_back(array)
    assert made.shape == (2, 3)
    assert np.array_equal(made, array)
    assert made.flags.writeable


def test_float32_shows():
    assert there_and_back(np.ones(2, "f4")).dtype == np.float32
    assert type(there_and_back(np.float32(1))) is np.float32


@pytest.mark.parametrize("shape", [(), (0,), (0, 3), (1, 0, 2)])
def test_empty_and_zero_dimensional_arrays(shape):
    assert there_and_back(np.ones(shape)).shape == shape


def test_a_frame_keeps_numbers_names_and_index():
    frame = pd.DataFrame({"bias": 1, "bill": [1.5, np.nan], "who": ["a", "b"]}, index=[7, 9])
    pd.testing.assert_frame_equal(there_and_back(frame), frame)


@pytest.mark.parametrize("kinds", [["<f8"] * 3, ["<i4"] * 2, ["?"], ["<f8", "<f4"], ["<f8", "<i8"]])
@pytest.mark.parametrize("rows", [0, 1, 5])
def test_a_frame_comes_back_column_by_column(kinds, rows):
    columns = {f"c{n}": (np.arange(rows) + n).astype(kind) for n, kind in enumerate(kinds)}
    frame = pd.DataFrame(columns, index=pd.RangeIndex(3, 3 + rows))
    made = there_and_back(frame)
    pd.testing.assert_frame_equal(made, frame)
    made.iloc[:, 0] = made.iloc[::-1, 0].to_numpy()  # it is nobody else's, and may be written to


def test_what_is_written_to_a_frames_names_stays_with_it():
    first, second = (there_and_back(pd.DataFrame({"bias": [1.0], "bill": [2.0]})) for _ in "ab")
    first.columns.name = "mine"
    first.columns = ["x", "y"]
    assert second.columns.name is None
    assert list(second) == list(there_and_back(second)) == ["bias", "bill"]


def test_a_frame_may_have_a_name_twice():
    frame = pd.DataFrame([[1, 2.0]], columns=["a", "a"])
    pd.testing.assert_frame_equal(there_and_back(frame), frame)


def test_a_series_keeps_numbers_name_and_index():
    series = pd.Series([1.0, 2.0], index=["x", "y"], name="tip")
    pd.testing.assert_series_equal(there_and_back(series), series)


def test_a_series_of_plain_numbers_in_object_dtype_is_numbers():
    made = there_and_back(pd.Series([1.5, 2.5], dtype=object))
    assert made.dtype == np.float64


def test_missing_values_of_pandas_own_dtypes_are_nan():
    assert np.isnan(there_and_back(pd.Series([1, None], dtype="Int64"))[1])


class OneByOne:
    def __iter__(self) -> Any:
        return iter([1, 2])


@pytest.mark.parametrize(
    "value",
    [iter([1, 2]), range(1, 3), (n for n in (1, 2)), {"a": 1, "b": 2}.values(), map(int, "12"),
     memoryview(array.array("l", [1, 2])), collections.UserList([1, 2]), OneByOne()],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_can_be_iterated_becomes_a_list(value):
    assert there_and_back(value) == [1, 2]


class OneArray(OneByOne):
    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        return np.array([1.0, 2.0])


def test_what_says_which_array_it_is_becomes_that_array():
    assert there_and_back(OneArray()).dtype == np.float64


@pytest.mark.parametrize("rows", [[[1], [2]], [np.array([1.0]), np.array([2.0])], [(1,), (2,)]])
def test_a_series_of_rows_becomes_a_list_of_rows(rows):
    assert [[*row] for row in there_and_back(pd.Series(rows, index=["x", "y"]))] == [[1], [2]]


class Evil(float):
    def __eq__(self, other: object) -> bool:
        return True

    def __float__(self) -> float:
        return 7.0

    __hash__ = None  # type: ignore[assignment]


class EvilArray(np.ndarray):
    def __array_function__(self, *args: Any) -> Any:
        return 7.0

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        return np.zeros(3)


class EvilDict(dict):
    def items(self) -> Any:
        return [("a", "forged")]


class EvilText(str):
    def __str__(self) -> str:
        return "forged"


def test_subclasses_are_rebuilt_as_what_they_extend():
    made = there_and_back([Evil(1.5), EvilDict(a=1), EvilText("x"), np.ones(2).view(EvilArray)])
    assert list(map(type, made)) == [float, dict, str, np.ndarray]
    assert made[:3] == [1.5, {"a": 1}, "x"]
    assert made[3].tolist() == [1.0, 1.0]


class Halves(fractions.Fraction):
    def __float__(self) -> float:
        return 0.5


HALF = fractions.Fraction(1, 2)


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (HALF, 0.5),
        (decimal.Decimal("0.5"), 0.5),
        (decimal.Decimal("-Infinity"), -np.inf),
        (np.array("monotone"), "monotone"),
        (np.array(["a", "b"]), ["a", "b"]),
        (np.array(HALF, dtype=object), 0.5),
        (np.array([[HALF, 1], [2.0, 3]], dtype=object), [[0.5, 1], [2.0, 3]]),
        ({"a": HALF, "b": [decimal.Decimal(2)]}, {"a": 0.5, "b": [2.0]}),
        (np.array(0.5), np.array(0.5)),
    ],
    ids=repr,
)
def test_numbers_and_texts_in_other_clothes_are_what_they_hold(value: Any, sent: Any):
    made = there_and_back(value)
    assert type(made) is type(sent)
    assert made == sent


@pytest.mark.parametrize(
    "value",
    [
        pd.array([1.0, 2.0], dtype="Float64"),
        pd.array([1, 2]),
        pd.Series([HALF * 2, decimal.Decimal(2)]),
        np.array([np.array(1.0), HALF * 4], dtype=object),
    ],
    ids=repr,
)
def test_columns_of_other_numbers_are_columns_of_numbers(value: Any):
    assert [float(x) for x in there_and_back(value)] == [1.0, 2.0]


@pytest.mark.parametrize(
    "value",
    [object(), {1: 2}, {(1.0, 2.0)}, {1, None}, b"x", 1j, np.array([1j]), np.array([object()]),
     np.array([b"x"]), len, Halves(1, 2), collections.UserDict(a=1), type,
     np.ma.array([1, 2], mask=[0, 1])],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_other_kinds_are_refused(value):
    with pytest.raises(Unsupported):
        Encoder(MB).encode(value)


def deep() -> list[Any]:
    value: list[Any] = []
    for _ in range(10_000):
        value = [value]
    return value


def cyclic() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    "value",
    [itertools.count(), deep(), cyclic(), 10**60, "x" * (MB + 1), np.zeros(MB), [0] * 300_000,
     np.broadcast_to(1.0, (10**6, 10**6)), np.zeros((1,) * 20)],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_too_much_is_refused_before_it_is_copied(value):
    with pytest.raises(TooLarge):
        Encoder(MB).encode(value)


def test_a_refused_type_has_a_name_that_tells_nothing():
    secret = type("answer_is_42", (), {})()
    with pytest.raises(Unsupported, match="an object of a class of its own"):
        Encoder(MB).encode(secret)


def test_a_lone_surrogate_is_spelled_out():
    assert there_and_back("\ud800") == "\\ud800"
    assert Decoder(b"").decode("\ud800") == "\\ud800"
