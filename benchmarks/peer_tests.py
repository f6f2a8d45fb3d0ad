"""Our hidden tests as text that stock nbgrader and otter-grader can run in a student's kernel."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPIED = (
    *("autograder/client/values.py", "autograder/testing/compare.py"),
    *("autograder/sandbox/affine.py", "benchmarks/in_kernel.py"),
)
NOT_THERE = ("__future__", "autograder", "solutions", "pytest", "benchmarks")  # in a kernel


def hidden_function(assignment: str, exercise: str, reference: str) -> str:
    """Return ``def test_<exercise>(env)``: every hidden test of the exercise, one after another.

    ``reference`` names the module of ``solutions`` by which the tests know it. A function of its
    own, since at the top level the tests' X and y would replace the student's.
    """
    test = ROOT / "tests" / "hidden" / assignment / f"test_{exercise}.py"
    tree = ast.parse(test.read_text(encoding="utf-8"))
    names = [n.name for n in tree.body if isinstance(n, ast.FunctionDef) and _is_test(n)]
    body = [
        *(_text(ast.parse((ROOT / name).read_text(encoding="utf-8"))) for name in COPIED),
        _reference(reference),
        _text(tree),
        *(f"{name}(Student(env))" for name in names),
    ]
    return f"def test_{exercise}(env):\n" + textwrap.indent("\n".join(body), "    ")


def _reference(module: str) -> str:
    """The model functions in a namespace; the data lies beside the notebook, as for students."""
    text = _text(ast.parse((ROOT / "solutions" / f"{module}.py").read_text(encoding="utf-8")))
    text = "\n".join(_data(line) for line in text.splitlines())
    made = f"import types\n{module} = types.ModuleType({module!r})"
    return f"{made}\nexec({text!r}, {module}.__dict__)"


def _data(line: str) -> str:
    name, found, path = line.partition(" = pd.read_csv(")
    return f"{name}{found}{Path(path.split(chr(39))[-2]).name!r})" if found else line


def _is_test(node: ast.FunctionDef) -> bool:
    return node.name.startswith("test_")


def _text(tree: ast.Module) -> str:
    """The module without what only our own processes can import, docstrings and marks."""
    kept = [node for node in tree.body if not _left_out(node)]
    for node in kept:
        if isinstance(node, ast.FunctionDef) and _is_test(node):
            node.decorator_list.clear()
    return ast.unparse(ast.Module(kept, []))


def _left_out(node: ast.stmt) -> bool:
    if isinstance(node, ast.Import):
        return node.names[0].name in NOT_THERE
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").partition(".")[0] in NOT_THERE
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0]) == "pytestmark"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
