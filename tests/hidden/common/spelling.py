"""Exercises that ask for a word: what came back instead of it."""

from __future__ import annotations

from autograder.testing import Evidence


def other_spelling(e: Evidence) -> bool:
    """The right word, but not letter by letter: another case, ending, or mark between words."""
    plain = ["".join(filter(str.isalpha, word.lower())) for word in (e.got, e.expected)]
    return (len(plain[0]) > 4 and plain[0][:5] == plain[1][:5]) or plain[0] == plain[1]
