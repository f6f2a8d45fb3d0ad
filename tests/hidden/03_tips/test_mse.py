"""mse(theta, X, y_obs): the mean squared error of a line."""

import numpy as np
import pandas as pd
import pytest

from autograder.testing import call
from solutions import tips

pytestmark = pytest.mark.needs()

X = np.array([[1.0, 1.0], [1.0, 2.0], [1.0, 4.0], [1.0, 7.0], [1.0, 11.0]])
y = np.array([3.0, -1.0, 2.0, 8.0, 5.0])
theta = np.array([0.5, -0.25])


def any_data():
    """Some parameters, rows and targets that nobody has seen."""
    rng = np.random.default_rng(31_061)
    for n in (9, 26):
        rows = np.column_stack([np.ones(n), rng.normal(2.0, 1.5, n)])
        yield rng.uniform(0.5, 2.0, 2), rows, rng.normal(5.0, 2.0, n)


@pytest.mark.kept("the plainest line for a student to read")
def test_measures_frames(student):
    """measures how badly a line fits the tips and any other frame"""
    call(student.mse, np.array([0.9, 0.1]), tips.X, tips.y).gives(1.052336405738)
    call(student.mse, [0.5, 0.2], tips.X, tips.y).gives(3.876396114754)
    for point, rows, seen in any_data():
        frame = pd.DataFrame(rows, columns=["bias", "size"])
        call(student.mse, point, frame, pd.Series(seen)).gives(tips.mse(point, rows, seen))


@pytest.mark.kept("the plainest line for a student to read")
def test_measures_arrays(student):
    """averages the squared errors of any array"""
    call(student.mse, theta, X, y).gives(30.5875)
    for point, rows, seen in any_data():
        call(student.mse, list(point), rows, seen).gives(tips.mse(point, rows, seen))


def test_takes_whole_and_short_numbers(student):
    """takes whole numbers and float32"""
    call(student.mse, [2, -1], X.astype(int), y.astype(int)).gives(77.2)
    call(student.mse, theta, X.astype(int), y.astype(int)).gives(30.5875)
    short = [part.astype(np.float32) for part in (theta, X, y)]
    call(student.mse, *short).gives(30.5875, rtol=1e-4)


def test_leaves_its_data_alone(student):
    """leaves its data alone and gives the same again when called again"""
    call(student.mse, [0.5, 0.2], tips.X, tips.y).leaves_no_trace(gives=3.876396114754)
    call(student.mse, theta, X, y).leaves_no_trace(gives=30.5875)


@pytest.mark.leaves_open("label_lookup_on_frame", "labels_disagree")
def test_pairs_rows_by_place(student):
    """takes frames whose rows were shuffled and left out: labels are not places"""
    for point, rows, seen in any_data():
        labels = np.random.default_rng(len(seen)).permutation(3 * len(seen))[: len(seen)]
        frame = pd.DataFrame(rows, columns=["bias", "size"], index=labels)
        expected = tips.mse(point, rows, seen)
        call(student.mse, point, frame, pd.Series(seen, index=labels)).gives(expected)


@pytest.mark.leaves_open()
def test_uses_both_columns(student):
    """uses both columns as they are: the first need not be ones"""
    for point, rows, seen in any_data():
        rows[:, 0] = np.linspace(0.5, 3.0, len(rows))
        frame = pd.DataFrame(rows, columns=["weight", "size"])
        call(student.mse, point, rows, seen).gives(tips.mse(point, rows, seen))
        call(student.mse, point, frame, pd.Series(seen)).gives(tips.mse(point, rows, seen))


@pytest.mark.kept("sees clips, guards and limits that no other check is sure to see")
@pytest.mark.leaves_open()
def test_takes_numbers_of_any_size(student):
    """measures in any units, be the numbers tiny or huge"""
    for unit in (1e-6, 1e6):
        call(student.mse, unit * theta, X, unit * y).gives(30.5875 * unit**2, atol=0)
