"""What the page of a lesson shows of each released cell, and which pictures it may show."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

from nbformat import from_dict

from autograder.course import Assignment
from autograder.records import Cell
from autograder.site.solved import SHARPNESS, Drawn

TITLE = re.compile(r"#@title (.+?)(?: *\{[^{}]*\})?$", re.MULTILINE)
KINDS = {"check": "Check", "picture": "Picture"}
BEFORE = "Code that only serves the lesson"  # the title of a folded cell that has none
LEAST_NOTICE = 20  # letters: a text that a cell prints whole


def shown_notebook(assignment: Assignment, drawn: Mapping[str, Drawn]) -> Any:
    """Return the released notebook with all that its page says beside the cells' text.

    Each cell says in ``metadata.page`` how it is laid out. Of what the solved notebook showed, the
    page has the pictures, and lines that the released cell itself holds as text; no number that
    was computed, and nothing of any other cell.
    """
    notebook = copy.deepcopy(assignment.master)
    values = values_of(assignment)
    answers = {exercise.name for exercise in assignment.exercises}
    for raw, cell in zip(notebook["cells"], assignment.cells, strict=True):
        page: dict[str, Any] = {
            "name": cell.name,
            "role": cell.role,
            "title": title_of(cell),
            "folded": bool(raw["metadata"].get("jupyter", {}).get("source_hidden")),
        }
        if cell.role == "picture":
            used = names_in(cell.source)
            page["own"] = bool(used & answers)
            page["gives_away"] = bool(used & values)
            page["pictures"] = [] if used & values else pictures_of(assignment, cell, drawn)
            page["notice"] = list(_notices(cell.source, drawn[cell.name].lines))
        raw["source"] = cell.source
        raw["metadata"]["page"] = page
    return from_dict(notebook)


def title_of(cell: Cell) -> str:
    """Return what a folded cell is called: by its first line, else by its role."""
    found = TITLE.match(cell.source)
    return found[1] if found else KINDS.get(cell.role, BEFORE)


def values_of(assignment: Assignment) -> frozenset[str]:
    """Return the exercises whose answer is a value and no function: a picture would show it."""
    return frozenset(
        exercise.name
        for exercise in assignment.exercises
        if not exercise.manual and not re.search(rf"^def {exercise.name}\(", exercise.stub, re.M)
    )


def names_in(source: str) -> frozenset[str]:
    """Return the names that a cell's code reads.

    >>> sorted(names_in("%matplotlib inline\\nx = f(y)"))
    ['f', 'y']
    """
    tree = ast.parse(re.sub(r"^[%!]", "#", source, flags=re.MULTILINE))
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return frozenset(node.id for node in nodes if isinstance(node.ctx, ast.Load))


def pictures_of(
    assignment: Assignment, cell: Cell, drawn: Mapping[str, Drawn]
) -> list[dict[str, Any]]:
    """Return the files of a cell's pictures with their sizes on the page."""
    pictures = drawn[cell.name].pictures
    numbers = [""] if len(pictures) == 1 else [f"-{k + 1}" for k in range(len(pictures))]
    return [
        {
            "file": f"pictures/{assignment.name}/{cell.name}{number}.png",
            "width": round(picture.width / SHARPNESS),
            "height": round(picture.height / SHARPNESS),
        }
        for number, picture in zip(numbers, pictures, strict=True)
    ]


def _notices(source: str, lines: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines that stand in the cell's own code, with at most one word before."""
    nodes = ast.walk(ast.parse(re.sub(r"^[%!]", "#", source, flags=re.MULTILINE)))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant)]
    whole = {text for text in texts if isinstance(text, str) and len(text) >= LEAST_NOTICE}
    for line in lines:
        if line in whole or line.partition(" ")[2] in whole:
            yield line
