"""run_gd(x, y, lr, steps): the losses at the start and after every step."""

import numpy as np
import pytest

from autograder.testing import call
from solutions import learning_rates

pytestmark = pytest.mark.needs()

X = np.array([1.0, -2.0, 3.5, 0.5, 3.0])
Y = np.array([20.0, -15.0, 60.0, 2.5, 45.0])
LOSSES = [1251.25, 170.66233, 54.88464153424, 42.068149299092, 40.30451207793]  # at rate 0.06


def data(n, seed):
    """Rows that lie about a line."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 4, n)
    return x, rng.uniform(-3, 3) * x + rng.uniform(1, 4) + rng.normal(0, 0.7, n)


def limit(x):
    """The rate from which on the mean squared error no longer falls to its minimum."""
    return learning_rates.alpha_max(np.column_stack([np.ones(len(x)), x]))


@pytest.mark.kept("the plainest line for a student to read: five rows, four steps")
def test_follows_both_slopes(student):
    """records the mean squared error while it follows both slopes"""
    call(student.run_gd, X, Y, 0.06, 4).gives(LOSSES)


def test_any_data(student):
    """does so for any number of rows and steps"""
    for n, steps, share in ((3, 7, 0.5), (8, 1, 0.8), (40, 25, 0.3), (12, 100, 0.95)):
        x, y = data(n, 31_000 + n)
        rate = share * limit(x)
        call(student.run_gd, x, y, rate, steps).gives(learning_rates.run_gd(x, y, rate, steps))


def test_rates_that_are_too_large(student):
    """shows how the loss explodes at rates that are too large"""
    x, y = data(15, 90_417)
    for share in (1.05, 1.1, 1.2):  # to losses of 1e30: float32 knows none above 1e38
        rate = share * limit(x)
        call(student.run_gd, x, y, rate, 100).gives(learning_rates.run_gd(x, y, rate, 100))


def test_the_lessons_data(student):
    """falls on the lesson's own data as far as it should"""
    x, y = learning_rates.x, learning_rates.y
    for rate in (0.0005, 0.05):
        call(student.run_gd, x, y, rate, 100).gives(learning_rates.run_gd(x, y, rate, 100))


@pytest.mark.edge
def test_no_step_is_one_loss(student):
    """has the loss of the start as its only one when there are zero steps"""
    call(student.run_gd, X, Y, 0.06, 0).gives([np.mean(Y**2)])


def test_leaves_the_data_alone(student):
    """leaves the data alone and gives the same again when called again"""
    call(student.run_gd, X, Y, 0.06, 4).leaves_no_trace(gives=LOSSES)
    call(student.run_gd, X, Y, 0.06, 3).gives(LOSSES[:4])


@pytest.mark.edge
@pytest.mark.leaves_open("stopped_early")
def test_goes_on_at_the_bottom(student):
    """goes on when it has arrived: n steps are n + 1 losses"""
    call(student.run_gd, X, np.zeros(5), 0.06, 70).gives(np.zeros(71))
    call(student.run_gd, X, Y, 0.0, 12).gives(np.full(13, 1251.25))


@pytest.mark.leaves_open("stopped_early")
def test_goes_on_with_small_steps(student):
    """goes on however small its steps get"""
    x = np.array([1.0, -1.0])
    losses = [4.0] + [0.0] * 30  # in one step at the bottom
    call(student.run_gd, x, np.array([2.0, -2.0]), 0.5, 30).gives(losses)
    halves = 4.0 * 0.25 ** np.arange(401)
    call(student.run_gd, x, np.array([2.0, -2.0]), 0.25, 400).gives(halves)


@pytest.mark.kept("sees clips, guards and limits that no other check is sure to see")
@pytest.mark.leaves_open("stopped_early")
def test_goes_on_with_large_steps(student):
    """goes on however large its losses get"""
    x = np.array([1.0, -1.0])
    grown = 4.0 * 1.96 ** np.arange(101)  # float32 knows no numbers above 1e38
    call(student.run_gd, x, np.array([2.0, -2.0]), 1.2, 100).gives(grown)
