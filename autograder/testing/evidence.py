"""One judged call of an answer, and when two replies to it are alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.testing.kept_replies import HUGE, Place
from autograder.testing.values import RTOL, is_nested, numbers, same


@dataclass(frozen=True)
class Evidence:
    """One call of one answer: what it was given, what it returned or raised, what was asked for.

    For an entry of a dict the argument is its key. ``raised`` is an exception's type name,
    ``place`` the check and the number of the call in it, ``rtol`` the check's relative tolerance.
    ``shows`` names a mistake that a check sees by itself, whatever the call returned.

    >>> Evidence("double", (4.0,), 16.0, 8.0).got
    16.0
    """

    exercise: str
    args: tuple[Any, ...]
    got: Any
    expected: Any
    raised: str = ""
    place: Place = ("", 0)
    rtol: float = RTOL
    shows: str = ""


def plain_name(name: str) -> str:
    """The mistake's name without the way in which it was made."""
    return name.partition("/")[0]


def gives_nan(evidence: Evidence) -> bool:
    """Tell whether nan or inf came back where finite numbers are asked for."""
    return blows_up(evidence.got) and not blows_up(evidence.expected, unknown=True)


def gives_nothing(evidence: Evidence) -> bool:
    """Tell whether a call returned None where something is asked for; an entry is not returned."""
    is_entry = len(evidence.args) == 1 and isinstance(evidence.args[0], str)
    came = evidence.got is not None or evidence.raised or evidence.shows
    return not came and not is_entry


def gives_more(evidence: Evidence) -> bool:
    """Tell whether a call returned the right result, with something else beside or after it.

    >>> gives_more(Evidence("position", (), ([1.0, 2.0], 7.0), [1.0, 2.0]))
    True
    >>> gives_more(Evidence("position", (), (1.0, 2.0, 7.0), (1.0, 2.0)))
    True
    """
    got, expected = evidence.got, evidence.expected
    if not isinstance(got, tuple):
        return False
    begins = got[: len(expected)] if isinstance(expected, list | tuple) else ()
    if 1 < len(begins) < len(got) and is_right_value(replace(evidence, got=begins)):
        return True
    wanted = expected if is_nested(expected) else (expected,)
    return len(got) > len(wanted) and all(any(_is(part, one) for part in got) for one in wanted)


def alike(got: Any, made: Any, rtol: float = RTOL) -> bool:
    """Tell whether two replies are the same numbers, both none at all, or both blow up."""
    if made is None or isinstance(made, bool):
        return got is None if made is None else isinstance(got, bool | np.bool_) and got == made
    if isinstance(made, tuple) and numbers(made) is None:
        parts = isinstance(got, list | tuple) and len(got) == len(made)
        return parts and all(alike(*both, rtol) for both in zip(got, made, strict=True))
    if isinstance(made, dict):
        known = isinstance(got, dict) and got.keys() == made.keys()
        return known and all(alike(got[key], part, rtol) for key, part in made.items())
    return same(got, made, rtol=rtol) or _both_empty(got, made) or _both_blow_up(got, made)


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


def is_right_value(evidence: Evidence) -> bool:
    """Tell whether a check refuses what is here the right value: the same numbers and shapes."""
    got, expected = evidence.got, evidence.expected
    if evidence.raised:
        return False
    nested = is_nested(got) and is_nested(expected) and len(got) == len(expected)
    pairs = zip(got, expected, strict=True) if nested else [(got, expected)]
    return all(_is(*pair) for pair in pairs)


def ends_right(evidence: Evidence) -> bool:
    """Tell whether a result is too long, and ends in the right one: an earlier call may be in it.

    >>> ends_right(Evidence("steps", (), [0.0, 9.0, 1.0, 2.0], [1.0, 2.0]))
    True
    >>> ends_right(Evidence("deals", (), [[4, 0], [1], [3, 2], [5]], [[3, 2], [5]]))
    True
    """
    got, expected = evidence.got, evidence.expected
    nested = is_nested(expected)
    if nested and not (isinstance(got, tuple | list) and len(got) == len(expected)):
        return False
    pairs = [*zip(got, expected, strict=True)] if nested else [(got, expected)]
    longer = [_ends_in(*pair) for pair in pairs]
    return any(longer) and all(end or same(*p) for end, p in zip(longer, pairs, strict=True))


def _ends_in(got: Any, end: Any) -> bool:
    one, two = numbers(got), numbers(end)
    if one is None or two is None:  # rows of unequal length
        return _rows_end_in(got, end)
    if one.ndim != two.ndim or not two.size:
        return False
    return one.ndim > 0 and len(one) > len(two) and same(one[-len(two) :], two)


def _rows_end_in(got: Any, end: Any) -> bool:
    if not (isinstance(got, tuple | list) and isinstance(end, tuple | list) and end):
        return False
    return len(got) > len(end) and all(map(same, got[-len(end) :], end))


def _is(got: Any, expected: Any) -> bool:
    """Tell whether both are the same numbers, in the same shape."""
    return same(got, expected) and _shape(got) == _shape(expected)


def _shape(value: Any) -> tuple[int, ...]:
    array = numbers(value)
    return () if array is None else array.shape
