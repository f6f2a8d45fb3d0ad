#!/usr/bin/env bash
# Expected: A notebook gets the parameters as they were given, from Python as well as from the command line.
# Seen: From Python a pair arrives as the text "(1, 2)", and a dictionary's whole numbers as texts, without a word. On the command line `-y "alpha: 1e-3"` is a text while `-p alpha 1e-3` is a number; `-p` takes the id 0042 for 42 and the name Infinity for a number, and does not know `true`.
# For a grader: give lists in place of pairs, write 1.0e-3 in YAML, give ids and names with `-r`, and let the notebook check the types of what it was given.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" papermill==2.7.0 ipykernel==7.4.0 nbformat==5.11.1

python - >seen 2>log <<'PY'
import subprocess

import nbformat
import papermill
from nbformat.v4 import new_code_cell, new_notebook

kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
cell = new_code_cell("alpha = 0.1", metadata={"tags": ["parameters"]})
nbformat.write(new_notebook(cells=[cell], metadata=kernel), "one.ipynb")


def injected():
    cells = nbformat.read("out.ipynb", 4).cells
    return next(cell.source.split("\n")[1] for cell in cells if "injected-parameters" in cell.metadata.tags)


for value in ([1, 2], (1, 2), {1: 0.5}):
    papermill.execute_notebook("one.ipynb", "out.ipynb", {"alpha": value}, prepare_only=True, progress_bar=False)
    print(value, "->", injected())
for options in (
    ["-p", "alpha", "1e-3"],
    ["-y", "alpha: 1e-3"],
    ["-y", "alpha: 1.0e-3"],
    ["-p", "alpha", "0042"],
    ["-r", "alpha", "0042"],
    ["-p", "alpha", "Infinity"],
    ["-p", "alpha", "true"],
    ["-p", "alpha", "True"],
):
    subprocess.run(["papermill", "one.ipynb", "out.ipynb", "--prepare-only", *options], check=True, capture_output=True)
    print(*options, "->", injected())
PY
same "$script" <<'SEEN'
[1, 2] -> alpha = [1, 2]
(1, 2) -> alpha = "(1, 2)"
{1: 0.5} -> alpha = {"1": 0.5}
-p alpha 1e-3 -> alpha = 0.001
-y alpha: 1e-3 -> alpha = "1e-3"
-y alpha: 1.0e-3 -> alpha = 0.001
-p alpha 0042 -> alpha = 42
-r alpha 0042 -> alpha = "0042"
-p alpha Infinity -> alpha = float('inf')
-p alpha true -> alpha = "true"
-p alpha True -> alpha = True
SEEN
