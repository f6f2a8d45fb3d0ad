"""Hidden tests: ordinary pytest functions that call a student's answers through the wall.

>>> def test_averages_over_the_rows(student):
...     '''averages over the rows'''
...     call(student.mse_gradient, [0.9, 0.1], X, y).gives([-0.2394, -5.5293])
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.grading.expect import CheckFailed, call, check, value
    from autograder.student import rng

__all__ = ["CheckFailed", "call", "check", "rng", "value"]


def __getattr__(name: str) -> Any:
    """Import what a hidden test says when it is said: starting graders needs no pandas."""
    if name in ("CheckFailed", "call", "check", "value"):
        return getattr(import_module("autograder.grading.expect"), name)
    if name == "rng":
        return import_module("autograder.student").rng
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
