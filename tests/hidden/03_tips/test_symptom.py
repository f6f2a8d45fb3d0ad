"""symptom: what the two faulty gradients show."""

import pytest

from autograder.testing import entry

pytestmark = pytest.mark.needs("mse")

MEASURED = 1e-3  # from losses with six decimals, as the lesson's own table has them


def test_shape_without_reduction(student):
    """finds the shape of the gradient without reduction"""
    entry(student.symptom, "shape_without_reduction").gives([2, 244])


def test_ratio_with_sum(student):
    """measures how much too large the summed gradient is"""
    entry(student.symptom, "ratio_with_sum").gives(244.0, rtol=MEASURED)


def test_ratio_for_100_rows(student):
    """says what the ratio would be for other data"""
    entry(student.symptom, "ratio_for_100_rows").gives(100.0, rtol=MEASURED)
