"""The numbers in the texts of lessons 02 to 06 are true; those to be found are not printed."""

from __future__ import annotations

import re

import numpy as np
import pytest

from solutions import beyond, learning_rates, mini_batches, one_step, tips
from tests.course.lessons.notebooks import SOURCE, cells_of

LATER = ("05_mini_batches", "06_beyond")


@pytest.mark.parametrize("number", ["1.783", "3.553", "3.566", "2.5155", "0.26498", "0.91775"])
def test_no_number_that_a_test_may_expect_is_printed(number):
    for assignment in LATER:
        for cell in cells_of(assignment):
            assert number not in cell.source, cell.id


def test_the_tips_data_are_those_of_lesson_03():
    for lesson in LATER:
        for name in ("tips.csv", "tips.NOTICE.md"):
            copy = (SOURCE / lesson / name).read_bytes()
            assert copy == (SOURCE / "03_tips" / name).read_bytes()


def test_the_walks_of_02():
    """Where the line of 1 + 2x settles, the first step there, and the plane after 2,000 steps."""
    text = {cell.id: cell.source for cell in cells_of("02_one_step")}
    x, y = np.array([1.0, 2, 3]), np.array([3.0, 5, 7])
    walk = [(0.0, 0.0)]
    for _ in range(400):
        walk.append(one_step.one_step(x, y, *walk[-1], 0.1))
    assert walk[1] == pytest.approx((0.5, 34 / 30))
    within = [abs(t0 - 1) < 0.01 for t0, _ in walk]
    assert within.index(True) == 191 and all(within[191:])
    assert "about 190" in text["answer_see_walk"]
    rng = np.random.default_rng(2)
    features = rng.uniform(0, 8, 40), rng.integers(0, 8, 40).astype(float)
    table = np.column_stack([np.ones(40), *features])
    seen, theta = table @ [1.0, 0.7, 0.3] + rng.normal(0, 0.7, 40), rng.uniform(-1, 1, 3)
    for _ in range(2000):
        theta = theta - 0.02 * one_step.mse_gradient_matrix(table, seen, theta)
    best = np.linalg.lstsq(table, seen, rcond=None)[0]
    for found in (theta, best):
        assert "{:.2f}, {:.2f} and {:.2f}".format(*found) in text["answer_see_plane"]


def test_the_three_rows_of_03():
    """The case by hand: three rows of the data, their loss, its slopes as measured and computed."""
    theta, chosen = np.array([1.0, 0.1]), [138, 198, 110]
    rows, seen = tips.X.iloc[chosen], tips.y.iloc[chosen]
    assert (*rows["total_bill"], *seen) == (16.0, 13.0, 14.0, 2.0, 2.0, 3.0)
    assert tips.mse(theta, rows, seen) == pytest.approx(0.27)
    assert tips.mse_gradient(theta, rows, seen) == pytest.approx([0.2, 3.4])
    text = {cell.id: cell.source for cell in cells_of("03_tips")}["idea_symptom"]
    for move in (np.array([0.001, 0]), np.array([0, 0.001])):
        for moved in (theta + move, theta - move):
            assert f"{tips.mse(moved, rows, seen):.6f}" in text


def test_the_walk_of_03_arrives_where_the_text_says():
    """Intercepts on the way to the library's line, from the two curvatures that the text names."""
    X, y, text = tips.X.to_numpy(), tips.y.to_numpy(), {c.id: c.source for c in cells_of("03_tips")}
    library = np.linalg.lstsq(X, y, rcond=None)[0]
    curvatures, directions = np.linalg.eigh(2 / len(y) * X.T @ X)
    assert curvatures == pytest.approx([0.335, 942], rel=1e-3)
    bill = X[:, 1]
    assert f"{bill.mean():.1f}/{np.square(bill).mean():.1f}" in text["idea_valley"]
    assert bill.mean() / np.square(bill).mean() == pytest.approx(0.042, abs=0.0005)
    for steps in (800, 5_000, 20_000, 50_000, 100_000):
        left = (1 - 1e-4 * curvatures) ** steps
        intercept, _ = library - directions @ (left * (directions.T @ library))
        assert re.search(rf"{intercept:.3f} after {steps:,}\b", text["answer_look_arrival"])
    assert f"({library[0]:.3f}, {library[1]:.3f})" in text["answer_look_arrival"]
    walked = tips.gradient_descent(lambda t: tips.mse_gradient(t, X, y), np.zeros(2), 1e-4, 800)
    assert f"({walked[0]:.3f}, {walked[1]:.3f})" in text["answer_see_gradient_descent"]
    first = tips.mse_gradient(np.zeros(2), X, y)
    assert f"({first[0]:.1f}, {first[1]:.1f})".replace("-", "−") in text["answer_see_mse_gradient"]


