"""What students read about known mistakes: files that need no library to be read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.course.inputs import COMMON, HIDDEN
from autograder.errors import CourseError
from autograder.testing.kept_replies import read_fingerprints

GIVES_NAN, GIVES_NOTHING, GIVES_MORE = "gives_nan", "printed_not_returned", "more_than_asked"


@dataclass(frozen=True)
class Words:
    """What a student reads about a mistake: what happened, and one question.

    One that only ``describes`` what is seen, where nothing more special is known, has no name. The
    very same lines of code may lead to the names that it ``also_shows`` in other checks. One that
    speaks of ``all_calls`` is refuted by a right call in which it would have made a difference.
    """

    says: str
    asks: str
    describes: bool = False
    also_shows: tuple[str, ...] = ()
    all_calls: bool = False


# what any exercise of any course may show: seen without a table
OF_ANY: Mapping[str, Words] = MappingProxyType(
    {
        GIVES_NAN: Words(
            "There is a nan or inf where a finite number is expected.",
            "Which line is the first to give it: does it divide by zero, or grow without end?",
        ),
        GIVES_NOTHING: Words(
            "Nothing is returned.",
            "What is the difference between print and return, and does every way end in a return?",
        ),
        GIVES_MORE: Words(
            "The right result is there, and something else is returned beside it.",
            "Which of the things that you return does the task ask for?",
        ),
        "changes_arguments": Words(
            "It changed what it was handed.",
            "Where does your code write into an argument, and could it write into a copy?",
        ),
        "keeps_state": Words(
            "Two equal calls give different results.",
            "Which names outlive a call of your function, and does it draw random numbers?",
        ),
    }
)


def words_of(root: Path, *assignments: str) -> dict[str, Words]:
    """Return the words for the mistakes of some assignments; raise CourseError for a bad file.

    A wrong answer of the gallery may bring its own words; a file's are read first.
    """
    words = written_words(root, *assignments)
    for assignment in assignments:
        for answers in read_fingerprints(root, assignment).exercises.values():
            own = {one.mistake: Words(one.says, one.asks) for one in answers.values() if one.says}
            words |= {name: said for name, said in own.items() if name not in words}
    return words


def written_words(root: Path, *assignments: str) -> dict[str, Words]:
    """Return the words of the files words.toml alone."""
    words: dict[str, Words] = dict(OF_ANY)
    for folder in (COMMON, *assignments):
        path = root / HIDDEN / folder / "words.toml"
        if path.is_file():
            words |= _read(path, words)
    return words


def _read(path: Path, before: Mapping[str, Words]) -> dict[str, Words]:
    """Read a file of words; for a name that is known already it may say a part of them anew."""
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except (OSError, ValueError) as error:  # tomllib says the line
        raise CourseError(f"{path}: {error}") from None
    found = {}
    for name, said in table.items():
        line = text.partition(f"[{name}]" if isinstance(said, dict) else name)[0].count("\n") + 1
        found[name] = _words(f"{path}:{line}", name, said, before.get(name))
    return found


def _words(where: str, name: str, said: Any, before: Words | None) -> Words:
    if not isinstance(said, dict):
        raise CourseError(f"{where}: {name} must be a table: [{name}]")
    if "also_shows" in said:
        said = {**said, "also_shows": tuple(said["also_shows"])}
    try:
        return replace(before, **said) if before else Words(**said)
    except TypeError as error:
        raise CourseError(f"{where}: [{name}] needs says and asks ({error})") from None
