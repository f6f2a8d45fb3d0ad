"""A blank of a skeleton that was not filled in is said, earns nothing, and is no known mistake."""

from __future__ import annotations

import pytest

from autograder.course import Course
from autograder.course.gallery import SampleAnswer
from autograder.grading.graded_answers import grades_of
from autograder.grading.pool import Pool
from autograder.records import ExerciseGrade
from tests.course.support import ROOT

HALF_FILLED = {
    "one_step": "def one_step(x, y, t0, t1, lr):\n    return t0 - ..., t1 - ...",
    "mse_gradient_matrix": "def mse_gradient_matrix(X, y, theta):\n    return 2 / len(y) * ...",
    "mse_gradient": "def mse_gradient(theta, X, y_obs):\n    return np.array([float(...), 1.0])",
    "mse": "def mse(theta, X, y_obs):\n    return ((X @ theta - ...) ** 2).mean()",
    "gradient_descent": "def gradient_descent(df, theta_init, alpha, n_steps):\n"
    "    for _ in range(...):\n        theta_init = theta_init - alpha\n    return theta_init",
    "run_gd": "def run_gd(x, y, lr, steps):\n    return [loss for loss in ...]",
    "momentum": "def momentum(df, theta_init, alpha, beta, n_steps):\n"
    "    return theta_init - alpha * ...",
}


@pytest.fixture(scope="module")
def grades() -> dict[str, ExerciseGrade]:
    course = Course.load(ROOT)
    lessons = {e.name: n for n in course.assignments for e in course.assignment(n).exercises}
    answers = [
        SampleAnswer(lessons[name], name, "half_filled", code, False, None)
        for name, code in HALF_FILLED.items()
    ]
    with Pool(course) as pool:
        return dict(zip(HALF_FILLED, grades_of(answers, course.assignment, pool), strict=True))


@pytest.mark.parametrize("name", HALF_FILLED)
def test_a_blank_is_said_and_is_no_known_mistake(
    grades: dict[str, ExerciseGrade], name: str
) -> None:
    grade = grades[name]
    assert (grade.diagnosis, grade.points) == (None, 0)
    assert "A blank, `...`, is still in your answer." in grade.message
