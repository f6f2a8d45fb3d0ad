"""Recognise a known mistake from what was returned. Knows no exercise and no wording."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.diagnosis.numbers import is_nested, numbers, same


@dataclass(frozen=True)
class Evidence:
    """One call of one answer: what it was given, what it returned or raised, what was asked.

    For an entry of a dict the argument is its key. ``raised`` is an exception's type name.
    """

    exercise: str
    args: tuple[Any, ...]
    got: Any
    expected: Any
    raised: str = ""


@dataclass(frozen=True)
class Mistake:
    """A mistake that others made before.

    ``makes`` returns what this mistake would have returned for the same call, or, where a number
    cannot tell, whether it is recognised (a bool), or None when this call cannot show it.
    """

    name: str
    makes: Callable[[Evidence], Any]
    says: str
    hint: str


def first_match(table: Iterable[Mistake], evidence: Evidence) -> Mistake | None:
    """Return the first mistake of the table, in its order, that explains the evidence."""
    if not evidence.raised and same(evidence.got, evidence.expected):
        return None
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return next((mistake for mistake in table if _explains(mistake, evidence)), None)


def _explains(mistake: Mistake, evidence: Evidence) -> bool:
    """Tell whether this mistake would have returned just what was returned."""
    try:
        made = mistake.makes(evidence)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return False  # what came back is too odd for this mistake to be told from it
    if made is None or isinstance(made, bool | np.bool_):
        return bool(made)
    if evidence.raised or _is_right(made, evidence.expected):
        return False
    return same(evidence.got, made)


def _is_right(made: Any, expected: Any) -> bool:
    """A mistake that does no harm on this call cannot be what went wrong."""
    if not is_nested(expected) and numbers(made) is None and not isinstance(made, str):
        return True
    return same(made, expected)
