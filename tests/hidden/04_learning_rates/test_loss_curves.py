"""loss_curves: a figure with three curves on its first axes."""

import pytest

from autograder import plots
from autograder.faults import Unsupported
from autograder.grading import value
from autograder.grading.judge import judge
from autograder.sandbox.figures import Figure

pytestmark = pytest.mark.needs("run_gd", "rates")

BEST = 0.794953466904  # where curves on the lesson's data may become flat
CURVES = 3


def first_axes(student):
    """The figure and its first axes, once there is a line on them."""
    try:
        figure = value(student.loss_curves)
    except Unsupported:
        figure = None
    answer = student.loss_curves
    says = "The name `loss_curves` does not hold what is asked."
    judge(isinstance(figure, Figure), answer, ("kind",), figure, says)
    drawn = bool(figure.axes and figure.axes[0].lines)
    judge(drawn, answer, ("kind",), figure, "Nothing is drawn in `loss_curves`.")
    return figure, figure.axes[0]


def test_three_labelled_curves(student):
    """shows three curves, each with a label"""
    figure, axes = first_axes(student)
    found = plots.curves(axes)
    fine = len(plots.different(found)) >= CURVES <= len(plots.names(figure, axes))
    says = "`loss_curves` does not show three labelled curves on its first axes."
    judge(fine, student.loss_curves, ("lines",), figure, says)


def test_no_curve_is_flat(student):
    """shows every curve as it is, with no value cut off"""
    figure, axes = first_axes(student)
    found = plots.curves(axes)
    judge(bool(found), student.loss_curves, ("lines",), figure, "There is no curve.")
    flattest = max(plots.flat_share(line, BEST) for line in found)
    says = "A line of `loss_curves` stays at one height for more than half of its points."
    judge(flattest <= 0.5, student.loss_curves, ("flat",), figure, says)


def test_axis(student):
    """has a log y-axis, or says in its title where the y-axis ends"""
    figure, axes = first_axes(student)
    fine = plots.is_logarithmic(axes) or plots.states_its_limit(figure, axes)
    says = "The y-axis of `loss_curves` is not logarithmic, and no title states its limit."
    judge(fine, student.loss_curves, ("axis",), figure, says)
