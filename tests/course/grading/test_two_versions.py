"""An answer in which a merge left two versions is a person's to judge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.grading.waiting import holds_two_versions
from tests.course.support import copy_other_course, gradebook_dump, run_tool

NAME = "01_sorting"
MINE, THEIRS = (f"def smallest(items):\n    return {said}\n" for said in ("0", "1"))
TWO = f"<<<<<<< local\n{MINE}=======\n{THEIRS}>>>>>>> remote"


def test_two_versions_wait_for_a_person(tmp_path: Path) -> None:
    root = copy_other_course(tmp_path / "course")
    assignment = Course.load(root).assignment(NAME)
    for student, answer in (("ada", TWO), ("ben", "def smallest(items:\n    return 0")):
        path = root / "submitted" / student / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        made = notebook_with(assignment, {**solved(assignment), "smallest": answer})
        path.write_text(json.dumps(made), "utf-8")
    for command in ("grade", "feedback"):
        done = run_tool(root, "course", command, NAME)
        assert done.returncode == 0, done.stderr
    waits = {row[0]: row[5] for row in gradebook_dump(root) if row[2] == "test_smallest"}
    assert waits == {"ada": 1, "ben": 0}
    page = (root / "feedback" / "ada" / NAME / f"{NAME}.html").read_text("utf-8")
    assert "Two versions of this answer were merged" in page


@pytest.mark.parametrize(
    "one",
    [MINE, f"=======\n{MINE}", f"<<<<<<< local\n{MINE}", "# <<<<<<< a\n# =======\n# >>>>>>> b"],
)
def test_one_version_is_no_merge(one: str) -> None:
    assert not holds_two_versions(one)
    assert holds_two_versions(TWO)
    assert holds_two_versions(TWO.replace(MINE, ""))
