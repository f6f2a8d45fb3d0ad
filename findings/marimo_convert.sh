#!/usr/bin/env bash
# Expected: `marimo convert` keeps the text of Markdown cells as it is, and a raw cell as text.
# Seen: Empty lines at which a writer paused (two or more) become one, and a raw cell becomes code that marimo calls unparsable and gives back as a code cell.
# For a grader: a written answer that came through marimo is not, byte for byte, what its author typed; compare such answers by words, not by a checksum.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" marimo==0.25.2 nbformat==5.11.1

python - <<'PY'
import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook, new_raw_cell

written = "A reason.\n\n\n\nAnother reason."
nbformat.write(new_notebook(cells=[new_markdown_cell(written), new_raw_cell("Read by nobody.")]), "answer.ipynb")
PY
marimo convert answer.ipynb -o answer.py >/dev/null 2>&1
marimo export ipynb answer.py -o back.ipynb --sort top-down >/dev/null 2>&1
{
	grep -c _unparsable_cell answer.py
	python - <<'PY'
import nbformat

for cell in nbformat.read("back.ipynb", 4).cells:
    print(cell.cell_type, repr(cell.source))
PY
} >seen
same "$script" <<'SEEN'
1
code 'import marimo as mo'
markdown 'A reason.\n\nAnother reason.'
code 'Read by nobody.'
SEEN
