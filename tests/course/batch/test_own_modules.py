"""A module that a student hands in beside the notebook is there, and graded again when changed."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from tests.course.support import copy_other_course, run_tool

NAME = "01_sorting"
RIGHT = "def least(items): return min(range(len(items)), key=items.__getitem__)"
WRONG = "def least(items): return 0"


def points(root: Path) -> float:
    done = run_tool(root, "course", "grade", NAME, "--json", "grades.json")
    assert done.returncode == 0, done.stderr
    (ada,) = json.loads((root / "grades.json").read_text())["grades"]
    assert any("taken along: 'mine.py'" in flag for flag in ada["flags"])
    (earned,) = (e["points"] for e in ada["exercises"] if e["name"] == "smallest")
    return earned


def test_it_is_there_and_a_change_counts(tmp_path: Path) -> None:
    root = copy_other_course(tmp_path / "course")
    assignment = Course.load(root).assignment(NAME)
    uses = {"smallest": "from mine import least\ndef smallest(items): return least(items)"}
    folder = root / "submitted" / "ada" / NAME
    folder.mkdir(parents=True)
    made = notebook_with(assignment, solved(assignment) | uses)
    (folder / f"{NAME}.ipynb").write_text(json.dumps(made))
    (most,) = (e.points for e in assignment.exercises if e.name == "smallest")
    (folder / "mine.py").write_text(RIGHT)
    assert points(root) == most
    (folder / "mine.py").write_text(WRONG)
    assert points(root) <= most / 2
