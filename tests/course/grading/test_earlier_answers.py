"""A wrong earlier exercise costs only its own points, also where it was called to measure."""

from __future__ import annotations

from tests.course.grading.conftest import Graded, by_name

HALVED = """
def mse(theta, X, y_obs):
    return np.mean((np.asarray(y_obs) - np.asarray(X) @ np.asarray(theta)) ** 2) / 2
"""
MEASURED = """
up, down = (mse(theta_probe + np.array([0, h]), X, y) for h in (0.001, -0.001))
symptom = {
    "shape_without_reduction": gradient_without_reduction(theta_probe, X, y).shape,
    "ratio_with_sum": gradient_with_sum(theta_probe, X, y)[1] / ((up - down) / 0.002),
    "ratio_for_100_rows": 100,
}
"""


def test_a_ratio_measured_with_a_wrong_loss_loses_nothing(graded: Graded) -> None:
    grade = by_name(graded("03_tips", answers={"mse": HALVED, "symptom": MEASURED}))
    assert (grade["mse"].diagnosis, grade["symptom"].status) == ("half_factor", "passed")
