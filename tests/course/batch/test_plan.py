"""What a plan keeps of the notebooks that it looks at."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from autograder.batch import plan as plan_module
from autograder.batch.folder_index import SETTLED_SECONDS
from autograder.batch.plan import make_plan
from autograder.course import Course
from autograder.course.gallery import notebook_with
from tests.course.support import example_class

NAME = "02_one_step"


def test_what_is_planned_is_read_once_unless_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = example_class(tmp_path, [NAME], ("ada", "chen", "zoe"))
    course = Course.load(root)
    assignment = course.assignment(NAME)
    time.sleep(SETTLED_SECONDS)  # the files were made a moment ago
    read: list[str] = []
    whole = plan_module.read_handed_in

    def counting(path: Path, student: str, *rest: object) -> object:
        read.append(student)
        return whole(path, student, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(plan_module, "read_handed_in", counting)
    plan = make_plan(course, assignment, force=True)
    one, other = (students[0] for students in list(plan.todo.values())[:2])
    notebook = root / "submitted" / other / NAME / f"{NAME}.ipynb"
    name = assignment.exercises[0].name
    answer = f"def {name}(*given):\n    return 1"
    newer = notebook_with(assignment, {name: answer})
    notebook.write_text(json.dumps(newer))
    read.clear()
    looked = {student: plan.look(student) for student in (one, other)}
    assert read == [other]
    assert answer in {cell.source for cell in looked[other].submission.cells}
    assert looked[other].parts == plan.store.parts(looked[other].submission)
    assert looked[one] == (plan.read(one), plan.store.parts(plan.read(one)))
    read.clear()
    assert plan.look(one).submission == looked[one].submission
    assert read == [one], "what was looked at is not kept any longer"

    monkeypatch.setattr(plan_module, "MOST_KEPT", 0)
    full = make_plan(course, assignment, force=True)
    read.clear()
    full.look(one)
    assert read == [one]
