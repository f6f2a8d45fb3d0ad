"""What each wrong answer of the gallery replies to each judged call: measured, and compared.

``tests/hidden/<assignment>/fingerprints.json`` is generated (``grading.measuring``). Hidden tests
have fixed seeds, so a student's wrong reply in a place can be compared with what a known mistake
gave in the same place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from math import isfinite, nan
from pathlib import Path
from typing import Any

import numpy as np

from autograder.course.inputs import FINGERPRINTS, HIDDEN
from autograder.errors import CourseError
from autograder.testing.evidence import HUGE, Evidence, Place, alike, blows_up
from autograder.testing.values import ATOL, is_float32, numbers

BLOWN = ("OverflowError", "FloatingPointError")  # as good as a result that is inf
MOST_TEXT = 200  # characters of one reply
MOST_NUMBERS = 24  # of one reply: a longer one is sampled at even distances
DIGITS = 9  # of a number that is kept: more than tests compare
DIGEST_DIGITS = 4  # of a number in a digest: replies that are alike must round alike
TINY = 1e-8  # what is nearer to zero is zero in a digest


@dataclass(frozen=True)
class WrongAnswer:
    """A wrong answer of the gallery: its mistake, its words if it has own, and what it replied.

    ``replies`` holds wrong calls only, by place; None for a reply that numbers cannot tell.
    """

    mistake: str
    hash: str
    says: str = ""
    asks: str = ""
    replies: Mapping[Place, Any] = field(default_factory=dict)


Answers = Mapping[str, WrongAnswer]  # by the name of the file


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
        self._ways = tuple(f"{answer.mistake}/{name}" for name, answer in self.answers.items())
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
        return iter(self._ways)

    def __contains__(self, way: object) -> bool:
        return way in self._ways

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
    if isinstance(value, list | tuple) and len(value) <= MOST_NUMBERS:
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
        array = _some(array.ravel()) if array.size > MOST_NUMBERS else array
        return array.astype(np.float32) if is_float32(value) else array
    if isinstance(value, list | tuple) and len(value) <= MOST_NUMBERS:
        return tuple(sampled(part) for part in value)
    return value[:MOST_TEXT] if isinstance(value, str) else value


def _some(flat: Any) -> Any:
    if flat.size <= MOST_NUMBERS:
        return flat
    return flat[np.linspace(0, flat.size - 1, MOST_NUMBERS).astype(int)]


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


def digest_of(place: Place, kept: Any, secret: str) -> str:
    """Return the digest of a kept reply."""
    text = json.dumps(_rounded(kept), sort_keys=True).encode()
    hashed = blake2b(text, digest_size=6, key=secret.encode()[:64]).hexdigest()
    return f"{place[0]}:{place[1]}:{hashed}"


def _rounded(kept: Any) -> Any:
    if isinstance(kept, dict) and kept.get("raised") in BLOWN:
        return "blown up"
    if isinstance(kept, dict) and "numbers" in kept:
        digits = [_digits(number) for number in kept["numbers"]]
        size = int(np.prod(kept["shape"], dtype=int))
        return "blown up" if "huge" in digits else [size, digits]
    if isinstance(kept, dict) and "parts" in kept:
        return [kept.get("keys"), [_rounded(part) for part in kept["parts"]]]
    return kept


def _digits(number: float) -> str:
    if abs(number) < TINY:
        return "0"
    return f"{number:.{DIGEST_DIGITS}g}" if abs(number) < HUGE else "huge"  # nan is, too


# --- the generated file


def fingerprints_path(root: Path, assignment: str) -> Path:
    """Return where an assignment's fingerprints are kept."""
    return root / HIDDEN / assignment / FINGERPRINTS


def read_fingerprints(root: Path, assignment: str) -> dict[str, dict[str, WrongAnswer]]:
    """Return the wrong answers by exercise and file name; raise CourseError for a bad file."""
    path = fingerprints_path(root, assignment)
    if not path.is_file():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {
            exercise: {name: _answer(said) for name, said in answers.items()}
            for exercise, answers in kept.items()
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        why = f"{path} cannot be read ({error!r}); course build {assignment} makes it anew"
        raise CourseError(why) from error


def _answer(said: Mapping[str, Any]) -> WrongAnswer:
    replies = {
        (check, int(number)): kept
        for check, calls in said["replies"].items()
        for number, kept in calls.items()
    }
    words = {key: str(said.get(key, "")) for key in ("mistake", "hash", "says", "asks")}
    return WrongAnswer(**words, replies=replies)


def fingerprints_text(exercises: Mapping[str, Answers]) -> str:
    """Return the file's text: a line for each wrong answer, so that a new one is one new line."""
    blocks = []
    for exercise in sorted(exercises):
        lines = [
            f"  {json.dumps(name)}: {json.dumps(_said(answer))}"
            for name, answer in sorted(exercises[exercise].items())
        ]
        blocks.append(f"{json.dumps(exercise)}: {{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def _said(answer: WrongAnswer) -> dict[str, Any]:
    replies: dict[str, dict[str, Any]] = {}
    for (check, number), kept in answer.replies.items():
        replies.setdefault(check, {})[str(number)] = kept
    words = {"says": answer.says, "asks": answer.asks} if answer.says else {}
    return {"mistake": answer.mistake, "hash": answer.hash, **words, "replies": replies}
