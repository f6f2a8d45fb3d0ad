"""mse_gradient(theta, X, y_obs): the gradient of the MSE, a mean over the rows."""

import numpy as np
import pandas as pd
import pytest

from autograder.testing import call
from solutions import tips

pytestmark = pytest.mark.needs("mse")

X = pd.DataFrame({"bias": 1.0, "size": [1.0, 2.0, 4.0, 7.0, 11.0]})
y = pd.Series([3.0, -1.0, 2.0, 8.0, 5.0])
theta = np.array([0.5, -0.25])


def any_data():
    """Some parameters, rows and targets that nobody has seen."""
    rng = np.random.default_rng(68_209)
    for n in (8, 29):
        rows = np.column_stack([np.ones(n), rng.normal(2.0, 1.5, n)])
        yield rng.uniform(0.5, 2.0, 2), rows, rng.normal(5.0, 2.0, n)


def framed(rows, seen):
    """Rows and targets as the lesson has them: the task promises frames."""
    return pd.DataFrame(rows, columns=["bias", "size"]), pd.Series(seen)


@pytest.mark.kept("the plainest line for a student to read")
def test_averages_over_the_rows(student):
    """averages over the rows"""
    here = np.array([0.9, 0.1])
    call(student.mse_gradient, here, tips.X, tips.y).gives([-0.239368852459, -5.529289918033])
    here = np.array([1.0, 1.0])
    call(student.mse_gradient, here, tips.X, tips.y).gives([35.575327868852, 845.168881147541])
    here = np.array([3.0, 0.0])
    call(student.mse_gradient, here, tips.X, tips.y).gives([0.003442622951, -16.510662295082])
    for point, rows, seen in any_data():
        expected = tips.mse_gradient(point, rows, seen)
        call(student.mse_gradient, point, *framed(rows, seen)).gives(expected)


def test_takes_short_numbers(student):
    """takes float32"""
    short = [part.astype(np.float32) for part in (theta, X, y)]
    call(student.mse_gradient, *short).gives([-8.3, -62.1], rtol=1e-4)


def test_leaves_its_data_alone(student):
    """leaves its data alone and gives the same again when called again"""
    call(student.mse_gradient, theta, X, y).leaves_no_trace(gives=[-8.3, -62.1])


@pytest.mark.leaves_open("label_lookup_on_frame", "labels_disagree")
def test_pairs_rows_by_place(student):
    """takes frames whose rows were shuffled and left out: labels are not places"""
    for point, rows, seen in any_data():
        labels = np.random.default_rng(len(seen)).permutation(3 * len(seen))[: len(seen)]
        frame, series = (part.set_axis(labels) for part in framed(rows, seen))
        call(student.mse_gradient, point, frame, series).gives(tips.mse_gradient(point, rows, seen))


@pytest.mark.leaves_open()
def test_uses_both_columns(student):
    """uses both columns as they are: the first need not be ones"""
    for point, rows, seen in any_data():
        rows[:, 0] = np.linspace(0.5, 3.0, len(rows))
        expected = tips.mse_gradient(point, rows, seen)
        call(student.mse_gradient, point, *framed(rows, seen)).gives(expected)


@pytest.mark.kept("sees clips, guards and limits that no other check is sure to see")
@pytest.mark.leaves_open()
def test_takes_numbers_of_any_size(student):
    """gives the slope in any units, be the numbers tiny or huge"""
    unit = 1e-9
    expected = [-8.3 * unit, -62.1 * unit]
    call(student.mse_gradient, unit * theta, X, unit * y).gives(expected, atol=0)
    units = np.array([1.0, 1e7])
    call(student.mse_gradient, theta / units, X * units, y).gives(units * [-8.3, -62.1], atol=0)
