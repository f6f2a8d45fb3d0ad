"""The other graders, each in a course folder of its own, with our checks in its own form.

Each grader has ``prepare`` (not timed: what a teacher does once), ``hand_in`` (a class, ungraded),
``command`` (what is timed; it ends with the scores stored) and ``scores``.
"""

from __future__ import annotations

import json
import os
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
            hidden = hidden_function(self.assignment.name, exercise, reference(self.assignment))
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


def tested(notebook: Mapping[str, Any], assignment: Assignment) -> list[tuple[dict[str, Any], str]]:
    """Return the cells with an exercise's public checks, and the exercise."""
    graded = {e.graded_cell: e.name for e in assignment.exercises if not e.manual}
    cells = [(c, c["metadata"].get("nbgrader", {}).get("grade_id")) for c in notebook["cells"]]
    return [(cell, graded[name]) for cell, name in cells if name in graded]


def reference(assignment: Assignment) -> str:
    """Return the module of ``solutions/`` that the hidden tests of an assignment import."""
    return REFERENCES[assignment.name]
