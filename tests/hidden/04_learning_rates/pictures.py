"""What the feedback page draws of lesson 04: a loss curve on the six points of its pictures."""

import numpy as np

from autograder.testing import CurvePlot

six_x = np.arange(1.0, 7.0)
six_y = 2 * six_x + 1 + np.random.default_rng(0).normal(0, 0.5, 6)
UPDATES = 40

PICTURES = (
    CurvePlot(
        exercise="run_gd",
        title=f"Your losses on the notebook's six points, {UPDATES} updates with rate 0.02",
        sample=lambda student: student.run_gd(six_x, six_y, 0.02, UPDATES),
        labels=("updates", "MSE"),
        shape=tuple(0.06 + 0.94 * np.exp(-np.arange(UPDATES + 1) / 1.2)),
        expected="It falls steeply at first, then hardly, and never rises.",
    ),
)
