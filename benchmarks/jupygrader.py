"""jupygrader, with our checks in its own form."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from autograder.course import Assignment
from benchmarks.peer_tests import hidden_function
from benchmarks.peers import Grader, Scores, reference, tested

PROGRAM = """
import sys
from pathlib import Path
from jupygrader import grade_notebooks
items = [
    {"notebook_path": str(path), "output_path": f"results/{path.parts[1]}"}
    for path in sorted(Path().glob("submitted/*/*/*.ipynb"))
]
grade_notebooks(items, base_files=sys.argv[1:], verbose=False, export_csv=False)
"""


class Jupygrader(Grader):
    """``jupygrader``'s function for a class; its tests stand in what is handed in, made obscure."""

    name = "jupygrader"

    def __init__(self, folder: Path, assignment: Assignment, environment: Path) -> None:
        super().__init__(folder, assignment)
        self._bin = environment.absolute() / "bin"

    def environment(self) -> dict[str, str]:
        """Its own environment, with its own kernel."""
        return {"PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}"}

    def prepare(self) -> None:
        """Write the files that lie beside a notebook; there is nothing to release."""
        for file, data in self.assignment.files.items():
            (self.folder / file).write_bytes(data)

    def reset(self) -> None:
        """Put the tests in the place of the checks; no results."""
        points = {e.name: e.points for e in self.assignment.exercises}
        for path in self.folder.glob("submitted/*/*/*.ipynb"):
            notebook = json.loads(path.read_text(encoding="utf-8"))
            for cell, exercise in tested(notebook, self.assignment):
                hidden = hidden_function(self.assignment.name, exercise, reference(self.assignment))
                about = f"_test_case = {exercise!r}\n_points = {points[exercise]}\n"
                cell["source"] = f"{about}{hidden}\ntest_{exercise}(globals())"
            path.write_text(json.dumps(notebook), encoding="utf-8")
        shutil.rmtree(self.folder / "results", ignore_errors=True)

    def command(self) -> list[str]:
        """The whole class in one process, as its documentation has it."""
        return [str(self._bin / "python"), "-c", PROGRAM, *sorted(self.assignment.files)]

    def scores(self) -> Scores:
        """Return what stands in the files of results."""
        found: Scores = {}
        for path in self.folder.glob("results/*/*-graded-result.json"):
            tests = json.loads(path.read_text(encoding="utf-8"))["test_case_results"]
            found[path.parent.name] = {t["test_case_name"]: t["points"] for t in tests}
        return found
