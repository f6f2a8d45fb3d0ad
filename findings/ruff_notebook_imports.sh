#!/usr/bin/env bash
# Expected: In a notebook ruff leaves imports alone, since a cell that is added later may use them.
# Seen: `ruff check --fix` takes out each import that no cell of the notebook uses yet, among them those that the task gave and the answer or a hidden test will use.
# For a grader: tests import what they need themselves; a name that the released notebook imports may be gone from a hand-in whose author tidied it up.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" ruff==0.14.0 nbformat==5.11.1

python - <<'PY'
import nbformat
from nbformat.v4 import new_code_cell, new_notebook

cells = [new_code_cell("import math\nimport statistics", id="given"), new_code_cell("def middle(x):\n    return statistics.median(x)", id="answer")]
nbformat.write(new_notebook(cells=cells), "answer.ipynb")
PY
ruff check --quiet --isolated --fix answer.ipynb
python - >seen <<'PY'
import nbformat

print(*(cell.source.splitlines() for cell in nbformat.read("answer.ipynb", 4).cells), sep="\n")
PY
same "$script" <<'SEEN'
['import statistics']
['def middle(x):', '    return statistics.median(x)']
SEEN
