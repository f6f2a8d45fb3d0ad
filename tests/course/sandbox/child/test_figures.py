"""Figures over the wire: described in the jail, rebuilt as frozen records, never executed."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import math
import subprocess
import sys
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure as RealFigure

from autograder.sandbox import values, wire
from autograder.sandbox.decode import Decoder
from autograder.sandbox.encode import Encoder
from autograder.sandbox.figure_records import MAX_CHARS, Figure, NotAFigure, figure

mpl.use("agg")
MB = 1 << 20


@pytest.fixture(autouse=True)
def no_figure_stays_open():
    yield
    plt.close("all")


def there_and_back(value: Any) -> Any:
    encoder = Encoder(16 * MB)
    tree = wire.parse(wire._format({"v": encoder.encode(value)}).encode())["v"]
    decoder = Decoder(encoder.raw())
    made = decoder.decode(tree)
    decoder.finish()
    return made


def drawn():
    """Two axes with everything that is described."""
    made, (left, right) = plt.subplots(1, 2)
    left.plot([0, 1, 2], [1.0, 10.0, 100.0], label="good")
    left.plot([3.0, 2.0, 1.0])
    left.set(yscale="log", ylim=(0.5, 1e4), xlim=(0, 5), title="A", xlabel="k", ylabel="loss")
    left.text(1, 1, "here")
    left.legend()
    right.set_title("B", loc="left")
    made.suptitle("Both")
    made.legend(["one"])
    return made


def test_what_is_drawn_comes_back():
    made = there_and_back(drawn())
    left, right = made.axes
    assert (type(made), made.title, made.legend) == (Figure, "Both", ("one",))
    assert (left.title, left.x_label, left.y_label, right.title) == ("A", "k", "loss", "B")
    assert (left.x_scale, left.y_scale, right.y_scale) == ("linear", "log", "linear")
    assert (left.x_limits, left.y_limits) == ((0.0, 5.0), (0.5, 1e4))
    assert (left.legend, left.texts, right.lines) == (("good",), ("here",), ())
    assert [line.label for line in left.lines] == ["good", ""]
    assert left.lines[0].x.tolist() == [0, 1, 2]
    assert left.lines[0].y.tolist() == [1, 10, 100]


def test_records_cannot_be_changed():
    made = there_and_back(drawn())
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.title = "other"
    with pytest.raises(ValueError, match="read-only"):
        made.axes[0].lines[0].y[0] = 7.0


def test_a_figure_may_be_inside_something():
    made = there_and_back({"all": [drawn(), 1]})
    assert type(made["all"][0]) is Figure


def test_infinite_and_missing_heights_are_kept():
    made, axes = plt.subplots()
    axes.plot([1.0, math.inf, math.nan])
    axes.set_yscale("log")
    heights = there_and_back(made).axes[0].lines[0].y
    assert np.array_equal(heights, [1.0, math.inf, math.nan], equal_nan=True)


@pytest.mark.parametrize("error", [OverflowError, ValueError])
def test_limits_that_cannot_be_found_are_unknown(monkeypatch, error):
    made, axes = plt.subplots()

    def fail():
        raise error

    monkeypatch.setattr(axes, "get_ylim", fail)
    assert all(map(math.isnan, there_and_back(made).axes[0].y_limits))


def test_words_and_lists_on_an_axis_are_numbers():
    made, axes = plt.subplots()
    axes.plot(["a", "b"], [1, 2])
    line = there_and_back(made).axes[0].lines[0]
    assert (line.x.dtype, line.x.tolist()) == (np.float64, [0.0, 1.0])


def test_an_axes_is_no_figure():
    with pytest.raises(values.Unsupported, match="Axes"):
        Encoder(MB).encode(plt.subplots()[1])


class EvilText(str):
    def __str__(self) -> str:
        return "forged"


class EvilFigure(RealFigure):
    def get_suptitle(self) -> Any:
        return EvilText("real" * 1000 + "\ud800")

    def __reduce__(self) -> Any:
        raise AssertionError("nobody pickles a figure")


def test_a_subclass_is_described_by_plain_values_and_long_texts_are_cut():
    title = there_and_back(EvilFigure()).title
    assert type(title) is str
    assert title == ("real" * 1000)[:MAX_CHARS]


def test_surrogates_do_not_make_a_text_too_long():
    made = plt.figure()
    made.suptitle("\ud800" * MAX_CHARS)
    assert len(there_and_back(made).title) == MAX_CHARS


class Broken(RealFigure):
    def get_suptitle(self) -> Any:
        raise RuntimeError("secret 42")


class Odd(RealFigure):
    def get_suptitle(self) -> Any:
        return 3


@pytest.mark.parametrize("kind", [Broken, Odd])
def test_a_figure_that_cannot_be_read_is_refused_without_its_words(kind):
    with pytest.raises(values.Unsupported) as refused:
        Encoder(MB).encode(kind())
    assert str(refused.value) == "Figure"


def many_axes():
    made = plt.figure()
    for _ in range(33):
        made.add_axes((0, 0, 1, 1))
    return made


def many_lines():
    made, axes = plt.subplots()
    axes.plot(np.zeros((2, 101)))
    return made


def many_points():
    made, axes = plt.subplots()
    axes.plot(np.arange(200_001), np.zeros((200_001, 2)))
    return made


def many_texts():
    made, axes = plt.subplots()
    for _ in range(101):
        axes.text(0, 0, "x")
    return made


@pytest.mark.parametrize("make", [many_axes, many_lines, many_points, many_texts])
def test_more_than_an_answer_holds_is_refused(make):
    with pytest.raises(values.TooLarge, match="more than"):
        Encoder(16 * MB).encode(make())


def test_the_bytes_of_the_points_are_counted():
    made, axes = plt.subplots()
    axes.plot(np.zeros(10_000))
    with pytest.raises(values.TooLarge):
        Encoder(100_000).encode(made)


# --- what no encoder makes

DATA = np.array([1.0, 2.0])
LINE = ("a", DATA, DATA)
AXES = ("t", "x", "y", "linear", "log", (0.0, 1.0), (0.0, 1.0), [LINE], ["a"], [])
PLAIN = ("title", [], [AXES])


def changed(value: Any, place: tuple[int, ...], new: Any) -> Any:
    """The same nested value with another part in one place."""
    if not place:
        return new
    parts = list(value)
    parts[place[0]] = changed(parts[place[0]], place[1:], new)
    return type(value)(parts)


def test_the_plain_values_make_a_figure():
    assert figure(copy.deepcopy(PLAIN)).axes[0].lines[0].label == "a"


@pytest.mark.parametrize(
    ("place", "new"),
    [
        ((), None),
        ((), {}),
        ((), PLAIN[:2]),
        ((), list(PLAIN)),
        ((0,), 1),
        ((0,), "x" * (MAX_CHARS + 1)),
        ((1,), ("a",)),
        ((1,), ["a"] * 101),
        ((1,), [b"a"]),
        ((2,), AXES),
        ((2,), [AXES] * 33),
        ((2, 0), AXES[:9]),
        ((2, 0, 3), None),
        ((2, 0, 5), (0.0,)),
        ((2, 0, 5), (0, 1)),
        ((2, 0, 6), (0.0, math.inf)),
        ((2, 0, 6), (True, 1.0)),
        ((2, 0, 6), (np.float64(0), 1.0)),
        ((2, 0, 7), [LINE] * 101),
        ((2, 0, 7, 0), ("a", DATA)),
        ((2, 0, 7, 0, 1), [1.0, 2.0]),
        ((2, 0, 7, 0, 1), DATA[:1]),
        ((2, 0, 7, 0, 2), DATA.astype("f4")),
        ((2, 0, 7, 0, 2), np.zeros((2, 1))),
        ((2, 0, 7, 0, 2), np.zeros(2, dtype=object)),
        ((2, 0, 7), [("a", np.zeros(200_001), np.zeros(200_001))] * 2),
    ],
    ids=repr,
)
def test_what_is_not_described_exactly_is_refused(place, new):
    with pytest.raises(NotAFigure):
        figure(changed(copy.deepcopy(PLAIN), place, new))


@pytest.mark.parametrize(
    "tree",
    [
        {"t": "figure"},
        {"t": "figure", "v": []},
        {"t": "figure", "v": "pickle"},
        {"t": "figure", "v": {"t": "tuple", "v": ["", {"t": "list", "v": []}]}},
        {"t": "figure", "v": {"t": "figure", "v": {"t": "tuple", "v": []}}},
        {"t": "series", "values": {"t": "figure"}, "index": {"t": "range", "v": [0, 0, 1]}},
    ],
    ids=str,
)
def test_the_decoder_says_so_in_its_own_way(tree):
    with pytest.raises(values.BadValue):
        Decoder(b"").decode(tree)


PIECES = st.none() | st.booleans() | st.floats() | st.text(max_size=3) | st.just(DATA)
NESTED = st.recursive(
    PIECES,
    lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple),
    max_leaves=12,
)
PLACES = st.sampled_from([(), (1,), (2,), (2, 0), (2, 0, 5), (2, 0, 7), (2, 0, 7, 0), (2, 0, 8)])


@settings(max_examples=100, deadline=None)
@given(PLACES, NESTED)
def test_whatever_comes_it_is_a_figure_or_it_is_not(place, new):
    with contextlib.suppress(NotAFigure):
        assert type(figure(changed(copy.deepcopy(PLAIN), place, new))) is Figure


def test_the_trusted_side_reads_figures_without_matplotlib():
    program = "import sys, autograder.client.student; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr


# --- in the real sandbox
