"""gradient_descent_with_trace(df, theta_init, alpha, n_steps): the end, and every position."""

import numpy as np
import pytest

from autograder.testing import affine, call
from solutions import tips

pytestmark = pytest.mark.needs("gradient_descent")

ROWS, TIPS = tips.X.to_numpy(), tips.y.to_numpy()
bowl = affine([[2.0, 1.0], [1.0, 4.0]], [-1.0, 2.0])  # its two parts depend on both parameters
slope_on_tips = affine(2 / len(TIPS) * ROWS.T @ ROWS, -2 / len(TIPS) * ROWS.T @ TIPS)
START = np.array([3.0, -2.0])
WAY = np.array([[3.0, -2.0], [2.7, -1.7], [2.43, -1.49], [2.193, -1.337]])


def test_keeps_every_position(student):
    """returns the end, and every position from the start to the end"""
    call(student.gradient_descent_with_trace, bowl, START, 0.1, 3).gives((WAY[-1], WAY))
    rng = np.random.default_rng(23_557)
    for d, n in ((3, 7), (1, 2), (4, 11)):
        curvature, start = rng.uniform(0.5, 2.0, d), rng.normal(1.0, 2.0, d)
        df = affine(curvature, -curvature / 2)
        expected = tips.gradient_descent_with_trace(df, start, 0.2, n)
        call(student.gradient_descent_with_trace, df, start, 0.2, n).gives(expected)


def test_traces_the_tips(student):
    """traces the descent on the tips"""
    start = np.array([0.0, 0.0])
    way = [
        start,
        [0.000599655737705, 0.0135226318032787],
        [0.001145679941, 0.025770649929],
        [0.001643127222, 0.036864185234],
    ]
    call(student.gradient_descent_with_trace, slope_on_tips, start, 1e-4, 3).gives(
        (np.array(way[-1]), np.array(way))
    )


def test_starts_at_whole_numbers(student):
    """keeps its decimals when the start is whole numbers"""
    start = START.astype(int)
    call(student.gradient_descent_with_trace, bowl, start, 0.1, 3).gives((WAY[-1], WAY))


@pytest.mark.edge
def test_no_step_is_one_position(student):
    """has the start as its only position when there are zero steps"""
    call(student.gradient_descent_with_trace, bowl, START, 0.1, 0).gives((START, WAY[:1]))


def test_leaves_the_start_alone(student):
    """leaves the start alone and gives the same again when called again"""
    call(student.gradient_descent_with_trace, bowl, START, 0.1, 3).leaves_no_trace(
        gives=(WAY[-1], WAY)
    )


@pytest.mark.edge
@pytest.mark.kept("sees a walk that ends at once where it begins at the lowest point")
@pytest.mark.leaves_open("stopped_early")
def test_goes_on_at_the_bottom(student):
    """goes on when it has arrived: n steps are n + 1 rows"""
    there = np.array([0.0, 0.0])
    end = there, np.zeros((21, 2))
    call(student.gradient_descent_with_trace, affine(2.0), there, 0.25, 20).gives(end)
    end = START, np.tile(START, (8, 1))
    call(student.gradient_descent_with_trace, bowl, START, 0.0, 7).gives(end)


@pytest.mark.leaves_open("stopped_early")
def test_goes_on_with_small_steps(student):
    """goes on however small its steps get, and when one of them has arrived"""
    start = np.array([4.0, -2.0])
    way = np.vstack([start, np.zeros((20, 2))])
    call(student.gradient_descent_with_trace, affine(2.0), start, 0.5, 20).gives((way[-1], way))
    way = np.ldexp(1.0, 10 - np.arange(381))[:, None] * [1.0, -2.0]
    call(student.gradient_descent_with_trace, affine(2.0), way[0], 0.25, 380).gives((way[-1], way))


@pytest.mark.leaves_open("stopped_early")
def test_goes_on_with_large_steps(student):
    """goes on however large its steps get"""
    way = ((-1.2) ** np.arange(381))[:, None] * [1.0, -3.0]  # float32 knows none above 1e38
    for n in (40, 380):
        args = way[0], 1.1, n
        call(student.gradient_descent_with_trace, affine(2.0), *args).gives((way[n], way[: n + 1]))
