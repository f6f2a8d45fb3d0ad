"""otter-grader, with our checks in its own form."""

from __future__ import annotations

import copy
import json
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.course import Assignment
from benchmarks.peer_tests import hidden_function
from benchmarks.peers import Grader, Scores, reference, tested


class OtterRun(Grader):
    """``otter run`` for each notebook, with an autograder made by ``otter assign``."""

    name = "otter run"

    def __init__(self, folder: Path, assignment: Assignment, environment: Path) -> None:
        super().__init__(folder, assignment)
        self._otter = environment.absolute() / "bin" / "otter"

    def environment(self) -> dict[str, str]:
        """Its own environment, with its own kernel."""
        return {"PATH": f"{self._otter.parent}{os.pathsep}{os.environ['PATH']}"}

    def prepare(self) -> None:
        """Write the notebook in otter's own format; ``otter assign`` makes the autograder."""
        name = self.assignment.name
        for file, data in self.assignment.files.items():
            (self.folder / file).write_bytes(data)
        notebook = otter_notebook(self.assignment)
        (self.folder / f"{name}.ipynb").write_text(json.dumps(notebook))
        self.run(str(self._otter), "assign", "--no-pdfs", f"{name}.ipynb", "dist")
        (made,) = (self.folder / "dist" / "autograder").glob("*.zip")
        shutil.copy(made, self.folder / "autograder.zip")

    def reset(self) -> None:
        """No results."""
        shutil.rmtree(self.folder / "results", ignore_errors=True)
        for student in self._students():
            (self.folder / "results" / student).mkdir(parents=True)

    def _students(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "submitted").iterdir())

    def command(self) -> list[str]:
        """One process a notebook, as otter's own documentation has it."""
        name = self.assignment.name
        one = (
            f'"{self._otter}" run --no-logo -a autograder.zip'
            f' -o "results/$student" "submitted/$student/{name}/{name}.ipynb"'
        )
        return ["/bin/sh", "-c", f"for student in $(ls submitted); do {one} || exit 1; done"]

    def scores(self) -> Scores:
        """Return what stands in the files of results."""
        return {
            student: _otter_scores(self.folder / "results" / student / "results.json")
            for student in self._students()
        }


def _otter_scores(path: Path) -> dict[str, float]:
    tests = json.loads(path.read_text(encoding="utf-8"))["tests"]
    return {t["name"]: t["score"] for t in tests if "score" in t and "max_score" in t}


def otter_notebook(assignment: Assignment) -> dict[str, Any]:
    """The source notebook in otter's own format: each exercise a question with hidden tests."""
    source = json.loads(assignment.source.read_text(encoding="utf-8"))
    checks = {exercise: cell for cell, exercise in tested(source, assignment)}
    points = {e.name: e.points for e in assignment.exercises}
    config: dict[str, Any] = {"tests": {"ok_format": False}, "init_cell": False}
    config |= {
        "files": sorted(assignment.files),
        "save_environment": False,
        "check_all_cell": False,
    }
    cells = [_raw("# ASSIGNMENT CONFIG\n" + json.dumps(config))]
    for cell in source["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        exercise = marks.get("grade_id", "")
        if exercise in checks and marks.get("solution"):
            cells += _question(assignment, exercise, points[exercise], cell)
        elif not marks.get("grade"):
            cells.append(_plain(cell))
    return {**source, "cells": cells}


def _question(
    assignment: Assignment, exercise: str, points: float, answer: Mapping[str, Any]
) -> list[dict[str, Any]]:
    test = f'""" # BEGIN TEST CONFIG\nhidden: true\npoints: {points}\n""" # END TEST CONFIG\n'
    test += hidden_function(assignment.name, exercise, reference(assignment))
    begin = {"name": exercise, "points": points, "check_cell": False}
    return [
        _raw("# BEGIN QUESTION\n" + json.dumps(begin)),
        _plain(answer),
        _raw("# BEGIN TESTS"),
        _code(test),
        _raw("# END TESTS"),
        _raw("# END QUESTION"),
    ]


def _plain(cell: Mapping[str, Any]) -> dict[str, Any]:
    kept = copy.deepcopy(dict(cell))
    kept["metadata"] = {}
    text = "".join(cell["source"])
    for marker in ("BEGIN SOLUTION", "END SOLUTION"):  # otter's own markers have one #
        text = text.replace(f"### {marker}", f"# {marker}")
    kept["source"] = text
    return kept


def _raw(text: str) -> dict[str, Any]:
    return {"cell_type": "raw", "id": secrets.token_hex(4), "metadata": {}, "source": text}


def _code(text: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": secrets.token_hex(4),
        "metadata": {},
        "source": text,
        "execution_count": None,
        "outputs": [],
    }
