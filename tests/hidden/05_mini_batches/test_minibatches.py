"""minibatches(n, batch_size, rng): every row once, in pieces of a fresh random order."""

import pytest

from autograder.testing import rng

from . import order_checks as orders

pytestmark = pytest.mark.needs()


def test_deals_every_row_once(student):
    """deals every row once, in batches of the given size; only the last may be short"""
    for seed, (n, size) in enumerate([(13, 5), (12, 4), (7, 2), (100, 8), (9, 1)]):
        orders.batches_of(student.minibatches, n, size, 8_300 + seed)


def test_one_batch_may_hold_everything(student):
    """makes one batch when everything fits into it"""
    for n, size in ((6, 6), (5, 8), (1, 1)):
        orders.batches_of(student.minibatches, n, size, 411)


def test_mixes_the_rows(student):
    """mixes the rows anew for every call"""
    orders.mixes_batches(student.minibatches)


def test_every_order_is_possible(student):
    """can deal the rows in every possible way"""
    orders.reaches_every_partition(student.minibatches)


def test_the_rng_decides(student):
    """deals the same again from an rng in the same state"""
    orders.same_again(student.minibatches, 23, 6, rng(90_217))


def test_every_order_inside_a_batch(student):
    """mixes inside a batch, too: every order of the rows is possible"""
    orders.reaches_every_order(student.minibatches)


def test_mixes_many_rows(student):
    """mixes many rows as thoroughly as few"""
    orders.mixes_many_rows(student.minibatches)
