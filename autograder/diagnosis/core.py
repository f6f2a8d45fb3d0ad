"""Recognise a known mistake from what was returned. Knows no exercise and no wording."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
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


HUGE = 1e150  # a number whose square is no number any more: it is about to blow up
BLOWN = ("OverflowError", "FloatingPointError")  # as good as a result that is inf
GIVES_NAN = "gives_nan"


def matches(table: Iterable[Mistake], evidence: Evidence) -> tuple[Mistake, ...]:
    """Return the mistakes that explain the evidence, in the order of the table, each name once."""
    if not evidence.raised and same(evidence.got, evidence.expected):
        return ()
    found: dict[str, Mistake] = {}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for mistake in table:
            if mistake.name not in found and _explains(mistake, evidence):
                found[mistake.name] = mistake
    return tuple(found.values())


def gives_nan(evidence: Evidence) -> bool:
    """Tell whether nan or inf came back where finite numbers are asked for."""
    return blows_up(evidence.got) and not blows_up(evidence.expected, unknown=True)


def _explains(mistake: Mistake, evidence: Evidence) -> bool:
    """Tell whether this mistake would have returned just what was returned."""
    overflows = evidence.raised in BLOWN
    try:
        made = mistake.makes(evidence)
        if made is None and overflows:  # it may raise where another way to write it gives inf
            made = mistake.makes(replace(evidence, raised=""))
            return not isinstance(made, bool) and blows_up(made)
    except Exception:
        return False  # what came back is too odd for this mistake to be told from it
    if made is None or isinstance(made, bool | np.bool_):
        return bool(made)
    if evidence.raised or _is_right(made, evidence.expected):
        return False
    return same(evidence.got, made) or _both_blow_up(evidence.got, made)


def _both_blow_up(got: Any, made: Any) -> bool:
    """Tell whether both leave the numbers in the same places: nan is as good as inf there."""
    if is_nested(got) or is_nested(made):
        return (
            isinstance(got, tuple | list)
            and isinstance(made, tuple | list)
            and len(got) == len(made)
            and any(_both_blow_up(a, b) for a, b in zip(got, made, strict=True))
            and all(same(a, b) or _both_blow_up(a, b) for a, b in zip(got, made, strict=True))
        )
    one, two = numbers(got), numbers(made)
    if one is None or two is None or one.size != two.size:
        return False
    one, two = one.ravel(), two.ravel()
    finite = np.isfinite(one) & np.isfinite(two) & (np.abs(two) < HUGE)
    lost = (~np.isfinite(one) | (np.abs(one) > HUGE)) & (~np.isfinite(two) | (np.abs(two) > HUGE))
    return bool(
        not np.isfinite(one).all()
        and (finite | lost).all()
        and np.allclose(one[finite], two[finite], rtol=1e-6)
    )


def blows_up(value: Any, *, unknown: bool = False) -> bool:
    """Tell whether there is a nan or an inf among the numbers; ``unknown`` if there are none."""
    if isinstance(value, tuple | list) and is_nested(tuple(value)):
        return any(blows_up(part, unknown=unknown) for part in value)
    array = numbers(value)
    return unknown if array is None else not bool(np.isfinite(array).all())


def _is_right(made: Any, expected: Any) -> bool:
    """A mistake that does no harm on this call cannot be what went wrong."""
    if not is_nested(expected) and numbers(made) is None and not isinstance(made, str):
        return True
    return same(made, expected)
