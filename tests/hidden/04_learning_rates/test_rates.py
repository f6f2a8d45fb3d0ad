"""rates: three learning rates for the lesson's data, judged by what the student's run_gd shows."""

import numpy as np
import pytest

from autograder.testing import Raised, call, check, numbers, require, value
from solutions import learning_rates

from .rules import KEYS, gap_of, is_number, verdict_of

pytestmark = pytest.mark.needs("run_gd", "alpha_max")

X, Y = learning_rates.x, learning_rates.y
BEST = 0.794953466904  # the least-squares MSE of the lesson's data
UPDATES = 100
TOO_FAR = ("OverflowError", "FloatingPointError")  # as good as an infinite loss


def rates_of(student):
    """The three rates, once they are three positive numbers."""
    held, name = value(student.rates), student.rates
    check(isinstance(held, dict), "`rates` is not a dict.", "What do curly brackets make?")
    for key in KEYS:
        check(key in held, f"`rates` has no key {key!r}.", "Is the key spelled so?")
        fine = is_number(held[key])
        require(fine, name, (key,), held[key], f"`rates[{key!r}]` is no learning rate.")
    return {key: float(np.ravel(held[key])[0]) for key in KEYS}


def verdict(student, key):
    """What 100 updates with the student's own run_gd say about one of the rates."""
    rates = rates_of(student)
    try:
        losses = numbers(call(student.run_gd, X, Y, rates[key], UPDATES).value())
    except Raised as fault:
        if fault.type_name not in TOO_FAR:
            raise
        losses = np.array([1.0, np.inf])
    check(
        losses is not None and losses.size > 1,
        "`run_gd` returned no loss curve, so the rates cannot be judged with it.",
        "Does `run_gd` pass its own checks?",
    )
    losses = losses.ravel()
    return rates, verdict_of(losses, BEST), gap_of(losses, BEST)


def judged(student, key, wanted):
    """Fail unless the rate is what its key says."""
    rates, found, gap = verdict(student, key)
    message = f"With your `run_gd`, `rates[{key!r}]` is not {wanted}."
    require(found == wanted, student.rates, (key, found, gap), tuple(rates.values()), message)


def test_in_order(student):
    """holds three rates, from the smallest to the largest"""
    rates = rates_of(student)
    small, good, large = (rates[key] for key in KEYS)
    says = "The three rates do not grow from `too_small` to `too_large`."
    require(small < good < large, student.rates, ("order",), (small, good, large), says)


def test_too_small(student):
    """names a rate that leaves most of the way undone"""
    judged(student, "too_small", "too small")


def test_good(student):
    """names a rate that comes close to the lowest loss"""
    judged(student, "good", "good")


def test_too_large(student):
    """names a rate whose loss grows"""
    judged(student, "too_large", "too large")
