"""A cell is awaited where IPython would, and its imports are guarded wherever they stand."""

from __future__ import annotations

import ast
import warnings

import pytest
from IPython.core.async_helpers import _should_be_async
from IPython.core.inputtransformer2 import TransformerManager

from autograder.sandbox.absent import GuardImports
from autograder.sandbox.shell import NotebookShell

CELLS = (
    "x = 1",
    "\n\n  x = 1\n  y = 2",
    "%time x = 1\ny = 2",
    "x = 1\n%timeit -n1 x\n!ls\ny = !ls\nz = %who_ls\nx?",
    "def f():\n    %time pass\n    return 1",
    "x = (1,\n%time\n)",
    "x = 10 \\\n%3",
    "'''\n%time\n!ls\nx?\n'''",
    "x = 1  # really?",
    "%%time\nx = 1",
    ">>> x = 1\n>>> x",
    "In [1]: x = 1",
    "/len [1]",
    "?len",
    "1 +",
    "match x:\n    case 1: pass",
    "await g()",
    "async def f():\n    await g()",
    "[y async for y in g()]",
    "awaited = 1",
    "print('async')",
    r"x = '\d'",
)


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_awaited_where_ipython_would(cell: str, shell: NotebookShell) -> None:
    text = TransformerManager().transform_cell(cell)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        awaited = _should_be_async(text)
    assert shell.should_run_async(text, transformed_cell=text) is awaited


@pytest.fixture
def shell() -> NotebookShell:
    made: NotebookShell = NotebookShell.__new__(NotebookShell)
    made.autoawait = True
    return made


@pytest.mark.parametrize(
    "block",
    [
        "{}",
        "def f():\n {}",
        "async def f():\n {}",
        "class A:\n def f(self):\n  {}",
        "if x:\n pass\nelif y:\n {}",
        "if x:\n pass\nelse:\n {}",
        "for x in y:\n {}",
        "for x in y:\n pass\nelse:\n {}",
        "while x:\n {}",
        "with open(x) as y:\n {}",
        "async def f():\n async with y:\n  {}",
        "match x:\n case 1:\n  {}",
    ],
)
def test_every_import_is_guarded_wherever_it_stands(block: str) -> None:
    for one in ("import a.b as c, d", "from a import b"):
        tree = GuardImports().visit(ast.parse(block.format(one)))
        compile(tree, "<cell>", "exec")
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        guarded = {
            id(part) for node in ast.walk(tree) if isinstance(node, ast.Try) for part in node.body
        }
        assert imports
        assert {id(node) for node in imports} <= guarded
