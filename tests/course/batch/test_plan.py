"""A plan keeps no notebooks: what is graded is what is there when its turn comes."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.batch.plan import make_plan
from autograder.course import Course
from autograder.course.gallery import notebook_with
from tests.course.support import example_class

NAME = "02_one_step"


def test_a_notebook_that_changed_since_the_plan_is_read_as_it_is_now(tmp_path: Path) -> None:
    root = example_class(tmp_path, [NAME], ("ada", "chen", "zoe"))
    course = Course.load(root)
    assignment = course.assignment(NAME)
    plan = make_plan(course, assignment, force=True)
    one, other = (students[0] for students in list(plan.todo.values())[:2])
    notebook = root / "submitted" / other / NAME / f"{NAME}.ipynb"
    name = assignment.exercises[0].name
    answer = f"def {name}(*given):\n    return 1"
    newer = notebook_with(assignment, {name: answer})
    notebook.write_text(json.dumps(newer))
    looked = {student: plan.load(student) for student in (one, other)}
    assert answer in {cell.source for cell in looked[other].submission.cells}
    assert looked[other].parts == plan.store.parts(looked[other].submission)
    assert looked[one] == (plan.read(one), plan.store.parts(plan.read(one)))
