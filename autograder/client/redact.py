"""What a student may read of an exception that was raised while hidden inputs were in reach.

``raise Exception(repr(args))`` must not print the hidden inputs into the feedback. So nothing that
the child wrote is shown: the type only if it is one of a short list, the line of code as it stands
in *our* copy of the notebook and only if it begins a statement of an answer, and Python's message
only when it is one of the wordings below, with words from that very line in its gaps. What can be
said is then one of a few thousand things, since which of many it is could spell out an input.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from autograder.sandbox.values import KNOWN_TYPES

KNOWN_EXCEPTIONS = frozenset(
    name
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
) | {
    *("LinAlgError", "AxisError", "UFuncTypeError", "InvalidIndexError", "JSONDecodeError"),
    *("URLError", "gaierror", "UsageError"),
}
# What may be named; of any other the nearest of its bases that is here.
SHOWN_EXCEPTIONS = frozenset(
    """
    AssertionError AttributeError EOFError FileNotFoundError ImportError IndentationError IndexError
    InvalidIndexError KeyError KeyboardInterrupt LinAlgError ModuleNotFoundError NameError OSError
    OverflowError PermissionError RecursionError RuntimeError StopIteration SyntaxError SystemExit
    TabError TypeError URLError UnboundLocalError UsageError ValueError ZeroDivisionError gaierror
    """.split()  # noqa: SIM905 - two dozen quoted words would be harder to read
)
OF_ITS_OWN = "an exception of its own"
LONGEST_MESSAGE = 500  # characters, which is where the child cuts it
MOST_STATEMENTS = 40  # of an answer whose lines are shown
MOST_READ = 20_000  # characters of a cell; no answer is longer, and to parse it takes long
SHOWN_LINE = 100
MOST_LEFT_OUT = 5  # statements of a cell; a child leaves out no more
STATEMENT = 300  # characters in which a message's words are looked for: few words to choose from
EMPTY_ABOVE = re.compile(r"\A(?:[^\S\n]*\n)+")
NOT_PYTHON = ("%", "!", "?")  # how a line of IPython's own begins

NO_NETWORK = "there is no network when a notebook is graded"

# (what Python, numpy or pandas writes, what is shown). A group must be a word of the line that
# raised, or the name of a known type.
WORDINGS = [
    (r"name '(\w+)' is not defined.*", "name '{}' is not defined"),
    (
        r"cannot access local variable '(\w+)' where it is not associated with a value",
        "the local variable '{}' has no value yet",
    ),
    (
        r"cannot access free variable '(\w+)' where it is not associated with a value.*",
        "the variable '{}' has no value yet",
    ),
    (r"'([\w.]+)' object has no attribute '(\w+)'.*", "'{}' object has no attribute '{}'"),
    (r"module '([\w.]+)' has no attribute '(\w+)'.*", "module '{}' has no attribute '{}'"),
    (r"No module named '(\w+)'", "No module named '{}'"),
    (r"'([\w.]+)' object is not callable", "'{}' object is not callable"),
    (r"'([\w.]+)' object is not iterable", "'{}' object is not iterable"),
    (r"'([\w.]+)' object is not subscriptable", "'{}' object is not subscriptable"),
    (r"cannot unpack non-iterable ([\w.]+) object", "cannot unpack non-iterable {} object"),
    (
        r"'([\w.]+)' object does not support item assignment",
        "'{}' object does not support item assignment",
    ),
    (
        r"unsupported operand type\(s\) for (?:\*\* or pow\(\)|\S{1,3}): '([\w.]+)' and '([\w.]+)'",
        "unsupported operand types: '{}' and '{}'",
    ),
    (r"can't multiply sequence by non-int of type '(\w+)'", "can't multiply a sequence by a {}"),
    (r"'([\w.]+)' object cannot be interpreted as an integer", "a {} is not an integer"),
    (r"object of type '([\w.]+)' has no len\(\)", "object of type '{}' has no len()"),
    (
        r"([\w.<>]+)\(\) takes .* positional arguments? but .* (?:was|were) given",
        "{}() was called with too many arguments",
    ),
    (
        r"([\w.<>]+)\(\) missing \d required positional arguments?: .*",
        "{}() was called with too few arguments",
    ),
    (r"not enough values to unpack.*", "not enough values to unpack"),
    (r"too many values to unpack.*", "too many values to unpack"),
    (r"(?:float |integer )?(?:division|modulo|division or modulo) by zero", "division by zero"),
    (r"list index out of range", "list index out of range"),
    (r"tuple index out of range", "tuple index out of range"),
    (r"index -?\d+ is out of bounds.*", "an index is out of bounds"),
    (r"single positional indexer is out-of-bounds", "a positional indexer is out of bounds"),
    (r"too many indices for array.*", "too many indices for array"),
    (r"only integers, slices.*are valid indices", "only integers and slices are valid indices"),
    (r"invalid index to scalar variable\.", "invalid index to scalar variable"),
    (
        r"only (?:length-1|0-dimensional|size-1) arrays can be converted to Python scalars",
        "only an array without dimensions can become a number",
    ),
    (r"setting an array element with a sequence\..*", "setting an array element with a sequence"),
    (
        r"The truth value of an? (?:array|Series|DataFrame) .*",
        "the truth value of an array with more than one element is ambiguous",
    ),
    (r"operands could not be broadcast together.*", "operands could not be broadcast together"),
    (r"non-broadcastable output operand.*", "operands could not be broadcast together"),
    (r"could not broadcast input array.*", "could not broadcast input array"),
    (r"matmul: .*", "matmul: the sizes of the two operands do not match"),
    (r"shapes .* not aligned.*", "the shapes of the two operands are not aligned"),
    (r"matrices are not aligned", "matrices are not aligned"),
    (r"cannot reshape array.*", "cannot reshape the array"),
    (r"Length of values .* does not match length of index.*", "lengths do not match"),
    (r"all the input array.*", "the arrays have different sizes"),
    (r"Can only compare identically-labeled.*", "the two are labelled differently"),
    (r"Cannot cast ufunc .*", "cannot write floats into an integer array"),
    (r"could not convert string to float.*", "could not convert string to float"),
    (r"cannot convert float (?:NaN|infinity) to integer", "cannot convert nan or inf to integer"),
    (r"\(34, 'Numerical result out of range'\)", "the result is too large"),
    (r"math (?:domain|range) error", "math domain error"),
    (r"<urlopen error .*>", NO_NETWORK),
    (r"\[Errno -\d+\] (?:Temporary failure in name|Name or service not|No address).*", NO_NETWORK),
    (r"\[Errno 1\] Operation not permitted", "this is not permitted when a notebook is graded"),
    (r"Singular matrix", "Singular matrix"),
    (r"maximum recursion depth exceeded.*", "maximum recursion depth exceeded"),
    (r"unexpected indent.*", "unexpected indent"),
    (r"expected an indented block.*", "an indented block is expected"),
    (r"unindent does not match.*", "an indent matches no line above it"),
    (r"inconsistent use of tabs.*", "tabs and spaces are mixed"),
    (r"(?:Line|Cell) magic (?:function )?`(%%?\w+)` not found.*", "there is no magic {}"),
    (r"dictionary changed size during iteration", "dictionary changed size during iteration"),
]
_WORDINGS = [(re.compile(pattern, re.DOTALL), shown) for pattern, shown in WORDINGS]
_NUMPY_PREFIX = re.compile(r"^(?:numpy|pandas|np|pd)\.")


@dataclass(frozen=True)
class Explained:
    """An exception in words that students may read."""

    type_name: str  # the nearest type that Python itself has, to judge by
    shown: str  # what it is called
    text: str  # Python's message, or "" when it could carry values
    cell: str  # the innermost answer in which it was raised: the key of its cell, or ""
    code: str  # the line there with which the statement begins, or ""


def explain(
    kinds: list[str], message: str, frames: list[tuple[str, int]], answers: Mapping[str, str]
) -> Explained:
    """``kinds`` names the exception's class and its bases; ``answers`` are the cells by key."""
    known = next((kind for kind in kinds if kind in KNOWN_EXCEPTIONS), OF_ITS_OWN)
    shown = next((kind for kind in kinds if kind in SHOWN_EXCEPTIONS), OF_ITS_OWN)
    cell = next((key for key, _ in reversed(frames) if key in answers), "")
    found = (statement_at(answers[key], n) for key, n in reversed(frames) if key in answers)
    statement = next(filter(None, found), "")
    text = _wording(message, statement) if kinds[0] == known else ""
    return Explained(known, shown, text, cell, first_line(statement))


