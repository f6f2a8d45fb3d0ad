#!/usr/bin/env bash
# Expected: Code that runs in Jupyter does the same when jupygrader grades it; lines with magics are turned into comments, as its README says.
# Seen: A line that goes on with `% b` becomes a comment, too, in the middle of an expression and inside a text, so that a right answer returns something else and fails; and a text of several lines in a test cell gets four spaces at the start of its lines, so that no right answer equals it.
# For a grader: write `%` and the texts of tests in one line, and run right answers in each layout first; a student whose formatter breaks lines before an operator has 0 points for it.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" jupygrader==0.5.2 ipykernel==7.4.0 nbformat==5.11.1

python - 2>log >all <<'PY'
import nbformat
from jupygrader import grade_notebooks
from nbformat.v4 import new_code_cell, new_notebook

HEAD = "_test_case = 'one'\n_points = 2\n"
CASES = {
    "one line": ("def rest(a, b):\n    return a % b", "assert rest(7, 3) == 1"),
    "two lines": ("def rest(a, b):\n    return (\n        a\n        % b\n    )", "assert rest(7, 3) == 1"),
    "text with percent": ("done = '''40\n% of all'''", "assert done == '40\\n% of all'"),
    "text in the test": ("table = 'a\\nb'", "assert table == '''a\nb'''"),
}
for name, (answer, test) in CASES.items():
    nbformat.write(new_notebook(cells=[new_code_cell(answer), new_code_cell(HEAD + test)]), "one.ipynb")
    (graded,) = grade_notebooks(["one.ipynb"])
    print("seen:", name, graded.learner_autograded_score, "of", graded.max_total_score)
PY
sed -n 's/^seen: //p' all >seen
same "$script" <<'SEEN'
one line 2 of 2
two lines 0 of 2
text with percent 0 of 2
text in the test 0 of 2
SEEN
