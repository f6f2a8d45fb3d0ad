"""Hidden tests: ordinary pytest functions that call a student's answers through the wall.

>>> def test_averages_over_the_rows(student):
...     '''averages over the rows'''
...     call(student.mse_gradient, [0.9, 0.1], X, y).gives([-0.2394, -5.5293])
"""

from autograder.grading.expect import CheckFailed, call, check, value
from autograder.student import rng

__all__ = ["CheckFailed", "call", "check", "rng", "value"]
