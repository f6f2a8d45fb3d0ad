"""regime(curvature, learning_rate): what descent does on curvature/2·x²."""

import numpy as np
import pytest

from autograder.testing import call
from solutions import slope

pytestmark = pytest.mark.needs("descend_1d")


@pytest.mark.kept("one line a regime shows a student which word is still wrong")
def test_monotone(student):
    """knows when every step stays on its side"""
    for curvature, rate in ((0.25, 2.0), (2.0, 0.25), (16.0, 0.03125), (3.0, 0.25)):
        call(student.regime, curvature, rate).gives("monotone")
    call(student.regime, 16.0, 1.0).gives("diverges")  # one word for everything knows nothing


@pytest.mark.kept("one line a regime shows a student which word is still wrong")
def test_diverges(student):
    """knows when the steps grow"""
    for curvature, rate in ((16.0, 0.25), (0.25, 16.0), (3.0, 0.75), (0.5, 12.0)):
        call(student.regime, curvature, rate).gives("diverges")
    call(student.regime, 0.25, 0.25).gives("monotone")  # one word for everything knows nothing


@pytest.mark.kept("one line a regime shows a student which word is still wrong")
def test_alternating(student):
    """knows when the side changes and the distance shrinks"""
    for curvature, rate in ((2.0, 0.75), (0.5, 3.0), (16.0, 0.109375), (1.0, 1.25)):
        call(student.regime, curvature, rate).gives("alternating")
    call(student.regime, 0.25, 0.25).gives("monotone")  # one word for everything knows nothing


def test_one_step(student):
    """knows when one step is enough"""
    for curvature, rate in ((2.0, 0.5), (0.25, 4.0), (16.0, 0.0625), (1.0, 1.0)):
        call(student.regime, curvature, rate).gives("one-step")
    call(student.regime, 16.0, 1.0).gives("diverges")  # one word for everything knows nothing


def test_cycles(student):
    """knows when it jumps to and fro for ever"""
    for curvature, rate in ((2.0, 1.0), (0.25, 8.0), (16.0, 0.125), (0.5, 4.0)):
        call(student.regime, curvature, rate).gives("cycles")
    call(student.regime, 0.25, 0.25).gives("monotone")  # one word for everything knows nothing


@pytest.mark.kept("values that nobody has seen")
def test_any_pair(student):
    """names the regime of any curvature and learning rate"""
    rng = np.random.default_rng(15_881)
    for product in (0.1, 0.9, 1.1, 1.9, 2.1, 7.0):
        curvature = float(rng.uniform(0.1, 20))
        rate = float(product * rng.uniform(0.97, 1.03) / curvature)
        call(student.regime, curvature, rate).gives(slope.regime(curvature, rate))


def test_near_a_border(student):
    """is not taken in by a product that is near a border, and not on it"""
    for product in (0.96, 1.04, 1.96, 1.995, 2.04, 0.995, 1.005, 2.005, 0.9995, 1.0005, 2.0005):
        call(student.regime, 4.0, product / 4).gives(slope.regime(4.0, product / 4))
    call(student.regime, 5.0, 1.9995 / 5).gives("alternating")
