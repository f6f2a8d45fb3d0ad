"""The other graders, each in a course folder of its own, with our checks in its own form.

Each grader has ``prepare`` (not timed: what a teacher does once), ``hand_in`` (a class, ungraded),
``command`` (what is timed; it ends with the scores stored) and ``scores``.
"""

from __future__ import annotations

import copy
import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.course import Assignment
from benchmarks.make_class import Member, write_class
from benchmarks.peer_tests import hidden_function

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parent.parent
REFERENCES = {"03_tips": "tips"}  # the module of solutions/ that the hidden tests import
CONFIG = """c = get_config()
c.CourseDirectory.course_id = "benchmark"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\\nraise NotImplementedError()"}
c.IncludeHeaderFooter.header = ""
"""
Scores = dict[str, dict[str, float]]  # student → exercise → points


class Grader(ABC):
    """One way to grade a class."""

    name: str

    def __init__(self, folder: Path, assignment: Assignment) -> None:
        self.folder, self.assignment = folder, assignment
        folder.mkdir(parents=True)

    def hand_in(self, made: Sequence[Member]) -> None:
        """Put a class's notebooks in place of those before, and forget all grades."""
        shutil.rmtree(self.folder / "submitted", ignore_errors=True)
        write_class(self.folder, self.assignment, made)
        self.reset()

    def environment(self) -> dict[str, str]:
        """What the command needs in its environment: the folder of its programs comes first."""
        return {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}

    @abstractmethod
    def prepare(self) -> None:
        """Set the course up, once."""

    @abstractmethod
    def reset(self) -> None:
        """Forget all grades."""

    @abstractmethod
    def command(self) -> list[str]:
        """What grades the whole folder; run in it."""

    def scores(self) -> Scores:
        """Return what was stored, by student and exercise; none where scores are not kept."""
        return {}

    def run(self, *command: str) -> None:
        """Run a command of the set-up; show what it said if it fails."""
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{self.name}: {command}\n{done.stdout}\n{done.stderr}")


def gradebook_scores(path: Path) -> Scores:
    """Return the automatic scores in an nbgrader gradebook."""
    found: Scores = {}
    with sqlite3.connect(path) as db:
        rows = db.execute(
            "select s.student_id, c.name, g.auto_score from grade g"
            " join base_cell c on c.id = g.cell_id"
            " join submitted_notebook n on n.id = g.notebook_id"
            " join submitted_assignment s on s.id = n.assignment_id"
        )
        for student, cell, score in rows:
            found.setdefault(student, {})[cell.removeprefix("test_")] = score
    return found


class StockNbgrader(Grader):
    """``nbgrader autograde`` as it comes: hidden tests in the notebook, its own Execute."""

    name = "nbgrader autograde"

    def prepare(self) -> None:
        """Write a source notebook with hidden tests in its cells, and release it."""
        (self.folder / "nbgrader_config.py").write_text(CONFIG)
        source = self.folder / "source" / self.assignment.name
        shutil.copytree(self.assignment.source.parent, source)
        notebook = json.loads(self.assignment.source.read_text(encoding="utf-8"))
        for cell, exercise in tested(notebook, self.assignment):
            hidden = hidden_function(self.assignment.name, exercise, _reference(self.assignment))
            hidden += f"\ntest_{exercise}(globals())"
            text = "".join(cell["source"])
            cell["source"] = f"{text}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
        (source / f"{self.assignment.name}.ipynb").write_text(json.dumps(notebook))
        self.run(str(BIN / "nbgrader"), "generate_assignment", self.assignment.name)
        shutil.copy(self.folder / "gradebook.db", self.folder / "gradebook.released")

    def reset(self) -> None:
        """The gradebook as it was after the release."""
        shutil.rmtree(self.folder / "autograded", ignore_errors=True)
        shutil.copy(self.folder / "gradebook.released", self.folder / "gradebook.db")

    def command(self) -> list[str]:
        """Grade everyone."""
        return [str(BIN / "nbgrader"), "autograde", self.assignment.name]

    def scores(self) -> Scores:
        """Return what stands in the gradebook."""
        return gradebook_scores(self.folder / "gradebook.db")


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
                hidden = hidden_function(
                    self.assignment.name, exercise, _reference(self.assignment)
                )
                about = f"_test_case = {exercise!r}\n_points = {points[exercise]}\n"
                cell["source"] = f"{about}{hidden}\ntest_{exercise}(globals())"
            path.write_text(json.dumps(notebook), encoding="utf-8")
        shutil.rmtree(self.folder / "results", ignore_errors=True)

    def command(self) -> list[str]:
        """The whole class in one process, as its documentation has it."""
        return [str(self._bin / "python"), "-c", JUPYGRADER, *sorted(self.assignment.files)]

    def scores(self) -> Scores:
        """Return what stands in the files of results."""
        found: Scores = {}
        for path in self.folder.glob("results/*/*-graded-result.json"):
            tests = json.loads(path.read_text(encoding="utf-8"))["test_case_results"]
            found[path.parent.name] = {t["test_case_name"]: t["points"] for t in tests}
        return found


JUPYGRADER = """
import sys
from pathlib import Path
from jupygrader import grade_notebooks
items = [
    {"notebook_path": str(path), "output_path": f"results/{path.parts[1]}"}
    for path in sorted(Path().glob("submitted/*/*/*.ipynb"))
]
grade_notebooks(items, base_files=sys.argv[1:], verbose=False, export_csv=False)
"""


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
    test += hidden_function(assignment.name, exercise, _reference(assignment))
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


def tested(notebook: Mapping[str, Any], assignment: Assignment) -> list[tuple[dict[str, Any], str]]:
    """Return the cells with an exercise's public checks, and the exercise."""
    graded = {e.graded_cell: e.name for e in assignment.exercises if not e.manual}
    cells = [(c, c["metadata"].get("nbgrader", {}).get("grade_id")) for c in notebook["cells"]]
    return [(cell, graded[name]) for cell, name in cells if name in graded]


def _reference(assignment: Assignment) -> str:
    return REFERENCES[assignment.name]
