"""Lesson 06: mistakes in Adam."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.testing import Evidence, Floats, Makes, Table, raised, rows, same

from .optimisers import is_way, measured, unless_raised


@dataclass(frozen=True)
class Adam:
    """Adam with everything that may be wrong about it; as it stands it is right."""

    first_t: int = 1
    t_moves: bool = True
    correct_m: bool = True
    correct_v: bool = True
    correction_stays: bool = False  # m and v themselves are overwritten
    eps: str = "after"  # or "inside" the root, "before" the correction, "none"
    rooted: bool = True
    squared: bool = True
    kept: bool = True  # m and v outlive a step
    averaged: bool = True  # (1 − beta) stands before the new slope
    swapped: bool = False
    sign: float = 1.0
    usual: bool = False  # the settings that are handed over play no part
    decays: bool = False  # the rate shrinks from step to step
    steps: Callable[[int], int] = lambda n: n

    def run(self, df: Any, start: Any, alpha: float, n: int, *settings: float) -> Floats:
        """Where it ends."""
        b1, b2, eps = (0.9, 0.999, 1e-8) if self.usual or not settings else settings
        b1, b2 = (b2, b1) if self.swapped else (b1, b2)
        theta = np.array(start, dtype=float)
        m, v = np.zeros(theta.size), np.zeros(theta.size)
        for k in range(self.steps(n)):
            g = measured(df)(theta)
            m, v = (m, v) if self.kept else (0 * m, 0 * v)
            m = b1 * m + (1 - b1 if self.averaged else 1) * g
            v = b2 * v + (1 - b2 if self.averaged else 1) * (g**2 if self.squared else np.abs(g))
            t = self.first_t + (k if self.t_moves else 0)
            m_hat = m / (1 - b1**t) if self.correct_m else m
            v_hat = v / (1 - b2**t) if self.correct_v else v
            if self.correction_stays:
                m, v = m_hat, v_hat
            rate = alpha / (k + 1) if self.decays else alpha
            theta = theta - self.sign * rate * m_hat / self._below(v, v_hat, b2, t, eps)
        return theta

    def _below(self, v: Floats, v_hat: Floats, b2: float, t: int, eps: float) -> Any:
        if self.eps == "inside":
            return np.sqrt(v_hat + eps)
        if self.eps == "before":
            return (np.sqrt(v) + eps) / np.sqrt(1 - b2**t)
        eps = 0.0 if self.eps == "none" else eps
        return (np.sqrt(v_hat) if self.rooted else v_hat) + eps


def _adam(**wrong: Any) -> Makes:
    return lambda e: None if e.raised else Adam(**wrong).run(*e.args)


def _adam_alone(**wrong: Any) -> Makes:
    """The same, unless it is no mistake with these settings."""

    def makes(e: Evidence) -> Any:
        made = Adam(**wrong).run(*e.args)
        return None if same(made, e.expected) else made

    return lambda e: None if e.raised else makes(e)


ADAM: Table = rows(
    ("t_from_zero", raised("ZeroDivisionError")),
    ("t_from_zero", _adam(first_t=0)),
    ("returns_trace", unless_raised(lambda e: is_way(e, e.args[3]))),
    ("no_bias_correction", _adam(correct_m=False, correct_v=False)),
    ("half_bias_correction", _adam(correct_m=False)),
    ("half_bias_correction", _adam(correct_v=False)),
    ("settings_ignored", _adam_alone(usual=True)),
    ("eps_inside_root", _adam(eps="inside")),
    ("eps_before_correction", _adam(eps="before")),
    ("eps_missing", _adam(eps="none")),
    ("t_stands_still", _adam(t_moves=False)),
    ("t_from_two", _adam(first_t=2)),
    ("correction_kept", _adam(correction_stays=True)),
    ("root_missing", _adam(rooted=False)),
    ("square_missing", _adam(squared=False)),
    ("moments_not_kept", _adam(kept=False)),
    ("moments_not_averaged", _adam(averaged=False)),
    ("betas_swapped", _adam(swapped=True)),
    ("gradient_added", _adam(sign=-1.0)),
    ("decaying_alpha", _adam(decays=True)),
    ("one_step_short", _adam(steps=lambda n: max(n - 1, 0))),
    ("one_step_too_many", _adam(steps=lambda n: n + 1)),
    ("stops_after_first_step", _adam(steps=lambda n: min(n, 1))),
    ("not_moved", unless_raised(lambda e: e.args[1])),
)
