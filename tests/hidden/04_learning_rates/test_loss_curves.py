"""loss_curves: a figure with three curves on its first axes."""

import numpy as np
import pytest

from autograder.testing import (
    Figure,
    Raised,
    StudentFault,
    Unsupported,
    call,
    check,
    numbers,
    require,
    value,
)
from solutions import learning_rates

from . import figure_checks as plots

pytestmark = pytest.mark.needs("run_gd", "alpha_max", "rates", "diagnose")

BEST = 0.794953466904  # where curves on the lesson's data may become flat
CURVES = 3
X, Y = learning_rates.x, learning_rates.y
MOST_UPDATES = 20_000
WORDS = ("small", "good", "large")


def first_axes(student):
    """The figure and its first axes, once there is a line on them."""
    try:
        figure = value(student.loss_curves)
    except Unsupported:
        figure = None
    answer = student.loss_curves
    says = "The name `loss_curves` does not hold what is expected."
    require(isinstance(figure, Figure), answer, ("kind",), figure, says)
    drawn = bool(figure.axes and figure.axes[0].lines)
    says = "There is no line on the first axes of `loss_curves`."
    require(drawn, answer, ("kind",), figure, says)
    return figure, figure.axes[0]


def test_three_labelled_curves(student):
    """shows three curves, each with a label"""
    figure, axes = first_axes(student)
    found = plots.curves(axes)
    fine = len(plots.different(found)) >= CURVES <= len(plots.names(figure, axes))
    says = "`loss_curves` does not show three labelled curves on its first axes."
    require(fine, student.loss_curves, ("lines",), figure, says)


@pytest.mark.kept("one line a rule shows a student what is still wrong")
def test_no_curve_is_flat(student):
    """shows every curve as it is, with no value cut off"""
    figure, axes = first_axes(student)
    found = plots.curves(axes)
    require(bool(found), student.loss_curves, ("lines",), figure, "There is no curve.")
    flattest = max(plots.flat_share(line, BEST) for line in found)
    says = "A line of `loss_curves` stays at one height for more than half of its points."
    require(flattest <= 0.5, student.loss_curves, ("flat",), figure, says)


def test_axis(student):
    """has a log y-axis, or says in its title where the y-axis ends"""
    figure, axes = first_axes(student)
    fine = plots.is_logarithmic(axes) or plots.states_its_limit(figure, axes)
    says = "The y-axis of `loss_curves` is not logarithmic, and no title states its limit."
    require(fine, student.loss_curves, ("axis",), figure, says)


def places_of(line):
    """Which updates a curve may show: counted by its points or by its x, from 0 or from 1."""
    shown = np.isfinite(line.y)
    points, at = np.arange(line.y.size), np.rint(np.where(np.isfinite(line.x), line.x, -1))
    for places in (points, points + 1, at.astype(int), at.astype(int) - 1):
        if shown.any() and places[shown].min() >= 0 and places[shown].max() <= MOST_UPDATES:
            yield places[shown], line.y[shown]


def rates_for(line, label, held):
    """The rates that a curve may be of: what it is called, the student's own, what it shows."""
    yield from numbers_in(label)
    yield from held
    if line.y.size < 2 or not np.isfinite(line.y[:2]).all():
        return
    start, one, two = (learning_rates.run_gd(X, Y, rate, 1)[1] for rate in (0.0, 1.0, 2.0))
    bend = (two - 2 * one + start) / 2  # the loss after one update is a parabola of the rate
    for root in np.roots([bend, one - start - bend, start - line.y[1]]):
        yield float(np.real(root))


def numbers_in(label):
    """The numbers that stand in a label."""
    return [float(number) for number in plots.NUMBER.findall(label)]


def is_of(student, line, rate):
    """Whether a curve shows what the student's own run_gd gives at this rate."""
    for places, heights in places_of(line):
        try:
            losses = numbers(call(student.run_gd, X, Y, rate, int(places.max())).value())
        except Raised:
            continue
        if losses is None or losses.size <= places.max():
            continue
        if np.allclose(losses.ravel()[places], heights, rtol=1e-5):
            return True
    return False


def own_rates(student):
    """What the student's `rates` hold, as far as they are numbers."""
    try:
        held = value(student.rates)
    except StudentFault:
        return []
    found = (numbers(rate) for rate in held.values()) if isinstance(held, dict) else ()
    return [rate.item() for rate in found if rate is not None and rate.size == 1]


def shown_rates(student):
    """Each curve that is one of run_gd, as its label and its rate."""
    figure, axes = first_axes(student)
    drawn, held = plots.different(plots.curves(axes)), own_rates(student)
    legend = next((words for words in (axes.legend, figure.legend) if len(words) == len(drawn)), ())
    labels = [line.label or (legend[k] if legend else "") for k, line in enumerate(drawn)]
    found = []
    for line, label in zip(drawn[: 3 * CURVES], labels, strict=False):
        some = dict.fromkeys(rate for rate in rates_for(line, label, held) if rate > 0)
        rate = next((rate for rate in some if is_of(student, line, rate)), None)
        if rate is not None:
            found.append((label, rate))
    return found


@pytest.mark.kept("one line a rule shows a student what is still wrong")
@pytest.mark.leaves_open()
def test_curves_of_run_gd(student):
    """draws the losses that `run_gd` gives on the lesson's data"""
    rates = {rate for _, rate in shown_rates(student)}
    check(
        len(rates) >= CURVES,
        "Fewer than three curves of `loss_curves` are losses of your `run_gd` on `x`, `y`.",
        "What is drawn, and what does `run_gd` return at those rates?",
    )


@pytest.mark.leaves_open()
def test_labels_tell_the_curves(student):
    """labels each curve with what it is"""
    shown = shown_rates(student)
    says = "A label of `loss_curves` belongs to another curve."
    hint = "Which rate has each curve, and what does its label say?"
    check(len(shown) >= CURVES, "There are no three curves of `run_gd` to be labelled.", hint)
    places = {}
    for label, rate in shown:
        others = [other for _, other in shown if other != rate]
        said = numbers_in(label)
        own = any(np.isclose(number, rate, rtol=0.05) for number in said)
        check(own or not any(np.isclose(said, other).any() for other in others), says, hint)
        words = [k for k, word in enumerate(WORDS) if word in label.lower()]
        if len(words) == 1:
            places[rate] = words[0]
    ranks = [places[rate] for rate in sorted(places)]
    check(ranks == sorted(ranks), says, hint)
