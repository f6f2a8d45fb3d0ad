"""smallest(items): the place of the smallest number."""

import pytest

from autograder.testing import call

pytestmark = pytest.mark.needs()


@pytest.mark.kept("the plainest line for a student to read")
def test_finds_the_smallest(student):
    """finds the smallest number, wherever it stands"""
    call(student.smallest, [4, 9, 2, 7]).gives(2)
    call(student.smallest, [1, 9, 2]).gives(0)
    call(student.smallest, [8.5, 3.0, -2.5]).gives(2)


@pytest.mark.kept("sees who looks from the end")
def test_takes_the_first_of_equal_ones(student):
    """takes the first of equal numbers"""
    call(student.smallest, [5, 2, 2, 7]).gives(1)
