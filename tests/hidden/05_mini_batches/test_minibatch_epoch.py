"""minibatch_epoch(theta, X, y, lr, batch_size, rng): one step a batch, every row once.

Nobody is graded on which methods of rng are called: the theta must be the outcome of some order.
"""

import numpy as np
import pytest

from autograder.testing import Raised, call

from . import order_checks as orders
from .epoch_outcomes import Task, outcomes

pytestmark = pytest.mark.needs("minibatches")

X = np.array([[1.0, 1.0], [1.0, 2.0], [1.0, 4.0], [1.0, 7.0], [1.0, 11.0]])
y = np.array([3.0, -1.0, 2.0, 8.0, 5.0])
FIVE = Task(np.array([0.5, -0.25]), X, y, 0.01, 2)


def task(n, d, size, lr, seed):
    """Random rows with a bias column, and a start that is not zero."""
    draw = np.random.default_rng(seed)
    rows = np.column_stack([np.ones(n), draw.normal(1.0, 1.5, (n, d - 1))])
    return Task(draw.uniform(0.5, 1.5, d), rows, draw.normal(3.0, 2.0, n), lr, size)


def test_leads_where_some_order_leads(student):
    """takes a step for each batch, down half the MSE of the rows that are in it"""
    for seed in (5_501, 5_502, 5_503):
        orders.partition_of(student.minibatch_epoch, FIVE, seed)
    for seed, (n, d, size) in enumerate([(5, 3, 2), (4, 2, 3), (4, 3, 2), (3, 2, 1)]):
        orders.partition_of(student.minibatch_epoch, task(n, d, size, 0.06, seed), 660 + seed)


def test_one_batch_is_one_full_step(student):
    """takes one step on all rows when they fit into one batch"""
    for n, d, size in ((11, 2, 11), (8, 4, 20), (1, 2, 1)):
        whole = task(n, d, size, 0.05, 100 + n)
        (expected,) = outcomes(whole)
        args = orders.epoch_call(whole, 77)
        call(student.minibatch_epoch, *args).gives(expected, rtol=1e-9)


@pytest.mark.edge
def test_zero_rate_moves_nothing(student):
    """stays where it is when the learning rate is zero"""
    still = task(17, 3, 4, 0.0, 9)
    call(student.minibatch_epoch, *orders.epoch_call(still, 3)).gives(still.theta)


def test_mixes_the_rows(student):
    """mixes the rows, and every order is possible"""
    drawn = [orders.partition_of(student.minibatch_epoch, FIVE, seed) for seed in orders.SEEDS]
    orders.mixes_rows(student.minibatch_epoch, drawn, FIVE)


def test_leaves_its_data_alone(student):
    """leaves its data alone, and does the same again from an rng in the same state"""
    args = orders.epoch_call(task(19, 2, 4, 0.05, 5), 2_024)
    call(student.minibatch_epoch, *args).leaves_arguments_alone()
    orders.same_again(student.minibatch_epoch, *args)
    whole = task(19, 2, 19, 0.05, 5)
    (expected,) = outcomes(whole)
    call(student.minibatch_epoch, *orders.epoch_call(whole, 2_024)).leaves_no_trace(gives=expected)


@pytest.mark.leaves_open()
def test_goes_on_after_a_batch_that_fits(student):
    """goes on after a batch that fits already"""
    start = np.array([2.0, -1.0, 0.5, 3.0, -2.0])
    fitted = Task(start, np.eye(5), start + np.array([0, 0, 0, 6.0, -4.0]), 0.5, 1)
    for seed in (71, 72, 73, 74):
        args = orders.epoch_call(fitted, seed)
        expected = [2.0, -1.0, 0.5, 6.0, -4.0]
        call(student.minibatch_epoch, *args).gives(expected)


@pytest.mark.edge
@pytest.mark.leaves_open("int_truncation")
def test_starts_at_whole_numbers(student):
    """cuts no decimals off when the start is whole numbers"""
    whole = Task(np.array([1, -2]), X, y, 0.01, 5)
    (expected,) = outcomes(whole)
    try:
        call(student.minibatch_epoch, *orders.epoch_call(whole, 5)).value()
    except Raised:
        return  # the text promises no whole numbers: an error misleads nobody
    call(student.minibatch_epoch, *orders.epoch_call(whole, 5)).gives(expected)


@pytest.mark.leaves_open("few_orders")
def test_mixes_many_rows(student):
    """mixes many rows as thoroughly as few, and takes a step for each of many batches"""

    def theta_of(many):
        return call(student.minibatch_epoch, *orders.epoch_call(many, 404)).value()

    orders.mixes_marked_rows(student.minibatch_epoch, orders.marked_rows(), theta_of)


@pytest.mark.leaves_open()
def test_takes_numbers_of_any_size(student):
    """takes the same step in any units, be the numbers tiny or huge"""
    for unit in (1e-12, 1e9):
        whole = Task(unit * FIVE.theta, X, unit * y, 0.01, 5)
        (expected,) = outcomes(whole)
        call(student.minibatch_epoch, *orders.epoch_call(whole, 6)).gives(expected, atol=0)


@pytest.mark.leaves_open()
@pytest.mark.kept("sees clips, guards and limits that no other check is sure to see")
def test_goes_on_with_large_steps(student):
    """goes on with the next batch however large the numbers get"""
    # The same rows again and again: every order leads to the same end, five doublings away.
    again = Task(
        np.array([1.0, -3.0]) * 2.0**20, np.tile([[1.0, 1.0]], (5, 1)), np.zeros(5), 1.5, 1
    )
    (end,) = np.unique(outcomes(Task(again.theta, again.X[:1], again.y[:1], 1.5, 1)), axis=0)
    for _ in range(4):
        (end,) = outcomes(Task(end, again.X[:1], again.y[:1], 1.5, 1))
    call(student.minibatch_epoch, *orders.epoch_call(again, 12)).gives(end)
