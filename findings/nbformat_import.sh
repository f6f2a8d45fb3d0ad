#!/usr/bin/env bash
# Expected: To import nbformat takes as long beside JupyterLab as without it: how to check formats that its schema does not use is read when it is asked for.
# Seen: Beside jupyter-events, which JupyterLab and nbgrader install, the import builds a parser for each rule of RFC 3987, and takes more than three times as long.
# For a grader: a command of yours that reads notebooks may start a second later wherever JupyterLab is installed; look with `python -X importtime`, and import nbformat where it is needed.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbformat==5.11.1 jupyter-events==0.12.1 jsonschema==4.26.0 rfc3987-syntax==1.1.0 lark==1.3.1

cat >start.py <<'PY'
import sys
import time

if sys.argv[1] == "without":
    sys.modules["rfc3987_syntax"] = None  # as if it were not installed
began = time.process_time()
import nbformat

print(time.process_time() - began, int("lark" in sys.modules))
PY
python start.py with >log # the compiled files
for _ in 1 2 3 4 5; do
	python start.py with >>with
	python start.py without >>without
done
python - >seen <<'PY'
from pathlib import Path

runs = {name: [line.split() for line in Path(name).read_text().splitlines()] for name in ("without", "with")}
took = {name: min(float(seconds) for seconds, _ in lines) for name, lines in runs.items()}
print("a parser generator is imported:", {name: bool(int(lines[0][1])) for name, lines in runs.items()})
print("more than three times as long:", took["with"] > 3 * took["without"])
PY
same "$script" <<'SEEN'
a parser generator is imported: {'without': False, 'with': True}
more than three times as long: True
SEEN
