"""Figures look as in Jupyter, pixel for pixel, though less of them is laid out twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns  # noqa: F401 - recipes use it
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator  # noqa: F401 - ticks use it
from matplotlib.transforms import Affine2D

from autograder.sandbox import figure_png
from autograder.sandbox.figure_layout import laid_out_once

X = np.linspace(0, 3, 40)
FRAME = pd.DataFrame({"x": X, "y": X**2, "k": list("ab") * 20})
GRID = np.outer(X, X)
RECIPES = {
    "line": "ax.plot(X, X**2, label='a'); ax.legend(); ax.set(title='T', xlabel=r'$\\theta_1$')",
    "fraction": r"ax.plot(X); ax.set_title(r'$\frac{\partial L}{\partial \theta_0} = \sum_i e_i$')",
    "twin": "ax.plot(X); ax.twinx().plot(X**3); ax.set_title('two axes')",
    "logarithms": "ax.loglog(X + .1, X**4 + 1e-5); ax.grid(which='both')",
    "colours": "fig.colorbar(ax.scatter(X, X, c=X), label='c'); ax.set_aspect('equal')",
    "contours": "ax.clabel(ax.contour(GRID)); fig.suptitle('S'); fig.supxlabel('below')",
    "tight": "fig.clear(); fig.subplots(2, sharex=True)[0].set_ylabel('y'); fig.tight_layout()",
    "two": "fig.clear(); fig.subplots(1, 2, sharey=True)[0].set_aspect(1); fig.align_labels()",
    "words": "ax.annotate('here', (1, 1), xytext=(60, 2), arrowprops={}); ax.text(7, 5, 'far')",
    "arrows": "q = ax.quiver([0, 1], [0, 1], [1, 2], [3, 1]); ax.quiverkey(q, 1.2, .5, 1, 'key')",
    "stream": "ax.streamplot(X[:5], X[:5], GRID[:5, :5], GRID[:5, :5])",
    "table": "ax.axis('off'); ax.table(cellText=[['1', '2'], ['3', '4']], loc='bottom')",
    "bars": "ax.bar_label(ax.bar(list('abc'), [1, 2, 3])); fig.autofmt_xdate()",
    "dates": "pd.Series(X, index=pd.date_range('2024-01-01', periods=40)).plot(ax=ax)",
    "box": "FRAME.boxplot('x', ax=ax)",
    "outside": "sns.scatterplot(FRAME, x='x', y='y', hue='k'); ax.legend(bbox_to_anchor=(1.05, 1))",
    "heat": "sns.heatmap(FRAME[['x', 'y']].corr(), annot=True, square=True)",
    "density": "sns.kdeplot(FRAME, x='x', y='y', fill=True)",
    "spines": "ax.plot(X - 1); ax.spines['left'].set_position('zero'); ax.set_facecolor('pink')",
    "offset": "ax.plot(X * 1e9 + 1e12); ax.set_title('left', loc='left', pad=30)",
    "image": "ax.imshow(np.eye(4)); ax.xaxis.tick_top(); ax.set_xlabel('x', labelpad=20)",
    "beyond": "fig.clear(); fig.add_axes([.1, .1, 1.2, .5]).plot(X); fig.text(1.2, 1.1, 'out')",
    "legend": "ax.plot(np.sin(9 * X), label='s'); ax.plot(X, label='x'); ax.legend(loc='best')",
    "nothing": "",
    "pie": "ax.pie([1, 2, 3], labels=list('abc'), autopct='%d')",
    "small": "fig.set_size_inches(3, 2); fig.set_dpi(150); ax.hist(X); ax.set_box_aspect(.3)",
    "pairs": "sns.pairplot(FRAME, hue='k')",
    "space": "fig.clear(); fig.add_subplot(projection='3d').plot(X, X, X)",
    "polar": "fig.clear(); fig.add_subplot(projection='polar').plot(X, X)",
    "constrained": "fig.set_layout_engine('constrained'); ax.set_title('c')",
    "minor": "ax.plot(X); ax.minorticks_on(); ax.tick_params(which='both', labelrotation=40)",
    "shared": "fig.clear(); a, b = fig.subplots(2, sharex=True, height_ratios=(1, 4));"
    " a.plot(X * 1e-7 + 5); b.plot(9e9 + X, X)",
    "sign": "ax.set_xscale('symlog', linthresh=.1); ax.plot(X - 1, X); ax.set_yscale('logit')",
    "wrapped": "ax.text(.5, .5, 'as long as the figure is wide and longer ' * 4, wrap=True)",
    "turned": "ax.plot(X); ax.text(5, 1, 'along', rotation=30, transform_rotates_text=True)",
    "lines": r"ax.set_ylabel('two\nlines', rotation=0, linespacing=2); ax.set_title('a\n\nb')",
    "own ticks": "ax.plot(X); ax.xaxis.set_major_formatter(lambda x, k: f'{k}: {x:.0f}')",
    "second": "ax.plot(X); ax.secondary_xaxis('top', functions=(lambda x: 2 * x, lambda x: x / 2))",
    "equal": "ax.plot(X, X**3); ax.axis('equal'); ax.set_anchor('W'); ax.margins(.3)",
    "inset": "ax.inset_axes([.6, .1, .3, .3]).plot(X); fig.set_layout_engine('tight')",
}


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    with plt.rc_context({"svg.hashsalt": "same"}):
        plt.switch_backend("agg")
        yield
        plt.close("all")


def drawn(recipe: str) -> Figure:
    """The figure, new each time: drawing one changes it."""
    plt.close("all")
    fig, ax = plt.subplots()
    exec(recipe, {**globals(), "fig": fig, "ax": ax})
    return plt.gcf()


@pytest.mark.parametrize("name", RECIPES)
def test_a_figure_has_the_same_pixels_as_in_jupyter(name: str) -> None:
    jupyters = figure_png._print_figure(drawn(RECIPES[name]), bbox_inches="tight")
    assert figure_png.print_figure(drawn(RECIPES[name]), bbox_inches="tight") == jupyters


@pytest.mark.parametrize(
    "asked", [{"fmt": "svg", "metadata": {"Date": None}}, {"bbox_inches": None}, {"fmt": "jpg"}]
)
def test_another_form_is_the_same_as_well(asked: dict[str, Any]) -> None:
    fig = drawn(RECIPES["line"])
    assert figure_png.print_figure(fig, **asked) == figure_png._print_figure(fig, **asked)


def test_texts_and_ticks_are_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    count = Counter[str]()
    for kind, name in ((Text, "_get_layout"), (Axis, "_update_ticks")):
        monkeypatch.setattr(kind, name, _counted(count, name, getattr(kind, name)))
    figure_png._print_figure(drawn(RECIPES["line"]))
    often = dict(count)
    count.clear()
    figure_png.print_figure(drawn(RECIPES["line"]))
    assert count["_update_ticks"] <= 4 < often["_update_ticks"] / 4  # two axes, two sizes
    assert count["_get_layout"] < often["_get_layout"] / 4


def _counted(count: Counter[str], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def counted(*args: Any) -> Any:
        count[name] += 1
        return function(*args)

    return counted


OTHER_TEXT = {
    "text": {"text": "other"},
    "rotation": {"rotation": 70},
    "mode": {"rotation_mode": "anchor"},
    "side": {"ha": "right"},
    "height": {"va": "top"},
    "lines' side": {"multialignment": "right"},
    "space": {"linespacing": 3},
    "formulas": {"parse_math": False},
    "size": {"size": 20},
    "face": {"weight": "bold"},
    "wrapped at another place": {"wrap": True, "x": 0.9},
    "turned otherwise": {"transform_rotates_text": True, "transform": Affine2D().rotate_deg(9)},
}


@pytest.mark.parametrize("name", OTHER_TEXT)
def test_another_text_is_laid_out_anew(name: str) -> None:
    fig, change = plt.figure(), OTHER_TEXT[name]
    first = {key: change[key] for key in ("wrap", "transform_rotates_text") if key in change}
    text = fig.text(0.1, 0.5, "$a$ much longer than\nthis", rotation=20, **first)
    renderer = text._renderer = fig.canvas.get_renderer()
    text._get_layout(renderer)  # sets what a wrapped text has not set at first
    with laid_out_once():
        before = text._get_layout(renderer)
        text.set(**change)
        after = text._get_layout(renderer)
    assert _plain(after) == _plain(text._get_layout(renderer)) != _plain(before)


def test_another_dpi_is_laid_out_anew() -> None:
    fig = plt.figure()
    text = fig.text(0.1, 0.5, "a")
    with laid_out_once():
        text._get_layout(fig.canvas.get_renderer())
        fig.set_dpi(300)
        after = text._get_layout(fig.canvas.get_renderer())
    assert _plain(after) == _plain(text._get_layout(fig.canvas.get_renderer()))


def _plain(layout: Any) -> Any:
    box, *rest = layout
    return box.bounds, rest


OTHER_TICKS = {
    "view": "ax.set_xlim(0, 1000)",
    "width": "ax.set_position([0.1, 0.1, 0.1, 0.8])",
    "dots": "fig.set_dpi(20)",
    "scale": "ax.set_xscale('symlog')",
    "major places": "ax.xaxis.set_major_locator(FixedLocator([1, 2]))",
    "major words": "ax.xaxis.set_major_formatter('{x} s')",
    "minor places": "ax.xaxis.set_minor_locator(FixedLocator([1.5]))",
    "minor words": "ax.xaxis.set_minor_formatter('{x} s')",
}


@pytest.mark.parametrize("name", OTHER_TICKS)
def test_other_ticks_are_placed_anew(name: str) -> None:
    fig, ax = plt.subplots()
    ax.set(xlim=(0, 9), ylim=(0, 9))
    ax.minorticks_on()
    with laid_out_once():
        ax.xaxis._update_ticks()
        exec(OTHER_TICKS[name], {**globals(), "fig": fig, "ax": ax})
        after = _places(ax.xaxis._update_ticks())
    assert after == _places(ax.xaxis._update_ticks())


def _places(ticks: Any) -> Any:
    return [(tick.get_loc(), tick.label1.get_text()) for tick in ticks]


def test_axes_that_share_their_ticks_are_asked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """They have one formatter, and it goes by the places that it was told last."""
    count = Counter[str]()
    monkeypatch.setattr(Axis, "_update_ticks", _counted(count, "asked", Axis._update_ticks))
    both = plt.figure().subplots(2, sharex=True)
    with laid_out_once():
        for ax in (*both, *both):
            ax.xaxis._update_ticks()
            ax.yaxis._update_ticks()
    assert count["asked"] == 4 + 2


def test_matplotlib_is_itself_again_after_an_error() -> None:
    before = Text._get_layout, Axis._update_ticks
    with pytest.raises(ZeroDivisionError), laid_out_once():
        assert Text._get_layout is not before[0]
        assert Axis._update_ticks is not before[1]
        raise ZeroDivisionError
    assert (Text._get_layout, Axis._update_ticks) == before


@pytest.mark.parametrize(("kind", "name"), [(Text, "_get_layout"), (Axis, "_update_ticks")])
def test_another_matplotlib_is_left_alone(
    kind: type, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(kind, name)
    with laid_out_once():
        assert not hasattr(kind, name)
