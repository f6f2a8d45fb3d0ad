"""A known mistake, and how it is recognised in what a call returned."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.testing.values import is_nested, numbers, same


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


Makes = Callable[[Evidence], Any]


class _CannotTell:
    """The type of CANNOT_TELL."""


CANNOT_TELL = _CannotTell()  # neither for a mistake nor against it: there are too many ways


@dataclass(frozen=True)
class Mistake:
    """A mistake that others made before.

    ``makes`` returns what this mistake would have returned for the same call, or, where a number
    cannot tell, whether it is recognised (a bool), or None when it is not, or CANNOT_TELL. A right
    call refutes the mistake if it ``shows_in`` that call.
    """

    name: str
    makes: Makes
    shows_in: Callable[[Evidence], bool] | None = None


Table = tuple[Mistake, ...]


def rows(*named: tuple[str, Makes]) -> Table:
    """Make table rows from pairs of a mistake's name and its recogniser.

    ``name/way`` is one way to make the mistake: who makes it does so in one way, in every call.
    """
    return tuple(Mistake(name, makes) for name, makes in named)


def raised(*types: str, framed: bool | None = None) -> Makes:
    """Recognise an exception by its type, and, if said, by whether a frame was handed over."""

    def makes(evidence: Evidence) -> bool:
        has_frame = any(hasattr(arg, "iloc") for arg in evidence.args)
        return evidence.raised in types and framed in (None, has_frame)

    return makes


HUGE = 1e150  # a number whose square is no number any more: it is about to blow up
BLOWN = ("OverflowError", "FloatingPointError")  # as good as a result that is inf


def plain_name(name: str) -> str:
    """The mistake's name without the way in which it was made."""
    return name.partition("/")[0]


@dataclass(frozen=True)
class Suspects:
    """Names of mistakes: those that explain the evidence, and those that it can say nothing of."""

    found: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


def suspects(table: Iterable[Mistake], evidence: Evidence) -> Suspects:
    """Look through a table; what is found keeps its order, each name once.

    A result that a check refuses, though here it is the right one, differs by less than any row can
    tell: that speaks neither for a mistake nor against one.
    """
    if not evidence.raised and _is_just_that(evidence.got, evidence.expected):
        return Suspects(unsure=tuple(dict.fromkeys(mistake.name for mistake in table)))
    found: dict[str, bool | _CannotTell] = {}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for mistake in table:
            if found.get(mistake.name) is not True and (told := _explains(mistake, evidence)):
                found[mistake.name] = told
    return Suspects(
        tuple(name for name, told in found.items() if told is True),
        tuple(name for name, told in found.items() if told is CANNOT_TELL),
    )


def differs(mistake: Mistake, evidence: Evidence) -> bool:
    """Tell whether this mistake would have returned something else than what is right here."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            made = mistake.makes(evidence)
        except Exception:
            return False
    if made is None or isinstance(made, bool | np.bool_ | _CannotTell):
        return False
    return not _is_right(made, evidence.expected) and not _both_empty(made, evidence.expected)


def gives_nan(evidence: Evidence) -> bool:
    """Tell whether nan or inf came back where finite numbers are asked for."""
    return blows_up(evidence.got) and not blows_up(evidence.expected, unknown=True)


def _explains(mistake: Mistake, evidence: Evidence) -> bool | _CannotTell:
    """Tell whether this mistake would have returned just what was returned."""
    overflows = evidence.raised in BLOWN
    try:
        made = mistake.makes(evidence)
        if made is None and overflows:  # it may raise where another way to write it gives inf
            made = mistake.makes(replace(evidence, raised=""))
            return not isinstance(made, bool) and blows_up(made)
    except Exception:
        return False  # what came back is too odd for this mistake to be told from it
    if isinstance(made, _CannotTell):
        return made
    if made is None or isinstance(made, bool | np.bool_):
        return bool(made)
    if evidence.raised or _is_right(made, evidence.expected):
        return False
    got = evidence.got
    return same(got, made) or _both_empty(got, made) or _both_blow_up(got, made)


def _both_empty(got: Any, made: Any) -> bool:
    """Tell whether both are no numbers at all, or pairs of the same of which one is that."""
    if is_nested(got) and is_nested(made) and len(got) == len(made):
        pairs = [*zip(got, made, strict=True)]
        return any(_both_empty(*p) for p in pairs) and all(
            same(*p) or _both_empty(*p) for p in pairs
        )
    one, two = numbers(got), numbers(made)
    return one is not None and two is not None and one.size == two.size == 0


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


def _is_just_that(got: Any, expected: Any) -> bool:
    """The same numbers, and not only in the same order."""
    nested = is_nested(got) and is_nested(expected)
    pairs = [*zip(got, expected, strict=False)] if nested else [(got, expected)]
    return same(got, expected) and all(_shape(a) == _shape(b) for a, b in pairs)


def _shape(value: Any) -> tuple[int, ...]:
    array = numbers(value)
    return () if array is None else array.shape


def _is_right(made: Any, expected: Any) -> bool:
    """A mistake that does no harm on this call cannot be what went wrong."""
    if not is_nested(expected) and numbers(made) is None and not isinstance(made, str):
        return True
    return same(made, expected)
