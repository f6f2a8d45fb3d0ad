"""What can be told about a figure of loss curves from its description."""

import numpy as np
import pytest

from autograder.testing import Axes, Figure, Line
from tests.course.support.known_mistakes import figure_checks as plots


def line(*heights, label=""):
    return Line(label, np.arange(float(len(heights))), np.array(heights, dtype=float))


def axes(*lines, title="", scale="linear", top=100.0, legend=(), texts=()):
    return Axes(title, "", "", "linear", scale, (0.0, 9.0), (0.0, top), lines, legend, texts)


def figure(*parts, title="", legend=()):
    return Figure(title, legend, parts)


FALLING = line(8, 4, 2, 1, label="good")


def test_a_reference_line_is_no_curve_and_what_leaves_the_numbers_is_one():
    gone = line(7, np.inf, np.nan, np.nan, np.nan)
    unseen = line(np.nan, np.inf, np.nan, np.nan)
    assert plots.curves(axes(line(1, 1), FALLING, gone, unseen)) == (FALLING, gone)


def test_equal_curves_count_once_and_flat_ones_are_another_mistake():
    assert len(plots.different([FALLING, line(8, 4, 2, 1), line(8, 4, 2, 2)])) == 2
    assert len(plots.different([line(5, 5, 5, 5), line(5, 5, 5, 5)])) == 2


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (figure(axes(FALLING, line(9, 8, 7, 6, label="slow"))), {"good", "slow"}),
        (figure(axes(FALLING, legend=("a", "b"))), {"a", "b"}),
        (figure(axes(FALLING, texts=("a", "b", "c"), legend=("a", "b"))), {"a", "b", "c"}),
        (figure(axes(line(4, 3, 2, 1)), legend=("a", "b", "a")), {"a", "b"}),
        (figure(axes(line(1, 2, label="only a reference"))), set()),
    ],
)
def test_curves_are_told_by_labels_or_by_words(made, told):
    assert plots.names(made, made.axes[0]) == told


@pytest.mark.parametrize(
    ("heights", "share"),
    [
        ((8, 4, 2, 1), 0.25),
        ((20, 20, 20, 1), 0.75),
        ((8, 1, 1, 1), 0.25),
        ((np.nan, 3, 3, 3), 0.75),
    ],
)
def test_a_curve_may_be_flat_only_on_the_ground(heights, share):
    assert plots.flat_share(line(*heights), ground=1.0) == share


@pytest.mark.parametrize("scale", ["log", "symlog"])
def test_logarithmic(scale):
    assert plots.is_logarithmic(axes(scale=scale))
    assert not plots.is_logarithmic(axes(scale="logit"))


@pytest.mark.parametrize(
    ("title", "top"),
    [
        ("cut at 150", 150.0),
        ("losses ≤ 0.5, 100 updates", 0.5),
        ("up to 1,500.", 1500.0),
        ("up to 10 000", 1e4),
        ("up to 1e4", 1e4),
        ("up to 10^4", 1e4),
        ("up to $10^{4}$", 1e4),
        (r"up to $2\cdot 10^{4}$", 2e4),
        ("up to 10⁴", 1e4),
        ("up to 10**4", 1e4),
        ("rounded: 113", 113.267),
    ],
)
def test_a_title_may_state_the_limit_in_any_way(title, top):
    part = axes(FALLING, title=title, top=top)
    assert plots.states_its_limit(figure(part), part)
    assert plots.states_its_limit(figure(axes(top=top), title=title), axes(top=top))


@pytest.mark.parametrize("title", ["", "three rates", "100 updates", "cut at 1500", "10^99999"])
def test_another_number_is_not_the_limit(title):
    part = axes(FALLING, title=title, top=150.0)
    assert not plots.states_its_limit(figure(part), part)


def test_a_curve_that_leaves_the_picture():
    assert plots.is_cut(axes(FALLING, top=7.0))
    assert not plots.is_cut(axes(FALLING, top=9.0))
