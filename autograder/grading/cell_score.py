"""The points that a test's cell gives, as nbgrader's `determine_grade` has them.

An error gives none, a number as the last value is the points, anything else gives all. nbgrader
reads that number from its text, so that there False, -1, NaN and NumPy's numbers give all points,
too many lose the submission, and a warning gives none. Here they are numbers: True is all points,
False and NaN are none, others are kept between 0 and all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any

import numpy as np

NUMBER = re.compile(r"(?:np|numpy)\.\w+\((.+)\)|(.+)")
WORDS = {"True": True, "False": False, "np.True_": True, "np.False_": False}


def points_of_value(value: Any, most: float) -> float:
    """Return the points for the last value of a test that has raised nothing."""
    if isinstance(value, bool | np.bool_):
        return most if value else 0.0
    if not isinstance(value, Real):
        return most
    number = float(value)
    return min(max(number, 0.0), most) if number == number else 0.0


def points_of_outputs(outputs: Iterable[Mapping[str, Any]], most: float) -> float | None:
    """Return the points for what a cell showed; None where it raised something."""
    last: Any = None
    for output in outputs:
        if output["output_type"] == "error":
            return None
        if output["output_type"] == "execute_result" and last is None:
            last = _value(str(output["data"].get("text/plain", "")).strip())
    return points_of_value(last, most)


def _value(text: str) -> Any:
    if text in WORDS:
        return WORDS[text]
    match = NUMBER.fullmatch(text)
    try:
        return float(match[1] or match[2]) if match else text
    except ValueError:
        return text
