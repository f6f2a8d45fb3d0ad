"""one_step(x, y, t0, t1, lr): both slopes of half the MSE, measured at the same point."""

import numpy as np
import pandas as pd
import pytest

from autograder.testing import call
from solutions import one_step as lesson

pytestmark = pytest.mark.needs()


def test_measures_both_slopes_at_the_same_point(student):
    """measures both slopes at the same point, then moves, on any data"""
    rng = np.random.default_rng(52_417)
    for n in (11, 1, 40):
        x, y = rng.normal(1.5, 2.0, n), rng.normal(0.0, 3.0, n)
        t0, t1, rate = rng.uniform(0.5, 2.0), rng.uniform(-2.0, -0.5), rng.uniform(0.03, 0.3)
        expected = lesson.one_step(x, y, t0, t1, rate)
        call(student.one_step, x, y, t0, t1, rate).gives(expected)
    x, y = np.array([1.0, 2.0, 4.0]), np.array([2.0, 3.0, 7.0])
    call(student.one_step, x, y, 0.5, -0.25, 0.1).gives([0.908333333333333, 1.008333333333333])


def test_takes_lists_tuples_and_series(student):
    """takes x and y as lists, tuples and Series"""
    x, y = [0.5, 1.5, 2.5, 6.0, 3.0], [4.0, -1.0, 2.0, 3.5, 1.0]
    expected = [0.854, -1.1]
    call(student.one_step, x, y, 0.75, -1.5, 0.02).gives(expected)
    call(student.one_step, tuple(x), tuple(y), 0.75, -1.5, 0.02).gives(expected)
    call(student.one_step, pd.Series(x), pd.Series(y), 0.75, -1.5, 0.02).gives(expected)


def test_starts_at_whole_numbers(student):
    """keeps its decimals when everything starts as whole numbers"""
    x, y = np.array([1, 2, 3]), np.array([3, 5, 7])
    call(student.one_step, x, y, 0, 0, 0.1).gives([0.5, 1.133333333333333])


@pytest.mark.edge
def test_zero_rate_moves_nothing(student):
    """stays where it is when the learning rate is zero"""
    x, y = np.array([2.0, -1.0, 5.0]), np.array([1.0, 4.0, -2.0])
    call(student.one_step, x, y, 1.25, -0.5, 0.0).gives([1.25, -0.5])


def test_forgets_the_last_call(student):
    """gives the same again when called again, and leaves its data alone"""
    x, y = [3.0, 1.0, -2.0], [0.0, 2.0, 5.0]
    expected = lesson.one_step(x, y, 0.3, 0.6, 0.05)
    call(student.one_step, np.array(x), np.array(y), 0.3, 0.6, 0.05).leaves_arguments_alone()
    call(student.one_step, x, y, 0.3, 0.6, 0.05).leaves_no_trace(gives=expected)


@pytest.mark.leaves_open()
def test_pairs_rows_by_place(student):
    """pairs x and y by their places, whatever the labels of a Series are"""
    labels = [7, 2, 11, 0, 5]
    x = pd.Series([0.5, 1.5, 2.5, 6.0, 3.0], index=labels)
    y = pd.Series([4.0, -1.0, 2.0, 3.5, 1.0], index=labels)
    call(student.one_step, x, y, 0.75, -1.5, 0.02).gives([0.854, -1.1])


@pytest.mark.leaves_open()
def test_takes_numbers_of_any_size(student):
    """takes the same step in any units, be the numbers tiny or huge"""
    x, y = np.array([1.0, 2.0, 4.0]), np.array([2.0, 3.0, 7.0])
    unit = 1e-9
    expected = [0.908333333333333 * unit, 1.008333333333333 * unit]
    args = x, unit * y, 0.5 * unit, -0.25 * unit, 0.1
    call(student.one_step, *args).gives(expected, atol=0)
    unit = 2e3
    expected = [0.908333333333333 * unit, 1.008333333333333 * unit]
    call(student.one_step, x, unit * y, 0.5 * unit, -0.25 * unit, 0.1).gives(expected)
    far, slope = 1e7 * x, -0.25e-7
    call(student.one_step, far, y, 0.5, slope, 1e-15).gives(
        lesson.one_step(far, y, 0.5, slope, 1e-15), atol=0
    )
