"""Figures look as in Jupyter, pixel for pixel, though they are laid out once less."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns  # noqa: F401 - recipes use it
from matplotlib.figure import Figure

from autograder.sandbox import figure_png

X = np.linspace(0, 3, 40)
FRAME = pd.DataFrame({"x": X, "y": X**2, "k": list("ab") * 20})
GRID = np.outer(X, X)
PLAIN = {
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
}
KNOWN_ONLY_WHEN_DRAWN = {
    "space": "fig.clear(); fig.add_subplot(projection='3d').plot(X, X, X)",
    "polar": "fig.clear(); fig.add_subplot(projection='polar').plot(X, X)",
    "constrained": "fig.set_layout_engine('constrained'); ax.set_title('c')",
    "inset": "ax.inset_axes([.6, .1, .3, .3]).plot(X); fig.set_layout_engine('tight')",
}


@pytest.fixture(autouse=True)
def _closed() -> object:
    with plt.rc_context():
        plt.switch_backend("agg")
        yield None
        plt.close("all")


def drawn(recipe: str, draw: Callable[..., object]) -> tuple[object, Figure]:
    plt.close("all")
    fig, ax = plt.subplots()
    exec(recipe, {**globals(), "fig": fig, "ax": ax})
    return draw(plt.gcf(), bbox_inches="tight"), plt.gcf()


@pytest.mark.parametrize("name", PLAIN)
def test_plain_figures_are_drawn_once_and_are_the_same_pixels(name: str) -> None:
    jupyters, _ = drawn(PLAIN[name], figure_png._print_figure)
    ours, fig = drawn(PLAIN[name], figure_png.print_figure)
    assert ours == jupyters
    passes: list[str] = []
    fig.draw = lambda renderer: passes.append("pass")  # type: ignore[method-assign]
    figure_png.print_figure(fig)
    assert passes == ["pass"]


@pytest.mark.parametrize("name", KNOWN_ONLY_WHEN_DRAWN)
def test_other_figures_are_left_to_jupyters_own_way(name: str) -> None:
    recipe = KNOWN_ONLY_WHEN_DRAWN[name]
    jupyters, _ = drawn(recipe, figure_png._print_figure)
    ours, fig = drawn(recipe, figure_png.print_figure)
    assert ours == jupyters
    assert not figure_png._is_plain(fig)


def test_another_form_and_a_box_of_ones_own_are_left_alone() -> None:
    fig, ax = plt.subplots()
    ax.plot(X)
    for asked in (
        {"fmt": "svg", "metadata": {"Date": None}},
        {"bbox_inches": None},
        {"fmt": "jpg"},
    ):
        with plt.rc_context({"svg.hashsalt": "same"}):
            jupyters, ours = (
                draw(fig, **asked) for draw in (figure_png._print_figure, figure_png.print_figure)
            )
        assert ours == jupyters
