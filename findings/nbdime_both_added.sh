#!/usr/bin/env bash
# Expected: When two people have each added a cell at the same place, `nbmerge` writes a notebook with both texts, marked as a conflict.
# Seen: It ends with a TypeError and writes nothing, for the new cells have different ids, and each new cell has one of its own; in notebooks of format 4.4, which have none, both texts are there between marks.
# For a grader: two teachers cannot put a task each at the end of one notebook and merge; add cells in turn, or take the ids out of all three first.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbdime==4.0.4 nbformat==5.11.1

cat >make.py <<'PY'
import sys

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

minor = int(sys.argv[1])
for name, added in {"base": [], "local": ["mine"], "remote": ["theirs"]}.items():
    cells = [new_code_cell(source, id=source) for source in ["start", *added]]
    for cell in cells:
        if minor < 5:
            del cell["id"]
    notebook = new_notebook(cells=cells)
    notebook.nbformat_minor = minor
    nbformat.write(notebook, f"{name}.ipynb")
PY
for minor in 5 4; do
	rm -f merged.ipynb
	python make.py "$minor"
	status=0
	nbmerge base.ipynb local.ipynb remote.ipynb --out merged.ipynb >log 2>&1 || status=$?
	echo "format 4.$minor: exit status $status, $(tail -n 1 log | grep -o '^TypeError' || echo no error)"
	python - <<'PY'
import json
from pathlib import Path

merged = Path("merged.ipynb")
print("   ", [cell["source"] for cell in json.loads(merged.read_text())["cells"]] if merged.exists() else "no notebook")
PY
done >seen
same "$script" <<'SEEN'
format 4.5: exit status 1, TypeError
    no notebook
format 4.4: exit status 1, no error
    [['start'], ['<<<<<<< local\n', 'mine\n', '=======\n', 'theirs\n', '>>>>>>> remote']]
SEEN
