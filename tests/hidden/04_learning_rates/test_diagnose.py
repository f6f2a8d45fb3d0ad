"""diagnose(losses, best): which kind of learning rate gave this curve."""

import numpy as np
import pytest

from autograder.testing import call

pytestmark = pytest.mark.needs()

STEPS = np.arange(101)


def falling(first, best, last, until=100):
    """A curve that falls by one same share of its height in every step, until it stays."""
    steps = np.minimum(STEPS, until)
    return best + (first - best) * ((last - best) / (first - best)) ** (steps / until)


def ask(student, losses, best, answer):
    """One curve, one answer."""
    call(student.diagnose, losses, best).gives(answer)


@pytest.mark.kept("one line a kind of curve shows a student what is still wrong")
def test_too_small(student):
    """sees when most of the way is still undone"""
    ask(student, falling(1e6, 0.0, 8.3e5), 0.0, "too small")
    ask(student, falling(5e4, 0.0, 4.98e4).tolist(), 0.0, "too small")
    ask(student, falling(113.27, 0.795, 18.0), 0.795, "too small")
    ask(student, [800.0, 500.0, 0.0], 0.0, "good")  # one word for everything knows nothing


def test_good(student):
    """sees when the lowest loss is nearly reached"""
    ask(student, falling(1e6, 0.0, 10.0, 60), 0.0, "good")
    ask(student, falling(2.0, 0.0, 0.01, 60).tolist(), 0.0, "good")
    ask(student, falling(113.27, 0.795, 0.797, 60), 0.795, "good")
    ask(student, np.append(1e6, np.linspace(5e3, 4.9e3, 100)), 0.0, "good")
    ask(student, [800.0, 500.0, 1.0], 0.0, "good")
    ask(student, [800.0, 800.0, 800.0], 0.0, "too small")


def test_measures_from_the_lowest_loss(student):
    """measures how far it is from the lowest possible loss, not from zero"""
    ask(student, falling(1000.0, 900.0, 900.5, 60), 900.0, "good")
    ask(student, falling(1e6, 995_000.0, 999_000.0), 995_000.0, "too small")


@pytest.mark.kept("one line a kind of curve shows a student what is still wrong")
def test_measures_relative_to_the_start(student):
    """takes small losses for small only where the start was large"""
    ask(student, falling(1e-3, 0.0, 9e-4), 0.0, "too small")
    ask(student, falling(1e-3, 0.0, 5e-6, 60), 0.0, "good")


@pytest.mark.kept("one line a kind of curve shows a student what is still wrong")
def test_a_flat_end_is_no_proof(student):
    """is not taken in by a curve that has become flat far above the lowest loss"""
    flat = 30.0 + 70.0 * 0.7**STEPS + 1e-7 * (100 - STEPS)
    ask(student, flat, 0.0, "too small")
    ask(student, [800.0, 500.0, 0.0], 0.0, "good")


@pytest.mark.kept("one line a kind of curve shows a student what is still wrong")
def test_exploding(student):
    """sees when the loss grows, and when it does not"""
    ask(student, 80.0 * 0.6**STEPS + 0.01 * 1.12**STEPS, 0.0, "too large")
    ask(student, (5.0 * 1.08**STEPS).tolist(), 1.0, "too large")
    ask(student, 5.0 * 1.0005**STEPS, 1.0, "too large")
    ask(student, np.full(101, 8.0), 4.0, "too small")


@pytest.mark.kept("one line a kind of curve shows a student what is still wrong")
def test_infinite(student):
    """sees when the loss has grown beyond all numbers"""
    grown = 5.0 * 1e5 ** np.minimum(STEPS, 59.0)
    ask(student, np.where(STEPS < 60, grown, np.inf), 1.0, "too large")
    ask(student, [800.0, 500.0, 0.0], 0.0, "good")


def test_nan(student):
    """sees when the loss is no number any more"""
    grown = 5.0 * 1e5 ** np.minimum(STEPS, 59.0)
    lost = np.where(STEPS < 80, np.where(STEPS < 60, grown, np.inf), np.nan)
    ask(student, lost, 1.0, "too large")
    ask(student, [800.0, 500.0, 0.0], 0.0, "good")


@pytest.mark.leaves_open("too_lax", "too_strict")
def test_near_a_border(student):
    """keeps to the borders of the rule: 0.01 and 0.10 of the way, and the first loss"""
    for best in (0.0, 3.0):
        ask(student, falling(best + 8.0, best, best + 8.0 * 0.105), best, "too small")
        ask(student, falling(best + 8.0, best, best + 8.0 * 0.0095), best, "good")
    ask(student, [8.0, 8.005, 8.01], 1.0, "too large")
    ask(student, [8.0, 7.99, 7.99], 1.0, "too small")


@pytest.mark.leaves_open("growth_not_seen", "rise_on_the_way")
def test_looks_at_the_whole_way(student):
    """compares the end with the start, not with what came just before it"""
    ask(student, [5.0, 50.0, 40.0], 1.0, "too large")
    ask(student, [5.0, 400.0, 90.0, 30.0, 12.0, 6.0], 1.0, "too large")
    ask(student, [50.0, 40.0, 40.0, 40.0], 1.0, "too small")
    ask(student, [8.0, 20.0, 0.05], 0.0, "good")
    ask(student, [8.0, 20.0, 4.0], 0.0, "too small")
