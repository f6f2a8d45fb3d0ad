"""What the feedback page draws of lesson 05: epochs on the notebook's own hundred rows."""

import numpy as np

from autograder.testing import CurvePlot, PathPlot, rng

nature = np.random.default_rng(7)
x = nature.uniform(0, 10, 100)
y = 1.5 * x + 3.0 + nature.normal(0, 1.5, 100)
X = np.column_stack([np.ones(100), x])
best = np.polyfit(x, y, 1)[::-1]
EPOCHS, OWN_EPOCHS = 40, 12


def height(theta0, theta1):
    """The MSE of all rows above its lowest value."""
    d0, d1 = theta0 - best[0], theta1 - best[1]
    return d0**2 + 2 * d0 * d1 * x.mean() + d1**2 * np.square(x).mean()


def epochs(student):
    """Where the student's epochs end, one after the other."""
    path = [np.zeros(2)]
    for k in range(OWN_EPOCHS):
        path.append(np.ravel(student.minibatch_epoch(path[-1], X, y, 0.01, 8, rng(k))))
    return path


PICTURES = (
    PathPlot(
        exercise="minibatch_epoch",
        title=f"Where {OWN_EPOCHS} of your epochs end, 8 rows a step with rate 0.01",
        sample=epochs,
        height=height,
        x=(-0.3, 3.8),
        y=(-0.1, 2.5),
        labels=("θ0 (intercept)", "θ1 (slope)"),
        best=tuple(best),
        notice="The first epoch reaches the valley, the others wander along its floor.",
    ),
    CurvePlot(
        exercise="minibatch_gd",
        title=f"Your losses after each of {EPOCHS} epochs, 8 rows a step with rate 0.01",
        sample=lambda student: student.minibatch_gd(X, y, np.zeros(2), 0.01, EPOCHS, 8, rng(7))[1],
        labels=("epoch", "MSE of all rows"),
        shape=tuple(
            0.1
            + 0.9 * np.exp(-np.arange(EPOCHS) / 8.0)
            + 0.05 * np.random.default_rng(1).uniform(-1, 1, EPOCHS)
        ),
        expected="It falls on the whole, and rises here and there: each step sees a few rows only.",
    ),
)
