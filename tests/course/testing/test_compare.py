"""What counts as the numbers that are asked: shape before value, nothing that only looks equal."""

from __future__ import annotations

import itertools
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest

from autograder.sandbox.decode import Decoder
from autograder.sandbox.encode import Encoder
from autograder.testing.compare import Mismatch, close, mismatch, nearest
from autograder.testing.evidence import Evidence
from tests.course.support.known_mistakes import EXERCISES, diagnose

NAN, INF = float("nan"), float("inf")
PAIR = [2.0, -0.5]
PARTS = (np.array([1.0, 2.0]), np.array([[0.0, 0.0], [1.0, 2.0]]))


def judged(got: Any, expected: Any) -> Mismatch | None:
    return mismatch(got, expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize(
    "got",
    [
        PAIR,
        (2, -0.5),
        np.array(PAIR),
        np.array([PAIR]),
        np.array(PAIR)[:, None],
        np.array(PAIR, np.float32) * np.float32(1 + 3e-6),
        pd.Series(PAIR, index=["a", "b"]),
        pd.DataFrame([PAIR]),
        pd.DataFrame({"only": PAIR}),
        [np.array([2.0]), -0.5],
        [np.array([2.0]), np.array([-0.5])],
        [pd.Series([2.0]), np.float32(-0.5)],
        [2.0 + 1e-7, -0.5],
        pd.Series([2, None], dtype="Int64").astype(float).fillna(-0.5),
    ],
    ids=str,
)
def test_two_numbers_in_any_wrapping(got: Any) -> None:
    assert judged(got, PAIR) is None


@pytest.mark.parametrize(
    ("got", "kind"),
    [
        ([], "shape"),
        (np.zeros(0), "shape"),
        (2.0, "shape"),
        ([2.0, -0.5, 0.0], "shape"),
        (np.full((2, 2), 2.0), "shape"),
        (np.zeros((2, 0)), "shape"),
        ([2.0, NAN], "value"),
        ([2.0, INF], "value"),
        ([2.0, -0.5001], "value"),
        ([-0.5, 2.0], "value"),
        (None, "type"),
        ("2.0, -0.5", "type"),
        (["2.0", "-0.5"], "type"),
        ({"a": 2.0, "b": -0.5}, "type"),
        ([2.0, None], "type"),
        ([2.0, [-0.5, 1.0]], "type"),
        (pd.Series(["2.0", "-0.5"]), "type"),
        ([2**127, -0.5], "type"),
    ],
    ids=str,
)
def test_what_is_not_those_two_numbers(got: Any, kind: str) -> None:
    found = judged(got, PAIR)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "got",
    [True, np.True_, np.array(True), np.array([True]), [True], pd.Series([True])],
    ids=repr,
)
def test_true_is_not_one(got: Any) -> None:
    assert judged(got, 1.0) == Mismatch("type", judged(got, 1.0).says)  # type: ignore[union-attr]
    assert judged(1, 1.0) is None


@pytest.mark.parametrize(
    "got", [3, 3.0, np.float64(3), [3], [[3.0]], np.array([3]), pd.Series([3])]
)
def test_one_number_in_any_wrapping(got: Any) -> None:
    assert judged(got, 3.0) is None


def test_only_float32_is_forgiven_its_few_digits() -> None:
    off = np.array(PAIR) * (1 + 5e-5)
    assert judged(off, PAIR) is not None
    assert judged(off.astype(np.float32), PAIR) is None
    assert judged(list(off.astype(np.float32)), PAIR) is None
    assert judged(pd.DataFrame(off.astype(np.float32)), PAIR) is None
    assert judged((np.array(PAIR) * 1.001).astype(np.float32), PAIR) is not None


def test_text_is_compared_exactly() -> None:
    assert judged("mse", "mse") is None
    assert judged("MSE", "mse") == Mismatch("value", "returned another word than the right one")
    says = "returned one number where a word is expected"
    assert judged(3.0, "mse") == Mismatch("type", says)


@pytest.mark.parametrize(
    "got",
    [["mse"], ("mse",), [["mse"]], pd.Series(["mse"]), pd.Series(["mse"], [7]), np.array(["mse"])],
    ids=repr,
)
def test_a_text_alone_in_a_wrapping_is_that_text(got: Any) -> None:
    """The public checks take it, too."""
    assert judged(crossed(got), "mse") is None
    assert judged(crossed(got), "sse") is not None


