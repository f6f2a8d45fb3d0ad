"""adam(df, theta_init, alpha, n_steps, beta1, beta2, eps): Kingma and Ba, Algorithm 1."""

import numpy as np
import pytest

from autograder.testing import affine, call
from solutions import beyond, tips

pytestmark = pytest.mark.needs()

CURVATURE = np.array([[2.0, 1.0], [1.0, 4.0]])
START = np.array([3.0, -2.0])


def bowl(theta):
    """A slope whose two parts depend on both parameters."""
    return CURVATURE @ np.asarray(theta, dtype=float).ravel() + np.array([-1.0, 2.0])


def test_takes_its_settings(student):
    """follows the formula, with every setting as it is handed over"""
    draw = np.random.default_rng(13_711)
    for alpha, n, *settings in (
        (0.1, 3, 0.8, 0.95, 0.25),
        (0.05, 20, 0.5, 0.9, 0.02),
        (0.2, 2, 0.7, 0.99, 1.0),
        (0.1, 4, 0.6, 0.4, 0.5),
    ):
        start = draw.normal(1.0, 2.0, 2)
        expected = beyond.adam(bowl, start, alpha, n, *settings)
        call(student.adam, bowl, start, alpha, n, *settings).gives(expected)


@pytest.mark.kept("an ordinary run: its sentence says more than that of a far end")
def test_has_the_usual_settings(student):
    """has the usual settings when none are handed over"""
    df, start = tips.gradient_single_arg, np.array([0.0, 0.0])
    for n, end in (
        (1, [0.00999999998332, 0.00999999999926]),
        (2, [0.0199748516184, 0.0199733382786]),
        (100, [0.243965446927, 0.133600464232]),
    ):
        call(student.adam, df, start, 0.01, n).gives(end)


def test_takes_small_slopes(student):
    """adds eps after the root, which shows where slopes are small"""

    def df(theta):
        return 1e-4 * bowl(theta)

    call(student.adam, df, START, 0.1, 5).gives(beyond.adam(df, START, 0.1, 5))


def test_takes_any_number_of_parameters(student):
    """takes any number of parameters"""
    start, bend = np.array([1.0, -2.0, 0.5, 4.0]), np.array([0.5, 1.0, 3.0, 0.1])

    def df(theta):
        return bend * np.asarray(theta, dtype=float).ravel()

    call(student.adam, df, start, 0.2, 6).gives(beyond.adam(df, start, 0.2, 6))


@pytest.mark.edge
def test_no_step_stays_at_the_start(student):
    """returns the start when there are zero steps"""
    call(student.adam, bowl, START, 0.1, 0).gives(START)


@pytest.mark.kept("an ordinary run: its sentence says more than that of a far end")
def test_leaves_the_start_alone(student):
    """leaves the start alone and gives the same again when called again"""
    call(student.adam, bowl, START, 0.1, 4).leaves_no_trace(gives=beyond.adam(bowl, START, 0.1, 4))


@pytest.mark.leaves_open()
def test_rolls_on_where_it_is_flat(student):
    """moves on where the slope is zero"""

    def df(theta):
        return np.maximum(np.asarray(theta, dtype=float).ravel() - 1.0, 0.0)

    start = np.array([1.05, 1.15])
    call(student.adam, df, start, 0.1, 12).gives(beyond.adam(df, start, 0.1, 12))


@pytest.mark.leaves_open("int_truncation")
def test_starts_at_whole_numbers(student):
    """keeps its decimals when the start is whole numbers"""
    expected = beyond.adam(bowl, START, 0.1, 4)
    call(student.adam, bowl, START.astype(int), 0.1, 4).gives(expected)


@pytest.mark.leaves_open()
def test_goes_on_with_small_steps(student):
    """goes on however small its steps and slopes are, and as often as it is told"""
    for alpha, unit in ((1e-13, 1.0), (0.01, 1.0), (0.01, 1e-13), (1e-13, 1e-13)):
        df = affine(unit * CURVATURE, unit * np.array([19.0, 22.0]))
        settings = 0.9, 0.999, 1e-8 * unit
        expected = beyond.adam(df, np.zeros(2), alpha, 400, *settings)
        call(student.adam, df, np.zeros(2), alpha, 400, *settings).gives(expected, atol=0)


@pytest.mark.leaves_open()
def test_goes_on_with_large_steps(student):
    """goes on however large its steps and slopes are"""
    start = 1e9 * START
    call(student.adam, bowl, start, 1e8, 40).gives(beyond.adam(bowl, start, 1e8, 40))
