#!/usr/bin/env bash
# Expected: `tb.ref("f")(...)` calls the notebook's function with the values that the test has, and what comes back equals what the function returned.
# Seen: An array arrives in the function as the text of its print-out, and a set, too; a pair comes back as a list, a dictionary's numbers as texts, NaN as the text "nan", and a set equals no set, so that tests of right answers fail.
# For a grader: pass and return lists, numbers and texts only, or write the comparison into the notebook with `tb.inject`; and run the tests on a right answer first.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" testbook==0.4.2 ipykernel==7.4.0 nbformat==5.11.1 numpy==2.4.6

python - >seen 2>log <<'PY'
import nbformat
import numpy as np
from nbformat.v4 import new_code_cell, new_notebook
from testbook import testbook

answer = """
def kind(x):
    return type(x).__name__
def same(x):
    return x
def pair():
    return 1, 2
def counts():
    return {1: 0.5}
def names():
    return {"a", "b"}
def ratio():
    return float("nan")
"""
kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
nbformat.write(new_notebook(cells=[new_code_cell(answer)], metadata=kernel), "one.ipynb")
with testbook("one.ipynb", execute=True) as notebook:
    kind = notebook.ref("kind")
    print("arrives as", kind([1.0]), kind((1, 2)), kind(np.array([1.0, 2.0])), kind({1, 2}))
    print("pair", notebook.ref("pair")(), notebook.ref("pair")() == (1, 2))
    print("dictionary", dict(notebook.ref("counts")()), notebook.ref("counts")() == {1: 0.5})
    print("NaN", repr(notebook.ref("ratio")()))
    print("set", notebook.ref("names")() == {"a", "b"})
PY
same "$script" <<'SEEN'
arrives as list tuple str str
pair [1, 2] False
dictionary {'1': 0.5} False
NaN 'nan'
set False
SEEN
