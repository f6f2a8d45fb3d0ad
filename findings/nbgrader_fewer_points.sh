#!/usr/bin/env bash
# Expected: When a test is worth less than before, those who were graded before have at most what it is worth now, or are to be graded again.
# Seen: They keep their 5 points, of 2; their export says more than the maximum, and nothing says that they are out of date.
# For a grader: grade everybody again after you changed points, and look in the export for scores above the maximum.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbgrader==0.9.6

cat >make.py <<'PY'
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
test = {"schema_version": 3, "grade_id": "test", "grade": True, "solution": False, "locked": True, "task": False}
cell = new_code_cell("assert 1 == 1", id="test", metadata={"nbgrader": test | {"points": int(sys.argv[1])}})
Path("source/sheet").mkdir(parents=True, exist_ok=True)
nbformat.write(new_notebook(cells=[cell], metadata=kernel), "source/sheet/one.ipynb")
PY
echo 'c = get_config()' >nbgrader_config.py
python make.py 5
nbgrader generate_assignment sheet >log 2>&1
mkdir -p submitted/somebody
cp -r release/sheet submitted/somebody/sheet
nbgrader autograde sheet >log 2>&1
python make.py 2
nbgrader generate_assignment sheet --force >log 2>&1
nbgrader autograde sheet >log 2>&1
nbgrader export >log 2>&1
python - >seen <<'PY'
import csv

for row in csv.DictReader(open("grades.csv")):
    print(row["student_id"], row["score"], "of", row["max_score"])
PY
same "$script" <<'SEEN'
somebody 5.0 of 2.0
SEEN
