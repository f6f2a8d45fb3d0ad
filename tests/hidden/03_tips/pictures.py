"""What the feedback page draws of lesson 03: descents on the tips, over the notebook's valley."""

import numpy as np

from autograder.testing import PathPlot, affine
from solutions import tips

RATE, STEPS, OWN_RATE, OWN_STEPS = 1e-3, 12, 6e-4, 4
rows, tip = tips.X.to_numpy(), tips.y.to_numpy()
bill = rows[:, 1]
best = np.polyfit(bill, tip, 1)[::-1]


def height(theta0, theta1):
    """The loss above its lowest value, in squared dollars."""
    d0, d1 = theta0 - best[0], theta1 - best[1]
    return d0**2 + 2 * d0 * d1 * bill.mean() + d1**2 * np.square(bill).mean()


def downhill(student):
    """Where descent leads that asks the student's own gradient."""
    path = [np.array([0.0, 0.0])]
    for _ in range(OWN_STEPS):
        slope = np.ravel(student.mse_gradient(path[-1], tips.X, tips.y))
        path.append(path[-1] - OWN_RATE * slope)
        if not np.abs(path[-1]).max() < 1e3:
            break
    return path


def traced(student):
    """Every position that the student's function noted.

    The slope that is lent is that of the tips in whole numbers: whoever keeps it has no answer.
    """
    df = affine(np.round(2 / len(rows) * rows.T @ rows), np.round(-2 / len(rows) * rows.T @ tip))
    return student.gradient_descent_with_trace(df, np.array([0.0, 0.0]), RATE, STEPS)[1]


VALLEY = {
    "height": height,
    "x": (-0.1, 1.2),
    "y": (-0.01, 0.18),
    "labels": ("θ0 (dollars)", "θ1 (tip per dollar of bill)"),
    "best": tuple(best),
}

PICTURES = (
    PathPlot(
        exercise="mse_gradient",
        title=f"{OWN_STEPS} steps down your own gradient on the tips, with rate 0.0006",
        sample=downhill,
        notice="A gradient of the right length walks up to the valley's floor and slows down "
        "there. One that is too long leaps out of the picture.",
        **VALLEY,
    ),
    PathPlot(
        exercise="gradient_descent_with_trace",
        title=f"Your trace of {STEPS} steps on the tips, with rate 0.001",
        sample=traced,
        notice="Two phases: a quick way down to the floor of the valley, then a crawl along it. "
        "The lowest point is still far away.",
        lends_no_answer=True,
        **VALLEY,
    ),
)
