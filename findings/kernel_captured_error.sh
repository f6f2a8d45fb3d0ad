#!/usr/bin/env bash
# Expected: A cell that raises an error is reported as an error, whether what it prints is captured or not; what it shows last is `_` and stands in `Out`.
# Seen: Under `%%capture` the kernel calls a cell that raised "ok", runs the next one, and leaves no error in the notebook; what it showed is in neither `_` nor `Out`. `%%time` does neither.
# For a grader: "ran without an error" says nothing of a cell that starts with `%%capture`; never start a test cell with it, and check values instead of statuses.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" ipython==9.18.1 ipykernel==7.4.0 nbclient==0.11.0 nbformat==5.11.1

python - >seen 2>/dev/null <<'PY'
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook


def run(*sources):
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    try:
        NotebookClient(notebook).execute()
        end = "ran to its end"
    except CellExecutionError:
        end = "stopped"
    return end, ["".join(output.get("data", {}).get("text/plain", output.output_type)) for output in notebook.cells[-1].outputs]


for magic in ("", "%%time\n", "%%capture kept\n"):
    name = magic.strip() or "no magic"
    print(name, "| raises:", *run(magic + "assert 1 == 2", "'the next cell'"))
    print(name, "| shows:", *run(magic + "20 + 3", "sorted(Out)"))
PY
same "$script" <<'SEEN'
no magic | raises: stopped []
no magic | shows: ran to its end ['[1]']
%%time | raises: stopped []
%%time | shows: ran to its end ['[1]']
%%capture kept | raises: ran to its end ["'the next cell'"]
%%capture kept | shows: ran to its end ['[]']
SEEN
