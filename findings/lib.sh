# Sourced by each script with the packages to install: an empty folder that is removed at the end, and an environment in it.
set -euo pipefail
packages=("$@")
lab=$(mktemp -d)
trap 'cd / && rm -rf "$lab"' EXIT
trap 'echo "stopped at line $LINENO of $0"; tail -n 3 log 2>/dev/null || true' ERR
"${PYTHON:-python3}" -m venv "$lab/env"
"$lab/env/bin/python" -m pip install -qq --no-compile --disable-pip-version-check "${packages[@]}"
PATH=$lab/env/bin:$PATH
# what this machine's user has set for these tools is not what the script is about
export HOME=$lab
unset PYTHONPATH
mkdir "$lab/work"
cd "$lab/work"

# says version, expectation and what was seen; ends with 1 when standard input is not what stands in the file `seen`
same() {
	cat >written
	echo "version: ${packages[*]}"
	grep -E '^# (Expected|Seen|For a grader): ' "$1" | sed 's/^# //'
	echo "now:"
	sed 's/^/    /' seen
	diff --label 'when this was written' --label now -u written seen || { echo "changed: $1"; exit 1; }
}

# makes a course of nbgrader's: an assignment `sheet`, whose one cell is a written answer that is worth so many points
written_answer() {
	python - "$1" <<'PY'
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook

kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
written = {"schema_version": 3, "grade_id": "written", "grade": True, "solution": True, "locked": False, "task": False}
cell = new_markdown_cell("Why?", id="written", metadata={"nbgrader": {**written, "points": int(sys.argv[1])}})
path = Path("source/sheet/one.ipynb")
path.parent.mkdir(parents=True)
nbformat.write(new_notebook(cells=[cell], metadata=kernel), path)
PY
	echo 'c = get_config()' >nbgrader_config.py
}
