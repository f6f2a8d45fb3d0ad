"""The parts of a lesson by its own headings: what an exercise is called, and what to read again.

Every heading begins a part; where a lesson numbers its headings (``## 2 · Walk``), those with a
number do, and the others divide a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.course import Assignment
from autograder.records import Cell

HEADING = re.compile(r"^##? +(.+)$", re.MULTILINE)
NUMBERED = re.compile(r"^##? +(\d.*)$", re.MULTILINE)
NUMBERS_ITS_PARTS = re.compile(r"^## +\d", re.MULTILINE)
FOLDED = re.compile(r"<details[^>]*>\s*<summary>(.*?)</summary>", re.DOTALL)
UNFOLDED = re.compile(r"</details>|<details[^>]*>|</?summary>")
MARKUP = re.compile(r"</?\w+>|\*\*")
PICTURE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")


@dataclass(frozen=True)
class Reading:
    """A part of the lesson: its heading, and the texts from there to the first task below it."""

    title: str
    texts: tuple[str, ...]


def titles(assignment: Assignment) -> dict[str, str]:
    """The heading that each exercise stands under, and under "" that of the notebook."""
    found, last = {"": assignment.name}, ""
    begins = _begins(assignment)
    for cell in assignment.cells:
        if cell.role == "text" and cell.source.startswith("# "):
            found[""] = HEADING.findall(cell.source)[-1]
        last = (last, *_headings(cell, begins))[-1]
        found.setdefault(cell.name.removeprefix("task_"), last)
    return found


def readings(assignment: Assignment) -> dict[str, Reading]:
    """Return what to read again for each exercise: the part of the lesson that it stands in.

    Where a task begins a part of its own, with nothing to read above it, that is the part of the
    exercise before: a lesson teaches first and asks then.
    """
    names, begins = {exercise.name for exercise in assignment.exercises}, _begins(assignment)
    found: dict[str, Reading] = {}
    title, texts, is_open, taught = "", list[str](), True, None
    for cell in assignment.cells:
        if headings := _headings(cell, begins):
            title, texts, is_open = headings[-1], [], True
        name = cell.name.removeprefix("task_")
        if name in names and name not in found:
            is_open, taught = False, Reading(title, tuple(texts)) if texts else taught
            if taught is not None:
                found[name] = taught
        elif is_open and cell.role == "text":
            texts += _texts(cell, begins)
    return found


def _begins(assignment: Assignment) -> re.Pattern[str]:
    """Return what finds the headings that begin a part of this lesson."""
    texts = (cell.source for cell in assignment.cells if cell.role == "text")
    return NUMBERED if any(map(NUMBERS_ITS_PARTS.search, texts)) else HEADING


def _headings(cell: Cell, begins: re.Pattern[str]) -> list[str]:
    return begins.findall(cell.source) if cell.role == "text" else []


def _texts(cell: Cell, begins: re.Pattern[str]) -> Iterator[str]:
    """A cell's text with nothing folded, without the heading that the part begins with."""
    text = begins.sub("", cell.source, count=1).strip()
    if text:
        yield unfolded(text)


def unfolded(markdown: str) -> str:
    """Return a text with what it folds written out: our pages read no HTML in a text."""
    opened = FOLDED.sub(lambda found: f"\n\n**{MARKUP.sub('', found[1]).strip()}**\n\n", markdown)
    return PICTURE.sub(r"(\1: see the notebook)", UNFOLDED.sub("\n\n", opened))
