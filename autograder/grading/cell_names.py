"""What a test's cell reads and makes, found by reading it: `symtable` knows each name's scope."""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from autograder.client.redact import without_magics
from autograder.course.cell_tests import CellTest
from autograder.records import Cell

BUILTINS = frozenset(vars(builtins)) | {"__file__"}
OF_THE_NOTEBOOK = frozenset(
    "get_ipython globals locals vars dir eval exec In Out _ __ display input".split()  # noqa: SIM905
)
PRINTED = frozenset({"stdout", "stderr", "redirect_stdout", "redirect_stderr", "capture_output"})
OF_A_PROCESS = frozenset({"seed", "patch", "mock", "id", "environ", "chdir"})
KEPT, RUN, STUDENTS = "kept", "run", "student's"


@dataclass(frozen=True)
class Names:
    """What a text reads before it makes it, what it makes, and what it takes away."""

    read: tuple[str, ...] = ()
    made: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Need:
    """A name that a test reads: ``kept`` from a test above, ``run`` from the teacher's own text.

    Or it is the student's. Of what the teacher's solution imports, ``text`` is the import, which
    counts where the student has that name.
    """

    name: str
    how: str
    text: str = ""


@lru_cache(maxsize=1000)
def names_in(source: str) -> Names:
    """Return the names of a cell; none where Python cannot read it. Magics are left out."""
    try:
        body = ast.parse(without_magics(source)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names()
    made: set[str] = set()
    read: dict[str, None] = {}
    later: dict[str, None] = {}  # in functions: what they read is there when they are called
    deleted: set[str] = set()
    for statement in body:
        now, inner, binds = _of(statement)
        first = isinstance(statement, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Delete)
        read |= dict.fromkeys(n for n in now if n not in made and (first or n not in binds))
        later |= dict.fromkeys(inner)
        made |= binds
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del) and node.id in read:
                deleted.add(node.id)
    read |= dict.fromkeys(name for name in later if name not in made)
    return Names(tuple(n for n in read if n not in BUILTINS), frozenset(made), frozenset(deleted))


def _of(statement: ast.stmt) -> tuple[list[str], list[str], set[str]]:
    """Return what a statement reads here, what its functions read, and what it binds."""
    top = symtable.symtable(ast.unparse(statement), "cell", "exec")
    symbols = top.get_symbols()
    now = [s.get_name() for s in symbols if s.is_referenced()]
    if isinstance(statement, ast.AugAssign | ast.Delete):
        now += [n.id for n in ast.walk(statement) if isinstance(n, ast.Name)]
    binds = {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}
    binds |= {s.get_name() for s in symbols if s.is_namespace()}
    inner = [name for table in top.get_children() for name in _read_within(table)]
    return now, inner, binds


def _read_within(table: symtable.SymbolTable) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_global() and symbol.is_referenced():
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _read_within(inner)


def why_only_inside(test: CellTest, cells: Sequence[Cell]) -> str:
    """Say in words why a test can only run in the student's process; "" if its text allows both."""
    try:
        compile(test.source, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        plain = without_magics(test.source) == test.source
        return "Python alone cannot read it" if plain else "it uses % or !, as only notebooks do"
    names = names_in(test.source)
    if used := sorted(OF_THE_NOTEBOOK & (set(names.read) | _called(test.source))):
        return f"it uses `{used[0]}`"
    if why := _of_its_process(ast.parse(test.source)):
        return why
    if names.deleted:
        return f"it deletes `{min(names.deleted)}`"
    others = [c for c in cells if c.kind == "code" and c.role != "check"]
    elsewhere = frozenset().union(*(names_in(c.source).made for c in others))
    needed = {name for cell in others for name in names_in(cell.source).read} - elsewhere
    if shared := sorted(names.made & needed):
        return f"other cells read `{shared[0]}`, which it makes"
    return ""


def _of_its_process(tree: ast.Module) -> str:
    """Say what a test looks at, or sets, that is not the same in another process."""
    for node in ast.walk(tree):
        name = node.id if isinstance(node, ast.Name) else ""
        name = node.attr if isinstance(node, ast.Attribute) else name
        if isinstance(node, ast.alias):
            name = node.asname or node.name
        if name in PRINTED:
            return "it looks at what is printed"
        if name in OF_A_PROCESS:
            return f"it uses `{name}`, which counts in its own process only"
        if isinstance(node, ast.Compare) and any(map(_is_identity, node.ops, node.comparators)):
            return "it asks with `is` for the same object"
    return ""


def _is_identity(how: ast.cmpop, other: ast.expr) -> bool:
    return isinstance(how, ast.Is | ast.IsNot) and not isinstance(other, ast.Constant)


def _called(source: str) -> set[str]:
    return {n.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name)} & BUILTINS


def needs_of(test: CellTest, cells: Sequence[Cell]) -> tuple[Need, ...]:
    """Return what a test reads, in the order in which it is to be made; ``cells`` are the source's.

    The nearest cell above that makes a name says whose it is.
    """
    place = next(i for i, cell in enumerate(cells) if cell.name == test.exercise.graded_cell)
    found: dict[str, Need] = {}
    for name in names_in(test.source).read:
        _need(name, cells[:place], found, frozenset())
    return tuple(found.values())


def _need(name: str, above: Sequence[Cell], found: dict[str, Need], within: frozenset[str]) -> None:
    if name in found or name in within:
        return
    codes = (cell for cell in reversed(above) if cell.kind == "code")
    maker = next((cell for cell in codes if name in names_in(cell.source).made), None)
    if maker is None:
        found[name] = Need(name, STUDENTS)
    elif maker.role == "check":
        found[name] = Need(name, KEPT)
    else:
        node = _maker_of(maker.source, name)
        text = ast.unparse(node) if node is not None else ""
        if isinstance(node, ast.FunctionDef) and maker.role != "answer":
            for used in names_in(text).read:
                _need(used, above, found, within | {name})
            found[name] = Need(name, RUN, text)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found[name] = Need(name, STUDENTS if maker.role == "answer" else RUN, text)
        else:
            found[name] = Need(name, STUDENTS)


def _maker_of(source: str, name: str) -> ast.stmt | None:
    """Return the last statement of a cell that makes a name, if it stands at the left."""
    body = ast.parse(without_magics(source)).body
    return next((s for s in reversed(body) if name in _of(s)[2]), None)
