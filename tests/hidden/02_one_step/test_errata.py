"""errata: the three numbers of the page, corrected."""

import pytest

from autograder.testing import entry

pytestmark = pytest.mark.needs("mse_gradient_matrix")


def test_loss(student):
    """corrects the loss"""
    entry(student.errata, "loss").gives(0.625)


def test_gradient(student):
    """corrects the gradient"""
    entry(student.errata, "gradient").gives([0.5, 3.5, 4.0])


def test_theta_new(student):
    """corrects the new theta"""
    entry(student.errata, "theta_new").gives([0.4995, 0.9965, 0.496])
