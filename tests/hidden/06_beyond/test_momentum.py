"""momentum(df, theta_init, alpha, beta, n_steps): v ← beta·v + g, then θ ← θ − alpha·v."""

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


@pytest.mark.kept("an ordinary run: its sentence says more than that of a far end")
def test_rolls_on(student):
    """keeps a part of the old velocity in every step"""
    draw = np.random.default_rng(91_007)
    for alpha, beta, n in ((0.1, 0.8, 4), (0.05, 0.5, 25), (0.02, 0.95, 2), (0.1, 0.9, 1)):
        start = draw.normal(1.0, 2.0, 2)
        expected = beyond.momentum(bowl, start, alpha, beta, n)
        call(student.momentum, bowl, start, alpha, beta, n).gives(expected)


@pytest.mark.kept("an ordinary run: its sentence says more than that of a far end")
def test_rolls_over_the_tips(student):
    """reaches the right point on the tips data"""
    df, start = tips.gradient_single_arg, np.array([0.0, 0.0])
    for n, end in (
        (2, [0.0016853701048, 0.0379410185521]),
        (10, [0.0108679933151, 0.228131524064]),
    ):
        call(student.momentum, df, start, 1e-4, 0.9, n).gives(end)


def test_without_memory_it_is_plain_descent(student):
    """is plain descent when beta is zero"""
    expected = tips.gradient_descent(bowl, START, 0.1, 6)
    call(student.momentum, bowl, START, 0.1, 0.0, 6).gives(expected)


def test_takes_any_number_of_parameters(student):
    """takes any number of parameters"""
    start = np.array([1.0, -2.0, 0.5, 4.0])
    bend = np.array([0.5, 1.0, 3.0, 0.1])

    def df(theta):
        return bend * np.asarray(theta, dtype=float).ravel()

    call(student.momentum, df, start, 0.2, 0.7, 5).gives(beyond.momentum(df, start, 0.2, 0.7, 5))


@pytest.mark.edge
def test_no_step_stays_at_the_start(student):
    """returns the start when there are zero steps"""
    call(student.momentum, bowl, START, 0.1, 0.9, 0).gives(START)


@pytest.mark.kept("an ordinary run: its sentence says more than that of a far end")
def test_leaves_the_start_alone(student):
    """leaves the start alone and gives the same again when called again"""
    call(student.momentum, bowl, START, 0.1, 0.9, 4).leaves_no_trace(
        gives=beyond.momentum(bowl, START, 0.1, 0.9, 4)
    )


@pytest.mark.leaves_open()
def test_rolls_on_where_it_is_flat(student):
    """rolls on where the slope is zero, and where it has just stood still"""
    df, start = lambda t: 2 * np.asarray(t, dtype=float).ravel(), np.array([4.0, -8.0])
    for alpha, end in ((0.25, [-1.0, 2.0]), (0.75, [1.0, -2.0])):  # at 0, or where it was
        call(student.momentum, df, start, alpha, 0.5, 3).gives(end)
        expected = beyond.momentum(df, start, alpha, 0.5, 9)
        call(student.momentum, df, start, alpha, 0.5, 9).gives(expected)


@pytest.mark.leaves_open("int_truncation")
def test_starts_at_whole_numbers(student):
    """keeps its decimals when the start is whole numbers"""
    start = START.astype(int)
    expected = beyond.momentum(bowl, START, 0.1, 0.9, 4)
    call(student.momentum, bowl, start, 0.1, 0.9, 4).gives(expected)


@pytest.mark.leaves_open()
def test_goes_on_with_small_steps(student):
    """goes on however small its steps are, and as often as it is told"""
    df = affine(0.0, [-(2.0**-44), 2.0**-44])
    expected = beyond.momentum(df, np.zeros(2), 0.5, 0.5, 400)
    call(student.momentum, df, np.zeros(2), 0.5, 0.5, 400).gives(expected, atol=0)
    call(student.momentum, df, np.zeros(2), 0.5, 0.0, 400).gives(
        [200 * 2.0**-44, -200 * 2.0**-44], atol=0
    )


@pytest.mark.leaves_open()
def test_goes_on_with_large_steps(student):
    """goes on however large its steps get"""
    df = affine(2.0)
    for n in (40, 400):  # by a fifth in each step: float32 knows no numbers above 1e38
        expected = beyond.momentum(df, START, 1.558, 0.5, n)
        call(student.momentum, df, START, 1.558, 0.5, n).gives(expected)
