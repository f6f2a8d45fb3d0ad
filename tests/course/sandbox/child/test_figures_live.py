"""Figures that a notebook draws in the sandbox."""

from __future__ import annotations

import matplotlib as mpl
import pytest

from autograder.client.faults import StudentFault, TooLarge, Unsupported
from autograder.sandbox.figure_records import Figure

mpl.use("agg")

CELL = """
import matplotlib.pyplot as plt
loss_curves, ax = plt.subplots()
ax.semilogy([100.0, 10.0, 1.0, 0.5], label="good")
ax.set_title("Loss")
plt.show()
"""


def test_a_notebook_leaves_a_figure(notebook):
    student = notebook(CELL)
    made = student.loss_curves.get()
    assert type(made) is Figure
    assert (made.axes[0].title, made.axes[0].y_scale) == ("Loss", "log")
    assert made.axes[0].lines[0].y.tolist() == [100.0, 10.0, 1.0, 0.5]


def test_a_function_may_return_a_figure(notebook):
    student = notebook(CELL + "def draw():\n    return ax.figure\n")
    assert student.draw().axes[0].lines[0].label == "good"


def test_matplotlib_in_pieces_harms_only_its_owner(notebook):
    broken = "type(ax).get_title = lambda *a, **k: 1 / 0\n"
    student = notebook(CELL + broken, "def f():\n    return 7\n")
    with pytest.raises(Unsupported, match="Figure"):
        student.loss_curves.get()
    assert student.f() == 7


def test_endless_lines_end(notebook):
    endless = """
import itertools
from matplotlib.axes import Axes
Axes.lines = property(lambda self: itertools.repeat(ax_line))
ax_line = plt.Line2D([0], [0])
"""
    with pytest.raises(TooLarge):
        notebook(CELL + endless).loss_curves.get()


def test_an_axes_is_refused_by_its_name(notebook):
    with pytest.raises(StudentFault, match="Axes"):
        notebook(CELL).ax.get()
