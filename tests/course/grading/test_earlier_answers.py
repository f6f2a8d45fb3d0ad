"""A wrong earlier exercise costs only its own points, also where it was called to measure."""

from __future__ import annotations

import pytest

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


UPHILL = """
def descend_1d(df, x_start, learning_rate, n_steps):
    way = [x_start]
    for _ in range(n_steps):
        way.append(way[-1] + learning_rate * df(way[-1]))
    return way
"""
TRIED = """
def regime(curvature, learning_rate):
    def slope(x):
        return curvature * x
    start, first, second = descend_1d(slope, 1.0, learning_rate, 2)
    if abs(first) < 1e-12: return "one-step"
    if first > 0: return "monotone"
    if abs(abs(first) - 1) < 1e-9: return "cycles"
    return "alternating" if abs(second) < 1 else "diverges"
"""
STANDS = """
def gradient_descent(df, theta_init, alpha, n_steps):
    return theta_init
"""
RECORDED = """
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    seen = []
    def recording(theta):
        seen.append(theta)
        return df(theta)
    end = gradient_descent(recording, np.array(theta_init, dtype=float), alpha, n_steps)
    return end, np.array([*seen, end])
"""


@pytest.mark.parametrize(
    ("lesson", "wrong", "rests"),
    [
        ("01_slope", {"descend_1d": UPHILL}, {"regime": TRIED}),
        (
            "03_tips",
            {"gradient_descent": STANDS},
            {"gradient_descent_with_trace": RECORDED},
        ),
    ],
)
def test_a_function_of_its_own_goes_to_the_reference(
    graded: Graded, lesson: str, wrong: dict[str, str], rests: dict[str, str]
) -> None:
    grade = by_name(graded(lesson, answers=wrong | rests))
    assert all(grade[name].status in ("failed", "partial") for name in wrong)
    assert [grade[name].status for name in rests] == ["passed"]
