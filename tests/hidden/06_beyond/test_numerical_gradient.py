"""numerical_gradient(f, theta, h): the centred difference with the step that is handed over."""

import numpy as np
import pytest

from autograder.testing import call
from solutions import tips

pytestmark = pytest.mark.needs()


def hill(t):
    """Bent and lopsided, so that a wide difference shows how it was taken."""
    t = np.asarray(t, dtype=float).ravel()
    return float(np.sum(t**3) + t[0] * t[-1] + np.exp(0.5 * t[0]))


def difference(f, theta, h):
    """The formula."""
    nudges = h * np.eye(len(theta))
    return [(f(theta + nudge) - f(theta - nudge)) / (2 * h) for nudge in nudges]


def test_looks_to_both_sides(student):
    """takes the difference to both sides, as wide as it is told"""
    theta = np.array([1.0, -0.5, 2.0])
    for h in (0.3, 0.1, 1.5):
        call(student.numerical_gradient, hill, theta, h).gives(difference(hill, theta, h))


def test_takes_any_number_of_parameters(student):
    """takes any number of parameters"""
    draw = np.random.default_rng(70_411)
    for d in (1, 2, 6):
        theta = draw.uniform(0.5, 1.5, d)
        call(student.numerical_gradient, hill, theta, 0.2).gives(difference(hill, theta, 0.2))


def test_agrees_with_the_formula_on_the_tips(student):
    """agrees on the tips with the gradient that was worked out on paper"""

    def loss(theta):
        return tips.mse(theta, tips.X, tips.y)

    theta = np.array([0.9, 0.1])
    expected = [-0.239368852459, -5.529289918033]
    call(student.numerical_gradient, loss, theta, 1e-4).gives(expected)


@pytest.mark.kept("an ordinary run: its sentence says more than that of a far end")
def test_leaves_theta_alone(student):
    """leaves theta alone and gives the same again when called again"""
    theta = np.array([1.0, -0.7, 2.3])
    call(student.numerical_gradient, hill, theta, 0.1).leaves_no_trace(
        gives=difference(hill, theta, 0.1)
    )


@pytest.mark.leaves_open("int_truncation")
def test_takes_whole_numbers(student):
    """nudges whole numbers, too, by parts of one"""
    theta = np.array([1, -2, 3])
    call(student.numerical_gradient, hill, theta, 0.25).gives(difference(hill, theta, 0.25))


@pytest.mark.leaves_open()
@pytest.mark.kept("sees clips, guards and limits that no other check is sure to see")
def test_takes_any_width(student):
    """takes the width that it is handed, be it wide or narrow, and slopes of any size"""
    theta = np.array([0.5, -2.0])
    for h, unit in ((2.0**-20, 1.0), (4.0, 1.0), (0.5, 1e-9), (0.5, 1e9)):

        def bowl(t, unit=unit):
            return unit * float(np.square(np.asarray(t, dtype=float).ravel()).sum())

        call(student.numerical_gradient, bowl, theta, h).gives([unit, -4 * unit], atol=0)