def text_of_04(name):
    (cell,) = (cell for cell in cells_of("04_learning_rates") if cell.id == name)
    return cell.source


def test_the_cases_by_hand_of_04():
    """A loss curve of two rows, and the bowls whose curvatures are 2 and 8, and 1 and 6."""
    losses = learning_rates.run_gd(np.array([0.0, 1]), np.array([2.0, 4]), 0.5, 3)
    assert losses == pytest.approx([10, 1, 0.125, 0.03125])
    for xs, curvatures in (([-2.0, 2], [2, 8]), ([0.0, 0, 1, 3], [1, 6])):
        X = np.column_stack([np.ones(len(xs)), xs])
        H = 2 / len(xs) * X.T @ X
        assert np.linalg.eigvalsh(H) == pytest.approx(curvatures)
        assert learning_rates.alpha_max(X) == pytest.approx(2 / curvatures[1])
    for d, uphill in (([1, 2], [6, 12]), ([2, -1], [2, -1]), ([1, 0], [2, 2])):
        assert np.array_equal(H @ d, uphill)
    first, *_, last = learning_rates.run_gd(np.array([-2.0, 2]), np.array([-1.0, 3]), 0.3, 3)
    assert (first, last) == pytest.approx((5, 30), abs=0.2)
    two_shares = [9 * 0.16**k + 1.96**k for k in range(4)]
    assert two_shares == pytest.approx([10, 3.40, 4.07, 7.57], abs=0.005)


def test_the_six_points_of_04():
    """The walker, the truth and the lowest point; and which rate is ahead when."""
    x = np.arange(1.0, 7.0)
    y = 2 * x + 1 + np.random.default_rng(0).normal(0, 0.5, 6)
    X, said = np.column_stack([np.ones(6), x]), text_of_04("answer_see_surface")
    lowest = np.linalg.lstsq(X, y, rcond=None)[0]
    best, truth = (np.mean((X @ line - y) ** 2) for line in (lowest, np.array([1.0, 2])))
    losses = np.array(learning_rates.run_gd(x, y, 0.01, 1000))
    for number in (best, truth, losses[200]):
        assert f"{number:.4f}" in said
    assert f"({lowest[0]:.3f}, {lowest[1]:.3f})" in said
    assert f"step {np.argmax(losses < truth)} on" in said
    assert f"{losses[0]:.1f} at the start and {losses[1]:.1f} after" in text_of_04("idea_run_gd")
    gaps = {rate: np.array(learning_rates.run_gd(x, y, rate, 60)) - best for rate in (0.01, 0.06)}
    assert (gaps[0.01] / gaps[0.01][0])[5] == pytest.approx(0.022, abs=0.0005)
    assert (gaps[0.06] / gaps[0.06][0])[60] == pytest.approx(0.00009, abs=0.000005)
    assert gaps[0.01][5] < gaps[0.06][5] and gaps[0.01][60] > gaps[0.06][60]
    flat, steep = np.linalg.eigvalsh(X.T @ X / 3)
    assert (steep / flat, 2 / steep) == pytest.approx((88, 0.063), rel=0.01)


def test_the_shares_of_the_limit_of_04():
    """Where the rates of the thirty points are too small, good and best, as shares of the limit."""
    x, y, best = learning_rates.x, learning_rates.y, learning_rates.best
    limit = learning_rates.alpha_max(np.column_stack([np.ones(30), x]))

    def gap(share):
        losses = learning_rates.run_gd(x, y, share * limit, 100)
        return (losses[-1] - best) / (losses[0] - best)

    assert gap(0.0055) > 0.10 > gap(0.006)
    assert gap(0.0115) > 0.01 > gap(0.012)
    assert gap(0.988) < 0.01 < gap(0.99)
    assert gap(0.98) / gap(0.95) == pytest.approx(1500, rel=0.03)
    assert gap(0.5) == pytest.approx(0.00001, rel=0.5)
    centimetres = learning_rates.alpha_max(np.column_stack([np.ones(30), 100 * x]))
    assert f"{limit / centimetres:,.0f}" in text_of_04("answer_see_alpha_max")


def test_the_worked_examples_of_05():
    rng = np.random.default_rng(0)
    rows, four, zero = np.ones((3, 1)), np.full(3, 4.0), np.zeros(1)
    assert mini_batches.minibatch_epoch(zero, rows, four, 0.5, 2, rng) == pytest.approx([3.0])
    theta, losses = mini_batches.minibatch_gd(rows, four, zero, 0.5, 2, 2, rng)
    assert (theta, losses) == (pytest.approx([3.75]), pytest.approx([1.0, 0.0625]))
    table = np.array([[1.0, 0], [1, 1], [1, 2]])
    solved = mini_batches.normal_equation(table, np.array([1.0, 2, 6]))
    assert solved == pytest.approx([0.5, 2.5])


