#!/usr/bin/env bash
# Expected: A cell whose line magic fails stops the run of a notebook, as a cell with a cell magic that fails does.
# Seen: `%run` of a script that raises an error answers "ok", and the run goes on with half of the script's names; `%cd` to a folder that is not there prints a line and stays where it was; `exit()` in the middle stops nothing either, the next cell runs in the same kernel.
# For a grader: "ran to its end" says nothing of what such a line has done; look for errors among the outputs, and import a script in place of running it.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" ipython==9.18.1 ipykernel==7.4.0 nbclient==0.11.0 nbformat==5.11.1

echo 'step = 0.1; assert 1 == 2; rate = 0.2' >part.py
python - >seen 2>log <<'PY'
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook

LAST = "import os; x, 'step' in globals(), 'rate' in globals(), os.path.basename(os.getcwd())"
for source in ("%run part.py", "%cd -q data", "exit()", "%time 1 / 0", "import part", "os.chdir('data')"):
    notebook = new_notebook(cells=[new_code_cell(text) for text in ("import os; x = 1", source, LAST)])
    try:
        NotebookClient(notebook).execute()
        end = "ran to its end " + notebook.cells[-1].outputs[0].data["text/plain"]
    except CellExecutionError:
        end = "stopped"
    errors = [output.ename for output in notebook.cells[1].outputs if output.output_type == "error"]
    print(source, "|", end, errors)
PY
same "$script" <<'SEEN'
%run part.py | ran to its end (1, True, False, 'work') ['AssertionError']
%cd -q data | ran to its end (1, False, False, 'work') []
exit() | ran to its end (1, False, False, 'work') []
%time 1 / 0 | stopped ['ZeroDivisionError']
import part | stopped ['AssertionError']
os.chdir('data') | stopped ['FileNotFoundError']
SEEN
