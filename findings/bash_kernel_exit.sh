#!/usr/bin/env bash
# Expected: A test cell in Bash that ends with an exit status other than 0 has failed, however it came to it.
# Seen: After a command that fails it has; after `|| exit 1`, as scripts do it, bash_kernel starts a new Bash, answers "ok", and nbgrader gives all the points. What the cells before had set is gone for those after it.
# For a grader: end a test cell in Bash with the condition itself, or with `false`, and never with `exit`; and run one wrong answer before the class does.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbgrader==0.9.6 bash_kernel==0.10.0 ipykernel==7.4.0

python -m bash_kernel.install --sys-prefix >log 2>&1
python - <<'PY'
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

kernel = {"kernelspec": {"name": "bash", "display_name": "Bash", "language": "bash"}}
common = {"schema_version": 3, "locked": True, "task": False, "solution": False}
tests = {
    "condition": '[ "$steps" = 100 ]',
    "false": '[ "$steps" = 100 ] || { echo "steps: $steps"; false; }',
    "right": '[ "$steps" = 10 ]',
    "exit": '[ "$steps" = 100 ] || exit 1',
    "right_after_exit": '[ "$steps" = 10 ]',
}
cells = [new_code_cell("steps=10", id="answer")]
for name, test in tests.items():
    metadata = common | {"grade_id": name, "grade": True, "points": 2}
    cells.append(new_code_cell(test, id=name, metadata={"nbgrader": metadata}))
Path("source/sheet").mkdir(parents=True)
nbformat.write(new_notebook(cells=cells, metadata=kernel), "source/sheet/one.ipynb")
PY
cat >nbgrader_config.py <<'PY'
c = get_config()
c.ClearSolutions.code_stub = {"bash": "# your answer"}
PY
nbgrader generate_assignment sheet >log 2>&1
mkdir -p submitted/somebody
cp -r release/sheet submitted/somebody/sheet
nbgrader autograde sheet >log 2>&1
python - >seen <<'PY'
from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as gradebook:
    for grade in gradebook.find_submission("sheet", "somebody").notebooks[0].grades:
        print(grade.name, grade.auto_score, "of", grade.max_score)
PY
same "$script" <<'SEEN'
condition 0.0 of 2.0
false 0.0 of 2.0
right 2.0 of 2.0
exit 2.0 of 2.0
right_after_exit 0.0 of 2.0
SEEN
