"""Which newer Python reads a text that this one does not.

What newer versions allow is rewritten as older ones have it, version by version, until this Python
can read the text.
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
    for version, rewritten in STEPS:
        older = rewritten(source)
        if older != source and parsed(older) is not None:
            return "" if version <= sys.version_info[:2] else "{}.{}".format(*version)
        source = older
    return ""


STEPS: tuple[tuple[tuple[int, int], Callable[[str], str]], ...] = (
    # type parameters and ``type`` statements
    ((3, 12), lambda source: ALIAS.sub(r"\1\2 =", GENERIC.sub(r"\1", source))),
    # strings, comments and backslashes of any kind in an f-string's braces
    ((3, 12), lambda source: _without(source, "f")),
    # several exceptions without parentheses
    ((3, 14), lambda source: EXCEPT.sub(r"\1(\2):", source)),
    # template strings
    ((3, 14), lambda source: _without(source, "t")),
)


def _without(source: str, prefix: str) -> str:
    """Return the text with a plain string for each that has this prefix; comments are left out."""
    made, place = [], 0
    while place < len(source):
        if source[place] == "#":
            place = f"{source}\n".index("\n", place)
            continue
        opened = STRING.match(source, place)
        if opened is None:
            made.append(source[place])
            place += 1
            continue
        end = _end(source, opened)
        made.append("''" if prefix in opened[1].lower() else source[place:end])
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
