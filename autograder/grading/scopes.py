"""Which scope a name is in: `symtable`, the same for every version of Python."""

from __future__ import annotations

import ast
import symtable

WITHIN = (ast.ListComp, ast.SetComp, ast.DictComp)


def table_of(source: str) -> symtable.SymbolTable:
    """Return the names of a cell; raise what `symtable` raises.

    Since Python 3.12 (PEP 709) the names of a list comprehension are told as those of what is
    round it. Those of a generator expression are its own, as both are when the code runs.
    """
    tree = ast.parse(source)
    if any(isinstance(node, WITHIN) for node in ast.walk(tree)):
        source = ast.unparse(_AsGenerators().visit(tree))
    return symtable.symtable(source, "cell", "exec")


class _AsGenerators(ast.NodeTransformer):
    """Makes each comprehension a generator expression, which has the same scopes."""

    def visit(self, node: ast.AST) -> ast.AST:
        """Return the node, or the generator expression of its parts, of a dict's pairs."""
        node = self.generic_visit(node)
        if isinstance(node, ast.DictComp):
            return ast.GeneratorExp(ast.Tuple([node.key, node.value], ast.Load()), node.generators)
        if isinstance(node, ast.ListComp | ast.SetComp):
            return ast.GeneratorExp(node.elt, node.generators)
        return node
