"""minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng): several epochs and their losses."""

import numpy as np
import pytest

from autograder.testing import Raised, call

from . import order_checks as orders
from .epoch_outcomes import Task, epoch_sequences

pytestmark = pytest.mark.needs("minibatch_epoch", "minibatches")

X = np.array([[1.0, 1.0], [1.0, 2.0], [1.0, 4.0], [1.0, 7.0], [1.0, 11.0]])
y = np.array([3.0, -1.0, 2.0, 8.0, 5.0])
FIVE = Task(np.array([0.5, -0.25]), X, y, 0.01, 2)


def task(n, d, size, lr, seed):
    """Random rows with a bias column, and a start that is not zero."""
    draw = np.random.default_rng(seed)
    rows = np.column_stack([np.ones(n), draw.normal(1.0, 1.5, (n, d - 1))])
    return Task(draw.uniform(0.5, 1.5, d), rows, draw.normal(3.0, 2.0, n), lr, size)


def test_one_epoch(student):
    """ends after one epoch where some order leads, with the loss of that place"""
    for seed in (881, 882, 883):
        orders.partitions_of(student.minibatch_gd, FIVE, 1, seed)
    for seed, (n, d, size) in enumerate([(5, 3, 2), (4, 2, 3), (3, 2, 1)]):
        orders.partitions_of(student.minibatch_gd, task(n, d, size, 0.06, seed), 1, 890 + seed)


@pytest.mark.kept(
    "the mixing test builds on the same calls: this tells a wrong step or loss from few orders"
)
def test_two_epochs(student):
    """goes on from where the first epoch ended, and notes one loss per epoch, on all the data"""
    for seed in (991, 992, 993):
        orders.partitions_of(student.minibatch_gd, FIVE, 2, seed)


def test_one_batch_is_full_gradient_descent(student):
    """is gradient descent on all rows when they fit into one batch"""
    for n, d, size, epochs in ((11, 2, 11, 7), (8, 4, 20, 40), (6, 3, 7, 1)):
        whole = task(n, d, size, 0.05, 100 + n)
        (expected,) = epoch_sequences(whole, epochs)
        args = orders.descent_call(whole, epochs, 78)
        call(student.minibatch_gd, *args).gives(expected, rtol=1e-9)


@pytest.mark.edge
def test_zero_rate_moves_nothing(student):
    """stays where it is when the learning rate is zero, with the same loss every time"""
    still = task(17, 3, 4, 0.0, 9)
    loss = float(np.mean((still.X @ still.theta - still.y) ** 2))
    args = orders.descent_call(still, 3, 6)
    call(student.minibatch_gd, *args).gives((still.theta, [loss, loss, loss]))


def test_mixes_anew_in_every_epoch(student):
    """mixes the rows anew in every epoch, and every order is possible"""
    pairs = [
        orders.partitions_of(student.minibatch_gd, FIVE, 2, seed) for seed in orders.SEEDS[:10]
    ]
    orders.mixes_epochs(student.minibatch_gd, pairs, FIVE)


def test_leaves_its_data_alone(student):
    """leaves its data and its start alone, and does the same again from an rng in the same state"""
    args = orders.descent_call(task(19, 2, 4, 0.05, 5), 3, 2_025)
    call(student.minibatch_gd, *args).leaves_arguments_alone()
    orders.same_again(student.minibatch_gd, *args)
    whole = task(19, 2, 19, 0.05, 5)
    (expected,) = epoch_sequences(whole, 3)
    call(student.minibatch_gd, *orders.descent_call(whole, 3, 2_025)).leaves_no_trace(
        gives=expected
    )


def shrinking(start, lr):
    """Rows on which a step down half the MSE multiplies theta by 1 - lr."""
    return Task(np.array(start), np.array([[1.0, 1.0], [1.0, -1.0]]), np.zeros(2), lr, 2)


@pytest.mark.edge
@pytest.mark.leaves_open("stopped_early", "one_epoch_short")
def test_goes_on_at_the_bottom(student):
    """goes on when it has arrived: an epoch is an epoch, with its loss"""
    args = orders.descent_call(shrinking([0.0, 0.0], 0.5), 70, 8)
    call(student.minibatch_gd, *args).gives((np.zeros(2), np.zeros(70)))


@pytest.mark.leaves_open("stopped_early", "one_epoch_short")
def test_goes_on_with_small_steps(student):
    """goes on however little the loss changes, and as often as it is told"""
    factors = 0.9 ** np.arange(1, 301)
    args = orders.descent_call(shrinking([1024.0, -512.0], 0.1), 300, 8)
    losses = (1024.0**2 + 512.0**2) * factors**2
    end = factors[-1] * np.array([1024.0, -512.0])
    call(student.minibatch_gd, *args).gives((end, losses), atol=0)
    slow = Task(FIVE.theta, X, y, 1e-7, 5)
    (expected,) = epoch_sequences(slow, 80)
    call(student.minibatch_gd, *orders.descent_call(slow, 80, 9)).gives(expected)


@pytest.mark.leaves_open("stopped_early", "one_epoch_short")
def test_goes_on_with_large_steps(student):
    """goes on however large the losses get, and returns where the last epoch ended"""
    factors = (-1.4) ** np.arange(1, 101)  # float32 knows no numbers above 1e38
    args = orders.descent_call(shrinking([1.0, -3.0], 2.4), 100, 8)
    end = factors[-1] * np.array([1.0, -3.0])
    call(student.minibatch_gd, *args).gives((end, 10.0 * factors**2))


@pytest.mark.edge
@pytest.mark.leaves_open("int_truncation")
def test_starts_at_whole_numbers(student):
    """cuts no decimals off when the start is whole numbers"""
    whole = Task(np.array([1, -2]), X, y, 0.01, 5)
    (expected,) = epoch_sequences(whole, 3)
    try:
        call(student.minibatch_gd, *orders.descent_call(whole, 3, 5)).value()
    except Raised:
        return  # the text promises no whole numbers: an error misleads nobody
    call(student.minibatch_gd, *orders.descent_call(whole, 3, 5)).gives(expected)


@pytest.mark.leaves_open()
@pytest.mark.kept("here an answer that deals by itself shows what minibatch_epoch shows there")
def test_goes_on_after_a_batch_that_fits(student):
    """goes on after a batch that fits already"""
    start = np.array([2.0, -1.0, 0.5, 3.0, -2.0])
    fitted = Task(start, np.eye(5), start + np.array([0, 0, 0, 6.0, -4.0]), 0.5, 1)
    end = [2.0, -1.0, 0.5, 6.0, -4.0]
    for seed in (71, 72, 73, 74):
        args = orders.descent_call(fitted, 1, seed)
        call(student.minibatch_gd, *args).gives((end, [13.0 / 5]))


@pytest.mark.leaves_open("few_orders")
@pytest.mark.kept("here an answer that deals by itself shows what minibatch_epoch shows there")
def test_mixes_many_rows(student):
    """mixes many rows as thoroughly as few"""

    def theta_of(many):
        got = call(student.minibatch_gd, *orders.descent_call(many, 1, 404)).value()
        return got[0] if isinstance(got, list | tuple) and got else None

    orders.mixes_marked_rows(student.minibatch_gd, orders.marked_rows(), theta_of)
