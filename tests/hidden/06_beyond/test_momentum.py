"""momentum(df, theta_init, alpha, beta, n_steps): v ← beta·v + g, then θ ← θ − alpha·v."""

import numpy as np
import pytest

from autograder.grading import call
from solutions import beyond, tips

pytestmark = pytest.mark.needs()

CURVATURE = np.array([[2.0, 1.0], [1.0, 4.0]])
START = np.array([3.0, -2.0])


def bowl(theta):
    """A slope whose two parts depend on both parameters."""
    return CURVATURE @ np.asarray(theta, dtype=float).ravel() + np.array([-1.0, 2.0])


def test_rolls_on(student):
    """keeps a part of the old velocity in every step"""
    draw = np.random.default_rng(91_007)
    for alpha, beta, n in ((0.1, 0.8, 4), (0.05, 0.5, 25), (0.02, 0.95, 2), (0.1, 0.9, 1)):
        start = draw.normal(1.0, 2.0, 2)
        expected = beyond.momentum(bowl, start, alpha, beta, n)
        call(student.momentum, bowl, start, alpha, beta, n).gives(expected)


def test_rolls_over_the_tips(student):
    """comes as far on the tips as that many steps lead"""
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


def test_no_step_stays_at_the_start(student):
    """returns the start when no step is asked"""
    call(student.momentum, bowl, START, 0.1, 0.9, 0).gives(START)


def test_leaves_the_start_alone(student):
    """leaves the start alone and gives the same again when called again"""
    call(student.momentum, bowl, START, 0.1, 0.9, 4).leaves_no_trace()
