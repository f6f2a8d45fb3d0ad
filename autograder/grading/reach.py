"""What an answer can get at when it is called, read from the notebook's text.

An answer that was wrong beside a wrong earlier one is tried with the reference in that one's
place. In the process that is there, it may still hold on to the wrong function, or to what that
one has spoilt, and deserves a new process. One made of plain functions can do neither: all it has
is what it finds by name.
"""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from autograder.grading.needless import MOST_CHARACTERS, globals_of, python_of
from autograder.records import Submission

KEPT_READINGS = 64  # the cells that nobody edits are the same in every notebook
STATEFUL = "random"  # the module, and numpy's: each call moves its state on
BUILTINS = frozenset(dir(builtins))


@dataclass(frozen=True)
class Reach:
    """The names that some answers can get at: functions of the notebook, and what is no function.

    ``data`` may have been changed by whatever ran before: who relies on it has to look.
    """

    functions: frozenset[str]
    data: frozenset[str]


@dataclass(frozen=True)
class _Reading:
    """What a cell makes: plain functions with the names that each looks up, imports, the rest."""

    functions: Mapping[str, frozenset[str]]
    imports: frozenset[str]
    data: frozenset[str]
    lasting: bool  # writes where a name does not tell: into an attribute, through ``global``


def reach(
    submission: Submission, answers: Iterable[str], replaced: Collection[str]
) -> Reach | None:
    """Return what ``answers`` can get at while ``replaced`` are not theirs; None when in doubt."""
    run = [c for c in submission.cells if c.kind == "code" and c.role not in ("check", "picture")]
    if sum(len(cell.source) for cell in run) > MOST_CHARACTERS:
        return None
    try:
        given = [_read(python_of(cell.source)) for cell in run if cell.role == "locked"]
        own = [_read(cell.source) for cell in run if cell.role != "locked"]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if any(reading.lasting for reading in own):
        return None
    return _followed(given + own, answers, replaced)


def _followed(
    readings: list[_Reading], answers: Iterable[str], replaced: Collection[str]
) -> Reach | None:
    functions, data = set[str](), set[str]()
    todo = list(answers)
    while todo:
        name = todo.pop()
        if name in functions or name in data:
            continue
        made = [r.functions[name] for r in readings if name in r.functions]
        if any(name in reading.data for reading in readings):
            if made or name in replaced:  # a function and something else in turn
                return None
            data.add(name)
        elif made:
            functions.add(name)
            if name not in replaced:
                todo += [n for looked_up in made for n in looked_up]
        elif name in replaced:
            functions.add(name)
        elif name not in BUILTINS and not any(name in reading.imports for reading in readings):
            return None
    return Reach(frozenset(functions), frozenset(data))


@lru_cache(KEPT_READINGS)
def _read(source: str) -> _Reading:
    body = ast.parse(source).body
    plain = [node for node in body if isinstance(node, ast.FunctionDef) and _is_plain(node)]
    imported = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    scopes = symtable.symtable(source, "cell", "exec").get_children()
    looked_up: dict[str, frozenset[str]] = {}
    for node in plain:
        found = {n for s in scopes if s.get_name() == node.name for n in globals_of(s)}
        looked_up[node.name] = looked_up.get(node.name, frozenset()) | found
    others = [node for node in body if node not in plain and node not in imported]
    return _Reading(
        looked_up,
        frozenset(name for node in imported for name in _bound(node)),
        frozenset(name for node in others for part in ast.walk(node) for name in _bound(part)),
        any(_is_lasting(part) for node in body for part in ast.walk(node)),
    )


def _is_plain(function: ast.FunctionDef) -> bool:
    """Say whether nothing but its text goes into a function when it is made."""
    made = (*function.args.defaults, *filter(None, function.args.kw_defaults))
    return not function.decorator_list and all(isinstance(d, ast.Constant) for d in made)


def _bound(node: ast.AST) -> Iterator[str]:
    """The names that one statement binds; a name inside a function counts, to be safe."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        yield from filter(None, [node.name])
    elif isinstance(node, ast.MatchMapping):
        yield from filter(None, [node.rest])
    elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id


def _is_lasting(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return not isinstance(node.ctx, ast.Load) or node.attr == STATEFUL
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = {alias.name for alias in node.names} | {getattr(node, "module", "")}
        return bool(names & {STATEFUL, f"numpy.{STATEFUL}", "*"})
    return isinstance(node, ast.Global)
