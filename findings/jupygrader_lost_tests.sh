#!/usr/bin/env bash
# Expected: A test with `_grade_manually = False`, which jupygrader's documentation calls the default, is graded by the machine; a test that passes or fails is in the results whatever names the answer has used.
# Seen: With `= False` a test that passes has 0 points and has neither passed nor failed. An answer that calls something of its own `map` takes all tests after it out of the results, and their points out of the maximum, because the results are kept in the answer's own names.
# For a grader: leave the line out where the machine is to grade, and compare the maximum of each student with what the sheet is worth.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" jupygrader==0.5.2 ipykernel==7.4.0 nbformat==5.11.1

python - 2>log >all <<'PY'
import nbformat
from jupygrader import grade_notebooks
from nbformat.v4 import new_code_cell, new_notebook

HEAD = "_test_case = 'one'\n_points = 2\n"
CASES = {
    "by the machine": ("x = 1", "assert x == 1"),
    "not by hand": ("x = 1", "_grade_manually = False\nassert x == 1"),
    "a map": ("map = {'north': 1}\nx = map['north']", "assert x == 1"),
}
for name, (answer, test) in CASES.items():
    nbformat.write(new_notebook(cells=[new_code_cell(answer), new_code_cell(HEAD + test)]), "one.ipynb")
    (graded,) = grade_notebooks(["one.ipynb"])
    passed = [test.did_pass for test in graded.test_case_results]
    print("seen:", name, graded.learner_autograded_score, "of", graded.max_total_score, passed)
PY
sed -n 's/^seen: //p' all >seen
same "$script" <<'SEEN'
by the machine 2 of 2 [True]
not by hand 0 of 2 [None]
a map 0 of 0 []
SEEN
