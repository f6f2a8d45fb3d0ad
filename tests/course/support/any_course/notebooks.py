"""Two assignments as public courses have them: classes and errors, data frames and plots."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.course.support.any_course import Variant, habits

CLASSES = (
    ("text", "", "# Shapes\n\nClasses, and functions that refuse what they cannot use."),
    ("plain", "", "import math"),
    (
        "locked",
        "tools",
        "import pytest\n\ndef close(one, other):\n"
        "    return math.isclose(one, other, rel_tol=1e-9)",
    ),
    (
        "answer",
        "Point",
        "class Point:\n    ### BEGIN SOLUTION\n    def __init__(self, x, y):\n"
        '        if isinstance(x, str):\n            raise TypeError("numbers")\n'
        "        self.x, self.y = x, y\n\n    def __eq__(self, other):\n"
        "        return (self.x, self.y) == (other.x, other.y)\n\n"
        "    def distance(self, other):\n"
        "        return math.hypot(self.x - other.x, self.y - other.y)\n    ### END SOLUTION",
    ),
    (
        "test",
        "point_is_one",
        '"""A point knows its place"""\np = Point(3, 4)\nassert (p.x, p.y) == (3, 4)\n'
        "### BEGIN HIDDEN TESTS\nassert p == Point(3, 4)\n"
        "assert close(p.distance(Point(0, 0)), 5)\n### END HIDDEN TESTS",
        2,
    ),
    (
        "test",
        "point_refuses",
        "### BEGIN HIDDEN TESTS\nwith pytest.raises(TypeError):\n"
        '    Point("kanarienvogel", 4)\n### END HIDDEN TESTS',
        1,
    ),
    (
        "answer",
        "area",
        "def area(shape, **sizes):\n    ### BEGIN SOLUTION\n"
        '    if shape == "square":\n        return sizes["side"] ** 2\n'
        '    if shape == "circle":\n        return math.pi * sizes["radius"] ** 2\n'
        '    raise ValueError(f"no shape {shape}")\n    ### END SOLUTION',
    ),
    (
        "test",
        "area_values",
        'assert area("square", side=2) == 4\n### BEGIN HIDDEN TESTS\n'
        'assert close(area("circle", radius=7.2519137), 165.12996) or close(\n'
        '    area("circle", radius=7.2519137), math.pi * 7.2519137 ** 2\n)\n### END HIDDEN TESTS',
        2,
    ),
    (
        "test",
        "area_refuses",
        'with pytest.raises(ValueError, match="shape"):\n    area("blob")\n'
        "### BEGIN HIDDEN TESTS\nwith pytest.raises(KeyError):\n"
        '    area("square", kanarienkante=1)\n### END HIDDEN TESTS',
        1,
    ),
    (
        "test",
        "area_points",
        "points = 0\n### BEGIN HIDDEN TESTS\nfor side in (1, 2, 10):\n"
        '    if area("square", side=side) == side * side:\n        points += 1\n'
        "### END HIDDEN TESTS\npoints",
        3,
    ),
    (
        "answer",
        "sort_it",
        "def sort_it(items):\n    ### BEGIN SOLUTION\n    items.sort()\n    ### END SOLUTION",
    ),
    (
        "test",
        "sorts_in_place",
        "items = [3, 1, 2]\nresult = sort_it(items)\nassert items == [1, 2, 3]\n"
        "assert result is None",
        1,
    ),
    (
        "test",
        "prints_nothing",
        "import io\nfrom contextlib import redirect_stdout\n\nsaid = io.StringIO()\n"
        'with redirect_stdout(said):\n    sort_it([2, 1])\nassert said.getvalue() == ""',
        1,
    ),
    ("written", "why_classes", "To keep what belongs together in one place.", 2),
)
FRAMES = (
    ("text", "", "# Sales"),
    (
        "plain",
        "",
        "%matplotlib inline\nimport numpy as np\nimport pandas as pd\n"
        "import matplotlib.pyplot as plt",
    ),
    (
        "locked",
        "data",
        'sales = pd.DataFrame({"shop": ["a", "b", "a"], "amount": [2.0, 3.5, 4.0]})',
    ),
    (
        "answer",
        "totals",
        "def totals(frame):\n    ### BEGIN SOLUTION\n"
        '    return frame.groupby("shop", as_index=False)["amount"].sum()\n    ### END SOLUTION',
    ),
    (
        "test",
        "totals_of_sales",
        'assert list(totals(sales)["amount"]) == [6.0, 3.5]',
        1,
    ),
    (
        "test",
        "totals_of_others",
        "### BEGIN HIDDEN TESTS\n"
        'other = pd.DataFrame({"shop": ["kanarien", "kanarien"], "amount": [71.0, 0.25]})\n'
        'assert totals(other)["amount"].iloc[0] == 71.25\n'
        'assert list(totals(other).columns) == ["shop", "amount"]\n### END HIDDEN TESTS',
        2,
    ),
    ("answer", "best", "### BEGIN SOLUTION\nbest = 6.0\n### END SOLUTION"),
    ("test", "best_shop", "assert best == 6.0", 1),
    (
        "answer",
        "plot",
        "### BEGIN SOLUTION\nfig, ax = plt.subplots()\nax.bar(sales.shop, sales.amount)\n"
        'ax.set_title("Sales")\n### END SOLUTION',
    ),
    (
        "test",
        "plot_is_named",
        '"""The plot has a title"""\n### BEGIN HIDDEN TESTS\nassert ax.get_title() == "Sales"\n'
        "assert len(ax.patches) == 3\n### END HIDDEN TESTS",
        2,
    ),
    (
        "answer",
        "centred",
        "def centred(values):\n    ### BEGIN SOLUTION\n"
        "    return values - values.mean()\n    ### END SOLUTION",
    ),
    (
        "test",
        "centred_values",
        "np.testing.assert_allclose(centred(np.array([1.0, 3.0])), [-1, 1])\n"
        "### BEGIN HIDDEN TESTS\n"
        "assert abs(centred(np.array([5.5, 8.2519137, 1.0])).sum()) < 1e-9\n### END HIDDEN TESTS",
        1,
    ),
)
SHAPES = CLASSES[3][2].replace("    ### BEGIN SOLUTION\n", "").replace("    ### END SOLUTION", "")
AREA = CLASSES[6][2].replace("    ### BEGIN SOLUTION\n", "").replace("    ### END SOLUTION", "")
TOTALS = 'def totals(frame):\n    return frame.groupby("shop", as_index=False)["amount"].sum()'
PLOT = 'fig, ax = plt.subplots()\nax.bar(sales.shop, sales.amount)\nax.set_title("Sales")'
SHAPES_VARIANTS = {
    "right": Variant(
        {"Point": SHAPES, "area": AREA, "sort_it": "def sort_it(items):\n    items.sort()"}
    ),
    "blank": Variant(),
    "no_equality": Variant({"Point": SHAPES.replace("__eq__", "equals"), "area": AREA}),
    "not_a_class": Variant({"Point": "def Point(x, y):\n    return (x, y)"}),
    "no_refusal": Variant({"Point": SHAPES.replace("raise TypeError", "print"), "area": AREA}),
    "key_error": Variant({"area": AREA.replace("raise ValueError", "raise KeyError")}),
    "no_message": Variant({"area": AREA.replace("no shape", "what is")}),
    "only_squares": Variant({"area": "def area(shape, side):\n    return side ** 2"}),
    "one_square": Variant({"area": "def area(shape, **sizes):\n    return 4"}),
    "sorted_copy": Variant({"sort_it": "def sort_it(items):\n    return sorted(items)"}),
    "prints": Variant({"sort_it": "def sort_it(items):\n    items.sort()\n    print(items)"}),
}
FRAMES_VARIANTS = {
    "right": Variant(
        {
            "totals": TOTALS,
            "best": "best = 6.0",
            "plot": PLOT,
            "centred": "def centred(values):\n    return values - values.mean()",
        }
    ),
    "blank": Variant(),
    "a_series": Variant({"totals": TOTALS.replace(", as_index=False", "")}),
    "means": Variant({"totals": TOTALS.replace("sum", "mean"), "best": 'best = "a"'}),
    "no_title": Variant({"plot": PLOT.rpartition("\n")[0]}),
    "two_bars": Variant({"plot": PLOT.replace("sales.shop, sales.amount", "[1, 2], [3, 4]")}),
    "lists": Variant({"centred": "def centred(values):\n    return [v - 2 for v in values]"}),
    "in_place": Variant(
        {"centred": "def centred(values):\n    values -= values.mean()\n    return values"}
    ),
}
ASSIGNMENTS = {
    "shapes": ("geometry", CLASSES, SHAPES_VARIANTS),
    "frames": ("frames", FRAMES, FRAMES_VARIANTS),
}


def write_sources(root: Path) -> None:
    """Write these assignments as nbgrader keeps them."""
    for assignment, (name, cells, _) in ASSIGNMENTS.items():
        write_notebook(root / "source" / assignment / f"{name}.ipynb", cells)
    folder = root / "source" / "habits"
    for name, more in habits.notebooks().items():
        write_notebook(folder / f"{name}.ipynb", more)
    for name, text in habits.FILES.items():
        (folder / name).write_text(text, encoding="utf-8")


def write_notebook(path: Path, cells: Iterable[tuple[Any, ...]]) -> None:
    """Write a source notebook of cells: kind, name, text and, of what is graded, points."""
    notebook = {
        "cells": [_cell(*cell) for cell in cells],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "nbformat": 4,
        "nbformat_minor": 2,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")


def _cell(kind: str, name: str, source: str, points: float = 0) -> dict[str, Any]:
    text = kind in ("text", "written")
    marks: dict[str, Any] = {
        "schema_version": 3,
        "grade_id": name,
        "grade": kind in ("test", "written"),
        "solution": kind in ("answer", "written"),
        "locked": kind in ("test", "locked"),
    }
    marks |= {"points": points} if marks["grade"] else {}
    cell: dict[str, Any] = {"cell_type": "markdown" if text else "code", "source": source}
    cell |= {"metadata": {"nbgrader": marks} if name else {}}
    return cell if text else cell | {"execution_count": None, "outputs": []}
