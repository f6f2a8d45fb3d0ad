"""What the feedback page draws of lesson 02: steps on the three points of its own picture."""

import numpy as np

from autograder.testing import PathPlot

x, y = np.array([1.0, 2.0, 3.0]), np.array([3.0, 5.0, 7.0])
STEPS = 12


def walked(student):
    """Where the answer's own steps lead from (0, 0)."""
    path = [(0.0, 0.0)]
    for _ in range(STEPS):
        path.append(tuple(np.ravel(student.one_step(x, y, *path[-1], 0.1)).astype(float)))
    return path


def height(t0, t1):
    """Half the MSE of the three points, which is zero at its lowest."""
    return sum((t0 + t1 * a - b) ** 2 for a, b in zip(x, y, strict=True)) / (2 * len(x))


PICTURES = (
    PathPlot(
        exercise="one_step",
        title=f"{STEPS} of your steps on the points (1, 3), (2, 5), (3, 7), with rate 0.1",
        sample=walked,
        height=height,
        x=(-0.4, 1.8),
        y=(-0.3, 2.8),
        labels=("t0 (intercept)", "t1 (slope)"),
        best=(1.0, 2.0),
        notice="Each step should cross the contours downhill, and the first go furthest.",
    ),
)
