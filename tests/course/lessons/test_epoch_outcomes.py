"""Every outcome of an epoch is listed, and the outcomes of mistakes are told apart."""

from itertools import permutations

import numpy as np
import pytest

from solutions import mini_batches
from tests.course.support.known_mistakes import epoch_mistakes as minibatch_epoch
from tests.course.support.known_mistakes import epoch_outcomes

MISTAKES, led_to = minibatch_epoch.MISTAKES, minibatch_epoch.led_to
Task, TooManyOrders = epoch_outcomes.Task, epoch_outcomes.TooManyOrders
cut, is_one_of, outcomes = epoch_outcomes.cut, epoch_outcomes.is_one_of, epoch_outcomes.outcomes
partitions, all_partitions = epoch_outcomes.partitions, epoch_outcomes.all_partitions
epoch_sequences, run_epoch = epoch_outcomes.epoch_sequences, epoch_outcomes.run_epoch

X = np.array([[1.0, 1.0], [1.0, 2.0], [1.0, 4.0], [1.0, 7.0], [1.0, 11.0]])
y = np.array([3.0, -1.0, 2.0, 8.0, 5.0])
FIVE = Task(np.array([0.5, -0.25]), X, y, 0.01, 2)


class Rng:
    """Gives the orders that it was given."""

    def __init__(self, *orders):
        self.orders = list(orders)

    def permutation(self, n):
        return np.array(self.orders.pop(0))


def test_five_rows_two_a_batch_have_thirty_partitions():
    assert len(partitions(5, 2)) == len(all_partitions(FIVE)) == 30
    assert len(partitions(4, 2)) == 6 and len(partitions(3, 1)) == 6
    assert partitions(5, 9) == (((0, 1, 2, 3, 4),),)
    with pytest.raises(ValueError, match="too many orders"):
        partitions(7, 2)


def test_every_order_of_the_reference_leads_to_one_outcome():
    made, seen = outcomes(FIVE), set()
    for order in permutations(range(5)):
        theta = mini_batches.minibatch_epoch(FIVE.theta, X, y, 0.01, 2, Rng(order))
        near = np.flatnonzero(np.abs(made - theta).max(axis=1) < 1e-12)
        assert len(near) == 1
        assert partitions(5, 2)[near[0]] == tuple(tuple(sorted(b)) for b in cut(order, 2))
        seen.add(int(near[0]))
    assert len(seen) == 30


def test_outcomes_lie_apart():
    made = outcomes(FIVE)
    gaps = np.abs(made[:, None] - made).max(axis=2) + np.eye(30)
    assert gaps.min() > 1e-3


def test_a_sequence_of_epochs_says_which_partitions_led_to_it():
    ways, known = partitions(5, 2), epoch_sequences(FIVE, 2)
    assert len(known) == 900
    for first, second in ((0, 29), (17, 3), (8, 8)):
        orders = [[row for batch in ways[k] for row in batch] for k in (first, second)]
        theta, losses = mini_batches.minibatch_gd(X, y, FIVE.theta, 0.01, 2, 2, Rng(*orders))
        np.testing.assert_allclose(known[30 * first + second][0], theta, atol=1e-12)
        np.testing.assert_allclose(known[30 * first + second][1], losses, atol=1e-12)


def test_no_mistake_explains_a_right_outcome():
    for theta in outcomes(FIVE):
        for name, ways, step in MISTAKES[:20]:
            assert not led_to(theta, FIVE, ways, step), name


@pytest.mark.parametrize("index", range(len(MISTAKES)), ids=lambda k: f"{k}-{MISTAKES[k][0]}")
def test_an_outcome_of_a_mistake_is_told_as_that_mistake(index):
    """Of all outcomes of a mistake that are not right, the first row that explains one names it."""
    name, ways, step = MISTAKES[index]
    for lines in ways(FIVE):
        wrong = [t for t in run_epoch(FIVE.theta[None, :], FIVE, lines, step) if not right(t)]
        for theta in wrong[:: max(1, len(wrong) // 3)]:
            told = next(n for n, w, s in MISTAKES if led_to(theta, FIVE, w, s))
            assert told in {name, *ALSO.get(name, ())}


# what may also be an outcome of an earlier row: drawing again can give the same batch twice
ALSO = {
    "divided_by_columns": {"divided_by_batch_size"},  # two columns, and two rows in a batch
    "shuffled_apart": {"x_shuffled_alone"},
    "rows_repeated": {"same_batch_again", "last_batch_dropped", "stops_after_first_batch"},
}


def right(theta):
    return is_one_of(theta, outcomes(FIVE))


def test_more_ends_than_fit_are_not_listed():
    """Some epochs, with the rows of X and of y shuffled apart, filled 24 GB."""
    starts = np.zeros((10_001, 2))
    with pytest.raises(TooManyOrders, match="10001 starts"):
        run_epoch(starts, FIVE, all_partitions(FIVE))
