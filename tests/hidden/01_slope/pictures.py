"""What the feedback page draws of lesson 01: the walk on x², whose formula the notebook gives."""

import numpy as np

from autograder.testing import CurvePlot, affine

FALLING = tuple(np.abs(0.75 ** np.arange(21)))

PICTURES = (
    CurvePlot(
        exercise="descend_1d",
        title="Your positions on f(x) = x², from 4 with learning rate 0.15",
        sample=lambda student: student.descend_1d(affine(2.0), 4.0, 0.15, 20),
        labels=("step", "position x"),
        shape=FALLING,
        expected="It starts at once, and comes closer to the lowest point by the same factor in "
        "every step, on one side.",
        may_be_log=False,
        lends_no_answer=True,
    ),
)
