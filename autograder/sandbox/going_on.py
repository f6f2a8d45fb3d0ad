"""Runs an answer's cell on to what it defines: a statement above that fails is left out, and told.

``pd.read_csv("/content/tips.csv")`` or ``%load_ext nb_black`` above a right function fails only
where it is graded, and would cost the whole answer.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from autograder.sandbox.absent import tried

MOST = 5  # statements of one cell that are left out
_left_out: list[int] = []
shown: Callable[[BaseException], None] | None = None  # how the shell shows an error


def go_on(error: BaseException, line: int) -> None:
    """Show the error of the statement that begins in ``line``; raise it if there are many."""
    if len(_left_out) >= MOST or shown is None:
        raise error
    _left_out.append(line)
    shown(error)


def found() -> list[int]:
    """Return the lines of the statements that were left out since this was asked last."""
    told = _left_out[:]
    _left_out.clear()
    return told


def guarded(tree: ast.Module, name: str) -> ast.Module:
    """Put a ``try`` around all above the last statement that makes ``name``, or a function."""
    end = max((at for at, part in enumerate(tree.body) if _makes(part, name)), default=0)
    tree.body[:end] = map(_guarded, tree.body[:end])
    return tree


def _makes(statement: ast.stmt, name: str) -> bool:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return True
    return any(_binds(part, name) for part in ast.walk(statement))


def _binds(part: ast.AST, name: str) -> bool:
    if isinstance(part, ast.Name):
        return part.id == name and isinstance(part.ctx, ast.Store)
    if isinstance(part, ast.alias):
        return (part.asname or part.name) == name
    return isinstance(part, ast.FunctionDef | ast.ClassDef) and part.name == name


def _guarded(statement: ast.stmt) -> ast.stmt:
    if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
        return statement  # it stands at the top or nowhere
    return tried(
        statement,
        f"""
except (Exception, SystemExit) as _stopped:
    __import__({__name__!r}, fromlist=["go_on"]).go_on(_stopped, {statement.lineno})
""",
    )
