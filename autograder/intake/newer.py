"""Which newer Python reads a text that this one does not.

What newer versions allow is written as older ones have it. If that can be read, the newest of what
was found is the version that it takes. No table of versions is needed where this Python reads it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from autograder.intake.written import MOST, parsed

GENERIC = re.compile(
    r"^([ \t]*(?:async[ \t]+def|def|class)[ \t]+\w+)[ \t]*"
    r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]",
    re.M,
)
ALIAS = re.compile(r"^([ \t]*)type[ \t]+(\w+)[ \t]*(?:\[[^\]\n]*\])?[ \t]*=", re.M)
EXCEPT = re.compile(r"^([ \t]*except\*?[ \t]+)([^()\n:]+,[^()\n:]+):", re.M)
STRING = re.compile(r"(?<![\w\"'])([a-zA-Z]{0,2})(\"\"\"|'''|\"|')")


def python_that_reads(source: str) -> str:
    """Return the version, as 3.12, or "" when it is known to none or this Python reads it."""
    if len(source) > MOST or parsed(source) is not None:
        return ""
    for version, older in STEPS:
        source, changed = older(source)
        if changed and parsed(source) is not None:
            return "" if version <= sys.version_info[:2] else "{}.{}".format(*version)
    return ""


def _generics(source: str) -> tuple[str, bool]:
    """Type parameters and ``type`` statements, of 3.12."""
    again = ALIAS.sub(r"\1\2 =", GENERIC.sub(r"\1", source))
    return again, again != source


def _nested(source: str) -> tuple[str, bool]:
    """Strings, comments and backslashes of any kind in an f-string's braces, of 3.12."""
    again = _without(source, "f")
    return again, again != source


def _excepts(source: str) -> tuple[str, bool]:
    """Several exceptions without parentheses, of 3.14."""
    again = EXCEPT.sub(r"\1(\2):", source)
    return again, again != source


def _templates(source: str) -> tuple[str, bool]:
    """Template strings, of 3.14."""
    again = _without(source, "t")
    return again, again != source


STEPS: tuple[tuple[tuple[int, int], Callable[[str], tuple[str, bool]]], ...] = (
    ((3, 12), _generics),
    ((3, 12), _nested),
    ((3, 14), _excepts),
    ((3, 14), _templates),
)


def _without(source: str, prefix: str) -> str:
    """Return the text with a plain string for each that has this prefix; comments are left out."""
    made, place = [], 0
    while place < len(source):
        if source[place] == "#":
            place = _line_end(source, place)
            continue
        opened = STRING.match(source, place)
        if opened is None:
            made.append(source[place])
            place += 1
            continue
        end = _end(source, opened)
        replaced = prefix in opened[1].lower()
        made.append("''" if replaced else source[place:end])
        place = end
    return "".join(made)


def _end(source: str, opened: re.Match[str]) -> int:
    """Return where a string ends; within the braces of an f-string others may stand."""
    place, quotes, depth = opened.end(), opened[2], 0
    formatted = set(opened[1].lower()) & {"f", "t"}
    while place < len(source):
        if depth == 0 and source.startswith(quotes, place):
            return place + len(quotes)
        letter = source[place]
        inner = STRING.match(source, place) if depth else None
        if inner is not None:
            place = _end(source, inner)
        elif formatted and source.startswith(("{{", "}}"), place) and depth == 0:
            place += 2
        else:
            depth += (letter == "{") - (letter == "}") if formatted else 0
            place += 2 if letter == "\\" else 1
    return place


def _line_end(source: str, place: int) -> int:
    end = source.find("\n", place)
    return len(source) if end < 0 else end
