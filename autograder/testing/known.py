"""What a course knows of the mistakes in an assignment: kept beside its hidden tests.

``tests/hidden/<assignment>/mistakes/`` holds ``TABLES``, for each exercise its known mistakes, and
``words.toml`` what a student reads about each; what assignments share stands in ``common/``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.course.inputs import HIDDEN
from autograder.errors import CourseError
from autograder.testing.loading import course_module
from autograder.testing.mistakes import (
    Evidence,
    Suspects,
    Table,
    differs,
    gives_nan,
    suspects,
)
from autograder.testing.words import GIVES_NAN, OF_ANY, Words, words_of

log = logging.getLogger(__name__)

# each row of a table goes through all of a result; an array takes as long as some plain numbers
MOST_OBJECTS, MOST_NUMBERS, ARRAY = 2_000, 100_000, 5


@dataclass(frozen=True)
class Known:
    """The mistakes of an assignment: its tables by exercise, and their words by name."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    words: Mapping[str, Words] = field(default_factory=lambda: OF_ANY)

    def diagnose(self, evidence: Evidence) -> Suspects:
        """Return every known mistake that gives just this result, the most specific first.

        Which of them is the one is decided by all the checks together. Results that are larger than
        those of any known mistake are not looked through. A table that breaks on a value does not
        know it, which costs nobody anything.
        """
        objects, size = _size(evidence.got)
        if objects > MOST_OBJECTS or size > MOST_NUMBERS:
            return Suspects()
        try:
            seen = suspects(self.tables.get(evidence.exercise, ()), evidence)
            return replace(seen, found=(*seen.found, GIVES_NAN)) if gives_nan(evidence) else seen
        except Exception:
            log.info("no diagnosis of %s", evidence.exercise, exc_info=True)
            return Suspects()

    def would_show(self, name: str, evidence: Evidence) -> bool:
        """Tell whether a call that gave the right result refutes a mistake: it shows there.

        So it does where a word is asked for: one in five of these is right by chance, and a wrong
        one fits many mistakes. Numbers fit one, also where it is made in one branch of a function
        only: they refute only a name that speaks of all calls. A mistake may be made in several
        ways, each with a row of its own: all of them must differ.
        """
        ways = [m for m in self.tables.get(evidence.exercise, ()) if m.name == name]
        own = [mistake.shows_in(evidence) for mistake in ways if mistake.shows_in]
        if own:
            return any(own)
        of_all = name in self.words and self.words[name].all_calls
        if not isinstance(evidence.expected, str) and not of_all:
            return False
        shown = [differs(mistake, evidence) for mistake in ways]
        return any(shown) if of_all else bool(shown) and all(shown)


_current: ContextVar[Known] = ContextVar("known", default=Known())  # noqa: B039 - frozen


@contextmanager
def using(known: Known) -> Iterator[None]:
    """Let what fails within be recognised by these mistakes."""
    token = _current.set(known)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> Known:
    """Return the mistakes of the assignment whose tests run."""
    return _current.get()


def known_of(root: Path, assignment: str) -> Known:
    """Return what the course at ``root`` knows of an assignment; raise CourseError if it is broken.

    The tables are Python, which this runs: where only the words are asked for, take ``words_of``.
    """
    words = words_of(root, assignment)
    if not (root / HIDDEN / assignment / "mistakes").is_dir():
        return Known({}, words)
    tables: Mapping[str, Table] = course_module(root, f"{assignment}.mistakes").TABLES
    for exercise, table in tables.items():
        for mistake in table:
            if plain_name(mistake.name) not in words:
                where = HIDDEN / assignment / "words.toml"
                raise CourseError(f"{where}: no words for {mistake.name!r} of {exercise}")
    return Known(tables, words)


def plain_name(name: str) -> str:
    """The mistake's name without the way in which it was made."""
    return name.partition("/")[0]


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
