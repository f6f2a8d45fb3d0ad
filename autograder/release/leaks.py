"""Search released bytes for what students must not see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from autograder.course import text_of
from autograder.release.decoded import layers, texts
from autograder.release.secrets import MARK, Answer, Secrets, is_strong, normalised, phrases_in


def leaks(name: str, data: bytes, secrets: Secrets) -> Iterator[str]:
    """Say in words what a released file holds that students must not see: each answer once."""
    if not name.endswith(".ipynb"):
        yield from (_told(what) for what in leaks_of_file(data, secrets))
        return
    said = set[str]()
    for place, held in _places(data):
        for what in _unsaid(leaks_of_file(held, secrets, strict=True), said):
            yield _told(what, place)
    for place, source in _sources(data):
        for what in _unsaid(_whole_answers(source, secrets), said):
            yield _told(what, place)


def _told(what: str, place: str = "") -> str:
    thing, colon, quoted = what.partition(": ")
    where = f"the release, in {place}" if place else "the release"
    return f"{thing} stands in {where}{colon}{quoted}"


def leaks_of_file(data: bytes, secrets: Secrets, *, strict: bool = False) -> Iterator[str]:
    """Say what these bytes hold; ``strict`` takes one line, else it must be a strong one, or two.

    A file that a teacher hands out may share an everyday line with a solution. What is generated
    from the source shares none but those that the source shows on purpose.
    """
    said = set[str]()
    for layer in layers(data):
        for picture, name in secrets.pictures.items():
            if picture in layer:
                yield from _unsaid(iter([name]), said)
        for text in texts(layer):
            yield from _unsaid(_in_text(text, secrets, strict), said)


def _unsaid(found: Iterator[str], said: set[str]) -> Iterator[str]:
    """Leave out what was said of the same answer: the same line stands in several readings."""
    for what in found:
        about = what.partition(": ")[0]
        if about not in said:
            said.add(about)
            yield what


def _in_text(text: str, secrets: Secrets, strict: bool) -> Iterator[str]:
    mark = MARK.search(text)
    if mark:
        yield f"the mark {mark[0]!r}"
    code, phrases = normalised(text), phrases_in(text)
    for answer in secrets.answers:
        lines = [line for line in answer.lines if line in code and line not in secrets.code]
        strong = [line for line in lines if is_strong(answer.lines[line])]
        if lines and (strict or strong or len(lines) > 1):
            line = answer.lines[(strong or lines)[0]]
            yield f"a line of {answer.name}: {line!r}"
        elif answer.phrases & phrases - secrets.phrases:
            phrase = min(answer.phrases & phrases - secrets.phrases).strip()
            yield f"a sentence of {answer.name}: {phrase!r}"


def _whole_answers(source: str, secrets: Secrets) -> Iterator[str]:
    """A worked example may share lines with an answer; all of its lines are the answer."""
    code = normalised(source)
    for answer in secrets.answers:
        if _can_be_shown(answer) and all(line in code for line in answer.lines):
            yield f"every line of {answer.name}: {next(iter(answer.lines.values()))!r}"


def _can_be_shown(answer: Answer) -> bool:
    return any(map(is_strong, answer.lines.values()))


def _places(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a notebook by their names, then all of it: JSON may hold a key twice."""
    notebook = _parsed(data)
    for cell in notebook.get("cells", ()):
        name = _cell_name(cell)
        yield f"cell {name!r}", text_of(cell).encode()
        for part in cell.keys() - {"source"}:
            yield f"{part} of cell {name!r}", json.dumps(cell[part]).encode()
    others = {key: value for key, value in notebook.items() if key != "cells"}
    yield "the notebook's own metadata", json.dumps(others).encode()
    yield "the file", data


def _sources(data: bytes) -> Iterator[tuple[str, str]]:
    for cell in _parsed(data).get("cells", ()):
        yield f"cell {_cell_name(cell)!r}", text_of(cell)


def _cell_name(cell: dict[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id") or cell.get("id", "?"))


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        notebook: dict[str, Any] = json.loads(data)
        notebook["cells"] = [
            cell for cell in notebook["cells"] if {"source", "metadata"} <= cell.keys()
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}  # damaged: it is searched as a whole
    return notebook