class Dealt:
    """An rng whose next order is given."""

    def __init__(self, order):
        self.order = order

    def permutation(self, n):
        assert sorted(self.order) == list(range(n))
        return np.array(self.order)


def test_the_two_deals_and_the_three_marks_of_05():
    X, y = np.array([[1.0, 1], [1, 2], [1, 4]]), np.array([3.0, 7, 9])
    for order, size, end in (
        ([0, 1, 2], 2, (1.48, 1.82)),
        ([2, 0, 1], 2, (1.52, 2.74)),
        ([0, 1, 2], 3, (1.6, 2.67)),
    ):
        walked = mini_batches.minibatch_epoch(np.ones(2), X, y, 0.2, size, Dealt(order))
        assert walked == pytest.approx(end, abs=0.005)
    ones, marks = np.ones((3, 1)), np.array([2.0, 4, 9])
    theta, losses = mini_batches.minibatch_gd(
        ones, marks, np.array([5.0]), 0.5, 1, 2, Dealt([0, 1, 2])
    )
    assert (theta, losses) == (pytest.approx([6.5]), pytest.approx([10.92], abs=0.005))
    assert np.var(marks) == pytest.approx(8.67, abs=0.005)  # the loss of the mean, 5


def test_the_equations_of_05():
    text = {cell.id: cell.source for cell in cells_of("05_mini_batches")}
    for x, y, line in (([2, 1, 4], [3, 4, 6], (2.5, 0.79)), (range(4), [1, 3, 4, 4], (1.5, 1.0))):
        X = np.column_stack([np.ones(len(y)), x])
        solved = mini_batches.normal_equation(X, np.array(y, dtype=float))
        assert solved == pytest.approx(line, abs=0.005)
    for table, number in (
        ([[1, 1], [1, 1.1]], 42),
        ([[1, 1], [1, -1]], 1),
        ([[3, 0], [0, 0.5]], 6),
        ([[100, 0], [0, 0.01]], 10_000),
        ([[1, 1], [1, 1.01]], 402),
        (tips.X, 53),
    ):
        assert round(float(np.linalg.cond(table))) == number
        assert f"{number:,}" in text["idea_condition"] + text["answer_look_crossing"]
    temperature = np.linspace(-5, 35, 9)
    both = np.column_stack([np.ones(9), temperature, 1.8 * temperature + 32])
    assert np.linalg.cond(both) > 1e16


def test_fifty_epochs_of_05():
    """Where they end, beside the solved line, as the notice below the picture says."""
    nature = np.random.default_rng(7)
    x = nature.uniform(0, 10, 100)
    X, y = np.column_stack([np.ones(100), x]), 1.5 * x + 3.0 + nature.normal(0, 1.5, 100)
    walked, losses = mini_batches.minibatch_gd(
        X, y, np.zeros(2), 0.01, 50, 8, np.random.default_rng(7)
    )
    solved = mini_batches.normal_equation(X, y)
    text = {cell.id: cell.source for cell in cells_of("05_mini_batches")}["see_normal_equation"]
    assert f"{losses[-1]:.2f}, and {np.mean((X @ solved - y) ** 2):.2f}" in text
    assert f"{walked[0]:.1f}, and {solved[0]:.1f}" in text


def test_the_plane_of_05():
    """The tips by bill and size, standardised and not."""
    text = {cell.id: cell.source for cell in cells_of("05_mini_batches")}
    features, tip = tips.tips[["total_bill", "size"]].to_numpy(dtype=float), tips.y.to_numpy()
    spread, ones = features.std(axis=0), np.ones(len(tip))
    raw = np.column_stack([ones, features])
    standard = np.column_stack([ones, (features - features.mean(axis=0)) / spread])
    solved = mini_batches.normal_equation(standard, tip)
    answer = text["answer_see_tips_with_size"]
    assert "({:.3f}, {:.3f}, {:.3f})".format(*solved) in answer
    assert f"{spread[0]:.2f} dollars" in answer and f"{spread[1]:.2f} people" in answer
    own = mini_batches.normal_equation(raw, tip)
    assert r"${:.3f} + {:.4f}\cdot\text{{bill}} + {:.3f}\cdot".format(*own) in answer
    limits = [2 / np.linalg.eigvalsh(X.T @ X / len(tip))[-1] for X in (raw, standard)]
    assert limits == pytest.approx([0.0042, 1.25], rel=0.005)
    assert np.linalg.cond(raw) == pytest.approx(68, abs=0.5)
    assert np.linalg.cond(standard) == pytest.approx(2, abs=0.01)
    rng, start = np.random.default_rng(1), np.zeros(3)
    walked, _ = mini_batches.minibatch_gd(raw, tip, start, 0.004, 1000, len(tip), rng)
    assert (walked[0], own[0]) == pytest.approx((0.29, 0.67), abs=0.005)
    losses = [np.mean((X @ mini_batches.normal_equation(X, tip) - tip) ** 2) for X in (raw, tips.X)]
    assert losses == pytest.approx([1.015, 1.036], abs=0.0005)


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
        SOURCE / "06_beyond" / "tips.csv", delimiter=",", skiprows=1, usecols=(0, 1)
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


