"""What a hidden test says, and a course's known mistakes and pictures: all from this one module.

A hidden test is an ordinary pytest function; ``student.double`` is the answer of that name, which
runs in its sandbox. Nothing of a test's is seen there but the arguments of the call.

>>> def test_doubles_fractions(student):
...     '''doubles fractions'''
...     call(student.double, 1.5).gives(3.0)

The examples of this module are run as they stand, on a notebook with ``double`` (which multiplies
by two), ``inverse`` (of a matrix) and ``sizes`` (a dict).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.client.faults import Raised, StudentFault, Unsupported
    from autograder.client.student import Answer, rng
    from autograder.sandbox.affine import affine
    from autograder.sandbox.figure_records import Axes, Figure, Line
    from autograder.testing.conditions import raises, require
    from autograder.testing.entries import entry
    from autograder.testing.evidence import Evidence, ends_right
    from autograder.testing.expect import (
        CheckFailed,
        call,
        check,
        explain,
        failure,
        value,
    )
    from autograder.testing.pictures import CurvePlot, PathPlot
    from autograder.testing.rule import CANNOT_TELL, Holds, Rule, raised, rules
    from autograder.testing.values import (
        Floats,
        is_float32,
        is_nan,
        is_nested,
        is_rounded,
        numbers,
        same,
        shape_of,
        vector,
    )

_HOMES = {
    "client.faults": ("Raised", "StudentFault", "Unsupported"),
    "sandbox.affine": ("affine",),
    "sandbox.figure_records": ("Axes", "Figure", "Line"),
    "client.student": ("Answer", "rng"),
    "testing.entries": ("entry",),
    "testing.expect": (*("CheckFailed", "call", "check", "explain", "failure", "value"),),
    "testing.evidence": ("Evidence", "ends_right"),
    "testing.rule": ("CANNOT_TELL", "Holds", "Rule", "raised", "rules"),
    "testing.values": (
        *("Floats", "is_float32", "is_nan", "is_nested", "is_rounded", "numbers", "same"),
        *("shape_of", "vector"),
    ),
    "testing.pictures": ("CurvePlot", "PathPlot"),
    "testing.conditions": ("raises", "require"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "CANNOT_TELL",
    "Answer",
    "Axes",
    "CheckFailed",
    "CurvePlot",
    "Evidence",
    "Figure",
    "Floats",
    "Holds",
    "Line",
    "PathPlot",
    "Raised",
    "Rule",
    "StudentFault",
    "Unsupported",
    "affine",
    "call",
    "check",
    "ends_right",
    "entry",
    "explain",
    "failure",
    "is_float32",
    "is_nan",
    "is_nested",
    "is_rounded",
    "numbers",
    "raised",
    "raises",
    "require",
    "rng",
    "rules",
    "same",
    "shape_of",
    "value",
    "vector",
]


def __getattr__(name: str) -> Any:
    """Import what a hidden test says when it is said: starting graders needs no pandas."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"autograder.{_HOME[name]}"), name)
