"""What is lent to a notebook (our callables, the reference) tells it nothing that it could show."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from autograder.client import faults
from autograder.records import Cell

from .conftest import LIMITS, fault

SMALL = replace(LIMITS, file_mb=1)


def no_memory(theta):
    raise MemoryError


@pytest.mark.parametrize(
    "df",
    [no_memory, lambda t: np.zeros((1000, 1000)), lambda t: 2**127 + 2**127],
    ids=["no memory", "a huge array", "a huge number"],
)
def test_what_a_callable_cannot_bear_is_the_students_fault(notebook, df):
    student = notebook("def f(df): return df([1.0])", limits=SMALL)
    assert isinstance(fault(student, "f", df), faults.WrongCall)


def odd_in_pandas(theta):
    return pd.Series([1.0, 2.0]) @ np.zeros(3)  # a bare Exception


def endless(theta):
    while True:
        pass


def broken(theta):
    raise RuntimeError("ours, or made by what it was handed: the reference will tell")


@pytest.mark.parametrize("df", [odd_in_pandas, broken])
def test_whatever_a_callable_raises_is_told_as_a_wrong_call(notebook, df):
    student = notebook("def f(df): return df([1.0])")
    assert isinstance(fault(student, "f", df), faults.WrongCall)


@pytest.mark.parametrize("value", [object(), {1: 2}, np.array([object()])])
def test_what_it_makes_of_odd_things_may_be_odd(notebook, value):
    student = notebook("def f(df): return df([2**100, 1])")
    assert isinstance(fault(student, "f", lambda x: value), faults.WrongCall)


def test_a_callable_that_does_not_end_is_stopped_with_the_call(notebook):
    student = notebook("def f(df): return df([1.0])\ndef g(): return 7")
    began = time.monotonic()
    assert isinstance(fault(student, "f", endless), faults.TimedOut)
    assert time.monotonic() - began < LIMITS.call_seconds + 2.0
    assert student.g() == 7


def test_a_count_of_arguments_spells_out_no_input(notebook):
    student = notebook("def f(df, secret): return df(*range(secret))")
    assert "called with 3 arguments" in fault(student, "f", len, 3).says
    told = fault(student, "f", len, 90_733).says
    assert "called with too many arguments" in told
    assert "90733" not in told


@pytest.mark.parametrize(
    "leak",
    [
        "raise ValueError(reference(2))",
        "raise ValueError(f'the answer: {reference(2)}')",
        "raise type(f'Answer{reference(2)}', (Exception,), {})",
        "{}[reference(2)]",
        "getattr(1, f'is_{reference(2)}')",
    ],
)
def test_a_cell_that_stops_does_not_say_what_the_reference_gives(notebook, leak):
    cells = (
        Cell("reference", "code", "pass", "answer"),
        Cell("later", "code", f"if True:\n    {leak}\n    later = 1", "answer"),
    )
    student = notebook(*cells, replace={"reference": lambda n: 90_731 + n})
    told = fault(student, "later").says
    assert told.startswith("The cell of `later` stopped with ")
    assert "90733" not in told


def test_a_cell_that_stops_says_pythons_own_words_beside_the_reference_too(notebook):
    cells = (
        Cell("reference", "code", "pass", "answer"),
        Cell("later", "code", "thetas = [tehta]", "answer"),
    )
    told = fault(notebook(*cells, replace={"reference": abs}), "later").says
    assert told == "The cell of `later` stopped with NameError: name 'tehta' is not defined"
