"""What is remembered of one judged call counts for another one only if both are the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from autograder.sandbox.affine import affine
from autograder.testing import Evidence, Rule, rng
from autograder.testing.known import Known
from autograder.testing.same_call import call_key

PLACE = ("test_doubles", 1)


def seen(got: object, **changes: object) -> Evidence:
    return replace(Evidence("double", (4.0,), got, 8.0, place=PLACE), **changes)


def frame(**changes: object) -> pd.DataFrame:
    return pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 4.0]}, **changes)


REPLIES = [
    *(None, True, 1, 1.0, -0.0, 0.0, float("nan"), float("inf"), "1.0", "nan"),
    *(np.float64(1.0), np.float32(1.0), np.int64(1), np.bool_(True)),
    *(np.ones(2), np.ones((2, 1)), np.ones(2, dtype=np.float32), np.ones(2, dtype=int)),
    *(np.array([1.0, 1.0 + 2.0**-52]), np.array([np.nan, 1.0]), np.zeros(0)),
    *([1.0, 2.0], (1.0, 2.0), [[1.0], 2.0], [1.0, [2.0]], {"a": 1.0}, {"b": 1.0}, {"a": 1}),
    *(pd.Series([1.0, 2.0]), pd.Series([1.0, 2.0], index=[1, 0]), pd.Series([1, 2])),
    *(frame(), frame(index=[1, 0]), frame().iloc[:, ::-1], frame().iloc[:1]),
    *(frame().set_axis(names, axis=1) for names in (["a", "a"], [1, 2], ["1", "2"], [1.0, 2.0])),
    *(pd.Series([1.0, 2.0], name=name) for name in ("a", 1, "1")),
]


def test_other_replies_have_other_keys() -> None:
    keys = [call_key(seen(reply)) for reply in REPLIES]
    assert None not in keys
    assert [pair for pair in combinations(keys, 2) if pair[0] == pair[1]] == []


@pytest.mark.parametrize(
    "other",
    [
        {"exercise": "halve"},
        {"args": (5.0,)},
        {"args": (4.0, 4.0)},
        {"args": (rng(4),)},
        {"args": (affine(2.0),)},
        {"args": (affine(2.0, 1.0),)},
        {"args": (abs,)},
        {"expected": 9.0},
        {"raised": "ValueError"},
        {"shows": "keeps_state"},
        {"rtol": 1e-3},
        {"place": ("test_doubles", 2)},
        {"place": ("test_halves", 1)},
    ],
    ids=str,
)
def test_other_calls_have_other_keys(other: dict[str, object]) -> None:
    key = call_key(seen(1.0, **other))
    assert key != call_key(seen(1.0))
    if "args" not in other or type(other["args"][0]) is not rng:
        assert key == call_key(seen(1.0, **other))


@pytest.mark.parametrize(
    "evidence", [seen(1.0, place=("", 0)), seen(object()), seen(np.array([None])), seen(1j)]
)
def test_what_has_no_key_is_looked_through_every_time(evidence: Evidence) -> None:
    assert call_key(evidence) is None


def test_the_same_reply_is_looked_through_once() -> None:
    asked = []

    def holds(evidence: Evidence) -> bool:
        asked.append(evidence.got)
        return evidence.got == 12.0

    known = Known({"double": (Rule("tripled", holds),)})
    for got in (12.0, 12.0, 16.0, 16.0, 12.0):
        assert known.diagnose(seen(got)).found == (("tripled",) if got == 12.0 else ())
    assert asked == [12.0, 16.0]
    assert known.diagnose(seen(12.0, place=("test_doubles", 2))).found == ("tripled",)
    assert asked == [12.0, 16.0, 12.0]
