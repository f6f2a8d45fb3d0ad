"""What a test's cell reads and makes, found by reading it: `symtable` knows each name's scope."""

from __future__ import annotations

import ast
import builtins
import re
import symtable
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from autograder.client.redact import without_magics
from autograder.course.cell_tests import CellTest
from autograder.grading.scopes import table_of
from autograder.records import Cell

BUILTINS = frozenset(vars(builtins)) | {"__file__"}
OF_THE_NOTEBOOK = frozenset(
    "get_ipython globals locals vars dir eval exec In Out _ __ display input".split()  # noqa: SIM905
)
PRINTED = frozenset({"stdout", "stderr", "redirect_stdout", "redirect_stderr", "capture_output"})
WARNED = frozenset({"catch_warnings", "warns", "assertWarns", "errstate", "seterr"})
DRAWN = frozenset({"gca", "gcf", "get_fignums", "fignum_exists"})
FILES = frozenset({"exists", "isfile", "isdir", "listdir", "is_file", "is_dir", "iterdir", "glob"})
LOOKS_AT = {"what is printed": PRINTED, "warnings": WARNED, "figures": DRAWN, "files": FILES}
OF_A_PROCESS = frozenset(
    "seed set_state setstate patch mock monkeypatch setattr id environ chdir getcwd stdin argv"  # noqa: SIM905
    " setrecursionlimit rcParams set_option shares_memory may_share_memory flags getsizeof".split()
)
WORD = re.compile(r"[^\W\d]\w*")
KEPT, RUN, STUDENTS = "kept", "run", "student's"


@dataclass(frozen=True)
class Names:
    """What a text reads before it makes it, what it makes, and what it takes away.

    ``wanted`` is all that it may read of what others have made, in its functions, too.
    """

    read: tuple[str, ...] = ()
    made: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()


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
    wanted = frozenset(read) | frozenset(later)
    read |= dict.fromkeys(name for name in later if name not in made)
    left = tuple(name for name in read if name not in BUILTINS)
    return Names(left, frozenset(made), frozenset(deleted), wanted)


def _of(statement: ast.stmt) -> tuple[list[str], list[str], set[str]]:
    """Return what a statement reads here, what its functions read, and what it binds."""
    top = table_of(ast.unparse(statement))
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


def why_only_inside(test: CellTest, needs: Sequence[Need], cells: Sequence[Cell]) -> str:
    """Say in words why a test can only run in the student's process; "" if its text allows both."""
    try:
        compile(test.source, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        plain = without_magics(test.source) == test.source
        return "Python alone cannot read it" if plain else "it uses % or !, as only notebooks do"
    names = names_in(test.source)
    if used := sorted(OF_THE_NOTEBOOK & (set(names.read) | _called(test.source))):
        return f"it uses `{used[0]}`"
    texts = [test.source, *(need.text for need in needs if need.how == RUN)]
    if why := next(filter(None, map(_of_its_process, map(ast.parse, texts))), ""):
        return why
    if modules := sorted(_set_in(test.source) & _imported(texts)):
        return f"it changes `{modules[0]}`, which counts in its own process only"
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
        names = {getattr(node, key, None) for key in ("id", "attr", "asname")}
        if isinstance(node, ast.alias):
            names |= set(node.name.split("."))
        if what := next((what for what, known in LOOKS_AT.items() if known & names), ""):
            return f"it looks at {what}"
        if used := OF_A_PROCESS & names:
            return f"it uses `{min(used)}`, which counts in its own process only"
        if isinstance(node, ast.Compare) and any(map(_is_identity, node.ops, node.comparators)):
            return "it asks with `is` for the same object"
    return ""


def _is_identity(how: ast.cmpop, other: ast.expr) -> bool:
    return isinstance(how, ast.Is | ast.IsNot) and not isinstance(other, ast.Constant)


def _set_in(source: str) -> set[str]:
    """Return the names of which the text sets an attribute."""
    nodes = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Attribute))
    places = (n.value for n in nodes if isinstance(n.ctx, ast.Store | ast.Del))
    return {ast.unparse(place).partition(".")[0] for place in places}


def _imported(texts: Sequence[str]) -> set[str]:
    nodes = (node for text in texts for node in ast.walk(ast.parse(text)))
    names = (alias for node in nodes if isinstance(node, ast.Import) for alias in node.names)
    return {alias.asname or alias.name.partition(".")[0] for alias in names}


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


def makers_of(
    test: CellTest, needs: Sequence[Need], cells: Sequence[Cell]
) -> Mapping[str, tuple[str, ...]]:
    """Return the test cells above that make what a test reads, each with these names.

    That may stand in a text that is evaluated, too, or where Python alone cannot read it.
    """
    place = next(i for i, cell in enumerate(cells) if cell.name == test.exercise.graded_cell)
    read = [need.name for need in needs if need.how == KEPT] + sorted(_spelt_in(test.source))
    found: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(read):
        codes = (cell for cell in reversed(cells[:place]) if cell.kind == "code")
        maker = next((cell for cell in codes if name in names_in(cell.source).made), None)
        if maker is not None and maker.role == "check":
            found[maker.name] = (*found.get(maker.name, ()), name)
    return found


def _spelt_in(source: str) -> set[str]:
    """Return the words of a text, if it may evaluate some; of one that Python cannot read, all."""
    try:
        tree = ast.parse(without_magics(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(WORD.findall(source))
    magics = " ".join(set(source.splitlines()) - set(without_magics(source).splitlines()))
    words = set(WORD.findall(magics))
    if OF_THE_NOTEBOOK & {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}:
        texts = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant))
        words |= {word for text in texts if isinstance(text, str) for word in WORD.findall(text)}
    return words


def _maker_of(source: str, name: str) -> ast.stmt | None:
    """Return the last statement of a cell that makes a name, if it stands at the left."""
    body = ast.parse(without_magics(source)).body
    return next((s for s in reversed(body) if name in _of(s)[2]), None)
