"""The attacks in ``tests/hostile``: what each tries, and what must come of it.

A file is one attack. Its header is TOML in comments, between ``# /// attack`` and ``# ///``; what
follows are cells, each after ``# %% <place>``: ``first`` and ``last`` are added cells, any other
place is an answer. With ``made = true`` it is a program instead, whose ``hand_in`` makes the files.
"""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from autograder.course import Assignment
from autograder.course.gallery import notebook_with

HEADER = re.compile(r"\A# /// attack\n((?:#.*\n)*?)# ///\n")
CELL = re.compile(r"^# %% (\w+)\n", re.MULTILINE)
ADDED = ("first", "last")

# = the same grade as without the attack; Z 0 for the exercises in ``reasons``, the same for all
# others; W 0 for whatever needs the process, and a flag; X refused at intake, and a flag
Outcome = Literal["=", "Z", "W", "X"]


@dataclass(frozen=True)
class Attack:
    """One attack and its outcome."""

    path: Path
    group: str  # A looks, B subverts, C values, D channel, E resources, F kernel, G intake,
    # H what the grader lends and draws
    number: int
    outcome: Outcome
    tries: str
    lesson: str
    student: str = ""  # the id of who hands it in, where that is the attack
    reasons: Mapping[str, str] = field(default_factory=dict)  # exercise → words, one of which fits
    shows: tuple[str, ...] = ()  # what the graded notebook or the messages must say
    hides: tuple[str, ...] = ()  # what neither may say
    made: bool = False
    code: str = ""

    @property
    def name(self) -> str:
        """Return the file's name: number and a few words."""
        return self.path.stem

    @property
    def cells(self) -> dict[str, str]:
        """Return the text of each cell by its place."""
        _, *parts = CELL.split(self.code)
        return dict(zip(parts[::2], (text.strip("\n") for text in parts[1::2]), strict=True))


def read_attack(path: Path) -> Attack:
    """Read one file; raise ValueError when it has no header."""
    text = path.read_text(encoding="utf-8")
    found = HEADER.match(text)
    if found is None:
        raise ValueError(f"{path} must start with '# /// attack'")
    lines = (line[1:].removeprefix(" ") for line in found[1].splitlines())
    about: dict[str, Any] = tomllib.loads("\n".join(lines))
    for key in ("shows", "hides"):
        about[key] = tuple(about.get(key, ()))
    return Attack(path, code=text[found.end() :], **about)


def attacks(root: Path) -> list[Attack]:
    """Return all attacks, in the order of their numbers."""
    return [read_attack(path) for path in sorted((root / "tests" / "hostile").glob("*_*.py"))]


def attacked(assignment: Assignment, answers: Mapping[str, str], attack: Attack) -> dict[str, Any]:
    """Return the notebook with these answers, and the attack's cells in it."""
    cells = attack.cells
    mine = {place: text for place, text in cells.items() if place not in ADDED}
    notebook = notebook_with(assignment, {**answers, **mine}, cells.get("last", ""))
    if "first" in cells:
        before = notebook_with(assignment, {}, cells["first"])["cells"][-1]
        notebook["cells"].insert(0, {**copy.deepcopy(before), "id": "before-all"})
    return notebook
