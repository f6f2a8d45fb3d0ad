"""What a hidden test says about a call, whatever the call gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

from autograder.client.student import Answer, Returned
from autograder.testing import CheckFailed, call
from autograder.testing.evidence import Evidence, gives_more


@dataclass
class Fake:
    """An answer that gives these values, one a call, and leaves the arguments like this."""

    values: list[Any]
    after: tuple[Any, ...] = ()
    name: str = "one_step"

    def __call__(self, *args: Any) -> Any:
        return self.values.pop(0)

    def call(self, *args: Any) -> Returned:
        return Returned(self(), self.after, None)


def fake(*values: Any, after: tuple[Any, ...] = ()) -> Answer:
    return cast(Answer, Fake(list(values), after))


FRAME = pd.DataFrame({"a": [1.0, float("nan")]})


@pytest.mark.parametrize(
    "argument",
    [[1.0, 2.0], np.ones(2), FRAME, FRAME.a, 1.5, np.float32(1), "mse", {"a": [1]}, (1, [2])],
)
def test_arguments_left_alone(argument: Any) -> None:
    call(fake(0.0, after=(argument,)), argument).leaves_arguments_alone()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([1.0, 2.0], [1.0, 3.0]),
        ([1.0, 2.0], [1.0, 2.0, 3.0]),
        ([1.0, 2.0], [np.array([1.0, 1.0]), 2.0]),
        ([1.0, 2.0], [pd.Series([1.0, 1.0]), 2.0]),
        ([1.0, 2.0], [None, 2.0]),
        (np.ones(2), np.zeros(2)),
        (np.ones(2), [1.0, 1.0]),
        (FRAME, FRAME * 2),
        (FRAME.a, FRAME),
        ({"a": 1.0}, {"a": np.array([1.0, 1.0])}),
        ({"a": 1.0}, {"a": 1.0, "b": 1.0}),
    ],
)
def test_changed_arguments_are_told(before: Any, after: Any) -> None:
    with pytest.raises(CheckFailed) as caught:
        call(fake(0.0, after=(after,)), before).leaves_arguments_alone()
    assert caught.value.candidates == ("changes_arguments",)


ODD = [
    None,
    ([[1], [1, 2]], 3),
    ([1.0], {}),
    (np.zeros((2, 3)), [[1], [1, 2]]),
    [[1], [1, 2]],
    {},
    (),
    np.zeros((0, 5)),
    pd.DataFrame(),
    (pd.Series(["a"]), 1.0),
]


@pytest.mark.parametrize("got", ODD, ids=repr)
def test_odd_values_are_wrong_and_no_fault_of_ours(got: Any) -> None:
    for expected in (1.0, [1.0, 2.0], (np.ones(2), np.ones((2, 2)))):
        with pytest.raises(CheckFailed):
            call(fake(got)).gives(expected)


@pytest.mark.parametrize("got", ODD, ids=repr)
def test_odd_values_may_come_twice(got: Any) -> None:
    try:
        call(fake(got, got)).leaves_no_trace()
    except CheckFailed as failed:  # what cannot be compared may count as different
        assert failed.candidates == ("keeps_state",) or got is None


def test_another_value_the_second_time_is_told() -> None:
    call(fake([1.0, 2.0], np.array([1.0, 2.0]))).leaves_no_trace(gives=[1.0, 2.0])
    with pytest.raises(CheckFailed, match="another answer when it is called again"):
        call(fake([1.0, 2.0], [1.0, 2.5])).leaves_no_trace(gives=[1.0, 2.5])


def test_what_comes_twice_may_be_asked() -> None:
    with pytest.raises(CheckFailed, match="another number than the right one"):
        call(fake(1.0, 1.0)).leaves_no_trace(gives=2.0)
    with pytest.raises(CheckFailed, match="changed what it was handed"):
        call(fake(1.0, 2.0, after=([3.0],)), [1.0]).leaves_no_trace(gives=2.0)


@pytest.mark.parametrize(
    ("gave", "wanted", "says", "asks"),
    [
        (None, "mean", "returned nothing (None) where a word is expected", "end in a return"),
        (["mean", "sum"], "mean", "returned a list where a word is expected", "by hand"),
        (["1.5", "2"], [1.5, 2.0], "returned a list of texts where 2 numbers are", "by hand"),
    ],
)
def test_what_came_is_told_as_what_it_is(gave: Any, wanted: Any, says: str, asks: str) -> None:
    with pytest.raises(CheckFailed) as failed:
        call(fake(gave)).gives(wanted)
    assert says in failed.value.message
    assert asks in failed.value.hint


@pytest.mark.parametrize(
    ("gave", "more"), [((1.0, 2.0, 7.0), True), ((7.0, 1.0, 2.0), False), ([1.0, 2.0, 7.0], False)]
)
def test_the_right_numbers_with_more_after_them(gave: Any, more: bool) -> None:
    assert gives_more(Evidence("one_step", (), gave, [1.0, 2.0])) is more
