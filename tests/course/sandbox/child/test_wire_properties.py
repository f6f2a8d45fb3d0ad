"""Values cross the wire unchanged; whatever else comes is one defined error, in bounded room."""

from __future__ import annotations

import importlib.util
import json
import math
import subprocess
import sys
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox import wire
from autograder.sandbox.decode import Decoder
from autograder.sandbox.encode import Encoder
from autograder.sandbox.values import DTYPES, BadValue
from autograder.sandbox.wire import Malformed
from tests.course.support import ROOT
from tests.fuzz.values import check_allowed, check_bounded, tree

MB = 1 << 20
many = settings(max_examples=200, deadline=None)

plain = (
    st.none()
    | st.booleans()
    | st.integers(-(2**127), 2**127)
    | st.floats()
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
)
arrays = hnp.arrays(
    st.sampled_from(sorted(DTYPES)).map(np.dtype),
    hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
)
series = st.lists(st.floats(), max_size=5).map(lambda v: pd.Series(v, dtype=float, name="tip"))
frames = (
    st.integers(0, 4)
    .flatmap(lambda rows: st.lists(st.lists(st.floats(), min_size=rows, max_size=rows), max_size=3))
    .map(lambda columns: pd.DataFrame(dict(enumerate(columns))))
)
values = st.recursive(
    plain | arrays | series | frames,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), inner)
    ),
    max_leaves=12,
)


def there_and_back(value: Any) -> Any:
    encoder = Encoder(MB)
    text = wire._format({"v": encoder.encode(value)}).encode("ascii")
    decoder = Decoder(encoder.raw())
    made = decoder.decode(wire.parse(text)["v"])
    decoder.finish()
    return made


def same(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, np.ndarray):
        return bool(one.dtype == other.dtype) and np.array_equal(
            one, other, equal_nan=one.dtype.kind == "f"
        )
    if isinstance(one, pd.Series | pd.DataFrame):
        return bool(one.equals(other) or (one.size == 0 and one.shape == other.shape))
    if isinstance(one, float):
        return (one == other and math.copysign(1, one) == math.copysign(1, other)) or one != one
    return bool(one == other)


@many
@given(values)
def test_what_is_sent_is_what_arrives(value: Any) -> None:
    made = there_and_back(value)
    check_allowed(made)
    assert same(value, made), (value, made)


@many
@given(st.binary(max_size=400), st.binary(max_size=64))
def test_any_tree_is_a_value_or_a_bad_value_in_bounded_room(choices: bytes, raw: bytes) -> None:
    left = iter(choices)
    made = tree(lambda below: next(left, 0) % below)
    check_bounded(made, raw, most=MB)


@many
@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_malformed(data: bytes) -> None:
    for text in (data, b"{" + data, b'{"v":' + data + b"}"):
        try:
            assert type(wire.parse(text)) is dict
        except Malformed:
            continue


@many
@given(values, st.data())
def test_a_spoilt_frame_is_a_value_or_a_defined_error(value: Any, data: st.DataObject) -> None:
    encoder = Encoder(MB)
    text = bytearray(wire._format({"v": encoder.encode(value)}).encode("ascii"))
    for place in data.draw(st.lists(st.integers(0, len(text) - 1), max_size=4)):
        text[place] = data.draw(st.integers(0, 255))
    raw = encoder.raw()[: data.draw(st.integers(0, 64))]
    try:
        message = wire.parse(text)
    except Malformed:
        return
    check_bounded(message.get("v"), raw, most=4 * MB)


ARRAY = {"t": "array", "dtype": "<f8", "shape": [0]}
EMPTY = {"t": "range", "v": [0, 0, 1]}


def nested(outer: dict[str, Any], key: str, depth: int) -> Any:
    made: Any = ARRAY
    for _ in range(depth):
        made = {**outer, key: [made] if key == "columns" else made}
    return made


# Each was found by a fuzzer or on the way to one.
@pytest.mark.parametrize(
    "found",
    [
        nested({"t": "series", "values": ARRAY}, "index", 400),
        nested({"t": "series", "index": EMPTY}, "values", 400),
        nested({"t": "frame", "values": [ARRAY], "index": EMPTY}, "columns", 400),
        {"t": "series", "values": ARRAY, "index": {**ARRAY, "dtype": "<f2"}},
        {"t": "frame", "columns": [], "values": [], "index": {**ARRAY, "dtype": "<f2"}},
    ],
    ids=["index in index", "values in values", "frames as names", "half index", "half rows"],
)
def test_what_fuzzers_found_stays_a_bad_value(found: Any) -> None:
    with pytest.raises(BadValue):
        Decoder(b"").decode(found)


@pytest.mark.parametrize(
    "text",
    [
        b'{"v":' + b"1" * (16 << 20) + b".0}",
        b'{"v":0.' + b"1" * (16 << 20) + b"}",
        b'{"v":"' + b"\\u0041" * (2 << 20) + b'"}',
        b'{"v":[' + b"[]," * 400_000 + b"[]]}",
        b'{"v":' + b" " * (16 << 20) + b"}",
    ],
    ids=lambda text: str(text[:12]),
)
def test_the_longest_message_is_read_in_time(text: bytes) -> None:
    start = time.process_time()
    try:
        message = wire.parse(text)
        Decoder(b"").decode(message["v"])
    except (Malformed, BadValue):
        pass
    assert time.process_time() - start < 4


def test_a_frame_of_very_many_columns_is_refused_in_time() -> None:
    count = 150_000
    made = {"t": "frame", "columns": [0] * count, "values": [ARRAY] * count, "index": EMPTY}
    start = time.process_time()
    with pytest.raises(BadValue):
        Decoder(b"").decode(json.loads(json.dumps(made)))
    assert time.process_time() - start < 2


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris is made for Linux on x86_64 and Python below 3.14 only",
)
def test_a_coverage_guided_fuzzer_finds_nothing_in_five_seconds() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.wire", "-max_total_time=5"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    assert "stat::number_of_executed_units" in done.stderr
