"""Which cells a second run of a notebook can do without: drawings that nothing is graded by.

Where an earlier answer is replaced by the reference, each call of it goes through the wall. A
drawing of a thousand steps then takes a second, and nobody looks at what it shows.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from autograder.records import Cell, Submission

MOST_CHARACTERS = 50_000  # of code; to read more may take longer than any drawing
NOT_PYTHON = ("%", "!", "?")  # how a line of IPython's own begins


def without_needless(submission: Submission, graded: Collection[str]) -> Submission:
    """Return the submission with the cells made text that the ``graded`` answers do not need.

    These are the answers to exercises without tests that change nothing which another cell names.
    In doubt, as with text that is not plain Python or far too long, a cell is kept.
    """
    run = [cell for cell in submission.cells if cell.kind == "code" and cell.role != "check"]
    if sum(len(cell.source) for cell in run) > MOST_CHARACTERS:
        return submission
    needless = [
        cell
        for cell in run
        if cell.role == "answer"
        and cell.name not in graded
        and not _is_needed(cell, (other for other in run if other is not cell), graded)
    ]
    cells = (replace(c, role="text") if c in needless else c for c in submission.cells)
    return replace(submission, cells=tuple(cells)) if needless else submission


def _is_needed(cell: Cell, others: Iterable[Cell], graded: Collection[str]) -> bool:
    try:
        made = set(_made(cell.source))
        named = {name for other in others for name in _named(python_of(other.source))}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return "*" in made or not made.isdisjoint(named | set(graded))


def python_of(source: str) -> str:
    """Return the text without IPython's own lines, such as ``%matplotlib inline``."""
    return "\n".join("" if line.startswith(NOT_PYTHON) else line for line in source.split("\n"))


def _made(source: str) -> Iterator[str]:
    """The names that a cell binds, or writes into; ``*`` for names that cannot be known."""
    top = symtable.symtable(source, "cell", "exec")
    yield from (s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported())
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Global):
            yield from node.names
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names if alias.name == "*")
        elif isinstance(node, ast.Attribute | ast.Subscript) and type(node.ctx) is not ast.Load:
            yield from (n.id for n in ast.walk(node) if isinstance(n, ast.Name))


def _named(source: str) -> Iterator[str]:
    """The names that a cell expects to be there already, or looks up when it is called."""
    top = symtable.symtable(source, "cell", "exec")
    yield from (s.get_name() for s in top.get_symbols() if not s.is_assigned())
    for inner in top.get_children():
        yield from globals_of(inner)


def globals_of(scope: symtable.SymbolTable) -> Iterator[str]:
    """Yield the global names that a function, or what is in it, looks up when it is called."""
    yield from (s.get_name() for s in scope.get_symbols() if s.is_global())
    for inner in scope.get_children():
        yield from globals_of(inner)
