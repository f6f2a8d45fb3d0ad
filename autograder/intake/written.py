"""What a student wrote into a cell of ours: the words or the statements that we did not.

What programs change by themselves does not count: white space, line ends, how lines are wrapped,
the form of a letter, a ticked box. Nor does a text that differs by a word or two, as when a typing
mistake was mended after the release.
"""

from __future__ import annotations

import ast
import io
import re
import textwrap
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from hashlib import md5
from tokenize import COMMENT, TokenError, generate_tokens
from typing import Any

SPACE = r"[^\S\n]"  # within a line: `\s` would begin anew at each of a hundred thousand empty ones
BOX = re.compile(
    rf"^({SPACE}*(?:[-*+]|\d+[.)]){SPACE}+)\[{SPACE}*(?:[xX✓✔]{SPACE}*)?\]", re.MULTILINE
)
MAGIC = re.compile(r"^[ \t]*[%!?].*$", re.MULTILINE)
MOST = 20_000  # characters that are compared; of a longer text all is the student's
MENDED = 3  # words in place of as many: another spelling, no answer
DEFINITIONS = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef),
    *(ast.Import, ast.ImportFrom),
)
PIECES = re.compile(r"\n[ \t]*\n\s*|\S+")
SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")


def usual(source: str) -> str:
    """Return a text without what editors change by themselves."""
    plain = unicodedata.normalize("NFC", source.lstrip("\ufeff")).translate(SPACES)
    return BOX.sub(r"\1[ ]", plain)


def as_released(marks: dict[str, Any], kind: str, source: str) -> bool:
    """Say whether a marked cell has the text with which some version of it was handed out.

    nbgrader keeps a checksum in it. Forging one only hides the student's own words.
    """
    said = marks.get("checksum")
    if not isinstance(said, str):
        return False
    points = marks.get("points")
    try:
        worth = str(float(points)) if marks.get("grade") else ""  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return False
    flags = (str(marks.get(name, False)) for name in ("grade", "solution", "locked"))
    parts = source, kind, *flags, str(marks.get("grade_id")), worth
    return md5("".join(parts).encode("utf-8", "replace"), usedforsecurity=False).hexdigest() == said


def words_added(ours: str, theirs: str) -> str:
    """Return what stands in ``theirs`` beyond ``ours``; "" where only form or spelling differ."""
    ours, theirs = usual(ours), usual(theirs)
    if ours.split() == theirs.split():
        return ""
    if len(theirs) > MOST:
        return theirs.strip()
    places = [*PIECES.finditer(theirs)]
    pieces = PIECES.findall(ours), [place[0] for place in places]
    before, after = ([p if p.strip() else "\n" for p in some] for some in pieces)
    found = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        new, old = after[c:d], before[a:b]
        words, gone = (sum(p != "\n" for p in some) for some in (new, old))
        if what == "insert" or (what == "replace" and not words <= gone <= MENDED):
            found.append(theirs[places[c].start() : places[d - 1].end()].strip())  # as typed
    return "\n\n".join(piece for piece in found if piece)


def same_code(ours: str, theirs: str) -> bool:
    """Say whether two texts are one program, written in two ways, and nothing is said in comments.

    What ours says may be wrapped or left out in theirs.
    """
    one, other = parsed(ours), parsed(theirs)
    if one is None or other is None or dumped(one) != dumped(other):
        return False
    return not lines_added(prose_of(ours), prose_of(theirs))


def lines_added(ours: str, theirs: str) -> str:
    """Return the lines of a code cell that ours has not, in their order."""
    had = Counter(" ".join(line.split()) for line in usual(ours).split("\n"))
    found = []
    for line in usual(theirs).split("\n"):
        plain = " ".join(line.split())
        if had[plain] > 0:
            had[plain] -= 1
        elif plain:
            found.append(line.rstrip())
    return "\n".join(found)


def definitions_added(ours: str, theirs: str, wanted: frozenset[str]) -> str:
    """Return the functions, classes and imports that only ``theirs`` has, as code.

    Statements that stand together count as a whole, in their order, when one of them makes one of
    the ``wanted`` names: the others may be what it is made of, or go on with it. "" where there is
    none, or where the text is no Python.
    """
    tree = parsed(theirs)
    if tree is None:
        return ""
    given = (parsed(ours) or ast.Module([], [])).body
    known = Counter(dumped(node) for node in statements(given))
    taken = {name for node in statements(given) for name in bound(node)} - wanted
    source = _runnable(theirs)
    found: list[str] = []
    run: list[tuple[ast.stmt, list[ast.stmt]]] = []  # each with what is new in it

    def end_of_run() -> None:
        new = [inner for _, some in run for inner in some]
        if any(not wanted.isdisjoint(bound(node)) for node in new):
            # what a check asks for may not hold, and makes nothing
            found.extend(_piece(source, n) for n, _ in run if not isinstance(n, ast.Assert))
        else:
            fit = (n for n in new if isinstance(n, DEFINITIONS) and taken.isdisjoint(bound(n)))
            found.extend(_piece(source, node) for node in fit)
        run.clear()

    for node in tree.body:
        inner = list(statements([node]))
        added = [one for one in inner if not _taken_off(known, dumped(one))]
        if len(added) == len(inner):
            run.append((node, added))
            continue
        end_of_run()  # it is ours, or a block of ours with more in it
        run += [(one, [one]) for one in added]
        end_of_run()
    end_of_run()
    return "\n".join(piece for piece in found if piece)


