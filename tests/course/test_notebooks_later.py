"""Lessons 05 and 06 keep the promises of test_notebooks and test_notebooks_run, and a few more."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from solutions import beyond, mini_batches
from tests.course import test_notebooks as promises
from tests.course import test_notebooks_run as running
from tests.course.later_answers import ALSO_RIGHT, WRONG

POINTS = {
    "05_mini_batches": {
        "test_minibatches": 4,
        "test_minibatch_epoch": 6,
        "test_minibatch_gd": 6,
        "test_normal_equation": 4,
        "compare": 5,
    },
    "06_beyond": {
        "test_numerical_gradient": 4,
        "test_fit_standardised": 4,
        "test_momentum": 4,
        "test_adam": 3,
        "test_descend_until": 3,
        "noise_floor": 2,
    },
}
PICTURES = {"compare_plot", "noise_floor_plot"}  # a person reads them

PROMISES = [
    promises.test_is_written_as_nbformat_writes_it,
    promises.test_has_no_outputs,
    promises.test_ids_are_the_grade_ids_and_readable,
    promises.test_points_are_those_of_the_course,
    promises.test_every_machine_graded_exercise_has_answer_check_and_picture_in_order,
    promises.test_roles_are_as_nbgrader_needs_them,
    promises.test_every_answer_is_a_solution_region_of_about_ten_lines,
    promises.test_no_line_of_an_answer_stands_outside_the_answers,
    promises.test_answers_are_the_reference_library,
    promises.test_nothing_stands_beside_a_notebook_that_students_should_not_get,
]
quiet_folder = running.quiet_folder

each_notebook = pytest.mark.parametrize("assignment", sorted(POINTS))


@pytest.fixture(autouse=True)
def tables_of_the_later_lessons(monkeypatch):
    """The promises look these things up by the assignment's name."""
    tips = {"tips.csv", "tips.NOTICE.md"}
    files = {"05_mini_batches": set(), "06_beyond": tips}
    for name, points in POINTS.items():
        monkeypatch.setitem(promises.POINTS, name, points)
        monkeypatch.setitem(promises.TOTALS, name, sum(points.values()))
        monkeypatch.setitem(promises.LIBRARY, name, name.partition("_")[2])
        monkeypatch.setitem(promises.FILES, name, files[name] | {f"{name}.ipynb"})
    monkeypatch.setattr(promises, "NOT_IN_LIBRARY", PICTURES)
    monkeypatch.setattr(running, "WHOLE_CELLS", PICTURES)


def outcome_of(exercise: str, answer: str) -> Exception | None:
    """Run one notebook with this answer as far as the exercise's public checks."""
    (assignment,) = (name for name in POINTS if exercise in running.code_cells(name))
    cells = running.code_cells(assignment) | {exercise: answer}
    kept = {name: text for name, text in cells.items() if not name.startswith("see_")}
    order = list(kept)
    last = order.index(f"test_{exercise}")
    return running.run({name: kept[name] for name in order[: last + 1]})[f"test_{exercise}"]


@each_notebook
def test_the_points_add_up(assignment):
    totals = {"05_mini_batches": 25, "06_beyond": 20}
    assert sum(POINTS[assignment].values()) == totals[assignment]


@each_notebook
@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_keeps_the_promise(promise, assignment):
    promise(assignment)


@each_notebook
def test_solved_it_runs_without_error_or_warning_and_shows_every_picture(assignment, capsys):
    running.test_solved_it_runs_without_error_or_warning_and_shows_every_picture(assignment, capsys)


@each_notebook
def test_unsolved_it_says_kindly_what_is_missing(assignment, capsys):
    running.test_unsolved_it_says_kindly_what_is_missing(assignment, capsys)


