"""sort_numbers(items): a new list in order."""

import pytest

from autograder.testing import call

pytestmark = pytest.mark.needs("smallest")


@pytest.mark.kept("the plainest line for a student to read")
def test_sorts(student):
    """sorts numbers from the smallest to the largest"""
    call(student.sort_numbers, [4, 9, 2, 7]).gives([2, 4, 7, 9])
    call(student.sort_numbers, [3, -1, 3, 0]).gives([-1, 0, 3, 3])


@pytest.mark.kept("sees who sorts in place")
def test_leaves_its_list_alone(student):
    """leaves the list that it is handed alone"""
    call(student.sort_numbers, [5, 1, 4]).leaves_no_trace(gives=[1, 4, 5])
