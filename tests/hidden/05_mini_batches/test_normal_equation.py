"""normal_equation(X, y): the best theta at once, and ValueError where there is no single one."""

import numpy as np
import pytest

from autograder.testing import call, raises
from solutions import tips

pytestmark = pytest.mark.needs()


def refuses(answer, X, y):
    """Fail unless ValueError is raised for this X."""
    raises(answer, X, y, hint="For which X is there more than one best theta?")


def rows_of(n, d, seed):
    """A bias column and d - 1 features."""
    draw = np.random.default_rng(seed)
    return np.column_stack([np.ones(n), draw.normal(2.0, 1.5, (n, d - 1))])


@pytest.mark.edge
def test_solves_the_tips(student):
    """finds the best line for the tips"""
    X, y = tips.X.to_numpy(dtype=float), tips.y.to_numpy(dtype=float)
    call(student.normal_equation, X, y).gives([0.920269613555, 0.105024517384])


@pytest.mark.kept("the plainest line for a student to read: any table that has one best theta")
def test_solves_any_data(student):
    """finds the best theta for any number of columns"""
    draw = np.random.default_rng(60_411)
    for n, d in ((9, 2), (30, 4), (12, 1)):
        X, y = rows_of(n, d, 30 + n), draw.normal(4.0, 3.0, n)
        expected = np.linalg.lstsq(X, y, rcond=None)[0]
        call(student.normal_equation, X, y).gives(expected)


def test_solves_a_square(student):
    """finds the theta that fits exactly where there are as many rows as columns"""
    for d in (2, 4):
        X, y = rows_of(d, d, 60 + d), np.cos(np.arange(float(d)))
        call(student.normal_equation, X, y).gives(np.linalg.solve(X, y))


@pytest.mark.edge
@pytest.mark.kept("an ordinary run: its sentence says more than that of a far end")
def test_refuses_dependent_columns(student):
    """raises ValueError when one column follows from the others"""
    X, y = rows_of(10, 3, 77), np.arange(10.0)
    refuses(student.normal_equation, np.column_stack([X, X[:, 1]]), y)
    refuses(student.normal_equation, np.column_stack([X, 0.3 * X[:, 1] + 0.7 * X[:, 2]]), y)
    refuses(student.normal_equation, np.column_stack([X, np.full(10, 2.5)]), y)


@pytest.mark.edge
@pytest.mark.kept("an ordinary run: its sentence says more than that of a far end")
def test_refuses_too_few_rows(student):
    """raises ValueError when there are fewer rows than columns"""
    refuses(student.normal_equation, rows_of(2, 3, 5), np.array([1.0, 4.0]))
    refuses(student.normal_equation, rows_of(3, 5, 6), np.array([1.0, 4.0, 2.0]))


def test_leaves_its_data_alone(student):
    """leaves its data alone and gives the same again when called again"""
    X, y = rows_of(14, 3, 8), np.cos(np.arange(14.0))
    call(student.normal_equation, X, y).leaves_no_trace(gives=np.linalg.lstsq(X, y, rcond=None)[0])


@pytest.mark.edge
@pytest.mark.leaves_open("singular_not_noticed")
def test_refuses_what_depends_up_to_rounding(student):
    """raises ValueError when columns depend up to rounding, in any units"""
    celsius = np.array([12.1, -3.4, 25.7, 18.3, 7.9, 31.2, 0.6, 14.8, 22.5])
    y = np.cos(np.arange(9.0))
    for unit in (1.0, 100.0, 1e5, 1e-5):
        columns = [np.ones(9), unit * celsius, unit * (1.8 * celsius + 32)]
        refuses(student.normal_equation, np.column_stack(columns), y)
        far = np.column_stack([*columns[:2], unit * np.arange(9.0) ** 2])
        refuses(student.normal_equation, np.column_stack([far, far @ [0.1, 0.7, 0.3]]), y)


@pytest.mark.leaves_open()
def test_solves_tables_in_small_units(student):
    """finds the best theta in units that make all numbers of a table small"""
    draw = np.random.default_rng(40_811)
    for n, d in ((12, 6), (20, 8), (9, 2)):
        X = np.column_stack([np.ones(n), 1e-3 * draw.normal(0.0, 1.0, (n, d - 1))])
        y = draw.normal(4.0, 3.0, n)
        expected = np.linalg.lstsq(X, y, rcond=None)[0]
        call(student.normal_equation, X, y).gives(expected)
