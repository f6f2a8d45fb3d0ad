"""nbgrader's own Validate and `course check` say the same of a warning: it is no failure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from tests.course.support import copy_other_course, run_tool

NAME = "01_sorting"
WAYS = """def smallest(items):
    import logging, sys, warnings
    import pandas as pd
    warnings.warn("look at this")
    print("to the error stream", file=sys.stderr)
    logging.warning("in the log")
    pd.to_datetime(["13/01/2026"], dayfirst=False)
    return items.index(min(items))"""
WRONG = "def smallest(items):\n    return 7"


def validated(folder: Path, path: Path) -> str:
    done = run_tool(folder, "nbgrader", "validate", str(path))
    return done.stdout + done.stderr


@pytest.mark.parametrize("place", ["course", "published"])
def test_a_warning_fails_neither_validate_nor_check(tmp_path: Path, place: str) -> None:
    root = copy_other_course(tmp_path / "course")
    folder = root
    if place == "published":
        folder = tmp_path / "given"
        done = run_tool(root, "course", "publish", str(folder))
        assert done.returncode == 0, done.stderr
    assignment = Course.load(root).assignment(NAME)
    for answer, good in ((WAYS, True), (WRONG, False)):
        path = folder / "mine" / f"{NAME}.ipynb"
        path.parent.mkdir(exist_ok=True)
        answers = {**solved(assignment), "smallest": answer}
        path.write_text(json.dumps(notebook_with(assignment, answers)), "utf-8")
        assert ("Success! Your notebook passes all the tests." in validated(folder, path)) is good
        checked = run_tool(folder, "course", "check", str(path))
        assert (checked.returncode == 0) is good, checked.stdout + checked.stderr
