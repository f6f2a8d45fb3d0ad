"""What a student may read of an exception that was raised while hidden inputs were in reach.

``raise Exception(repr(args))`` must not print the hidden inputs into the feedback. So nothing that
the child wrote is shown: the type only if it is a known one, the line of code as it stands in
*our* copy of the notebook, and Python's message only when it is one of the wordings below, with
words from that very line in its gaps.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.sandbox.values import KNOWN_TYPES

KNOWN_EXCEPTIONS = frozenset(
    name
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
) | {
    *("LinAlgError", "AxisError", "UFuncTypeError", "InvalidIndexError", "JSONDecodeError"),
    *("URLError", "gaierror"),
}

NO_NETWORK = "there is no network when a notebook is graded"

# (what Python, numpy or pandas writes, what is shown). A group must be a word of the line that
# raised, or the name of a known type; one digit may be a count of arguments.
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
        r"([\w.<>]+)\(\) takes (\d) positional arguments? but (\d) (?:was|were) given",
        "{}() takes {} positional arguments but {} were given",
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
        "only an array with one element can become a number",
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
    (r"dictionary changed size during iteration", "dictionary changed size during iteration"),
]
_WORDINGS = [(re.compile(pattern, re.DOTALL), shown) for pattern, shown in WORDINGS]
_NUMPY_PREFIX = re.compile(r"^(?:numpy|pandas|np|pd)\.")


@dataclass(frozen=True)
class Explained:
    """An exception in words that students may read."""

    type_name: str
    text: str  # Python's message, or "" when it could carry values
    cell: str  # where it was raised: the key of the cell, or ""
    line: int
    code: str  # that line


def explain(
    kinds: list[str], message: str, frames: list[tuple[str, int]], sources: Mapping[str, str]
) -> Explained:
    """``kinds`` names the exception's class and its bases, ``sources`` are the cells by key."""
    known = [kind for kind in kinds if kind in KNOWN_EXCEPTIONS]
    cell, line, code = _place(frames, sources)
    text = _wording(message, code) if known and kinds[0] == known[0] else ""
    return Explained(known[0] if known else "an exception", text, cell, line, code)


def harmless(kind: str, message: str, code: str) -> tuple[str, str]:
    """Return an exception's type and words, as far as neither can carry a value out of ``code``."""
    if kind not in KNOWN_EXCEPTIONS:
        return "an exception", ""
    return kind, _wording(message, code)


def _place(frames: list[tuple[str, int]], sources: Mapping[str, str]) -> tuple[str, int, str]:
    for cell, line in reversed(frames):
        lines = sources.get(cell, "").splitlines()
        if 1 <= line <= len(lines):
            return cell, line, lines[line - 1].strip()[:100]
    return "", 0, ""


def _wording(message: str, code: str) -> str:
    for pattern, shown in _WORDINGS:
        match = pattern.fullmatch(message)
        if match:
            words = [_NUMPY_PREFIX.sub("", word) for word in match.groups()]
            return shown.format(*words) if all(_harmless(w, code) for w in words) else ""
    return ""


def _harmless(word: str, code: str) -> bool:
    if word in KNOWN_TYPES or re.fullmatch(r"\d", word):
        return True
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", code) is not None