def harmless(kind: str, message: str, code: str) -> tuple[str, str]:
    """Return an exception's type and words, as far as neither can carry a value out of ``code``."""
    if kind not in SHOWN_EXCEPTIONS:
        return (kind if kind == "NotImplementedError" else OF_ITS_OWN), ""
    return kind, _wording(message, code)


def statement_at(source: str, line: int) -> str:
    """Return the innermost statement that holds a line; "" where there is none.

    Nor is there one in a cell of so many statements that their choice could spell out an input.
    Lines are counted as IPython does, which takes empty ones off the top.
    """
    source = EMPTY_ABOVE.sub("", source)
    starts = _starts(source) if len(source) <= MOST_READ else ()
    if len(starts) > MOST_STATEMENTS:
        return ""
    begins, ends = max((span for span in starts if span[0] <= line <= span[1]), default=(0, 0))
    return "\n".join(source.split("\n")[begins - 1 : ends]).strip()[:STATEMENT] if begins else ""


def left_out(told: Any, source: str) -> tuple[str, ...]:
    """Return the lines of a cell of which a child told that the statements there were left out.

    Before a test has called anything, that is: which lines they are could spell out an input.
    """
    lines = EMPTY_ABOVE.sub("", source).split("\n")
    if not lines[0].startswith("%%"):  # what %%time runs counts from the line below; it is line 0
        lines.insert(0, "")
    numbers = told[:MOST_LEFT_OUT] if type(told) is list else ()
    codes = (lines[n] for n in numbers if type(n) is int and 0 <= n < len(lines) and lines[n])
    return tuple(dict.fromkeys(code.strip()[:SHOWN_LINE] for code in codes))


