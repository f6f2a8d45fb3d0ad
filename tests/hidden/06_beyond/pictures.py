"""What the feedback page draws of lesson 06: at which points an optimiser asked for the slope."""

import numpy as np

from autograder.testing import PathPlot
from solutions import tips

bill, tip = tips.X["total_bill"].to_numpy(), tips.y.to_numpy()
best = np.polyfit(bill, tip, 1)[::-1]
START = np.array([0.0, 0.0])


def height(theta0, theta1):
    """The loss above its lowest value, in squared dollars."""
    d0, d1 = theta0 - best[0], theta1 - best[1]
    return d0**2 + 2 * d0 * d1 * bill.mean() + d1**2 * np.square(bill).mean()


def asked(run):
    """The points at which ``run`` asks for the slope of the tips' loss, in order."""
    points = []

    def slope(theta):
        points.append(np.ravel(np.asarray(theta, dtype=float))[:2])
        return tips.gradient_single_arg(theta)

    run(slope)
    return points


VALLEY = {
    "height": height,
    "x": (-0.1, 1.4),
    "y": (-0.01, 0.29),
    "labels": ("θ0 (dollars)", "θ1 (tip per dollar of bill)"),
    "best": tuple(best),
}

PICTURES = (
    PathPlot(
        exercise="momentum",
        title="Where your momentum asked for the slope: 100 steps, alpha 0.002, beta 0.9",
        sample=lambda student: asked(lambda df: student.momentum(df, START, 2e-3, 0.9, 100)),
        notice="It overshoots the floor, swings across it, and drifts along it all the while.",
        **VALLEY,
    ),
    PathPlot(
        exercise="adam",
        title="Where your Adam asked for the slope: 60 steps, alpha 0.02",
        sample=lambda student: asked(lambda df: student.adam(df, START, 0.02, 60)),
        notice="The first step is as long in either parameter, though the slopes differ much.",
        **VALLEY,
    ),
    PathPlot(
        exercise="descend_until",
        title="Where your descent asked for the slope, alpha 0.001, until its length is below 0.5",
        sample=lambda student: asked(
            lambda df: student.descend_until(df, START, 1e-3, 0.5, 100),
        ),
        notice="It stops soon after it has reached the floor, far from the lowest point.",
        **VALLEY,
    ),
)
