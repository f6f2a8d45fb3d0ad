"""descend_until(df, theta_init, alpha, tol, max_steps): stop where the gradient is short enough."""

import numpy as np
import pytest

from autograder.testing import affine, call
from solutions import beyond

pytestmark = pytest.mark.needs()

CURVATURE = np.array([[2.0, 1.0], [1.0, 4.0]])
START = np.array([3.0, -2.0])


def bowl(theta):
    """A slope whose two parts depend on both parameters."""
    return CURVATURE @ np.asarray(theta, dtype=float).ravel() + np.array([-1.0, 2.0])


def round_bowl(theta):
    """A slope that points straight away from the lowest point at (1, 1, …)."""
    return np.asarray(theta, dtype=float).ravel() - 1.0


@pytest.mark.kept("an ordinary run: its sentence says more than that of a far end")
def test_stops_when_the_gradient_is_short(student):
    """stops as soon as the gradient is short enough, and counts its updates"""
    start = 1.0 + np.array([2.2, -5.0, 3.0, 1.0])  # no two ways to measure its length agree
    expected = beyond.descend_until(round_bowl, start, 0.02, 0.15, 500)
    call(student.descend_until, round_bowl, start, 0.02, 0.15, 500).gives(expected)
    draw = np.random.default_rng(17_093)
    for tol in (1.0, 0.3, 1e-3):
        start = draw.normal(0.0, 3.0, 3) + 4.0
        expected = beyond.descend_until(round_bowl, start, 0.2, tol, 500)
        call(student.descend_until, round_bowl, start, 0.2, tol, 500).gives(expected)
    expected = beyond.descend_until(bowl, START, 0.1, 0.05, 300)
    call(student.descend_until, bowl, START, 0.1, 0.05, 300).gives(expected)


@pytest.mark.edge
def test_start_within_tol_takes_no_step(student):
    """takes no step when the start is good enough"""
    start = np.array([1.25, 1.0, 0.75])
    call(student.descend_until, round_bowl, start, 0.2, 0.5, 100).gives((start, 0))


def test_as_long_as_tol_is_short_enough(student):
    """stops where the gradient is exactly as long as tol"""
    start, slope = np.array([4.0, 5.0]), np.array([3.0, 4.0])  # whole lengths: 5, 2.5, 1.25
    call(student.descend_until, round_bowl, start, 0.5, 1.25, 100).gives((1.0 + slope / 4, 2))


@pytest.mark.kept("an ordinary run: its sentence says more than that of a far end")
def test_stops_at_the_most_steps(student):
    """makes no more than the most steps that are allowed"""
    for most in (7, 1, 0):
        expected = beyond.descend_until(bowl, START, 0.05, 1e-6, most)
        call(student.descend_until, bowl, START, 0.05, 1e-6, most).gives(expected)


@pytest.mark.kept("an ordinary run: its sentence says more than that of a far end")
def test_leaves_the_start_alone(student):
    """leaves the start alone and gives the same again when called again"""
    call(student.descend_until, bowl, START, 0.1, 0.5, 50).leaves_no_trace(
        gives=beyond.descend_until(bowl, START, 0.1, 0.5, 50)
    )


@pytest.mark.leaves_open("int_truncation")
def test_starts_at_whole_numbers(student):
    """keeps its decimals when the start is whole numbers"""
    expected = beyond.descend_until(bowl, START, 0.1, 0.05, 300)
    call(student.descend_until, bowl, START.astype(int), 0.1, 0.05, 300).gives(expected)


@pytest.mark.leaves_open()
def test_only_tol_is_short_enough(student):
    """goes on while the gradient is longer than tol, however short it is, or the step"""
    df = affine(0.0, [-(2.0**-40), 0.0])
    args = np.zeros(2), 0.5, 2.0**-50, 400
    call(student.descend_until, df, *args).gives((np.array([200 * 2.0**-40, 0.0]), 400), atol=0)
    call(student.descend_until, bowl, START, 0.0, 0.5, 40).gives((START, 40))
    start = np.array([4.0, -2.0])
    args = start, 0.25, 2.0**-60, 400
    expected = beyond.descend_until(affine(2.0), *args)
    call(student.descend_until, affine(2.0), *args).gives(expected, atol=0)


@pytest.mark.leaves_open()
def test_goes_on_with_large_steps(student):
    """goes on however long the gradient gets, and stops however far out"""
    for n in (40, 400):  # float32 knows no numbers above 1e38
        end = 1.2**n * START
        call(student.descend_until, affine(2.0), START, 1.1, 0.5, n).gives((end, n))
    there = np.array([5e6, -3e4])
    far = affine(1.0, -there)
    start = there + np.array([64.0, 0.0])
    call(student.descend_until, far, start, 0.5, 1.0, 40).gives((there + np.array([1.0, 0.0]), 6))
