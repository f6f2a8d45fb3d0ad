"""alpha_max(X): the rate from which on descent on the mean squared error does not converge."""

import numpy as np
import pytest

from autograder.testing import call
from solutions import learning_rates, tips

pytestmark = pytest.mark.needs()

LESSON = np.column_stack([np.ones(30), learning_rates.x])


def test_any_rows_and_columns(student):
    """finds it for any number of rows and columns"""
    rng = np.random.default_rng(60_302)
    for n, d in ((12, 3), (50, 4), (7, 2), (9, 1)):
        X = np.column_stack([np.ones(n), rng.normal(0.5, 2.0, (n, d - 1))])
        call(student.alpha_max, X).gives(learning_rates.alpha_max(X))


@pytest.mark.kept("tells a student whether the limit for their own three rates is right")
@pytest.mark.edge
def test_the_lessons_data(student):
    """finds the limit for the lesson's own data"""
    call(student.alpha_max, LESSON).gives(0.106548616713)


@pytest.mark.edge
def test_one_steep_direction(student):
    """finds it where one direction is far steeper than the others"""
    call(student.alpha_max, np.asarray(tips.X, dtype=float)).gives(0.0021220421760)


@pytest.mark.leaves_open()  # the smallest curvature is 0 but for rounding: no two answers agree
def test_dependent_columns(student):
    """finds it where columns depend on each other"""
    X = np.array([[1.0, 1.0, 2.0], [1.0, 3.0, 4.0]])
    call(student.alpha_max, X).gives(learning_rates.alpha_max(X))


@pytest.mark.edge
def test_leaves_the_data_alone(student):
    """leaves the data alone and gives the same again when called again"""
    call(student.alpha_max, LESSON).leaves_no_trace(gives=0.106548616713)


@pytest.mark.leaves_open("smallest_eigenvalue")
def test_whichever_direction_is_steepest(student):
    """finds the steepest direction wherever it points, and where the next is nearly as steep"""
    for X, limit in (
        ([[1.0, 0.0], [0.0, 3.0]], 2 / 9),
        ([[3.0, 0.0], [0.0, 1.0]], 2 / 9),
        ([[1.0, 1.0], [3.0, -3.0]], 1 / 9),
        ([[3.0, 3.0], [1.0, -1.0]], 1 / 9),
        ([[1.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 4.0]], 3 / 16),
        ([[1.0, 1.0], [1.014, -1.014]], 1 / 1.014**2),
        ([[0.001, 0.0], [0.0, 0.003]], 2 / 9e-6),
    ):
        call(student.alpha_max, np.array(X)).gives(limit)
