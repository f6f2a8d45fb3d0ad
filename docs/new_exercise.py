"""Add the four cells of a new exercise to a source notebook, ready to be filled in.

    .venv/bin/python docs/new_exercise.py 02_one_step residuals --points 2 --after gradient_factor

The cells are the task, the answer, the public check and the picture. Edit them in JupyterLab
afterwards; their ids stay as they are.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

ROOT = Path(__file__).resolve().parents[1]

TASK = "**Task ({points:g} points).** `{name}(…)` → …\n\n*Example:* …\n\n*Predict:* …"
ANSWER = '''def {name}():
    """The formula."""
    ### BEGIN SOLUTION
    return 0
    ### END SOLUTION'''
CHECK = """@checks_of("{name}")
def test_{name}(call):
    call().gives(0, "the example says")"""
PICTURE = """with see_it("{name}", "what should be seen in it?"):
    plt.plot([{name}()])"""


def cells_for(name: str, points: float) -> list[Any]:
    """Return task, answer, check and picture, with the names and marks that grading needs."""

    def code(source: str, grade_id: str, **marks: Any) -> Any:
        known = {"grade": False, "locked": True, "solution": False, "task": False} | marks
        about = {"cell_type": "code", "grade_id": grade_id, "schema_version": 3, **known}
        return new_code_cell(source.format(name=name), id=grade_id, metadata={"nbgrader": about})

    worth = int(points) if points % 1 == 0 else points
    check = code(CHECK, f"test_{name}", grade=True, points=worth)
    answer = code(ANSWER, name, locked=False, solution=True)
    for cell in (answer, check):
        cell.metadata["tags"] = ["raises-exception"]  # Run All goes on below, as grading does
    picture = code(PICTURE, f"see_{name}")
    picture.metadata["tags"] = ["picture"]
    return [
        new_markdown_cell(TASK.format(name=name, points=points), id=f"task_{name}"),
        answer,
        check,
        picture,
    ]


def add(path: Path, name: str, points: float, after: str) -> None:
    """Insert the exercise after the picture of the exercise ``after``."""
    notebook = nbformat.read(path, as_version=4)
    ids = [cell.id for cell in notebook.cells]
    if name in ids:
        raise SystemExit(f"{path} has a cell {name!r} already")
    if f"see_{after}" not in ids:
        raise SystemExit(f"{path} has no cell 'see_{after}'")
    place = ids.index(f"see_{after}") + 1
    notebook.cells[place:place] = cells_for(name, points)
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignment")
    parser.add_argument("name")
    parser.add_argument("--points", type=float, required=True)
    parser.add_argument("--after", required=True, metavar="EXERCISE")
    asked = parser.parse_args()
    source = ROOT / "source" / asked.assignment / f"{asked.assignment}.ipynb"
    add(source, asked.name, asked.points, asked.after)
