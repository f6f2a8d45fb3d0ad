"""fit_standardised(x, y, alpha, n_steps): descent on standardised x, answered in units of x."""

import numpy as np
import pytest

from autograder.testing import call
from solutions import beyond, tips

pytestmark = pytest.mark.needs()

X = np.array([1.0, 2.0, 4.0, 7.0, 11.0])
Y = np.array([3.0, -1.0, 2.0, 8.0, 5.0])


@pytest.mark.kept("an ordinary run: its sentence says more than that of a far end")
def test_makes_the_steps_asked(student):
    """makes exactly as many steps as it is told, and answers in the units of x"""
    draw = np.random.default_rng(81_233)
    for n, alpha, steps in ((9, 0.1, 3), (25, 0.05, 40), (6, 0.3, 1)):
        x, y = draw.normal(20.0, 6.0, n), draw.normal(3.0, 1.5, n)
        expected = beyond.fit_standardised(x, y, alpha, steps)
        call(student.fit_standardised, x, y, alpha, steps).gives(expected)


@pytest.mark.kept(
    "students should read it: standardising makes the bowl round, so one step of one half arrives"
)
def test_half_solves_in_one_step(student):
    """is at the best line after a single step with alpha one half"""
    slope = float(np.cov(X, Y, ddof=0)[0, 1] / np.var(X))
    call(student.fit_standardised, X, Y, 0.5, 1).gives((Y.mean() - slope * X.mean(), slope))


def test_fits_the_tips(student):
    """finds the best line for the tips in a hundred steps"""
    x, y = tips.tips["total_bill"].to_numpy(dtype=float), tips.y.to_numpy(dtype=float)
    slope = 0.93305362661 / 8.8841505778
    expected = (2.99827868791 - slope * 19.7859426230, slope)
    call(student.fit_standardised, x, y, 0.1, 100).gives(expected)


@pytest.mark.edge
def test_no_step_is_the_start(student):
    """returns the start, zero and zero, when there are zero steps"""
    call(student.fit_standardised, X, Y, 0.1, 0).gives((0.0, 0.0))


def test_leaves_its_data_alone(student):
    """leaves its data alone and gives the same again when called again"""
    call(student.fit_standardised, X, Y, 0.1, 4).leaves_no_trace(
        gives=beyond.fit_standardised(X, Y, 0.1, 4)
    )


@pytest.mark.leaves_open()
def test_goes_on_with_small_steps(student):
    """goes on however small its steps are, and as often as it is told"""
    for unit, alpha, steps in ((1e-12, 0.1, 30), (1.0, 1e-3, 400), (1e-3, 0.4, 60)):
        expected = beyond.fit_standardised(X, unit * Y, alpha, steps)
        call(student.fit_standardised, X, unit * Y, alpha, steps).gives(expected, atol=0)


@pytest.mark.leaves_open()
def test_goes_on_with_large_steps(student):
    """goes on however large its steps get"""
    expected = beyond.fit_standardised(X, Y, 1.5, 40)
    call(student.fit_standardised, X, Y, 1.5, 40).gives(expected)
    expected = beyond.fit_standardised(X, 1e9 * Y, 0.1, 9)
    call(student.fit_standardised, X, 1e9 * Y, 0.1, 9).gives(expected)
