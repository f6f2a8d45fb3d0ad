"""The known mistakes by themselves: their words, and values that nobody expects.

What they say of the gallery's answers is tried in the sandbox (test_gallery.py).
"""

import time

import numpy as np
import pytest

from autograder.client.student import rng
from autograder.testing.evidence import Evidence
from autograder.testing.rule import Suspects
from solutions import tips
from tests.course.support.known_mistakes import EXERCISES, NAMED, RULES, WORDS, diagnose


def test_wording():
    """One sentence, one question, and no mistake without words or words without a mistake."""
    assert set(WORDS) == {name for _, name in NAMED} | {"gives_nan"}
    for name, words in WORDS.items():
        says, hint = words.says, words.asks
        assert says.endswith("."), name
        assert hint.endswith("?") and hint.count("?") == 1, name
        assert not any(digit in says for digit in "0123456789"), name
        assert len(says) + len(hint) < 200, name
    for name in ("missing_mean", "no_reduction"):
        assert "mean" in WORDS[name].says


def test_right_is_no_mistake():
    X, y = np.array([[1.0, 2.0], [1.0, 5.0]]), np.array([1.0, 0.0])
    right = tips.mse_gradient([0.5, 0.5], X, y)
    args = ([0.5, 0.5], X, y)
    assert diagnose(Evidence("mse_gradient", args, right, right)).found == ()
    assert diagnose(Evidence("unknown", args, 2 * right, right)).found == ()


@pytest.mark.parametrize("got", [None, "text", object(), [], [[1.0], [1.0, 2.0]], {"a": 1}, 1j])
@pytest.mark.parametrize("exercise", EXERCISES)
def test_odd_values_do_no_harm(exercise, got):
    args = {
        "one_step": ([1.0, 2.0], [2.0, 3.0], 0.5, 0.5, 0.1),
        "mse_gradient_matrix": (np.eye(3), np.ones(3), np.zeros(3)),
        "gradient_factor": ("mse", 3),
        "errata": ("loss",),
        "symptom": ("ratio_with_sum",),
        "gradient_single_arg": ([0.5, 0.5],),
        "minibatches": (5, 2, rng(1)),
        "minibatch_epoch": (np.ones(2), np.eye(2), np.ones(2), 0.1, 1, rng(1)),
        "minibatch_gd": (np.eye(2), np.ones(2), np.ones(2), 0.1, 1, 1, rng(1)),
        "normal_equation": (np.eye(2), np.ones(2)),
        "numerical_gradient": (lambda t: float(t @ t), np.ones(2), 0.1),
        "fit_standardised": (np.arange(3.0), np.ones(3), 0.1, 4),
        "momentum": (lambda t: 2 * t, np.ones(2), 0.1, 0.9, 4),
        "adam": (lambda t: 2 * t, np.ones(2), 0.1, 4),
        "descend_until": (lambda t: 2 * t, np.ones(2), 0.1, 0.5, 4),
    }
    descent = (lambda t: 2 * t, np.array([1.0, 2.0]), 0.1, 4)
    line = ([0.5, 1.0], np.eye(2), [1, 2])
    given = args.get(exercise, descent if "descent" in exercise else line)
    told = diagnose(Evidence(exercise, given, got, np.array([0.25, 0.5])))
    plain = {"not_a_figure", "printed_not_returned"}
    assert not told.found or got == "text" or told.found[0] in plain


def test_at_most_a_third_of_the_rules_of_old_are_left():
    """There were 772 rows, most of them formulas: what a wrong answer replies is measured now."""
    assert sum(map(len, RULES.values())) <= 772 / 3


def test_a_list_of_very_many_numbers_is_not_looked_through():
    """One of 100 000 took the grader 23 s for each check."""
    began = time.process_time()
    args = ([1.0, 2.0], [1.0, 2.0], 0.0, 0.0, 0.1)
    seen = Evidence("one_step", args, [1.5] * 100_000, (1.0, 2.0))
    assert diagnose(seen) == Suspects()
    assert time.process_time() - began < 2.0