@pytest.mark.parametrize(
    "got",
    [[], ["mse", "mse"], {"mse": 1}, {"mse"}, [["mse"], []], [1.0], None, ["mse", None]],
    ids=repr,
)
def test_more_or_less_than_a_text_is_none(got: Any) -> None:
    assert judged(got, "mse") is not None


def crossed(value: Any) -> Any:
    """What comes out of the sandbox for a value in it."""
    encoder = Encoder(100_000)
    tree = encoder.encode(value)
    return Decoder(encoder.raw()).decode(tree)


TABLE = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
AS_OBJECTS = np.empty(2, dtype=object)
AS_OBJECTS[:] = list(TABLE)


@pytest.mark.parametrize(
    "got",
    [
        [row[None, :] for row in TABLE],
        [row[:, None] for row in TABLE],
        [TABLE[0], TABLE[1][None, :]],
        [TABLE[0].tolist(), TABLE[1][:, None]],
        [pd.Series(row) for row in TABLE],
        [pd.DataFrame([row]) for row in TABLE],
        TABLE[:, None, :],
        TABLE[:, :, None],
        AS_OBJECTS,
    ],
    ids=str,
)
def test_rows_of_a_matrix_may_be_rows_or_columns_themselves(got: Any) -> None:
    assert judged(crossed(got), TABLE) is None
    assert judged(crossed(got), TABLE + 1.0) is not None


@pytest.mark.parametrize(
    "got",
    [
        TABLE.T,
        TABLE.ravel(),
        TABLE.ravel().tolist(),
        [row[None, :] for row in TABLE.T],
        TABLE[None],
        [TABLE[0], TABLE[1][:2]],
        [TABLE[0], None],
        [*TABLE, TABLE[0]],
        "a table",
    ],
    ids=str,
)
def test_what_is_no_such_matrix(got: Any) -> None:
    assert judged(crossed(got), TABLE) is not None


def test_parts_are_compared_one_by_one() -> None:
    end, way = PARTS
    assert judged((end, way), PARTS) is None
    assert judged([list(end), [tuple(row) for row in way]], PARTS) is None
    assert judged((end, pd.DataFrame(way)), PARTS) is None
    for wrong in (end, (end,), (way, end), (end, way, way), (end, way[:1]), (end, way.T), None):
        assert judged(wrong, PARTS) is not None


def test_a_matrix_keeps_its_shape() -> None:
    row = np.array([[1.0, 2.0, 3.0]])
    assert judged(row, row) is None
    assert judged(row.T, row) is not None
    assert judged(row[0], row) is not None


@pytest.mark.parametrize(
    "got",
    [
        np.zeros(90_733),
        np.zeros((90_733, 2)),
        np.zeros((0, 90_733, 3)),
        [0.0] * 90_733,
        pd.DataFrame(np.zeros((90_733, 3))),
    ],
    ids=["vector", "matrix", "empty", "list", "frame"],
)
def test_a_size_spells_out_no_hidden_input(got: Any) -> None:
    found = judged(got, PAIR)
    assert found is not None
    assert "907" not in found.says
    assert "many" in found.says or "more than two" in found.says
    assert found.says.endswith("where 2 are expected") or "2 numbers are expected" in found.says


@pytest.mark.parametrize(
    ("got", "asked", "says"),
    [
        (np.zeros(100), np.zeros(101), "returned 100 numbers where 101 are expected"),
        (np.zeros(103), np.zeros(101), "returned 103 numbers where 101 are expected"),
        (np.zeros(98), np.zeros(101), "returned many numbers where 101 are expected"),
        (np.zeros(7), np.zeros(101), "returned 7 numbers where 101 are expected"),
        (np.zeros(1), np.zeros(3), "returned 1 number where 3 numbers are expected"),
        (np.zeros(3), 1.0, "returned 3 numbers where one number is expected"),
        (1.0, np.zeros(3), "returned one number where 3 numbers are expected"),
        (None, np.zeros(3), "returned nothing (None) where 3 numbers are expected"),
        (None, "good", "returned nothing (None) where a word is expected"),
        ([1, [1, 2]], 1.0, "of different sizes where one number is expected"),
        (np.zeros((20, 2)), np.zeros((21, 2)), "shape (20, 2) where numbers of shape (21, 2)"),
        (np.zeros((90, 2)), np.zeros((21, 2)), "shape (many, 2) where numbers of shape (21, 2)"),
        (np.zeros(2), PARTS, "returned one thing where 2 are expected"),
        ((1.0, 2.0, 3.0), PARTS, "returned 3 things where 2 are expected"),
        ((PARTS[0], PARTS[1][:1]), PARTS, "returned, as the second of 2 results, numbers of shape"),
    ],
)
def test_both_sizes_are_said_in_plain_english(got: Any, asked: Any, says: str) -> None:
    found = judged(got, asked)
    assert found is not None
    assert says in found.says


