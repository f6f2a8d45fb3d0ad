#!/usr/bin/env bash
# Expected: A cell that raises an error stops the run of a notebook, whether what it prints is captured or not; what it shows last is `_` and stands in `Out`.
# Seen: Under `%%capture` the kernel answers "ok" for a cell that raised, and the run goes on as if nothing had happened, though the error stands among the cell's outputs; what the cell showed is not in `Out`. `%%time` does neither.
# For a grader: "ran to its end" says nothing of a cell that starts with `%%capture`; look for errors among the outputs, not at how the run ended.
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
    kinds = [[output.get("ename", output.output_type) for output in cell.outputs] for cell in notebook.cells]
    return end, kinds, notebook.cells[-1].outputs[-1].data["text/plain"] if notebook.cells[-1].outputs else "-"


for magic in ("", "%%time\n", "%%capture kept\n"):
    name = magic.strip() or "no magic"
    end, kinds, _ = run(magic + "assert 1 == 2", "'the next cell'")
    print(name, "| raises:", end, kinds)
    _, _, shown = run(magic + "20 + 3", "sorted(Out)")
    print(name, "| shows: Out has", shown)
PY
same "$script" <<'SEEN'
no magic | raises: stopped [['AssertionError'], []]
no magic | shows: Out has [1]
%%time | raises: stopped [['stream', 'AssertionError'], []]
%%time | shows: Out has [1]
%%capture kept | raises: ran to its end [['AssertionError'], ['execute_result']]
%%capture kept | shows: Out has []
SEEN
