"""Returned numbers → a known mistake → one sentence and one question.

Detecting is done before (grading), wording stands in ``words``, delivering comes after (feedback).
"""

from __future__ import annotations

import logging
from dataclasses import replace
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
from autograder.diagnosis.core import (
    CANNOT_TELL,
    GIVES_NAN,
    Evidence,
    Mistake,
    Suspects,
    differs,
    gives_nan,
    plain_name,
    suspects,
)
from autograder.diagnosis.tables import Table

__all__ = [
    "CANNOT_TELL",
    "TABLES",
    "Evidence",
    "Mistake",
    "Suspects",
    "diagnose",
    "plain_name",
    "would_show",
]

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


OF_ALL_CALLS = frozenset({"stops_after_first_step"})  # "… however many are asked for"
# each row of a table goes through all of a result; an array takes as long as some plain numbers
MOST_OBJECTS, MOST_NUMBERS, ARRAY = 2_000, 100_000, 5

log = logging.getLogger(__name__)


def diagnose(evidence: Evidence) -> Suspects:
    """Return every known mistake that gives just this result, the most specific first.

    Which of them is the one is decided by all the checks together (``grading.headline``). Results
    that are larger than those of any known mistake are not looked through. A table that breaks on a
    value does not know it, which costs nobody anything.
    """
    objects, size = _size(evidence.got)
    if objects > MOST_OBJECTS or size > MOST_NUMBERS:
        return Suspects()
    try:
        seen = suspects(TABLES.get(evidence.exercise, ()), evidence)
        return replace(seen, found=(*seen.found, GIVES_NAN)) if gives_nan(evidence) else seen
    except Exception:
        log.info("no diagnosis of %s", evidence.exercise, exc_info=True)
        return Suspects()


def would_show(name: str, evidence: Evidence) -> bool:
    """Tell whether a call that gave the right result refutes a mistake: it would have shown there.

    So it does where a word is asked for: one in five of these is right by chance, and a wrong one
    fits many mistakes. Numbers fit one, also where it is made in one branch of a function only:
    they refute only a name that speaks of all calls. A mistake may be made in several ways, each
    with a row of its own: all of them must differ.
    """
    if name == "stops_after_first_epoch":
        return journeys.has_epochs(evidence)
    if not isinstance(evidence.expected, str) and name not in OF_ALL_CALLS:
        return False
    ways = [m for m in TABLES.get(evidence.exercise, ()) if m.name == name]
    shown = [differs(mistake, evidence) for mistake in ways]
    return any(shown) if name in OF_ALL_CALLS else bool(shown) and all(shown)


def _size(value: Any) -> tuple[int, int]:
    """How many objects stand in lists, dicts and texts, and how many numbers in them.

    An array or a table among them takes as long as many plain numbers.
    """
    if isinstance(value, str):
        return max(1, len(value)), len(value)
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        sizes = [_size(part) for part in value]
        return sum(o for o, _ in sizes), sum(n for _, n in sizes)
    return (ARRAY if hasattr(value, "size") else 1), int(getattr(value, "size", 1))
