"""What stock `nbgrader autograde` gives for every hand-in: `python -m` this, kept as stock.json.

Stock nbgrader takes seconds for each notebook, so that it is not asked at every test run; the tests
ask it for a few.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from tests.course.support import run_tool
from tests.course.support.any_course import Variant, habits, hand_in
from tests.course.support.any_course.notebooks import ASSIGNMENTS, write_sources
from tests.course.support.any_course.quickstart import VARIANTS

KEPT = Path(__file__).with_name("stock.json")
ALL: Mapping[str, Mapping[str, Variant]] = {
    "ps1": VARIANTS,
    **{name: variants for name, (_, _, variants) in ASSIGNMENTS.items()},
    "habits": habits.VARIANTS,
}
Scores = dict[str, list[Any]]  # by notebook and cell: the automatic score, whether a person reads


def quickstart(top: Path) -> Path:
    """Make a course with `nbgrader quickstart`, and lay the other assignments beside its own."""
    nbgrader(top, "quickstart", "course101")
    write_sources(top / "course101")
    return top / "course101"


def nbgrader(folder: Path, *arguments: str, check: bool = True) -> str:
    """Run a command of nbgrader's."""
    done = run_tool(folder, "nbgrader", *arguments, timeout=3600)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def scores_in(root: Path, assignment: str) -> dict[str, Scores]:
    """Return what an nbgrader gradebook has, by student."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        return {
            one.student.id: {
                f"{notebook.name}/{grade.name}": [grade.auto_score, grade.needs_manual_grade]
                for notebook in one.notebooks
                for grade in notebook.grades
            }
            for one in gradebook.assignment_submissions(assignment)
        }


def stock_scores(
    top: Path, chosen: Mapping[str, Mapping[str, Variant]]
) -> dict[str, dict[str, Scores]]:
    """Let stock nbgrader grade these hand-ins."""
    root = quickstart(top)
    found = {}
    for assignment, variants in chosen.items():
        nbgrader(root, "generate_assignment", assignment)
        for student, variant in variants.items():
            hand_in(root, assignment, student, variant)
        nbgrader(root, "autograde", assignment, check=False)
        found[assignment] = scores_in(root, assignment)
    return found


if __name__ == "__main__":  # with names of assignments: those alone
    chosen = {name: ALL[name] for name in sys.argv[1:] or ALL}
    with tempfile.TemporaryDirectory(prefix="stock-") as folder:
        made = stock_scores(Path(folder), chosen)
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}
    text = json.dumps(kept | made, indent=1, sort_keys=True)
    KEPT.write_text(f"{text}\n", encoding="utf-8")
