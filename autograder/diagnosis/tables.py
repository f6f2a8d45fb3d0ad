"""Join a recogniser with its words: the rows of the exercises' tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from autograder.diagnosis.core import Evidence, Mistake, plain_name
from autograder.diagnosis.line import Line
from autograder.diagnosis.words import WORDS

Makes = Callable[[Evidence], Any]
Table = tuple[Mistake, ...]


def rows(*named: tuple[str, Makes]) -> Table:
    """Make table rows from pairs of a mistake's name and its recogniser.

    ``name/way`` is one way to make the mistake: who makes it does so in one way, in every call.
    """
    return tuple(Mistake(name, makes, *WORDS[plain_name(name)]) for name, makes in named)


def from_lines(
    named: Iterable[tuple[str, Callable[[Line], Any]]], read: Callable[[Evidence], Line]
) -> Table:
    """Make table rows from functions of a Line; ``read`` finds the Line in a call's arguments."""
    once = _once(read)
    return rows(*((name, _after(once, wrong)) for name, wrong in named))


def _once(read: Callable[[Evidence], Line]) -> Callable[[Evidence], Line]:
    """The same, read for the first of many rows that look at one call."""
    last: list[tuple[Evidence, Line]] = []

    def reading(evidence: Evidence) -> Line:
        if not last or last[0][0] is not evidence:
            last[:] = [(evidence, read(evidence))]
        return last[0][1]

    return reading


def _after(read: Callable[[Evidence], Line], wrong: Callable[[Line], Any]) -> Makes:
    return lambda evidence: None if evidence.raised else wrong(read(evidence))


def raised(*types: str, framed: bool | None = None) -> Makes:
    """Recognise an exception by its type, and, if said, by whether a frame was handed over."""

    def makes(evidence: Evidence) -> bool:
        has_frame = any(hasattr(arg, "iloc") for arg in evidence.args)
        return evidence.raised in types and framed in (None, has_frame)

    return makes
