#!/usr/bin/env bash
# Expected: A warning, or a line on the error stream, is a note to the reader: a test cell that raises no error earns its points.
# Seen: Every line on the error stream during a test cell makes it 0 points, from a warning of a library as well as from a progress line of the student's own function; the same line during the answer cell costs nothing.
# For a grader: a new version of a library that warns can take the points of a whole class; turn warnings off in test cells, or grade what is returned.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbgrader==0.9.6

python - >seen 2>/dev/null <<'PY'
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from nbgrader.utils import determine_grade

metadata = {"schema_version": 3, "grade_id": "test", "grade": True, "solution": False, "locked": True, "task": False, "points": 5}
answers = {
    "says nothing": "def square(x):\n    return x * x",
    "warns when called": "import warnings\n\ndef square(x):\n    warnings.warn('old name', FutureWarning)\n    return x * x",
    "shows progress": "import sys\n\ndef square(x):\n    print('step 1 of 1', file=sys.stderr)\n    return x * x",
    "warns when defined": "import warnings\n\nwarnings.warn('old name', FutureWarning)\n\ndef square(x):\n    return x * x",
}
for name, answer in answers.items():
    test = new_code_cell("assert square(3) == 9", metadata={"nbgrader": metadata})
    NotebookClient(new_notebook(cells=[new_code_cell(answer), test])).execute()
    print(name, "->", *determine_grade(test))
PY
same "$script" <<'SEEN'
says nothing -> 5.0 5.0
warns when called -> 0 5.0
shows progress -> 0 5.0
warns when defined -> 5.0 5.0
SEEN
