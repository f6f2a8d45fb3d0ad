"""Mark schemes: what a person who gives points reads, ``tests/hidden/<assignment>/rubric.md``.

A part of the file belongs to an exercise; its heading begins with the exercise's name::

    ## why_sorted (2 points)

    ### What full marks say
    ### Half of a point
    ### What students often believe
    | belief | what to write beside it |
    |---|---|
    | Sorting changes the numbers. | Which numbers are in the list before and after? |

The headings that are quoted here are looked for; what else there is, only teachers see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course.inputs import HIDDEN
from autograder.errors import CourseError

RUBRIC = "rubric.md"
FULL, BELIEFS = "what full marks say", "what students often believe"
HEADING = re.compile(r"(#{2,3}) +(.+?) *")
RULE = re.compile(r"[\s|:-]+")
COLUMN = re.compile(r"(?<!\\)\|")  # an escaped one is a part of the text


@dataclass(frozen=True)
class Belief:
    """What students often believe, and what a teacher says to it."""

    belief: str
    reply: str


@dataclass(frozen=True)
class Rubric:
    """One exercise's mark scheme as markdown; ``parts`` are its headings with what stands below."""

    exercise: str
    text: str
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def full(self) -> str:
        """What full marks say; "" where the scheme does not tell."""
        return self.parts.get(FULL, "")

    @property
    def beliefs(self) -> tuple[Belief, ...]:
        """What students often believe: the rows of a table of two columns."""
        return tuple(_rows(self.parts.get(BELIEFS, "")))


def rubrics_of(root: Path, assignment: str) -> dict[str, Rubric]:
    """Return an assignment's mark schemes by exercise; none where there is no such file."""
    path = root / HIDDEN / assignment / RUBRIC
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} cannot be read: {error}") from error
    return {rubric.exercise: rubric for rubric in _rubrics(text)}


def _rubrics(text: str) -> Iterator[Rubric]:
    for title, below in _split(text, "##").items():
        if title:
            parts = {part.lower(): said for part, said in _split(below, "###").items() if part}
            yield Rubric(title.split()[0].strip("`"), below, parts)


def _split(text: str, level: str) -> dict[str, str]:
    """Return the text below each heading of a level, and under "" what stands above the first."""
    found: dict[str, list[str]] = {"": []}
    here, in_code = found[""], False
    for line in text.splitlines():
        in_code ^= line.lstrip().startswith("```")
        heading = None if in_code else HEADING.fullmatch(line)
        if heading and heading[1] == level:
            here = found.setdefault(heading[2], [])
        else:
            here.append(line)
    return {title: "\n".join(lines).strip() for title, lines in found.items()}


def _rows(table: str) -> Iterator[Belief]:
    lines = [line.strip() for line in table.splitlines() if line.strip().startswith("|")]
    for line in lines[1:]:  # the first names the columns
        cells = [cell.strip() for cell in COLUMN.split(line.strip("|"))]
        if len(cells) == 2 and not RULE.fullmatch(line):
            yield Belief(*cells)
