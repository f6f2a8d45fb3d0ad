#!/usr/bin/env bash
# Expected: A notebook that was run from top to bottom has the outputs of this run only.
# Seen: A code cell with nothing but white space is left out, and keeps its old output and its old number; so do `nbconvert --execute` and `jupyter execute`, while papermill and a cell that is only a comment have none.
# For a grader: take all outputs out before the run; or the page shows a result of code that a student has deleted as if it had been computed now.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbclient==0.11.0 nbconvert==7.17.2 papermill==2.7.0 ipykernel==7.4.0 nbformat==5.11.1

python - <<'PY'
import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
old = [new_output("stream", name="stdout", text="slope: 2.0\n")]
cells = [new_code_cell(source, outputs=old, execution_count=7) for source in ("", "\n  \n", "# print(slope)")]
nbformat.write(new_notebook(cells=cells, metadata=kernel), "sheet.ipynb")
PY
jupyter execute --output=execute sheet.ipynb >log 2>&1
jupyter nbconvert --to notebook --execute --output nbconvert sheet.ipynb >log 2>&1
papermill --no-progress-bar sheet.ipynb papermill.ipynb >log 2>&1
python - >seen <<'PY'
import nbformat

for tool in ("execute", "nbconvert", "papermill"):
    for cell in nbformat.read(f"{tool}.ipynb", 4).cells:
        print(f"{tool}: {cell.source!r} [{cell.execution_count}]", *[output.text.strip() for output in cell.outputs])
PY
same "$script" <<'SEEN'
execute: '' [7] slope: 2.0
execute: '\n  \n' [7] slope: 2.0
execute: '# print(slope)' [1]
nbconvert: '' [7] slope: 2.0
nbconvert: '\n  \n' [7] slope: 2.0
nbconvert: '# print(slope)' [1]
papermill: '' [None]
papermill: '\n  \n' [None]
papermill: '# print(slope)' [1]
SEEN
