#!/usr/bin/env bash
# Expected: A notebook that goes to Markdown and back keeps each cell that nbgrader knows, an empty one too.
# Seen: In MyST Markdown an empty Markdown cell is gone on the way back, with its grade id and its points; in Jupytext's own Markdown and in scripts it stays.
# For a grader: who hands in nothing for a written question, or empties its cell, hands in no such cell; look for ids that are missing, and do not take their cells for deleted on purpose.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" jupytext==1.19.6 nbformat==5.11.1

python - <<'PY'
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

written = {"schema_version": 3, "grade": True, "solution": True, "locked": False, "task": False, "points": 3}
cells = [
    new_markdown_cell("An answer.", metadata={"nbgrader": {**written, "grade_id": "first"}}),
    new_markdown_cell("", metadata={"nbgrader": {**written, "grade_id": "second"}}),
    new_code_cell("", metadata={"nbgrader": {**written, "grade_id": "third"}}),
    new_markdown_cell("Another.", metadata={"nbgrader": {**written, "grade_id": "fourth"}}),
]
kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
nbformat.write(new_notebook(cells=cells, metadata=kernel), "sheet.ipynb")
PY
for form in md:myst md py:percent; do
	jupytext --quiet --to $form --output text.${form%%:*} sheet.ipynb
	jupytext --quiet --to ipynb --output back.ipynb text.${form%%:*}
	echo "$form: $(python -c 'import nbformat; print(*[cell.metadata.nbgrader.grade_id for cell in nbformat.read("back.ipynb", 4).cells])')"
done >seen
same "$script" <<'SEEN'
md:myst: first third fourth
md: first second third fourth
py:percent: first second third fourth
SEEN