def test_small_sizes_are_told() -> None:
    for got, told in (([1.0] * 3, "3 numbers"), (1.0, "one number"), (np.ones((2, 3)), "(2, 3)")):
        assert told in judged(got, PAIR).says  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "got",
    [
        [np.float32(1.0)] * 19_000,
        [(1.0,)] * 9_000,
        [np.zeros(0)] * 19_000,
        [pd.DataFrame({"t": [1.0]})] * 1_500,
        np.zeros(8_000_000, "f2"),
        "a" * 100_000,
        ["a" * 9] * 9_000,
        {f"{k}": 1.0 for k in range(9_000)},
    ],
    ids=["scalars", "tuples", "arrays", "frames", "one array", "a text", "texts", "keys"],
)
def test_the_largest_reply_costs_the_grader_little(got: Any) -> None:
    """What is done here with a reply is not in the time of a call: as much as a child may send."""
    encoder = Encoder(16 << 20)
    tree = encoder.encode(got)
    began = time.process_time()
    made = Decoder(encoder.raw()).decode(tree)
    assert judged(made, PAIR) is not None
    assert nearest((made, 1.0), [((1.0,), 1.0), ((2.0,), 2.0)]) == 0
    args = (np.zeros(3), np.ones((4, 3)), np.ones(4))
    assert diagnose(Evidence("mse_gradient", args, made, np.zeros(3))).found in (
        (),
        ("wrong_axis",),
    )
    for name in EXERCISES:
        diagnose(Evidence(name, (7, 3, 1), made, None))  # whatever it is called
    assert time.process_time() - began < 2.0


EDGES = [0.0, 1.0, 1.0 + 9e-7, 1.0 + 2e-6, -1.0, 1e-9, 2e-9, 1e300, INF, -INF, NAN]


@pytest.mark.parametrize("equal_nan", [True, False])
def test_close_says_what_numpy_says(equal_nan: bool) -> None:
    for one, other in itertools.product(EDGES, repeat=2):
        got, expected = np.array([1.0, one]), np.array([1.0, other])
        said = close(got, expected, 1e-6, 1e-9, equal_nan=equal_nan)
        asked = np.allclose(got, expected, rtol=1e-6, atol=1e-9, equal_nan=equal_nan)
        assert said == asked, (one, other)


@pytest.mark.parametrize(
    ("expected", "right", "wrong"),
    [
        ({"a": 1.5, "b": [1, 2]}, {"b": np.array([1.0, 2.0]), "a": 1.5}, {"a": 1.5, "b": [1, 3]}),
        ({"a": 1.5}, {"a": 1.5 + 1e-9}, {"a": 1.5, "b": 2}),
        ({"a": {"b": "x"}}, {"a": {"b": "x"}}, {"a": {"b": "y"}}),
        ({1.5, 2.5}, {2.5, 1.5 + 1e-9}, {1.5, 3.5}),
        ({"x", "y"}, {"y", "x"}, ["x", "y"]),
        (set(), set(), {1}),
        (["x", "y"], ("x", "y"), ["y", "x"]),
        ([[1, 2], [3]], [np.array([1, 2]), [3.0]], [[1, 2], [3, 4]]),
        ([[1, 2], [3]], ([1, 2], [3]), [1, 2, 3]),
        (("x", 1.5), ["x", 1.5], ("x", 2.5)),
        ([True, None], [True, None], [True, False]),
        (True, np.True_, 1),
        (False, False, 0.0),
        (True, True, False),
        (None, None, 0),
        (None, None, False),
    ],
)
def test_what_else_may_be_asked(expected: Any, right: Any, wrong: Any) -> None:
    assert judged(right, expected) is None
    assert judged(wrong, expected) is not None


def test_a_set_crosses_the_wall_as_one() -> None:
    encoder = Encoder(1000)
    tree = encoder.encode({"x", 2.5, np.float64(3)})
    assert Decoder(encoder.raw()).decode(tree) == {"x", 2.5, 3.0}
