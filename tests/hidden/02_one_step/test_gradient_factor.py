"""gradient_factor(loss, n): what stands before Σ(ŷ − y)x."""

import pytest

from autograder.testing import call

pytestmark = pytest.mark.needs()


def test_mean_squared_error(student):
    """knows the factor of the mean squared error"""
    call(student.gradient_factor, "mse", 7).gives(2 / 7)
    call(student.gradient_factor, "mse", 250).gives(0.008)


def test_half_the_mean_squared_error(student):
    """knows the factor of half the mean squared error"""
    call(student.gradient_factor, "half_mse", 7).gives(1 / 7)
    call(student.gradient_factor, "half_mse", 1).gives(1.0)


@pytest.mark.kept("one line a loss shows a student which factor is still wrong")
def test_sum_of_squared_errors(student):
    """knows the factor of the sum of squared errors"""
    call(student.gradient_factor, "sse", 7).gives(2.0)
    call(student.gradient_factor, "sse", 250).gives(2.0)
    call(student.gradient_factor, "half_sse", 250).gives(
        1.0
    )  # one number for everything knows nothing


@pytest.mark.kept("one line a loss shows a student which factor is still wrong")
def test_half_the_sum_of_squared_errors(student):
    """knows the factor of half the sum of squared errors"""
    call(student.gradient_factor, "half_sse", 7).gives(1.0)
    call(student.gradient_factor, "half_sse", 250).gives(1.0)
    call(student.gradient_factor, "sse", 250).gives(2.0)  # one number for everything knows nothing
