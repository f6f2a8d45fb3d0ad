#!/usr/bin/env bash
# Expected: papermill writes the notebook that it was given with the outputs of the cells that ran, and stops at an error.
# Seen: It also puts two Markdown cells into the notebook, one at the top and one above the cell that raised an error, and gives every cell, locked ones too, metadata of its own.
# For a grader: find the cells of a hand-in by the ids of nbgrader's metadata, never by their positions, and take cells that you do not know for a tool's work before you take them for a student's.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" papermill==2.7.0 ipykernel==7.4.0 nbformat==5.11.1

python - <<'PY'
import nbformat
from nbformat.v4 import new_code_cell, new_notebook

kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
cells = [new_code_cell("1 + 1", id="first"), new_code_cell("1 / 0", id="second"), new_code_cell("2 + 2", id="third")]
nbformat.write(new_notebook(cells=cells, metadata=kernel), "answer.ipynb")
PY
papermill --no-progress-bar answer.ipynb ran.ipynb 2>/dev/null || true
python - >seen <<'PY'
import nbformat

for cell in nbformat.read("ran.ipynb", 4).cells:
    print(cell.cell_type, cell.id if cell.cell_type == "code" else "-", sorted(cell.metadata), len(cell.get("outputs", [])))
PY
same "$script" <<'SEEN'
markdown - ['tags'] 0
code first ['execution', 'papermill', 'tags'] 1
markdown - ['tags'] 0
code second ['execution', 'papermill', 'tags'] 1
code third ['papermill', 'tags'] 0
SEEN
