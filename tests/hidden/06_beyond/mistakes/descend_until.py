"""Lesson 06: mistakes in a descent with a stopping rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.testing import Evidence, Floats, Makes, Table, rows, same, vector

from .optimisers import measured, unless_raised

LIMIT = 2000  # updates after which a rule that never ends is given up
Length = Callable[[Floats], float]


@dataclass(frozen=True)
class Rule:
    """A stopping rule with everything that may be wrong about it."""

    length: Length = lambda g: float(np.linalg.norm(g))
    after: bool = False  # tested after the update, with the slope of before it
    step_for_slope: bool = False
    at_most: Callable[[int], int] = lambda most: most
    count: int = 0  # begins to count here
    decays: bool = False  # the rate shrinks from step to step
    exactly_tol: bool = True  # a gradient exactly as long as tol is short enough

    def run(self, df: Any, start: Any, alpha: float, tol: float, most: int) -> Any:
        """Return theta and steps."""
        theta, steps = np.array(start, dtype=float), 0
        while steps < min(self.at_most(most), LIMIT):
            g = measured(df)(theta)
            length = self.length(alpha * g if self.step_for_slope else g)
            short = length < tol or (self.exactly_tol and length == tol)
            if short and not self.after:
                break
            rate = alpha / (steps + 1) if self.decays else alpha
            theta, steps = theta - rate * g, steps + 1
            if short:
                break
        return theta, steps + self.count


def _rule(**wrong: Any) -> Makes:
    return lambda e: None if e.raised else Rule(**wrong).run(*e.args)


def _after_with_new_slope(e: Evidence) -> Any:
    """Update, then test at the new place: a good start is left all the same."""
    df, start, alpha, tol, most = e.args
    theta, steps = np.array(start, dtype=float), 0
    while steps < most:
        theta, steps = theta - alpha * measured(df)(theta), steps + 1
        if np.linalg.norm(measured(df)(theta)) <= tol:
            break
    return theta, steps


def _other_lengths() -> Iterator[tuple[str, Length]]:
    yield "largest_component", lambda g: float(np.max(np.abs(g)))
    yield "sum_of_components", lambda g: float(np.sum(np.abs(g)))
    yield "root_missing_in_length", lambda g: float(np.sum(g**2))
    yield "mean_of_components", lambda g: float(np.sqrt(np.mean(g**2)))
    yield "mean_of_components", lambda g: float(np.mean(np.abs(g)))
    yield "sign_counts", lambda g: float(np.sum(g))
    yield "sign_counts", lambda g: float(np.max(g))
    yield "sign_counts", lambda g: float(np.mean(g))
    yield "smallest_component", lambda g: float(np.min(np.abs(g)))
    yield "first_component_only", lambda g: float(np.abs(g[0]))


def _alone(e: Evidence) -> bool:
    return not isinstance(e.got, tuple | list) and same(e.got, e.expected[0])


def _counted(e: Evidence) -> bool:
    return not isinstance(e.got, tuple | list) and same(e.got, e.expected[1])


def _last_slope(e: Evidence) -> Any:
    theta, steps = e.expected
    return measured(e.args[0])(theta), steps


def _other_order(e: Evidence) -> Any:
    """alpha and tol in each other's places."""
    df, start, alpha, tol, most = e.args
    return Rule().run(df, start, tol, alpha, most)


def _never_tested(e: Evidence) -> Any:
    return Rule(length=lambda g: np.inf).run(*e.args)


def _sizes(e: Evidence) -> bool:
    """The whole way in place of its end."""
    theta, _ = e.got
    return vector(theta).size > np.size(e.args[1])


UNTIL: Table = (
    *rows(
        ("steps_missing", unless_raised(_alone)),
        ("theta_missing", unless_raised(_counted)),
        ("swapped_result", unless_raised(lambda e: tuple(reversed(e.expected)))),
        ("returns_trace", unless_raised(_sizes)),
        ("counts_one_more", _rule(count=1)),
        ("counts_one_less", _rule(count=-1)),
        ("border_missed", _rule(exactly_tol=False)),
        ("tested_after_update", unless_raised(_after_with_new_slope)),
        ("tested_after_update", _rule(after=True)),
        ("most_ignored", _rule(at_most=lambda most: LIMIT)),
        ("one_step_too_many", _rule(at_most=lambda most: most + 1)),
        ("one_step_short", _rule(at_most=lambda most: most - 1)),
    ),
    *rows(*((name, _rule(length=length)) for name, length in _other_lengths())),
    *rows(
        ("step_for_slope", _rule(step_for_slope=True)),
        ("decaying_alpha", _rule(decays=True)),
        ("arguments_in_other_order", unless_raised(_other_order)),
        ("never_tested", unless_raised(_never_tested)),
        ("returns_gradient", unless_raised(_last_slope)),
    ),
)
