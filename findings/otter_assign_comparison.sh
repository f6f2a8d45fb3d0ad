#!/usr/bin/env bash
# Expected: `otter assign` puts `...` for what follows the name in a line that ends in `# SOLUTION`, or for the whole line, so that what students get is Python and does not hold the answer.
# Seen: Where something in brackets is set to what is compared with something in brackets, it cuts at the comparison: `flat["big"] = flat["area"] > 90` is hidden, but with `==` the column's name stays, and in parentheses what stays is no Python.
# For a grader: put such a line between `# BEGIN SOLUTION` and `# END SOLUTION`, and parse every cell of what is handed out.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" otter-grader==7.0.0 nbformat==5.11.1

python - <<'PY'
import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_raw_cell

answer = """\
flat["big"] = flat["area"] > 90 # SOLUTION
flat["one"] = flat["rooms"] == 1 # SOLUTION
flat["cheap"] = (flat["rooms"] == 1) & (flat["rent"] < 400) # SOLUTION
south = flat[flat["side"] == "south"] # SOLUTION
flat["warm"] = flat[flat["side"] == "south"]["heated"] # SOLUTION"""
before = ["# ASSIGNMENT CONFIG\ntests:\n  files: false", "# BEGIN QUESTION\nname: q1", "# BEGIN SOLUTION"]
cells = [*map(new_raw_cell, before), new_code_cell(answer), *map(new_raw_cell, ["# END SOLUTION", "# END QUESTION"])]
kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
nbformat.write(new_notebook(cells=cells, metadata=kernel), "sheet.ipynb")
PY
otter assign sheet.ipynb out --no-run-tests --no-pdfs >log 2>&1
python - >seen <<'PY'
import ast

import nbformat

cell = next(cell for cell in nbformat.read("out/student/sheet.ipynb", 4).cells if "flat" in cell.source)
for line in cell.source.splitlines():
    try:
        ast.parse(line)
        print(line)
    except SyntaxError:
        print(line, "<- a syntax error")
PY
same "$script" <<'SEEN'
flat["big"] = ...
flat["one"] = flat["rooms"] = ...
flat["cheap"] = (flat["rooms"] = ... <- a syntax error
south = ...
flat["warm"] = flat[flat["side"] = ... <- a syntax error
SEEN
