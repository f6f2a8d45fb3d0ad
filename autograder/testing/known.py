"""What a course knows of the mistakes in an assignment: kept beside its hidden tests.

``tests/hidden/<assignment>/fingerprints.json`` holds what the gallery's wrong answers reply,
``rules.py`` holds ``RULES``, for each exercise the mistakes that numbers cannot tell, and
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
from autograder.testing.evidence import (
    Evidence,
    gives_more,
    gives_nan,
    gives_nothing,
    is_right_value,
    plain_name,
)
from autograder.testing.fingerprints import Fingerprints
from autograder.testing.kept_replies import read_fingerprints
from autograder.testing.loading import course_module
from autograder.testing.rule import Rule, Suspects, suspects
from autograder.testing.words import (
    GIVES_MORE,
    GIVES_NAN,
    GIVES_NOTHING,
    OF_ANY,
    Words,
    words_of,
)

log = logging.getLogger(__name__)

# each rule goes through all of a result; an array takes as long as some plain numbers
MOST_OBJECTS, MOST_NUMBERS, ARRAY = 2_000, 100_000, 5
# what needs no table, the least specific of all
IN_ANY = ((GIVES_NOTHING, gives_nothing), (GIVES_MORE, gives_more), (GIVES_NAN, gives_nan))


@dataclass(frozen=True)
class Known:
    """The mistakes of an assignment: measured fingerprints and rules by exercise, words by name."""

    rules: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    words: Mapping[str, Words] = field(default_factory=lambda: OF_ANY)
    fingerprints: Mapping[str, Fingerprints] = field(default_factory=dict)

    def names(self, exercise: str) -> tuple[str, ...]:
        """Return all names that a check of an exercise may show, ways among them."""
        ways = self.fingerprints.get(exercise, ())
        return tuple(dict.fromkeys((*self.rule_names(exercise), *ways, *self.words)))

    def rule_names(self, exercise: str) -> tuple[str, ...]:
        """Return the names that rules know, in their order."""
        return tuple(rule.name for rule in self.rules.get(exercise, ()))

    def diagnose(self, evidence: Evidence) -> Suspects:
        """Return every known mistake that gives just this result, the most specific first.

        What replied just the same is more specific than what a rule fits. Which of them is the one
        is decided by all the checks together. A result that a check refuses, though here it is
        the right one, differs by less than anything can tell. Results that are larger than those of
        any known mistake are not looked through. What breaks on a value costs nobody anything.
        """
        objects, size = _size(evidence.got)
        if objects > MOST_OBJECTS or size > MOST_NUMBERS:
            return Suspects()
        try:
            return self._suspects(evidence)
        except Exception:
            log.info("no diagnosis of %s", evidence.exercise, exc_info=True)
            return Suspects()

    def _suspects(self, evidence: Evidence) -> Suspects:
        if is_right_value(evidence):
            return Suspects(unsure=self.names(evidence.exercise))
        seen = suspects(self.rules.get(evidence.exercise, ()), evidence)
        ways = self.ways(evidence)
        plain = tuple(name for name, holds in IN_ANY if holds(evidence))
        return replace(seen, found=(*ways, *seen.found, *plain))

    def ways(self, evidence: Evidence) -> tuple[str, ...]:
        """Return the measured ways, ``mistake/file``, that replied just this in this place."""
        measured = self.fingerprints.get(evidence.exercise)
        return measured.matching(evidence) if measured else ()

    def refutes(self, evidence: Evidence, name: str) -> bool:
        """Tell whether a call that gave the right result refutes a mistake: it shows there.

        So it does where a word is asked for: one in five of these is right by chance, and a wrong
        one fits many mistakes. Numbers fit one, also where it is made in one branch of a function
        only: they refute only a name that speaks of all calls.
        """
        here = self.rules.get(evidence.exercise, ())
        own = [rule.shows_in(evidence) for rule in here if rule.name == name and rule.shows_in]
        if own:
            return any(own)
        strict = isinstance(evidence.expected, str) or self._word(name).all_calls
        return strict and self.fails_at(name, evidence)

    def fails_at(self, name: str, evidence: Evidence) -> bool:
        """Tell whether a measured mistake is wrong in the place of this call."""
        measured = self.fingerprints.get(evidence.exercise)
        return measured is not None and measured.fails_at(name, evidence.place)

    def _word(self, name: str) -> Words:
        return self.words.get(plain_name(name), NO_WORDS)


NO_WORDS = Words("", "")
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

    The rules are Python, which this runs: where only the words are asked for, take ``words_of``. A
    wrong answer without words is no known mistake.
    """
    words, rules = words_of(root, assignment), dict[str, tuple[Rule, ...]]()
    if (root / HIDDEN / assignment / "rules.py").is_file():
        rules = course_module(root, f"{assignment}.rules").RULES
    for exercise, name in ((e, rule.name) for e, here in rules.items() for rule in here):
        if name not in words:
            where = HIDDEN / assignment / "words.toml"
            raise CourseError(f"{where}: no words for {name!r} of {exercise}")
    ways = {
        exercise: Fingerprints({n: one for n, one in answers.items() if one.mistake in words})
        for exercise, answers in read_fingerprints(root, assignment).exercises.items()
    }
    return Known(rules, words, ways)


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
