"""What wrong answers replied, as it is kept: a generated file, read without any library."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from math import prod
from pathlib import Path
from typing import Any

from autograder.course.inputs import FINGERPRINTS, HIDDEN
from autograder.errors import CourseError

Place = tuple[str, int]
BLOWN = ("OverflowError", "FloatingPointError")  # as good as a result that is inf
HUGE = 1e150  # a number whose square is no number any more: it is about to blow up
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
class Measured:
    """All that is kept of an assignment: its wrong answers by exercise and file name.

    ``made_from`` is a hash of what all replies depend on: hidden tests, solutions, notebook.
    """

    made_from: str = ""
    exercises: Mapping[str, Answers] = field(default_factory=dict)


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
        size = prod(kept["shape"])
        return "blown up" if "huge" in digits else [size, digits]
    if isinstance(kept, dict) and "parts" in kept:
        return [kept.get("keys"), [_rounded(part) for part in kept["parts"]]]
    return kept


def _digits(number: float) -> str:
    if abs(number) < TINY:
        return "0"
    return f"{number:.{DIGEST_DIGITS}g}" if abs(number) < HUGE else "huge"  # nan is, too


def fingerprints_path(root: Path, assignment: str) -> Path:
    """Return where an assignment's fingerprints are kept."""
    return root / HIDDEN / assignment / FINGERPRINTS


def read_fingerprints(root: Path, assignment: str) -> Measured:
    """Return what is kept, nothing where there is no file; raise CourseError for a bad one."""
    path = fingerprints_path(root, assignment)
    if not path.is_file():
        return Measured()
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        exercises = {
            exercise: {name: _answer(said) for name, said in answers.items()}
            for exercise, answers in kept["exercises"].items()
        }
        return Measured(str(kept["made_from"]), exercises)
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


def fingerprints_text(measured: Measured) -> str:
    """Return the file's text: a line for each wrong answer, so that a new one is one new line."""
    blocks = []
    for exercise, answers in sorted(measured.exercises.items()):
        lines = [
            f"  {json.dumps(name)}: {json.dumps(_said(a))}" for name, a in sorted(answers.items())
        ]
        blocks.append(f"{json.dumps(exercise)}: {{\n" + ",\n".join(lines) + "\n}")
    head = f'{{"made_from": {json.dumps(measured.made_from)}, "exercises": {{\n'
    return head + ",\n".join(blocks) + "\n}}\n"


def _said(answer: WrongAnswer) -> dict[str, Any]:
    replies: dict[str, dict[str, Any]] = {}
    for (check, number), kept in answer.replies.items():
        replies.setdefault(check, {})[str(number)] = kept
    words = {"says": answer.says, "asks": answer.asks} if answer.says else {}
    return {"mistake": answer.mistake, "hash": answer.hash, **words, "replies": replies}
