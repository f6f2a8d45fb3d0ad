#!/usr/bin/env bash
# Expected: A code cell that goes to a script in the percent format and back is one cell with the same text, whatever comments it has.
# Seen: A comment that starts with `# %%`, as Spyder and VS Code write it between parts of a script, cuts the cell in two and is gone; the second half has no grade id, and `%%writefile` loses the file's text in this way. The light format keeps both.
# For a grader: an answer that was pasted from a script is handed in as half an answer; look for `# %%` in code before it goes to a script, or pair with the light format.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" jupytext==1.19.6 nbformat==5.11.1

python - >seen <<'PY'
import jupytext
from nbformat.v4 import new_code_cell, new_notebook

kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
answer = {"schema_version": 3, "grade_id": "answer", "grade": False, "solution": True, "locked": False, "task": False}
for text in ("a = 1\n# then\nb = 2", "a = 1\n# %% then\nb = 2", "%%writefile part.py\n# %%\nb = 2"):
    notebook = new_notebook(cells=[new_code_cell(text, metadata={"nbgrader": answer})], metadata=kernel)
    print(repr(text))
    for form in ("py:percent", "py:light"):
        cells = jupytext.reads(jupytext.writes(notebook, form), form).cells
        print("   ", form, [(cell.source, cell.metadata.get("nbgrader", {}).get("grade_id")) for cell in cells])
PY
same "$script" <<'SEEN'
'a = 1\n# then\nb = 2'
    py:percent [('a = 1\n# then\nb = 2', 'answer')]
    py:light [('a = 1\n# then\nb = 2', 'answer')]
'a = 1\n# %% then\nb = 2'
    py:percent [('a = 1', 'answer'), ('b = 2', None)]
    py:light [('a = 1\n# %% then\nb = 2', 'answer')]
'%%writefile part.py\n# %%\nb = 2'
    py:percent [('%%writefile part.py', 'answer'), ('b = 2', None)]
    py:light [('%%writefile part.py\n# %%\nb = 2', 'answer')]
SEEN
