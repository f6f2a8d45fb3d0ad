"""Do returned values mean what was asked? Shape before value; no student object gets this far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from autograder.client.values import numbers

FLOAT32_RTOL = 1e-4
# Sizes are told, but not every one. The size that is asked for is the test's own and the same for
# every answer: it carries nothing out. The size that came back is the student's choice and could
# spell out an input, a dozen bits a check: it is told when it is small, or as near to the right one
# as a loop that is one off leaves it.
COUNTED, NEAR = 9, 2
KINDS = {
    type(None): "nothing (None)",
    bool: "True or False",
    str: "text",
    dict: "a dict",
    list: "a list whose parts are no numbers, or of different sizes",
    tuple: "a tuple whose parts are no numbers, or of different sizes",
}


@dataclass(frozen=True)
class Mismatch:
    """Why a value is not the one asked for, without saying what was asked."""

    kind: str  # "type", "shape" or "value"
    says: str


def kind_text(got: Any) -> str:
    """Describe what is not made of numbers by its kind.

    >>> kind_text(["1.5", "2"])
    'a list of texts'
    """
    if isinstance(got, list | tuple) and got and all(isinstance(part, str) for part in got):
        return f"a {type(got).__name__} of texts"
    return KINDS.get(type(got), f"a {type(got).__name__}")


def _thing_text(got: Any) -> str:
    """Describe what came by its kind, or numbers by their shape."""
    array = numbers(got)
    return kind_text(got) if array is None else shape_text(array.shape, ())


def shape_text(shape: Sequence[int], asked: Sequence[int]) -> str:
    """Describe numbers by their shape, as far as ``asked`` allows."""
    if len(shape) == 0:
        return "one number"
    known = asked if len(asked) == len(shape) else (0,) * len(shape)
    sizes = [count_text(size, near) for size, near in zip(shape, known, strict=True)]
    if len(sizes) == 1:
        return f"{sizes[0]} number{'s' * (sizes[0] != '1')}"
    if len(sizes) > 2:
        return "numbers in more than two dimensions"
    return f"numbers of shape ({', '.join(sizes)})"


def count_text(size: int, asked: int = 0) -> str:
    """Write a size that is small, or near to what is asked for; any other one is "many"."""
    return str(size) if size <= COUNTED or abs(size - asked) <= NEAR else "many"


def _where(got: str, asked: str) -> str:
    """Join both: "100 numbers where 101 are expected", without saying "numbers" twice."""
    one = asked in ("one number", "1 number")
    if got.endswith("numbers") and asked.endswith(" numbers"):
        asked = asked.removesuffix(" numbers")
    return f"returned {got} where {asked} {'is' if one else 'are'} expected"


def mismatch(got: Any, expected: Any, rtol: float, atol: float) -> Mismatch | None:
    """Return None when ``got`` means ``expected``.

    A tuple that holds a vector or matrix is compared part by part, and so are a dict, texts and
    rows of several lengths; a set of texts or numbers as what it holds; text, True, False and None
    exactly, a text also alone in a list, array or Series; all else as numbers, where a list, tuple,
    Series, column or row of d numbers stands for d numbers, also for those of a matrix's row.
    """
    if isinstance(expected, str):
        return _compare_text(got, expected)
    if expected is None or isinstance(expected, bool | np.bool_):
        return _compare_word(got, expected)
    if isinstance(expected, dict):
        return _compare_dict(got, expected, rtol, atol)
    if isinstance(expected, set | frozenset):
        return _compare_set(got, expected, rtol, atol)
    if isinstance(expected, tuple) and any(_depth(part) > 0 for part in expected):
        return _compare_parts(got, expected, rtol, atol)
    if isinstance(expected, list | tuple) and numbers(expected) is None:
        return _compare_parts(got, tuple(expected), rtol, atol)
    return _compare_numbers(got, np.asarray(expected, dtype=np.float64), rtol, atol)


def nearest(got: Any, outcomes: Sequence[Any]) -> int:
    """Return the index of the outcome that is nearest; a tuple's first part speaks for it."""
    if len(outcomes) == 1:
        return 0
    pairs = isinstance(outcomes[0], tuple)
    made = np.array([outcome[0] if pairs else outcome for outcome in outcomes])
    found = numbers(got[0] if pairs and isinstance(got, list | tuple) and got else got)
    if found is None or found.size != made[0].size:
        return 0
    return int(np.argmin(np.nan_to_num(np.abs(made - found.ravel()).max(axis=1), nan=np.inf)))


def _compare_text(got: Any, expected: str) -> Mismatch | None:
    while isinstance(got, list | tuple | pd.Series | pd.DataFrame) and len(got) == 1:
        got = got[0] if isinstance(got, list | tuple) else got.to_numpy().tolist()
    if not isinstance(got, str):
        several = isinstance(got, list | tuple) and numbers(got) is None
        thing = f"a {type(got).__name__}" if several else _thing_text(got)
        return Mismatch("type", f"returned {thing} where a word is expected")
    return (
        None if got == expected else Mismatch("value", "returned another word than the right one")
    )


def _depth(part: Any) -> int:
    """How many dimensions a part has; one that is no block of numbers counts as one."""
    found = numbers(part)
    return 1 if found is None else found.ndim