def first_line(statement: str) -> str:
    """Return the first line of a statement, cut to what is shown."""
    return statement.partition("\n")[0].rstrip()[:SHOWN_LINE]


@lru_cache(64)
def _starts(source: str) -> tuple[tuple[int, int], ...]:
    """The first and last lines of a cell's statements, the inner ones too; one for each line."""
    try:
        parts = ast.walk(ast.parse(without_magics(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    ends: dict[int, int] = {}
    for part in parts:
        if isinstance(part, ast.stmt):
            ends[part.lineno] = max(ends.get(part.lineno, 0), part.end_lineno or part.lineno)
    return tuple(ends.items())


def without_magics(source: str) -> str:
    """Return a cell's text with an empty line for each of IPython's own."""
    lines = source.split("\n")
    return "\n".join("" if line.lstrip().startswith(NOT_PYTHON) else line for line in lines)


def _wording(message: str, code: str) -> str:
    if len(message) > LONGEST_MESSAGE:
        return ""
    for pattern, shown in _WORDINGS:
        match = pattern.fullmatch(message)
        if match:
            words = [_NUMPY_PREFIX.sub("", word) for word in match.groups()]
            return shown.format(*words) if set(words) <= KNOWN_TYPES | _words(code) else ""
    return ""


def _words(code: str) -> set[str]:
    """The names that stand in a line, whole and in their parts, and its magics."""
    return {*re.findall(r"\w+", code), *re.findall(r"[\w.<>]+|%%?\w+", code)}
