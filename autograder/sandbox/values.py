"""What may cross the wire as a value: the caps, the dtypes, the errors that both ways share.

Plain values are themselves in JSON. Everything else is an object whose ``t`` says what it is:
``float`` (nan and infinities), ``list``, ``tuple``, ``set``, ``dict``, ``array`` and ``scalar``
(the bytes follow the message), ``series``, ``frame``; towards the child only ``callable`` and
``rng``, from it only ``figure`` (what is drawn in it, see ``figures``). There is no pickle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MAX_DEPTH = 16
# What comes back is looked through here, and not in the student's time: a hundred times more than
# any answer holds, and a fraction of a second.
MAX_ITEMS = 20_000  # elements of lists and dicts in one message, all together
MAX_TEXT = 100_000  # characters of all texts in one message; an answer is a word
ITEMS_OF_A_TABLE = 10  # as many as what pandas takes for one of them
MAX_COLUMNS = 1000  # of one frame: pandas takes seconds for a hundred thousand
MAX_INT_BITS = 128
SEEDS = 2**63  # seeds are below this
MAX_DIMENSIONS = 8
MAX_ELEMENTS = 1 << 32  # also of an empty array: numpy multiplies the other sizes out

DTYPES = frozenset(
    ("|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8")
)
# What a refusal may call a type: a name chosen by the student's code could carry hidden inputs out.
KNOWN_TYPES = frozenset(
    """
    NoneType bool int float complex str bytes bytearray list tuple dict set frozenset range slice
    object type function method builtin_function_or_method module generator ellipsis Decimal
    Fraction ndarray matrix MaskedArray Series DataFrame Index Figure Axes datetime Timestamp
    Generator RandomState
    """.split()  # noqa: SIM905 - forty quoted words would be harder to read
)


class ValueFault(Exception):
    """A value that cannot cross the wire."""


class Unsupported(ValueFault):
    """Of a kind that is not sent; the text is the name of its type."""


class TooLarge(ValueFault):
    """More than is sent."""


class BadValue(ValueFault):
    """Received, and not what this module describes."""


@dataclass(frozen=True)
class rng:  # noqa: N801 - a hidden test reads rng(7), like the argument's own name
    """Stands for ``numpy.random.default_rng(seed)``, made in the child.

    >>> rng(7).seed
    7
    """

    seed: int


def escape_surrogates(text: str) -> str:
    """``text`` with lone surrogates spelled out, so that it can be written anywhere."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def type_name(value: Any) -> str:
    """A short name of the value's type, as it may be shown."""
    name = type(value).__name__
    return name if name in KNOWN_TYPES else "an object of a class of its own"
