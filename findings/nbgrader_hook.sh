#!/usr/bin/env bash
# Expected: When the hook that a course runs before or after a conversion raises an error, the command ends with an error, as it does for every other error.
# Seen: The error becomes a line at the level of information, the command goes on to its end and says that all went well (exit status 0).
# For a grader: a hook that checks, scrubs or copies something has to leave a mark that you look for afterwards; no error from the command does not mean that it worked.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbgrader==0.9.6

python - <<'PY'
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook

path = Path("source/sheet/one.ipynb")
path.parent.mkdir(parents=True)
nbformat.write(new_notebook(cells=[new_markdown_cell("Read this.", id="text")]), path)
PY
cat >nbgrader_config.py <<'PY'
def refuse(**words):
    raise RuntimeError("this sheet must not be released")


c = get_config()
c.GenerateAssignment.pre_convert_hook = refuse
c.GenerateAssignment.post_convert_hook = refuse
PY
status=0
nbgrader generate_assignment sheet >log 2>&1 || status=$?
{
	echo "generate_assignment ended with $status and wrote $(ls release/sheet)"
	grep -o '| [A-Z]*\] P.*-convert hook failed' log
} >seen
same "$script" <<'SEEN'
generate_assignment ended with 0 and wrote one.ipynb
| INFO] Pre-convert hook failed
| INFO] Post-convert hook failed
SEEN
