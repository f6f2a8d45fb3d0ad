"""Returned numbers → a known mistake → one sentence and one question.

Detecting is done before (grading), wording stands in ``words``, delivering comes after (feedback).
"""

from __future__ import annotations

from typing import Any

from autograder.diagnosis import (
    adam,
    beyond,
    curves,
    descent,
    journeys,
    mini_batches,
    momentum,
    normal_equation,
    one_step,
    plots,
    rates,
    slope,
    tips,
    until,
)
from autograder.diagnosis.core import GIVES_NAN, Evidence, Mistake, gives_nan, matches
from autograder.diagnosis.tables import Table
from autograder.diagnosis.words import WORDS

__all__ = ["TABLES", "Evidence", "Mistake", "diagnose"]

TABLES: dict[str, Table] = {
    "descend_1d": slope.DESCEND,
    "regime": slope.REGIME,
    "one_step": one_step.ONE_STEP,
    "mse_gradient_matrix": one_step.MATRIX,
    "errata": one_step.ERRATA,
    "gradient_factor": one_step.FACTOR,
    "mse": tips.LOSS,
    "symptom": tips.SYMPTOM,
    "mse_gradient": tips.GRADIENT,
    "gradient_single_arg": tips.CLOSED,
    "gradient_descent": descent.DESCENT,
    "gradient_descent_with_trace": descent.TRACE,
    "run_gd": curves.RUN_GD,
    "alpha_max": rates.ALPHA_MAX,
    "rates": rates.RATES,
    "diagnose": rates.VERDICT,
    "loss_curves": plots.LOSS_CURVES,
    "minibatches": mini_batches.DEALING,
    "minibatch_epoch": mini_batches.EPOCH,
    "minibatch_gd": journeys.GD,
    "normal_equation": normal_equation.NORMAL,
    "numerical_gradient": beyond.NUMERICAL,
    "fit_standardised": beyond.STANDARDISED,
    "momentum": momentum.MOMENTUM,
    "adam": adam.ADAM,
    "descend_until": until.UNTIL,
}


MOST_ITEMS = 2_000
NAN = Mistake(GIVES_NAN, gives_nan, *WORDS[GIVES_NAN])  # of every exercise, and the last


def diagnose(evidence: Evidence) -> tuple[Mistake, ...]:
    """Return every known mistake that gives just this result, the most specific first.

    Which of them is the one is decided by all the checks together (``grading.headline``). No known
    mistake gives very many things, and each in a table would go through them.
    """
    if _items(evidence.got) > MOST_ITEMS:
        return ()
    found = matches(TABLES.get(evidence.exercise, ()), evidence)
    return (*found, NAN) if gives_nan(evidence) else found


def _items(value: Any) -> int:
    """How many things stand in lists, tuples, arrays and tables, all together."""
    if isinstance(value, list | tuple):
        return sum(map(_items, value))
    return max(1, int(getattr(value, "size", 1)))
