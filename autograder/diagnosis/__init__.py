"""Returned numbers → a known mistake → one sentence and one question.

Detecting is done before (grading), wording stands in ``words``, delivering comes after (feedback).
"""

from __future__ import annotations

import logging
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
from autograder.diagnosis.core import Evidence, Mistake, first_match
from autograder.diagnosis.tables import Table

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

log = logging.getLogger(__name__)


def diagnose(evidence: Evidence) -> Mistake | None:
    """Return the most specific known mistake that gives just this result, or None.

    No known mistake gives very many things, and each in a table would go through them. A table
    that breaks on a value does not know it, which costs nobody anything.
    """
    if _items(evidence.got) > MOST_ITEMS:
        return None
    try:
        return first_match(TABLES.get(evidence.exercise, ()), evidence)
    except Exception:
        log.info("no diagnosis of %s", evidence.exercise, exc_info=True)
        return None


def _items(value: Any) -> int:
    """How many things stand in lists, dicts, texts, arrays and tables, all together."""
    if isinstance(value, str):
        return max(1, len(value))
    if isinstance(value, dict):
        return sum(map(_items, (*value, *value.values())))
    if isinstance(value, list | tuple | set | frozenset):
        return sum(map(_items, value))
    return max(1, int(getattr(value, "size", 1)))
