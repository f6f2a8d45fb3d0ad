"""What a course must not hand out: solutions, model answers, hidden tests, their pictures."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.course import Assignment, text_of
from autograder.course.inputs import HIDDEN
from autograder.release.clean import shows

MARK = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
TOKEN = re.compile(r"\w+|[^\w\s]")
WORD = re.compile(r"\w+")
COMMENT = re.compile(r"(?:^|\s)#\s.*$")
ORDINARY = re.compile(
    r"(?:import|from|def|class|for \w+ in range\(|with|try|else|@|[\"']{3})\b|[@\"'#]"
)
PUNCTUATION = frozenset("()[]{},:;\"'")
ARITHMETIC = frozenset("+-*/@%")
LEAST_PARTS = 6  # names, numbers and operators: "return theta" has two
LEAST_OF_STRONG = 8
PHRASE = 8  # words in a row that two texts hardly share by chance
LEAST_WORDS = 4  # a written answer below this ("Yes.") is no answer of its own


@dataclass(frozen=True)
class Answer:
    """What one cell or file keeps from students, as it is searched for."""

    name: str  # as a teacher is told it: "the solution of 'mse'"
    lines: Mapping[str, str]  # normalised line of code → as it is written
    phrases: frozenset[str]


@dataclass(frozen=True)
class Secrets:
    """All that one assignment keeps from students."""

    answers: tuple[Answer, ...] = ()
    code: str = ""  # what the source itself shows students, normalised
    phrases: frozenset[str] = frozenset()
    pictures: Mapping[bytes, str] = field(default_factory=dict)


def secrets_of(assignment: Assignment) -> Secrets:
    """Read the source notebook and the hidden tests of an assignment."""
    cells = [
        cell
        for part in assignment.parts
        for cell in json.loads(part.source.read_text(encoding="utf-8"))["cells"]
    ]
    answers, shown = [], []
    for cell in cells:
        hidden, open_ = _hidden_and_shown(cell)
        kind = "solution" if _is_answer(cell) else "hidden part"
        name = f"the {kind} of {_name(cell)!r}"
        answers.append(_answer(name, hidden, prose=cell["cell_type"] != "code"))
        shown.append(open_)
    for path in sorted((assignment.root / HIDDEN / assignment.name).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        answers.append(_answer(f"the hidden tests ({path.name})", text, prose=False))
    return Secrets(
        tuple(answer for answer in answers if answer.lines or answer.phrases),
        normalised("\n".join(shown)),
        frozenset().union(*map(phrases_in, shown)),
        _pictures(cells),
    )


def _name(cell: dict[str, Any]) -> str:
    marks = cell["metadata"].get("nbgrader", {})
    return str(marks.get("grade_id") or cell.get("id", "a cell"))


def _is_answer(cell: dict[str, Any]) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("solution"))


def _hidden_and_shown(cell: dict[str, Any]) -> tuple[str, str]:
    """Return what of a cell students must not see, and what the source shows them on purpose.

    What follows a solution in an answer's cell is neither: people paste there.
    """
    text = text_of(cell)
    answer = _is_answer(cell)
    if answer and not MARK.search(text):
        return text, ""
    hidden, shown, inside, was_inside = list[str](), list[str](), False, False
    for line in text.splitlines():
        mark = MARK.search(line)
        if mark:
            inside, was_inside = mark[1] == "BEGIN", True
        elif inside:
            hidden.append(line)
        elif not (answer and was_inside):
            shown.append(line)
    return "\n".join(hidden), "\n".join(shown)


def _answer(name: str, text: str, *, prose: bool) -> Answer:
    if prose:
        return Answer(name, {}, phrases_in(text) or _short_answer(text))
    comments = "\n".join(line for line in text.splitlines() if line.lstrip().startswith("#"))
    lines = lines_in(text)
    told = {line: written for line, written in lines.items() if is_telling(written)}
    whole = " ".join(lines.values())
    if len(told) < 2 and len(_parts(whole)) >= LEAST_PARTS:
        told[normalised(whole)] = whole  # short lines are an answer together
    return Answer(name, told, phrases_in(comments))


def _short_answer(text: str) -> frozenset[str]:
    words = WORD.findall(text.lower())
    return frozenset({_framed(words)}) if len(words) >= LEAST_WORDS else frozenset()


def lines_in(code: str) -> dict[str, str]:
    """Return each line as it is searched for (tokens between single spaces), and as written."""
    bare = (COMMENT.sub("", line).strip() for line in code.splitlines())
    return {normalised(line): line for line in bare if line}


def normalised(code: str) -> str:
    """Return code as its tokens, with a space before and after each."""
    return _framed(TOKEN.findall(code))


def phrases_in(text: str) -> frozenset[str]:
    """Return every run of ``PHRASE`` words."""
    words = WORD.findall(text.lower())
    return frozenset(_framed(words[i : i + PHRASE]) for i in range(len(words) - PHRASE + 1))


def _framed(tokens: list[str]) -> str:
    return f" {' '.join(tokens)} "


def is_telling(line: str) -> bool:
    """Whether a line of code says enough to be somebody's answer: not one that everybody writes."""
    return not ORDINARY.match(line) and len(_parts(line)) >= LEAST_PARTS


def is_strong(line: str) -> bool:
    """Whether this line alone, found in a file, is an answer: it computes something."""
    parts = _parts(line)
    return len(parts) >= LEAST_OF_STRONG and not ARITHMETIC.isdisjoint(parts)


def _parts(line: str) -> list[str]:
    return [token for token in TOKEN.findall(line) if token not in PUNCTUATION]


def _pictures(cells: list[dict[str, Any]]) -> dict[bytes, str]:
    """Return the pictures that only a text which students must not see shows."""
    hidden, shown = {}, set()
    for cell in cells:
        open_ = _hidden_and_shown(cell)[1]
        for name, kinds in cell.get("attachments", {}).items():
            for data in filter(None, map(_decoded, kinds.values())):
                if shows(open_, name):
                    shown.add(data)
                else:
                    hidden[data] = f"the picture {name!r} of {_name(cell)!r}"
    return {data: name for data, name in hidden.items() if data not in shown}


def _decoded(value: Any) -> bytes:
    text = value if isinstance(value, str) else "".join(value)
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return text.encode()