def said(cell: str) -> str:
    """The text of a cell of 06."""
    return {c.id: c.source for c in cells_of("06_beyond")}[cell]


def the_bowl_of_the_tips():
    """The Hessian of the loss on the tips, its lowest point, and its slope."""
    X, y = tips.X.to_numpy(dtype=float), tips.y.to_numpy(dtype=float)
    curvature, best = 2 / len(y) * X.T @ X, mini_batches.normal_equation(X, y)
    return curvature, best, lambda theta: curvature @ (theta - best)


def test_the_cases_by_hand_of_06():
    """The third row of each table, which students complete."""
    curvature, *_ = the_bowl_of_the_tips()
    d = np.array([1.0, -0.042])
    assert curvature @ d == pytest.approx([0.34, 0.06], abs=0.005)
    assert d @ curvature @ d / 2 == pytest.approx(0.17, abs=0.005)
    bills = np.array([13.0, 19, 21, 27])
    assert (bills.mean(), bills.std(), np.square(bills).mean()) == (20, 5, 425)
    walked = beyond.momentum(lambda t: t, np.array([10.0]), 0.1, 0.5, 3)
    assert walked == pytest.approx([6.14])
    slopes = iter((6.0, 4.0, 5.0))
    three = beyond.adam(lambda t: np.array([next(slopes)]), np.zeros(1), 0.1, 3)
    assert three == pytest.approx([-0.1 - 0.0970 - 0.0980], abs=1e-4)
    x = 2.0
    for arrived in ("1.417", "1.111", "1.011", "1.0001"):
        x -= (x**3 - 1) / (3 * x**2)
        assert f"{x:.{len(arrived) - 2}f}" == arrived
        assert arrived in said("newton")
    weights = (0.49, 3), (0.51, 3), (0.38, 2.98)
    losses = [(w2 * max(0, w1 * 2) - 2) ** 2 for w1, w2 in weights]
    assert losses == pytest.approx([0.8836, 1.1236, 0.07], abs=0.001)


def test_the_walks_of_06_go_where_the_text_says():
    """How many steps come within 0.01 of the lowest loss, where they end, and when they stop."""
    curvature, best, slope = the_bowl_of_the_tips()
    start = np.zeros(2)

    def above(theta):
        d = np.asarray(theta) - best
        return d @ curvature @ d / 2

    bill, tip = tips.X["total_bill"].to_numpy(), tips.y.to_numpy()
    walks = {
        "Standardised": (lambda k: beyond.fit_standardised(bill, tip, 0.1, k), 16),
        "Adam": (lambda k: beyond.adam(slope, start, 0.1, k), 67),
        "momentum": (lambda k: beyond.momentum(slope, start, 2e-3, 0.9, k), 194),
        "needs": (lambda k: beyond.momentum(slope, start, 2e-3, 0.0, k), 1971),
    }
    for name, (walk, steps) in walks.items():
        assert above(walk(steps)) <= 0.01 < above(walk(steps - 1))
        assert f"{name} {steps:,}" in said("answer_see_adam")
    for beta, intercept in ((0.9, "0.757"), (0.0, "0.147")):
        end = beyond.momentum(slope, start, 2e-3, beta, 250)
        assert f"{end[0]:.3f}" == intercept
        assert intercept in said("answer_see_momentum")
    for beta, height in ((0.95, 4e-6), (0.5, 0.063), (0.9, 0.002), (0.99, 0.59), (0.0, 0.094)):
        assert above(beyond.momentum(slope, start, 2e-3, beta, 300)) == pytest.approx(height, 0.1)
    for tol, steps in ((0.2, 1275), (0.1, 3344), (0.05, 5413)):
        assert beyond.descend_until(slope, start, 1e-3, tol, 10_000)[1] == steps
        assert f"{steps:,}" in said("answer_see_descend_until")
