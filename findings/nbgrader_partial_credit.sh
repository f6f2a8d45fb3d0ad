#!/usr/bin/env bash
# Expected: A test cell that ends in a number of points earns that number, whether Python or NumPy made it, and one that ends in `False` earns nothing.
# Seen: A NumPy number earns all the points, because NumPy 2 writes it as `np.float64(2.5)`, and so does `False`; a cell that ends in a whole number meant as anything else earns that many points.
# For a grader: end a test cell in `float(points)` where partial credit is meant, in an assertion elsewhere, and look at old assignments again after the step to NumPy 2.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbgrader==0.9.6 numpy==2.4.6

python - >seen 2>/dev/null <<'PY'
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from nbgrader.utils import determine_grade

sources = ["2.5", "import numpy as np\nnp.float64(2.5)", "1 == 2", "assert 1 == 2", "len([1, 2])"]
metadata = {"schema_version": 3, "grade_id": "test", "grade": True, "solution": False, "locked": True, "task": False, "points": 5}
cells = [new_code_cell(source, metadata={"nbgrader": metadata}) for source in sources]
NotebookClient(new_notebook(cells=cells), allow_errors=True).execute()
for cell in cells:
    print(cell.source.splitlines()[-1], "->", *determine_grade(cell))
PY
same "$script" <<'SEEN'
2.5 -> 2.5 5.0
np.float64(2.5) -> 5.0 5.0
1 == 2 -> 5.0 5.0
assert 1 == 2 -> 0 5.0
len([1, 2]) -> 2.0 5.0
SEEN
