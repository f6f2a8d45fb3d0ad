"""gradient_descent(df, theta_init, alpha, n_steps): exactly n_steps updates."""

import numpy as np
import pytest

from autograder.testing import affine, call, check
from solutions import tips

pytestmark = pytest.mark.needs()

ROWS, TIPS = tips.X.to_numpy(), tips.y.to_numpy()
bowl = affine([[2.0, 1.0], [1.0, 4.0]], [-1.0, 2.0])  # its two parts depend on both parameters
slope_on_tips = affine(2 / len(TIPS) * ROWS.T @ ROWS, -2 / len(TIPS) * ROWS.T @ TIPS)
END = [1.304444296875, -0.900156265625]  # six steps of bowl from (3, -2) at 0.15
slope = affine(3.0, -6.0)  # with one parameter
SOON = [2.1675, -1.3025]  # two of them


def test_makes_exactly_the_steps_asked(student):
    """measures the slope anew for every step, and makes exactly as many as it is told"""
    call(student.gradient_descent, bowl, np.array([3.0, -2.0]), 0.15, 6).gives(END)
    bend = np.array([0.5, -2.0, 1.0])
    rng = np.random.default_rng(44_123)
    for n, rate in ((9, 0.125), (1, 0.25), (2, 0.5)):
        start = rng.normal(2.0, 1.0, 3)
        visited = []

        def df(theta, visited=visited):
            visited.append(np.array(theta, dtype=float))
            return bend * visited[-1] ** 2 / 10

        expected = tips.gradient_descent(lambda t: bend * t**2 / 10, start, rate, n)
        call(student.gradient_descent, df, start, rate, n).gives(expected)
        way = [start]
        for _ in range(n - 1):
            way.append(way[-1] - rate * bend * way[-1] ** 2 / 10)
        seen = np.array([t for t in visited if t.shape == (3,)]).reshape(-1, 1, 3)
        check(
            bool(np.isclose(seen, way).all(axis=2).any(axis=0).all()),
            "`gradient_descent` did not ask for the slope at every position on its way.",
            "Where do you measure the slope for the second step?",
            "gradient_not_recomputed",
        )


def test_descends_from_one_number(student):
    """descends from a single number, too"""
    call(student.gradient_descent, slope, 10.0, 0.15, 5).gives(2.4026275)
    call(student.gradient_descent, slope, 10, 0.15, 2).gives(4.42)
    call(student.gradient_descent, slope, 10, 0.15, 5).gives(2.4026275)


def test_starts_at_whole_numbers(student):
    """keeps its decimals when the start is whole numbers"""
    call(student.gradient_descent, bowl, np.array([3, -2]), 0.15, 2).gives(SOON)
    call(student.gradient_descent, bowl, np.array([3, -2]), 0.15, 6).gives(END)


def test_descends_on_the_tips(student):
    """reaches the right point on the tips data, also with small steps"""
    df = slope_on_tips
    start = np.array([0.0, 0.0])
    call(student.gradient_descent, df, start, 1e-4, 10).gives([0.004100121862, 0.090155632573])
    start = np.array([0.0204, 0.1424])  # from the fourth step on they are shorter than 1e-4
    call(student.gradient_descent, df, start, 2.5e-4, 8).gives([0.021020765414, 0.142804421838])
    start = np.array([0.02, 0.141])
    call(student.gradient_descent, df, start, 2.5e-4, 13).gives([0.021057069540, 0.142801782672])


@pytest.mark.edge
def test_no_step_stays_at_the_start(student):
    """returns the start when there are zero steps"""
    call(student.gradient_descent, bowl, np.array([0.75, -1.5]), 0.1, 0).gives([0.75, -1.5])
    call(student.gradient_descent, slope, 2.5, 0.1, 0).gives(2.5)


def test_leaves_the_start_alone(student):
    """leaves the start alone and gives the same again when called again"""
    start = np.array([3.0, -2.0])
    call(student.gradient_descent, bowl, start, 0.15, 2).leaves_no_trace(gives=SOON)


@pytest.mark.leaves_open("earlier_position")
def test_goes_on_with_small_steps(student):
    """goes on however small its steps are, and as often as it is told"""
    step = 2.0**-20  # small beside where it stands, and large enough to tell what came
    call(student.gradient_descent, affine(0.0, -2 * step), 1.0, 0.5, 400).gives(1 + 400 * step)
    step = 2.0**-44
    df = affine(0.0, [-2 * step, 2 * step])
    end = np.array([400 * step, -400 * step])
    call(student.gradient_descent, df, np.zeros(2), 0.5, 400).gives(end, atol=0)
    start = np.array([1024.0, 2048.0])  # rounding of a sum of all moves leaves 1e-13
    call(student.gradient_descent, affine(2.0), start, 0.25, 400).gives(np.zeros(2), atol=1e-12)


@pytest.mark.leaves_open()
def test_goes_on_with_large_steps(student):
    """goes on however large its steps get"""
    for n in (40, 400):  # float32 knows no numbers above 1e38
        grown = 1.2**n * np.array([1.0, -3.0])
        call(student.gradient_descent, affine(2.0), np.array([1.0, -3.0]), 1.1, n).gives(grown)
