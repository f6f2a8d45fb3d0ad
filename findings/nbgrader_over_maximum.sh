#!/usr/bin/env bash
# Expected: A test cell whose points come out above its maximum earns the maximum, or stays open for a person, and the rest of the hand-in is graded.
# Seen: `nbgrader autograde` gives up that student: the cells after it and the notebooks after it stay without points, its folder in `autograded/` is removed, and the command ends with an error once it has graded the others.
# For a grader: bound every computed number of points from above (`min(points, 5)`), and read the end of the log, since the gradebook shows such a student with the points so far.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbgrader==0.9.6

python - <<'PY'
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook


def cell(name, source, **more):
    metadata = {"schema_version": 3, "grade_id": name, "grade": False, "solution": False, "locked": False, "task": False}
    return new_code_cell(source, id=name, metadata={"nbgrader": metadata | more})


kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
test = {"grade": True, "locked": True, "points": 5}
answer = cell("answer", "found = 0", solution=True)
first = [answer, cell("before", "assert True", **test), cell("counted", "found", **test), cell("after", "assert True", **test)]
notebooks = {"one": first, "two": [cell("other", "assert True", **test)]}
for name, cells in notebooks.items():
    path = Path("source/sheet", f"{name}.ipynb")
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells, metadata=kernel), path)
PY
echo 'c = get_config()' >nbgrader_config.py
nbgrader generate_assignment sheet >log 2>&1
for found in 5 6; do
	mkdir -p "submitted/found_$found/sheet"
	cp release/sheet/*.ipynb "submitted/found_$found/sheet"
	sed -i "s/# YOUR CODE HERE/found = $found/; s/raise NotImplementedError()/pass/" "submitted/found_$found/sheet/one.ipynb"
done
status=0
nbgrader autograde sheet >log 2>&1 || status=$?
{
	echo "autograde ended with $status"
	grep -o 'ValueError: .*' log | sort -u
	ls -d autograded/*/sheet
	python - <<'PY'
from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as gradebook:
    for submission in gradebook.assignment_submissions("sheet"):
        for notebook in sorted(submission.notebooks, key=lambda notebook: notebook.name):
            print(submission.student.id, notebook.name, {grade.name: grade.auto_score for grade in notebook.grades})
PY
} >seen
same "$script" <<'SEEN'
autograde ended with 1
ValueError: partial credit cannot be greater than maximum points for cell
autograded/found_5/sheet
found_5 one {'before': 5.0, 'counted': 5.0, 'after': 5.0}
found_5 two {'other': 5.0}
found_6 one {'before': 5.0, 'counted': None, 'after': None}
found_6 two {'other': None}
SEEN
