#!/usr/bin/env bash
# Expected: A hand-in without one of the two test cells has no points for it, and the maximum stays that of the assignment.
# Seen: The maximum is added up from the test cells that the hand-in has: here it is 2 in place of 10, so that a lost cell looks like full marks.
# For a grader: take the maximum from the assignment, never from the hand-in, and name the cells that are missing; they get lost without anybody's intention.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" jupygrader==0.5.2 nbformat==5.11.1

cat >grade.py <<'PY'
import nbformat
from jupygrader import grade_notebooks
from nbformat.v4 import new_code_cell, new_notebook

kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
answer = "def square(x):\n    return x * x"
first = "_test_case = 'first'\n_points = 2\nassert square(1) == 1"
# the assignment has a second test: _test_case = 'second', _points = 8
nbformat.write(new_notebook(cells=[new_code_cell(answer), new_code_cell(first)], metadata=kernel), "answer.ipynb")
graded = grade_notebooks(["answer.ipynb"])[0]
print("found:", graded.learner_autograded_score, "of", graded.max_total_score)
PY
python grade.py 2>/dev/null | grep '^found' >seen
same "$script" <<'SEEN'
found: 2 of 2
SEEN
