#!/usr/bin/env bash
# Expected: A notebook of an assignment that a student did not hand in is marked as missing in the gradebook, and its written answer waits for nobody or has no points.
# Seen: Its cells, written ones too, have 0 points from the machine as if they had been handed in and were wrong; nothing in the rows of the notebook says that it was not there.
# For a grader: a zero in the gradebook does not say whether somebody handed in; compare with the files in `submitted/` before you write to a student.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbgrader==0.9.6

python - <<'PY'
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
base = {"schema_version": 3, "grade": True, "task": False, "points": 5}
for name in ("one", "two"):
    test = {"nbgrader": base | {"grade_id": "test", "solution": False, "locked": True}}
    written = {"nbgrader": base | {"grade_id": "written", "solution": True, "locked": False}}
    cells = [new_code_cell("assert 1 == 2", id="test", metadata=test), new_markdown_cell("Why?", id="written", metadata=written)]
    path = Path("source/sheet", f"{name}.ipynb")
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells, metadata=kernel), path)
PY
echo 'c = get_config()' >nbgrader_config.py
nbgrader generate_assignment sheet >log 2>&1
mkdir -p submitted/somebody/sheet
sed 's/YOUR ANSWER HERE/An answer./' release/sheet/one.ipynb >submitted/somebody/sheet/one.ipynb
nbgrader autograde sheet >log 2>&1
python - >seen <<'PY'
from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as gradebook:
    submission = gradebook.find_submission("sheet", "somebody")
    for notebook in sorted(submission.notebooks, key=lambda notebook: notebook.name):
        for grade in sorted(notebook.grades, key=lambda grade: grade.name):
            waits = "waits for a person" if grade.needs_manual_grade else "is done"
            print(notebook.name, grade.name, grade.auto_score, waits)
PY
same "$script" <<'SEEN'
one test 0.0 is done
one written None waits for a person
two test 0.0 is done
two written 0.0 is done
SEEN