def _taken_off(known: Counter[str], key: str) -> bool:
    known[key] -= 1
    return known[key] >= 0


def _piece(source: str, node: ast.stmt) -> str:
    """Return the text of one statement, at the left margin."""
    if not hasattr(node, "body"):
        return ast.get_source_segment(source, node) or ""
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
    cut = source.split("\n")[first - 1 : node.end_lineno]
    cut[0] = " " * node.col_offset + cut[0].lstrip()
    return _dedented(cut, node.col_offset)


def names_defined(source: str) -> frozenset[str]:
    """Return the names that a code cell makes at its top, in ``with`` and other blocks too."""
    tree = parsed(source)
    if tree is None:
        found = re.findall(r"^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)", source, re.MULTILINE)
        return frozenset([*found, *re.findall(r"^(\w+)[ \t]*=(?!=)", source, re.MULTILINE)])
    return frozenset(name for node in statements(tree.body) for name in bound(node))


def functions_defined(source: str) -> bool:
    """Say whether a code cell makes a function or a class, or is no whole Python with a return."""
    tree = parsed(source)
    if tree is None:
        return bool(re.search(rf"^{SPACE}*(?:def|return|class)\b", source, re.MULTILINE))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    made = statements(tree.body)
    return any(
        isinstance(n, kinds) or (isinstance(n, ast.Assign) and isinstance(n.value, ast.Lambda))
        for n in made
    )


def prose_of(source: str) -> str:
    """Return what a code cell says in words: comments and texts; all of it when it is no Python.

    A single word of another script that stands alone is one, too: it may be a sentence.
    """
    tree = parsed(source)
    if tree is None:
        return source
    said = [text for _, text in comments_of(source)] if "#" in source else []
    forms = {
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.FormattedValue) and node.format_spec
        for part in ast.walk(node.format_spec)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in forms:
            said.append(node.value)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Name):
            said += [node.value.id] if not node.value.id.isascii() else []
    return "\n".join(said)


def comments_of(source: str) -> list[tuple[int, str]]:
    """Return the comments of a cell that is Python, each with its line."""
    try:
        tokens = list(generate_tokens(io.StringIO(_runnable(source)).readline))
    except (TokenError, SyntaxError):
        return []
    found = (token for token in tokens if token.type == COMMENT)
    return [(token.start[0], token.string.lstrip("#").strip()) for token in found]


def parsed(source: str) -> ast.Module | None:
    """Return the syntax tree of a cell, IPython's own lines left out; None if it is no Python."""
    if len(source) > MOST:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse(_runnable(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def cut_off(above: Sequence[str], below: str) -> bool:
    """Say whether ``below`` is the end of a block in ``above``: Python only when put together."""
    begin = next((line for line in below.split("\n") if line.strip()), "")
    whole = joined([*above, below])
    if not begin[:1].isspace() or len(whole) > MOST:
        return False
    return not _compiles(textwrap.dedent(below)) and _compiles(whole)


def joined(parts: Sequence[str]) -> str:
    """Return the parts of a cell as one; a single one is as it was."""
    return "\n".join([*(part.rstrip("\n") for part in parts[:-1]), parts[-1]])


def _compiles(source: str) -> bool:
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(_runnable(source), "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _runnable(source: str) -> str:
    return MAGIC.sub(lambda found: re.sub(r"\S.*", "pass", found[0]), source)


def dumped(node: ast.AST) -> str:
    """Return a text that is the same for the same code; code as deep as ours never is equals none.

    ``1 + 1 + …`` is one level a sign.
    """
    try:
        return ast.dump(node)
    except RecursionError:
        return repr(node)


def statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield statements, those in blocks that make no scope of their own too, each on its own."""
    left = [*reversed(body)]  # no recursion: each ``elif`` is a block in the one before
    while left:
        node = left.pop()
        inner = [
            *getattr(node, "body", ()),
            *getattr(node, "orelse", ()),
            *getattr(node, "finalbody", ()),
            *(s for handler in getattr(node, "handlers", ()) for s in handler.body),
        ]
        scope = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if scope or not inner:
            yield node
        else:
            left += reversed(inner)


def bound(node: ast.stmt) -> set[str]:
    """Return the names that a statement makes."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    names = (n for target in targets if isinstance(target, ast.AST) for n in ast.walk(target))
    return {n.id for n in names if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _dedented(lines: list[str], width: int) -> str:
    return "\n".join(line[width:] if not line[:width].strip() else line for line in lines)
