"""What each wrong answer of the gallery replies to each judged call: measured, and compared.

``tests/hidden/<assignment>/fingerprints.json`` is generated (``grading.measuring``). Hidden tests
have fixed seeds, so a student's wrong reply in a place can be compared with what a known mistake
gave in the same place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

import numpy as np

from autograder.testing.evidence import Evidence, alike, blows_up
from autograder.testing.kept_replies import BLOWN, Answers, Place, digest_of
from autograder.testing.values import ATOL, is_float32, numbers

MOST_TEXT = 200  # characters of one reply
MOST_KEPT = 24  # of one reply: a longer one is sampled at even distances
DIGITS = 9  # of a number that is kept: more than tests compare


@dataclass(frozen=True)
class Reply:
    """A reply made comparable: ``value`` is None for an exception, of the type ``raised``.

    ``first`` is its first number, nan where there is none: most replies differ in it.
    """

    value: Any
    size: int
    first: float = nan
    raised: str = ""
    shows: str = ""


class Fingerprints:
    """The wrong answers of one exercise, by the place of a call and what was replied there."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self._by_place: dict[Place, dict[str, tuple[Reply, list[str]]]] = {}
        for name, answer in self.answers.items():
            for place, kept in answer.replies.items():
                if kept is None:
                    continue
                here = self._by_place.setdefault(place, {})
                text = json.dumps(kept)
                if text not in here:
                    here[text] = (reply_from(kept), [])
                here[text][1].append(name)

    def __iter__(self) -> Iterator[str]:
        """Yield each way's full name: the mistake's, and the file's."""
        return (f"{answer.mistake}/{name}" for name, answer in self.answers.items())

    def matching(self, evidence: Evidence) -> tuple[str, ...]:
        """Return the ways, ``mistake/file``, that replied just this in this place."""
        found, got = [], evidence.got
        came = Reply(sampled(got), _size(got), _first(got), evidence.raised, evidence.shows)
        for reply, names in self._by_place.get(evidence.place, {}).values():
            if _is_alike(came, reply, evidence.rtol):
                found += [f"{self.answers[name].mistake}/{name}" for name in names]
        return tuple(found)

    def fails_at(self, name: str, place: Place) -> bool:
        """Say whether a way, or every way of a mistake named without one, is wrong there."""
        mistake, _, file = name.partition("/")
        ways = [self.answers[file]] if file in self.answers else []
        ways = ways or [one for one in self.answers.values() if one.mistake == mistake]
        return bool(ways) and all(place in one.replies for one in ways)


def _is_alike(came: Reply, kept: Reply, rtol: float) -> bool:
    """Tell whether a wrong reply is a kept one; an overflow is as good as inf in a result."""
    if came.shows or kept.shows:
        return came.shows == kept.shows
    if came.raised or kept.raised:
        if came.raised == kept.raised:
            return True
        if came.raised in BLOWN and not kept.raised:
            return blows_up(kept.value)
        return kept.raised in BLOWN and not came.raised and blows_up(came.value)
    if came.size != kept.size or abs(came.first - kept.first) > ATOL + 2e-3 * abs(kept.first):
        return False  # no check is as lax as that; false for nan
    return alike(came.value, kept.value, rtol)


# --- replies as JSON


def reply_of(evidence: Evidence) -> Any:
    """Return what a call gave as JSON takes it; None where numbers cannot tell."""
    if evidence.shows:
        return {"shows": evidence.shows}
    return {"raised": evidence.raised} if evidence.raised else _kept(evidence.got)


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return {"text": value[:MOST_TEXT]}
    if value is None or isinstance(value, bool | np.bool_):
        return {"word": None if value is None else bool(value)}
    array = numbers(value)
    if array is not None:
        some = [float(f"{number:.{DIGITS}g}") for number in _some(array.ravel())]
        return {"shape": list(array.shape), "numbers": some}
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        parts = [_kept(value[key]) for key in sorted(value)]
        return None if None in parts else {"keys": sorted(value), "parts": parts}
    if isinstance(value, list | tuple) and len(value) <= MOST_KEPT:
        parts = [_kept(part) for part in value]
        return None if None in parts else {"parts": parts}
    return None


def reply_from(kept: Any) -> Reply:
    """Return a kept reply as it can be compared."""
    if "shows" in kept:
        return Reply(None, 0, shows=kept["shows"])
    if "raised" in kept:
        return Reply(None, 0, raised=kept["raised"])
    value = _value(kept)
    size = int(np.prod(kept["shape"], dtype=int)) if "shape" in kept else _size(value)
    return Reply(value, size, _first(value))


def _value(kept: Any) -> Any:
    if "text" in kept:
        return kept["text"]
    if "word" in kept:
        return kept["word"]
    if "shape" in kept:
        array = np.array(kept["numbers"], dtype=np.float64)
        whole = array.size == np.prod(kept["shape"], dtype=int)
        return array.reshape(kept["shape"]) if whole else array
    parts = tuple(_value(part) for part in kept["parts"])
    return dict(zip(kept["keys"], parts, strict=True)) if "keys" in kept else parts


def sampled(value: Any) -> Any:
    """Return a value as its kept reply is compared: numbers as one array, of many some."""
    array = numbers(value)
    if array is not None:
        array = _some(array.ravel()) if array.size > MOST_KEPT else array
        return array.astype(np.float32) if is_float32(value) else array
    if isinstance(value, list | tuple) and len(value) <= MOST_KEPT:
        return tuple(sampled(part) for part in value)
    return value[:MOST_TEXT] if isinstance(value, str) else value


def _some(flat: Any) -> Any:
    if flat.size <= MOST_KEPT:
        return flat
    return flat[np.linspace(0, flat.size - 1, MOST_KEPT).astype(int)]


def _first(value: Any) -> float:
    """Return the first of some numbers if it is finite, else nan."""
    array = numbers(value)
    first = float(array.flat[0]) if array is not None and array.size else nan
    return first if isfinite(first) else nan


def _size(value: Any) -> int:
    """How many numbers, or parts."""
    array = numbers(value)
    if array is not None:
        return int(array.size)
    return len(value) if isinstance(value, list | tuple | dict) else 1


def digest(evidence: Evidence, secret: str) -> str:
    """Return a short hash of a wrong call: its check, its number there, the rounded reply.

    It tells whether two answers replied alike, and nothing of what was replied to who does not
    know the ``secret``.
    """
    kept = reply_of(evidence)
    if kept is None:
        got = evidence.got
        kept = {"text": f"{type(got).__name__} {np.shape(getattr(got, 'shape', ()))}"}
    return digest_of(evidence.place, kept, secret)
