"""Lesson 06, bonus: check a gradient, scale a feature, remember the slope, know when to stop."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Slope = Callable[[Floats], Floats]


def numerical_gradient(f: Callable[[Floats], float], theta: Floats, h: float) -> Floats:
    """Measure the gradient of f at theta: nudge one parameter at a time, both ways.

    Formula: ∂f/∂θⱼ ≈ (f(θ + h·eⱼ) − f(θ − h·eⱼ)) / (2h), eⱼ being 1 at j and 0 elsewhere.
    Shapes:  f takes a vector (d,) and returns a number; theta (d,); result (d,).
    Units:   component j in [f] / [θⱼ].
    Errors:  ZeroDivisionError when h is 0.
    Source:  Taylor: the error is h²/6 times the third derivative, plus rounding of about 1e-16·f/h.
    """
    theta = np.array(theta, dtype=float)
    nudges = h * np.eye(len(theta))
    return np.array([(f(theta + nudge) - f(theta - nudge)) / (2 * h) for nudge in nudges])


def fit_standardised(x: Floats, y: Floats, alpha: float, n_steps: int) -> tuple[float, float]:
    """Fit a line by descent on standardised x, and return it in the units of x.

    Formula: z = (x − x̄)/s with s² = (1/n) Σ (x − x̄)²;  from (0, 0), n_steps times,
             (a, b) ← (a, b) − alpha·(2/n) Σ (a + b·z − y)·(1, z);
             then slope b/s and intercept a − x̄·b/s.
    Shapes:  x, y (n,); result two numbers. y is left in its own units.
    Units:   intercept in [y], slope in [y]/[x].
    Errors:  none raised; nan when all x are equal.
    Source:  a + b·(x − x̄)/s, sorted by x. Mean 0 and s = 1 make the loss curve alike both ways.
    """
    centre, spread = np.mean(x), np.std(x)
    z = (x - centre) / spread
    a = b = 0.0
    for _ in range(n_steps):
        error = a + b * z - y
        a, b = a - alpha * 2 * np.mean(error), b - alpha * 2 * np.mean(error * z)
    slope = b / spread
    return float(a - slope * centre), float(slope)


def momentum(df: Slope, theta_init: Floats, alpha: float, beta: float, n_steps: int) -> Floats:
    """Descend with a velocity that remembers earlier slopes.

    Formula: v ← beta·v + df(θ), then θ ← θ − alpha·v, n_steps times; v starts at 0.
    Shapes:  theta_init, df(θ) and the result (d,).
    Units:   v has those of the gradient.
    Errors:  whatever df raises.
    Source:  Polyak's heavy ball (1964). On a steady slope the step grows to alpha/(1 − beta).
    """
    theta = np.array(theta_init, dtype=float)
    velocity = np.zeros_like(theta)
    for _ in range(n_steps):
        velocity = beta * velocity + df(theta)
        theta = theta - alpha * velocity
    return theta


def adam(
    df: Slope,
    theta_init: Floats,
    alpha: float,
    n_steps: int,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> Floats:
    """Descend with a step of its own length for each parameter.

    Formula: m ← beta1·m + (1 − beta1)·g,  v ← beta2·v + (1 − beta2)·g²;  for t = 1, 2, …, n_steps:
             θ ← θ − alpha·m̂/(√v̂ + eps),  m̂ = m/(1 − beta1ᵗ),  v̂ = v/(1 − beta2ᵗ).
    Shapes:  theta_init, g = df(θ) and the result (d,); squares and roots by component.
    Units:   alpha has those of theta: the units of the gradient cancel.
    Errors:  whatever df raises.
    Source:  Kingma and Ba, Adam: A Method for Stochastic Optimization (2015), Algorithm 1.
    """
    theta = np.array(theta_init, dtype=float)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    for t in range(1, n_steps + 1):
        g = np.asarray(df(theta))
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        theta = theta - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return theta


def descend_until(
    df: Slope, theta_init: Floats, alpha: float, tol: float, max_steps: int
) -> tuple[Floats, int]:
    """Descend until the gradient is short enough, and say how many updates that took.

    Formula: θ ← θ − alpha·g, g = df(θ), until √(Σ gⱼ²) ≤ tol; tested before every update.
    Shapes:  theta_init and df(θ) (d,); result ((d,), a whole number from 0 to max_steps).
    Units:   tol has those of the gradient.
    Errors:  whatever df raises.
    Source:  at a lowest point the gradient is zero; a short gradient alone does not mean near.
    """
    theta = np.array(theta_init, dtype=float)
    for steps in range(max_steps):
        g = np.asarray(df(theta))
        if np.linalg.norm(g) <= tol:
            return theta, steps
        theta = theta - alpha * g
    return theta, max_steps
