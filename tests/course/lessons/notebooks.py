"""The hand-edited notebooks, read as their tests need them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat

from tests.course.support import ROOT

SOURCE = ROOT / "source"
REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)


def path_of(assignment: str) -> Path:
    return SOURCE / assignment / f"{assignment}.ipynb"


def cells_of(assignment: str) -> list:
    return nbformat.read(path_of(assignment), as_version=4).cells


def graded(cell) -> dict:
    return cell.metadata.get("nbgrader", {})


def answers_of(assignment: str) -> list:
    return [c for c in cells_of(assignment) if graded(c).get("solution") and c.cell_type == "code"]


def region_of(cell) -> str:
    return REGION.search(cell.source)[1]


def definitions(source: str) -> dict[str, str]:
    """Return each function or assigned dict of a text as its bare syntax tree."""
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args]
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            found[node.name] = "\n".join([*names, *map(ast.dump, body)])
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and node.value is not None:
                found[target.id] = ast.dump(node.value)
    return found


def notices_of(source: str) -> list[str]:
    """Return what the pictures of a cell's code ask to notice."""
    tree = ast.parse(source)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call.args[1].value for call in calls if getattr(call.func, "id", "") == "see_it"]
