"""mse_gradient_matrix(X, y, theta): the gradient of the MSE for any number of columns."""

import numpy as np
import pytest

from autograder.testing import call
from solutions import one_step as lesson

pytestmark = pytest.mark.needs()

X = np.array([[1, 1, 2.5], [1, 2, -1], [1, 4, 0.5], [1, 7, 3], [1, 11, -2]])
y = np.array([3.0, -1.0, 2.0, 8.0, 5.0])
theta = np.array([0.5, -0.25, 1.5])


def test_averages_over_the_rows(student):
    """averages over the rows: the same rows twice make no difference"""
    call(student.mse_gradient_matrix, X, y, theta).gives([-6.5, -61.2, 3.35])
    twice = np.vstack([X, X]), np.concatenate([y, y])
    call(student.mse_gradient_matrix, *twice, theta).gives([-6.5, -61.2, 3.35])


@pytest.mark.edge
def test_corrects_the_page(student):
    """gets the page's own numbers right: fewer rows than columns"""
    page = lesson.X_page, lesson.y_page, lesson.theta_page
    call(student.mse_gradient_matrix, *page).gives([0.5, 3.5, 4.0])


def test_takes_any_number_of_columns(student):
    """takes any number of columns"""
    rng = np.random.default_rng(90_733)
    for n, d in ((9, 6), (13, 2), (7, 1), (5, 5)):
        rows = np.column_stack([np.ones(n), rng.normal(1.0, 2.0, (n, d - 1))])
        data = rows, rng.normal(3.0, 2.0, n), rng.normal(0.5, 1.0, d)
        call(student.mse_gradient_matrix, *data).gives(lesson.mse_gradient_matrix(*data))


def test_takes_short_numbers(student):
    """takes float32"""
    short = X.astype(np.float32), y.astype(np.float32), theta.astype(np.float32)
    call(student.mse_gradient_matrix, *short).gives([-6.5, -61.2, 3.35], rtol=1e-4)


def test_leaves_its_data_alone(student):
    """leaves its data alone and gives the same again when called again"""
    call(student.mse_gradient_matrix, X, y, theta).leaves_no_trace(gives=[-6.5, -61.2, 3.35])
    call(student.mse_gradient_matrix, X[::-1], y[::-1], theta).gives([-6.5, -61.2, 3.35])


@pytest.mark.leaves_open()
def test_takes_numbers_of_any_size(student):
    """gives the slope in any units, be the numbers tiny or huge"""
    unit = 1e-9
    expected = [-6.5 * unit, -61.2 * unit, 3.35 * unit]
    call(student.mse_gradient_matrix, X, unit * y, unit * theta).gives(expected, atol=0)
    units = np.array([1.0, 1e7, 1e7])
    expected = units * [-6.5, -61.2, 3.35]
    call(student.mse_gradient_matrix, units * X, y, theta / units).gives(expected, atol=0)