@each_notebook
def test_without_sliders_every_picture_is_there(assignment, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    running.test_solved_it_runs_without_error_or_warning_and_shows_every_picture(assignment, capsys)


@each_notebook
def test_helpers_are_those_of_the_other_lessons(assignment):
    def shared(name: str) -> dict[str, str]:
        return promises.definitions(running.code_cells(name)["helpers"].replace("%", "#", 1))

    here, there = shared(assignment), shared("04_learning_rates")
    for name in ("missing", "see_it", "stopped", "checks_of", "dial"):
        assert here[name] == there[name]


@pytest.mark.parametrize("wrong", sorted(WRONG))
def test_a_plausible_wrong_answer_fails_its_public_checks(wrong):
    error = outcome_of(wrong.partition(":")[0], WRONG[wrong])
    assert isinstance(error, AssertionError)
    assert len(str(error).splitlines()[0]) > 20, "a check says what to look at"
    assert " led to " not in str(error), "caught by a check, not by an accident"


@pytest.mark.parametrize("right", sorted(ALSO_RIGHT))
def test_a_right_answer_in_another_style_passes_its_public_checks(right):
    assert outcome_of(right.partition(":")[0], ALSO_RIGHT[right]) is None


def test_every_machine_graded_exercise_has_a_wrong_answer_here():
    exercises = {check.removeprefix("test_") for points in POINTS.values() for check in points}
    assert {name.partition(":")[0] for name in WRONG} == exercises - {"compare", "noise_floor"}


@pytest.mark.parametrize("number", ["1.783", "3.553", "3.566", "2.5155", "0.26498", "0.91775"])
def test_no_number_that_a_test_may_expect_is_printed(number):
    for assignment in POINTS:
        for cell in promises.cells_of(assignment):
            assert number not in cell.source, cell.id


def test_the_tips_data_are_those_of_lesson_03():
    for name in ("tips.csv", "tips.NOTICE.md"):
        copy = (promises.SOURCE / "06_beyond" / name).read_bytes()
        assert copy == (promises.SOURCE / "03_tips" / name).read_bytes()


def test_the_worked_examples_of_05():
    rng = np.random.default_rng(0)
    rows, four, zero = np.ones((3, 1)), np.full(3, 4.0), np.zeros(1)
    assert mini_batches.minibatch_epoch(zero, rows, four, 0.5, 2, rng) == pytest.approx([3.0])
    theta, losses = mini_batches.minibatch_gd(rows, four, zero, 0.5, 2, 2, rng)
    assert (theta, losses) == (pytest.approx([3.75]), pytest.approx([1.0, 0.0625]))
    table = np.array([[1.0, 0], [1, 1], [1, 2]])
    solved = mini_batches.normal_equation(table, np.array([1.0, 2, 6]))
    assert solved == pytest.approx([0.5, 2.5])


def test_the_worked_examples_of_06():
    def double(t):
        return 2 * t

    def bend(t):
        return t[0] ** 3 + t[1]

    four = np.array([4.0])
    assert beyond.numerical_gradient(bend, np.array([1.0, 5]), 1.0) == pytest.approx([4.0, 1.0])
    line = beyond.fit_standardised(np.array([2.0, 6]), np.array([2.0, 8]), 0.25, 1)
    assert line == pytest.approx((-0.5, 0.75))
    assert beyond.momentum(double, four, 0.25, 0.5, 3) == pytest.approx([-1.0])
    assert beyond.adam(double, four, 0.1, 1) == pytest.approx([3.9], abs=1e-8)
    end, steps = beyond.descend_until(double, np.array([3.0, 4]), 0.25, 3, 10)
    assert (end, steps) == (pytest.approx([0.75, 1.0]), 2)


def test_the_numbers_of_the_texts_are_true():
    """Curvatures 942 and 0.335; the stop at step 51, the intercept 0.008 in place of 0.920."""
    bill, tip = np.loadtxt(
        promises.SOURCE / "06_beyond" / "tips.csv", delimiter=",", skiprows=1, usecols=(0, 1)
    ).T
    X = np.column_stack([np.ones(244), bill])
    curvature = 2 / 244 * X.T @ X
    assert np.linalg.eigvalsh(curvature) == pytest.approx([0.335, 942], rel=1e-3)
    best = mini_batches.normal_equation(X, tip)
    theta, steps, losses = np.zeros(2), 0, [np.inf, np.mean(tip**2)]
    while losses[-2] - losses[-1] >= 1e-4:
        theta, steps = theta - 1e-4 * curvature @ (theta - best), steps + 1
        losses.append(np.mean((X @ theta - tip) ** 2))
    assert (steps, round(theta[0], 3), round(best[0], 3)) == (51, 0.008, 0.920)
