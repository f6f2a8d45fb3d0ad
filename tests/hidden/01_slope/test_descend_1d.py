"""descend_1d(df, x_start, learning_rate, n_steps): every position, the start first."""

import numpy as np
import pytest

from autograder.testing import affine, call, check
from solutions import slope

pytestmark = pytest.mark.needs()

WAY = [2.0, 1.4, 1.064, 0.8443904, 0.688651845238784]  # four steps of bend from 2 at 0.1


def bend(x):
    """A slope that is no straight line."""
    return x**2 + x


@pytest.mark.kept(
    "the plainest line for a student to read; all that fails here fails on longer ways, too"
)
def test_measures_the_slope_anew(student):
    """measures the slope anew for every step"""
    call(student.descend_1d, bend, 2.0, 0.1, 4).gives(WAY)


@pytest.mark.kept("the plainest line for a student to read")
def test_knows_the_parabola(student):
    """goes down a parabola from both sides"""
    call(student.descend_1d, lambda x: 2 * x, 0.4, 0.25, 3).gives([0.4, 0.2, 0.1, 0.05])
    call(student.descend_1d, lambda x: 2 * x, 4.0, 0.1, 3).gives([4.0, 3.2, 2.56, 2.048])
    call(student.descend_1d, lambda x: 2 * x, -4.0, 0.9, 3).gives([-4.0, 3.2, -2.56, 2.048])


def test_makes_exactly_the_steps_asked(student):
    """makes exactly as many steps as it is told"""
    rng = np.random.default_rng(71_206)
    for n in (1, 2, 20):
        start, centre, rate = (float(v) for v in rng.uniform([2, -1, 0.1], [5, 1, 0.3]))

        def df(x, centre=centre):
            return 2 * (x - centre) + np.sin(x - centre)

        expected = slope.descend_1d(df, start, rate, n)
        call(student.descend_1d, df, start, rate, n).gives(expected)


def test_asks_for_the_slope_at_one_number(student):
    """asks for the slope at its positions, one number at a time"""
    asked = []

    def df(x):
        asked.append(np.size(x))
        return bend(x)

    call(student.descend_1d, df, 2.0, 0.1, 4).gives(WAY)
    check(
        set(asked) == {1},
        "`descend_1d` asked for the slope at several numbers at once.",
        "What is a position here: one number, or several?",
    )


def test_starts_at_a_whole_number(student):
    """keeps its decimals when the start is a whole number"""
    call(student.descend_1d, bend, 2, 0.1, 4).gives(WAY)


@pytest.mark.edge
def test_no_step_is_one_position(student):
    """has the start as its only position when there are zero steps"""
    call(student.descend_1d, bend, 1.25, 0.1, 0).gives([1.25])


@pytest.mark.kept("names what is wrong where a position is remembered between calls")
def test_gives_the_same_again(student):
    """gives the same again when it is called again"""
    call(student.descend_1d, bend, 2.0, 0.1, 4).leaves_no_trace(gives=WAY)
    call(student.descend_1d, bend, 2.0, 0.1, 3).gives(WAY[:4])


@pytest.mark.edge
@pytest.mark.kept("sees a walk that ends at once where it begins at the lowest point")
@pytest.mark.leaves_open("stopped_early")
def test_goes_on_at_the_bottom(student):
    """goes on when it has arrived: n steps are n + 1 positions"""
    call(student.descend_1d, lambda x: 2 * x, 0.0, 0.25, 20).gives([0.0] * 21)
    call(student.descend_1d, bend, 1.5, 0.0, 7).gives([1.5] * 8)


@pytest.mark.leaves_open("stopped_early")
def test_goes_on_with_small_steps(student):
    """goes on however small its steps get, and when one of them has arrived"""
    call(student.descend_1d, affine(2.0), 4.0, 0.5, 20).gives([4.0] + [0.0] * 20)
    halves = np.ldexp(1.0, 10 - np.arange(401))
    call(student.descend_1d, affine(2.0), 1024.0, 0.25, 400).gives(halves)


@pytest.mark.leaves_open("stopped_early")
def test_goes_on_with_large_steps(student):
    """goes on however large its steps get"""
    grown = (-1.2) ** np.arange(401)  # float32 knows no numbers above 1e38
    call(student.descend_1d, affine(2.0), 1.0, 1.1, 40).gives(grown[:41])
    call(student.descend_1d, affine(2.0), 1.0, 1.1, 400).gives(grown)
