"""What no encoder of ours makes, and more than may come: a student's code may send anything."""

from __future__ import annotations

import contextlib

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox.decode import Decoder
from autograder.sandbox.encode import Encoder
from autograder.sandbox.values import (
    ITEMS_OF_A_TABLE,
    MAX_ITEMS,
    BadValue,
    TooLarge,
)

MB = 1 << 20

ARRAY = {"t": "array", "dtype": "<f8", "shape": [2]}
RANGE = {"t": "range", "v": [0, 2, 1]}


@pytest.mark.parametrize(
    "tree",
    [
        [],
        {},
        {"t": 1},
        {"t": "pickle", "v": "x"},
        {"t": "rng", "seed": 1},
        {"t": "callable", "n": 1},
        {"t": "range", "v": [0, 9, 1]},
        {"t": "float", "v": "1"},
        {"t": "list", "v": "ab"},
        {"t": "dict", "v": [["a", 1], ["a", 2]]},
        {"t": "dict", "v": [[1, 1]]},
        ARRAY | {"dtype": "O"},
        ARRAY | {"dtype": "|O8"},
        ARRAY | {"dtype": "[" * 9000},
        ARRAY | {"dtype": ["<f8"]},
        ARRAY | {"shape": [10**12]},
        ARRAY | {"shape": [0, 10**12]},
        ARRAY | {"shape": [2**62, 4]},
        ARRAY | {"shape": [-2]},
        ARRAY | {"shape": [2.0]},
        ARRAY | {"shape": [True, 2]},
        ARRAY | {"shape": [1] * 9},
        ARRAY | {"shape": [3]},
        {"t": "scalar", "dtype": "<U9"},
        {"t": "series", "values": RANGE, "index": RANGE, "name": None},
        {"t": "series", "values": ARRAY, "index": {"t": "range", "v": [0, 2**40, 1]}},
        {"t": "series", "values": ARRAY, "index": {"t": "range", "v": [0, 3, 1]}},
        {"t": "series", "values": ARRAY, "index": {"t": "range", "v": [0, 3, 0]}},
        {"t": "series", "values": {"t": "list", "v": [{"t": "list", "v": []}]}, "index": RANGE},
        {"t": "frame", "values": [], "columns": [], "index": {"t": "range", "v": [0, 2**32, 1]}},
        {"t": "frame", "values": [ARRAY], "columns": [], "index": RANGE},
        {"t": "frame", "values": [ARRAY], "columns": [{"t": "list", "v": []}], "index": RANGE},
    ],
    ids=str,
)
def test_what_no_encoder_makes_is_refused(tree):
    with pytest.raises(BadValue):
        Decoder(bytes(16)).decode(tree)


def test_bytes_that_belong_to_nothing_are_refused():
    decoder = Decoder(b"x")
    assert decoder.decode(1) == 1
    with pytest.raises(BadValue):
        decoder.finish()


def test_the_same_bytes_are_not_used_twice():
    with pytest.raises(BadValue):
        Decoder(bytes(16)).decode({"t": "list", "v": [ARRAY, ARRAY]})


def test_a_bool_is_true_or_false_whatever_its_byte():
    made = Decoder(b"\x02").decode({"t": "array", "dtype": "|b1", "shape": [1]})
    assert made.tobytes() == b"\x01"


@pytest.mark.parametrize(
    ("value", "counts"),
    [
        (0.5, 1),
        ((), 1),
        ({"a": 1}, 2),
        (((1,),), 3),
        (pd.Series([1.0]), 1 + ITEMS_OF_A_TABLE),
        (pd.Series(["x", "y"]), 3 + ITEMS_OF_A_TABLE),
        (pd.DataFrame({"a": ["x"]}), 4 + ITEMS_OF_A_TABLE),  # a name, a column, a cell
    ],
    ids=["number", "tuple", "dict", "tuples", "series", "text", "frame"],
)
def test_no_more_comes_in_than_goes_out(value, counts):
    """A student's code may lift the cap of the encoder beside it, and not that of the decoder."""
    most = [value] * (MAX_ITEMS // counts)
    encoder = Encoder(64 * MB)
    tree = encoder.encode(most)
    assert len(Decoder(encoder.raw()).decode(tree)) == len(most)
    with pytest.raises(TooLarge):
        Encoder(64 * MB).encode([*most, value])
    tree["v"].append(tree["v"][0])
    with pytest.raises(BadValue, match="too many items"):
        Decoder(encoder.raw() + bytes(8)).decode(tree)


def test_all_values_of_a_message_count_together():
    decoder = Decoder(b"")
    half = {"t": "list", "v": [0.5] * (MAX_ITEMS // 2)}
    decoder.decode(half)
    decoder.decode(half)
    with pytest.raises(BadValue, match="too many items"):
        decoder.decode({"t": "list", "v": [0.5]})


WORDS = st.sampled_from(
    ["array", "scalar", "list", "tuple", "dict", "series", "frame", "range", "float", "<f8", "|b1"]
)
KEYS = st.sampled_from(["t", "v", "dtype", "shape", "values", "index", "columns", "name"])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=3)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(TREES, st.binary(max_size=40))
def test_whatever_comes_the_decoder_raises_only_bad_value(tree, raw):
    with contextlib.suppress(BadValue):
        Decoder(raw).decode(tree)
