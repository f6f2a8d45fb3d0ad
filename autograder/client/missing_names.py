"""Says why a cell that ran without an error left no answer behind, by the cell's text alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import islice

from autograder.client.redact import without_magics
from autograder.records import Cell

MOST_READ = 20_000  # characters of a cell
MOST_NAMES = 1_000  # that are looked at: this is asked at each call of what is missing
LONGEST = 60  # letters of a name that is said
SHORTEST = 3  # letters of a name that is looked for within others
STANDS = "# This answer stands in "  # ours, in place of an answer that was found elsewhere
ALIKE = 0.8  # how near a name must come to the one that is asked for
KEEPS_NOTHING = re.compile(
    r"\s*(%%(?:timeit|writefile|file|html|markdown|latex|svg|javascript|js|bash|sh|script|cmd|sx|"
    r"system|perl|ruby|pypy|python[23]?|debug))(?!\w)",
    re.IGNORECASE,
)
DEFINED = re.compile(r"^[ \t]*(?:(?:async[ \t]+)?def|class)[ \t]+(\w+)|^(\w+)[ \t]*=(?!=)", re.M)


def why_missing(name: str, cells: Mapping[int, Cell]) -> tuple[str, str]:
    """Return what happened and what to ask, where ``name`` is not there."""
    own = next((cell.source for cell in cells.values() if cell.name == name), None)
    says = f"There is no `{name}` after your notebook has run"
    others = {cell.name for cell in cells.values() if cell.role == "answer"} - {name}
    near = next(_near(name, own or "", cells, others), "")
    if near:
        return f"{says}, but there is `{near}`.", f"Is `{near}` meant as this answer?"
    if own is None or own.startswith(STANDS):
        return f"{says}.", "Did you rename it?"
    if not own.strip():
        return f"The cell of `{name}` is empty.", "Where does your answer stand?"
    if magic := KEEPS_NOTHING.match(own):
        told = f"{says}: `{magic[1]}` at the top of its cell keeps nothing that the cell defines."
        return told, "What happens without that line?"
    if _only_comments(own):
        return f"The cell of `{name}` holds only comments.", "Which of its lines are your answer?"
    return f"{says}.", "Did you rename it?"


def _only_comments(source: str) -> bool:
    lines = (line.strip() for line in source[:MOST_READ].split("\n"))
    return all(not line or line.startswith("#") for line in lines)


def _near(name: str, own: str, cells: Mapping[int, Cell], others: Collection[str]) -> Iterator[str]:
    """Yield names much like the one that is asked for, those of its own cell first."""
    made = islice(_made(own, cells), MOST_NAMES)
    yield from (n for n in made if n not in others and n != name and _alike(n, name))


def _made(own: str, cells: Mapping[int, Cell]) -> Iterator[str]:
    scratch = [cell.source for cell in cells.values() if cell.role == "scratch"]
    for source in (own, *scratch):
        if not KEEPS_NOTHING.match(source):
            found = DEFINED.findall(without_magics(source[:MOST_READ]))
            yield from (one for pair in found if len(one := pair[0] or pair[1]) <= LONGEST)


def _alike(one: str, name: str) -> bool:
    first, second = (n.casefold().replace("_", "") for n in (one, name))
    within = len(second) >= SHORTEST and second in first
    return within or SequenceMatcher(None, first, second).ratio() >= ALIKE
