"""What a cell imports and is not here: a stand-in that says so when it is used, and not before.

An import that nothing needs would otherwise cost the whole cell, and all that stands below it.
Imports that the student's code guards by itself (``try: import tqdm``) are left alone.
"""

from __future__ import annotations

import ast
import sys
from typing import Any, NoReturn

_USES = """
    call iter next len getitem setitem enter exit bool add radd sub rsub mul rmul truediv rtruediv
    matmul rmatmul pow rpow neg float int array mro_entries lt le gt ge
""".split()  # noqa: SIM905 - two dozen quoted words would be harder to read
_MOST = 20  # packages of one cell that are told
_found: list[str] = []


class Absent:
    """Stands for a module, or for what was to come out of one; any use of it raises."""

    def __init__(self, package: str) -> None:
        self.__dict__["_package"] = package

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # Python and IPython ask for such names by themselves
            raise AttributeError(name)
        return self._use()

    def __setattr__(self, name: str, value: Any) -> None:
        self._use()

    def _use(self, *args: Any, **kwargs: Any) -> NoReturn:
        package = self.__dict__["_package"]
        raise ModuleNotFoundError(f"No module named '{package}'", name=package)


for _name in _USES:
    setattr(Absent, f"__{_name}__", Absent._use)


def stand_in(error: ModuleNotFoundError, package: str) -> Absent:
    """Return what stands for something of ``package``; raise ``error`` if that is not what lacks.

    So it is where a package is there, but not the part of it that was asked for.
    """
    if error.name != package:
        raise error
    if package not in _found and len(_found) < _MOST:
        _found.append(package)
        print(f"There is no package {package} here: what uses it will not work.", file=sys.stderr)
    return Absent(package)


def found() -> list[str]:
    """Return the packages that were missing since this was asked last."""
    told = _found[:]
    _found.clear()
    return told


class GuardImports(ast.NodeTransformer):
    """Puts a ``try`` around every import that has none."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Visit the statements below ``node``: no expression holds an import."""
        for blocks in ("body", "orelse", "cases"):
            old = getattr(node, blocks, None)
            if isinstance(old, list):  # a lambda's body is an expression
                made = [self.visit(part) for part in old]
                old[:] = [
                    part for new in made for part in (new if isinstance(new, list) else [new])
                ]
        return node

    def visit_Try(self, node: ast.Try | ast.TryStar) -> ast.AST:
        """Leave what is guarded by the student's own code."""
        return node

    visit_TryStar = visit_Try  # noqa: N815 - ``except*``, by ast's own name

    def visit_With(self, node: ast.With) -> ast.AST:
        """Leave ``with suppress(ImportError)``."""
        if any("suppress" in ast.unparse(item.context_expr) for item in node.items):
            return node
        return self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> Any:
        """``import a.b as c, d``, each by itself."""
        made = []
        for alias in node.names:
            package = alias.name.partition(".")[0]
            one = ast.copy_location(ast.Import([alias]), node)
            made.append(_guarded(one, package, [alias.asname or package]))
        return made

    def visit_ImportFrom(self, node: ast.ImportFrom) -> Any:
        """``from a import b as c``; the future is no package."""
        if node.level or not node.module or node.module == "__future__":
            return node
        names = [alias.asname or alias.name for alias in node.names if alias.name != "*"]
        return _guarded(node, node.module.partition(".")[0], names)


def _guarded(node: ast.stmt, package: str, names: list[str]) -> ast.Try:
    """``try: <node>``, and what stands in for its names if ``package`` is not there."""
    return tried(
        node,
        f"""
except ModuleNotFoundError as _missing:
    _missing = __import__({__name__!r}, fromlist=["stand_in"]).stand_in(_missing, {package!r})
    {" = ".join(names or ["_missing"])} = _missing
""",
    )


def tried(statement: ast.stmt, handler: str) -> ast.Try:
    """Return a ``try`` round a statement; the ``handler``'s lines count as the statement's own."""
    made = ast.parse(f"try:\n    pass{handler}").body[0]
    assert isinstance(made, ast.Try)
    for part in ast.walk(made):
        if isinstance(part, ast.expr | ast.stmt | ast.excepthandler):
            ast.copy_location(part, statement)
    made.body = [statement]
    return made
