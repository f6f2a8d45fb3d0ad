"""normal_equation(X, y): the best theta at once, and ValueError where there is no single one."""

import numpy as np
import pytest

from autograder.grading import call
from autograder.grading.refusals import refuses
from solutions import tips

pytestmark = pytest.mark.needs()


def rows_of(n, d, seed):
    """A bias column and d - 1 features."""
    draw = np.random.default_rng(seed)
    return np.column_stack([np.ones(n), draw.normal(2.0, 1.5, (n, d - 1))])


def test_solves_the_tips(student):
    """finds the best line for the tips"""
    X, y = tips.X.to_numpy(dtype=float), tips.y.to_numpy(dtype=float)
    call(student.normal_equation, X, y).gives([0.920269613555, 0.105024517384])


def test_solves_any_data(student):
    """finds the best theta for any number of columns"""
    draw = np.random.default_rng(60_411)
    for n, d in ((9, 2), (30, 4), (12, 1), (4, 4)):
        X, y = rows_of(n, d, 30 + n), draw.normal(4.0, 3.0, n)
        expected = np.linalg.lstsq(X, y, rcond=None)[0]
        call(student.normal_equation, X, y).gives(expected)


def test_refuses_dependent_columns(student):
    """raises ValueError when one column follows from the others"""
    X, y = rows_of(10, 3, 77), np.arange(10.0)
    refuses(student.normal_equation, np.column_stack([X, X[:, 1]]), y)
    refuses(student.normal_equation, np.column_stack([X, 0.3 * X[:, 1] + 0.7 * X[:, 2]]), y)
    refuses(student.normal_equation, np.column_stack([X, np.full(10, 2.5)]), y)


def test_refuses_too_few_rows(student):
    """raises ValueError when there are fewer rows than columns"""
    refuses(student.normal_equation, rows_of(2, 3, 5), np.array([1.0, 4.0]))
    refuses(student.normal_equation, rows_of(3, 5, 6), np.array([1.0, 4.0, 2.0]))


def test_leaves_its_data_alone(student):
    """leaves its data alone and gives the same again when called again"""
    X, y = rows_of(14, 3, 8), np.cos(np.arange(14.0))
    call(student.normal_equation, X, y).leaves_no_trace(gives=np.linalg.lstsq(X, y, rcond=None)[0])