def _compare_word(got: Any, expected: bool | np.bool_ | None) -> Mismatch | None:
    """True, False and None: no number stands for them."""
    if not (got is None if expected is None else isinstance(got, bool | np.bool_)):
        what = "None" if expected is None else "True or False"
        return Mismatch("type", f"returned {_thing_text(got)} where {what} is expected")
    return None if got == expected else Mismatch("value", "did not return the expected answer")


def _compare_dict(got: Any, expected: dict[Any, Any], rtol: float, atol: float) -> Mismatch | None:
    if not isinstance(got, dict):
        return Mismatch("type", f"returned {_thing_text(got)} where a dict is expected")
    if got.keys() != expected.keys():
        return Mismatch("shape", "returned a dict with other keys than the expected ones")
    found = (mismatch(got[key], value, rtol, atol) for key, value in expected.items())
    return next((m for m in found if m), None)


def _compare_set(got: Any, expected: Any, rtol: float, atol: float) -> Mismatch | None:
    """Each thing once, in no order; numbers may differ by rounding."""
    if not isinstance(got, set | frozenset):
        return Mismatch("type", f"returned {_thing_text(got)} where a set is expected")
    if len(got) != len(expected):
        return Mismatch("shape", "did not return the expected number of things")
    left = list(got)
    for thing in expected:
        near = (k for k, one in enumerate(left) if mismatch(one, thing, rtol, atol) is None)
        place = next(near, None)
        if place is None:
            return Mismatch("value", "did not return the expected things")
        del left[place]
    return None


def _compare_parts(
    got: Any, expected: tuple[Any, ...], rtol: float, atol: float
) -> Mismatch | None:
    if not isinstance(got, list | tuple) or len(got) != len(expected):
        several = isinstance(got, list | tuple) and len(got) != 1
        things = f"{count_text(len(got))} things" if several else "one thing"
        says = f"returned {things} where {len(expected)} are expected"
        return Mismatch("shape", says)
    found = (mismatch(g, e, rtol, atol) for g, e in zip(got, expected, strict=True))
    parts = ((n, m) for n, m in enumerate(found) if m)
    return next((_in_part(m, n, len(expected)) for n, m in parts), None)


def _in_part(found: Mismatch, index: int, parts: int) -> Mismatch:
    """Say in which of several results it is."""
    place = ("first", "second", "third", "fourth")[index] if index < 4 else f"{index + 1}th"
    says = found.says.replace("returned", f"returned, as the {place} of {parts} results,", 1)
    return Mismatch(found.kind, says)


def _compare_numbers(got: Any, expected: Any, rtol: float, atol: float) -> Mismatch | None:
    fitted = _fit(got, expected.shape)
    if fitted is None:
        array = numbers(got)
        asked = shape_text(expected.shape, expected.shape)
        if array is None:
            return Mismatch("type", _where(kind_text(got), asked))
        return Mismatch("shape", _where(shape_text(array.shape, expected.shape), asked))
    if close(fitted, expected, rtol, atol, equal_nan=True):
        return None
    if not np.all(np.isfinite(fitted) | ~np.isfinite(expected)):
        return Mismatch("value", "returned nan or inf")
    if any(part == np.float32 for part in _dtypes(got)):
        rtol = max(rtol, FLOAT32_RTOL)
        if close(fitted, expected, rtol, atol, equal_nan=True):
            return None
    many = expected.ndim > 0
    what = "other numbers than the right ones" if many else "another number than the right one"
    return Mismatch("value", f"returned {what}")


def close(got: Any, expected: Any, rtol: float, atol: float, *, equal_nan: bool = False) -> bool:
    """Tell whether all numbers are near, as ``np.allclose`` does.

    Grading asks this a hundred times a submission, mostly about two or three finite numbers, for
    which ``np.allclose`` takes more than twice as long.
    """
    if np.isfinite(expected).all() and np.isfinite(got).all():
        return bool((np.abs(got - expected) <= atol + rtol * np.abs(expected)).all())
    return bool(np.allclose(got, expected, rtol=rtol, atol=atol, equal_nan=equal_nan))


def _fit(got: Any, shape: tuple[int, ...]) -> Any | None:
    """A scalar may come as one number in any wrapping, a vector as a row or a column.

    So may each row of a matrix.
    """
    array = numbers(got)
    if array is not None and array.shape == shape:
        return array
    if len(shape) > 1:
        held = isinstance(got, list | tuple) or (isinstance(got, np.ndarray) and got.ndim > 0)
        rows = [_fit(row, shape[1:]) for row in got] if held and len(got) == shape[0] else [None]
        return None if any(row is None for row in rows) else np.array(rows).reshape(shape)
    if array is None or array.size != np.prod(shape, dtype=int):
        return None
    return array.reshape(shape) if max(array.shape, default=1) == array.size else None


def _dtypes(got: Any) -> Iterator[Any]:
    if isinstance(got, list | tuple):
        for item in got:
            yield from _dtypes(item)
    elif isinstance(got, pd.DataFrame):
        yield from got.dtypes
    elif hasattr(got, "dtype"):
        yield got.dtype
