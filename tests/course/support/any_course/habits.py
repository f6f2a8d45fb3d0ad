"""An assignment of two notebooks whose tests look at more than what a function returns."""

from __future__ import annotations

from tests.course.support.any_course import Variant

Exercise = tuple[str, str, tuple[tuple[str, str], ...]]  # an answer, its solution, its tests

IMPORTS = """import io
import math
import os
import warnings
from contextlib import redirect_stdout

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd"""
GIVEN = """numbers = [4, 2, 9]


def printed_by(function, *arguments):
    said = io.StringIO()
    with redirect_stdout(said):
        function(*arguments)
    return said.getvalue()


def all_hold(function, pairs):
    return all(function(given) == wanted for given, wanted in pairs)"""

FUNCTIONS: tuple[Exercise, ...] = (
    (
        "double",
        "def double(x):\n    return 2 * x",
        (
            ("double_by_helper", "assert all_hold(double, [(1, 2), (0, 0)])"),
            (
                "double_in_scopes",
                "assert all((lambda z: double(z) == z + z)(k) for k in range(3))\n"
                "assert sorted([3, 1, 2], key=double) == [1, 2, 3]\n"
                "assert (y := double(4)) == 8 and y == 8",
            ),
            ("double_of_a_name", "x = 21\nassert double(x) == 42"),
            ("double_prints_nothing", 'assert printed_by(double, 3) == ""'),
        ),
    ),
    (
        "greet",
        'def greet(name):\n    """Say hello."""\n    return "Hello " + name',
        (
            ("greet_has_words", "assert callable(greet) and greet.__doc__"),
            ("greet_takes_a_name", 'assert greet(name="Ada") == "Hello Ada"'),
        ),
    ),
    (
        "root",
        "def root(x):\n    if x < 0:\n        raise ValueError(x)\n    return x ** 0.5",
        (
            (
                "root_refuses",
                "try:\n    root(-1)\nexcept ValueError as error:\n    kind = type(error)\n"
                'else:\n    raise AssertionError("no error")\nassert kind == ValueError',
            ),
            ("root_of_text", 'try:\n    root("a")\nexcept TypeError:\n    pass'),
        ),
    ),
    (
        "collect",
        "def collect(item, into=None):\n    into = [] if into is None else into\n"
        "    into.append(item)\n    return into",
        (
            (
                "collect_begins_anew",
                "one = collect(1)\nother = collect(2)\nassert one == [1] and other == [2]",
            ),
            ("collect_adds", "mine = [5]\ncollect(6, mine)\nassert mine == [5, 6]"),
        ),
    ),
    (
        "copy_of",
        "def copy_of(grid):\n    return [list(row) for row in grid]",
        (
            (
                "copy_is_deep",
                "grid = [[1, 2], [3, 4]]\nother = copy_of(grid)\nassert other == grid\n"
                "other[0][0] = 99\nassert grid[0][0] == 1",
            ),
        ),
    ),
    (
        "largest",
        "def largest():\n    return max(numbers)",
        (
            (
                "largest_changes_nothing",
                "before = list(numbers)\nassert largest() == 9\nassert numbers == before",
            ),
        ),
    ),
    (
        "primes",
        "primes = [2, 3, 5]",
        (
            ("primes_grow", "primes.append(7)\nassert len(primes) == 4"),
            ("primes_have_grown", "assert primes[-1] == 7"),
        ),
    ),
    (
        "ordered",
        "def ordered(items):\n    return sorted(items)",
        (
            ("ordered_numbers", "assert ordered(numbers) == [2, 4, 9]"),
            ("ordered_changes_nothing", "assert numbers == [4, 2, 9]"),
        ),
    ),
    (
        "counts",
        "def counts(words):\n    found = {}\n    for word in words:\n"
        "        found[word] = found.get(word, 0) + 1\n    return found",
        (("counts_words", 'assert counts(["a", "b", "a"]) == {"a": 2, "b": 1}'),),
    ),
)
NUMBERS: tuple[Exercise, ...] = (
    (
        "logs",
        "def logs(x):\n    return math.log(x) if x > 0 else -math.inf",
        (
            ("logs_of_one", "import cmath\nassert logs(1) == 0"),
            (
                "logs_without_warning",
                "with warnings.catch_warnings(record=True) as told:\n"
                '    warnings.simplefilter("always")\n    logs(0)\nassert len(told) == 0',
            ),
            ("logs_of_zero", 'with np.errstate(all="raise"):\n    assert logs(0) == -np.inf'),
        ),
    ),
    (
        "angle",
        "import cmath\nangle = cmath.phase(-1)",
        (("angle_is_pi", "assert math.isclose(angle, math.pi)"),),
    ),
    (
        "vector",
        "def vector(n):\n    return np.arange(n) / 2",
        (
            (
                "vector_is_an_array",
                "got = vector(3)\nassert isinstance(got, np.ndarray) and got.shape == (3,)",
            ),
            ("vector_values", "np.testing.assert_array_equal(vector(3), [0, 0.5, 1])"),
        ),
    ),
    (
        "table",
        'table = pd.read_csv("sales.csv")',
        (
            (
                "table_is_read",
                'pd.testing.assert_frame_equal(table, pd.read_csv("sales.csv"))',
            ),
        ),
    ),
    (
        "save",
        'def save(text):\n    with open("saved.txt", "w") as file:\n        file.write(text)',
        (
            (
                "save_writes_one",
                'save("a")\nassert not os.path.exists("other.txt")',
            ),
        ),
    ),
    (
        "draw",
        "def draw(values):\n    figure, axes = plt.subplots()\n    axes.plot(values)",
        (
            (
                "draw_makes_one",
                'plt.close("all")\ndraw([1, 2])\nassert len(plt.get_fignums()) <= 1',
            ),
            ("draw_gives_nothing", "assert draw([1, 2]) is None"),
        ),
    ),
    (
        "curve",
        "plt.plot([1, 2, 3], [4, 5, 6])\ncurve = plt.gca()",
        (("curve_is_first", "assert list(curve.lines[0].get_ydata()) == [4, 5, 6]"),),
    ),
)
NOTEBOOKS = {"functions": FUNCTIONS, "numbers": NUMBERS}
FILES = {"sales.csv": "shop,amount\na,2.0\nb,3.5\n"}
SOLUTIONS = {name: text for notebook in NOTEBOOKS.values() for name, text, _ in notebook}
VARIANTS = {
    "right": Variant(SOLUTIONS),
    "shares": Variant(
        SOLUTIONS
        | {
            "double": 'def double(x):\n    print("twice")\n    return 2 * x',
            "greet": 'def greet(name):\n    return "Hello " + name',
            "root": "class Low(ValueError):\n    pass\n\n"
            + SOLUTIONS["root"].replace("ValueError(x)", "Low(x)"),
            "collect": "def collect(item, into=[]):\n    into.append(item)\n    return into",
            "copy_of": "def copy_of(grid):\n    return grid",
            "largest": "def largest():\n    numbers.sort()\n    return numbers[-1]",
            "logs": "def logs(x):\n    return np.log(x)",
            "vector": "def vector(n):\n    return np.matrix(np.arange(n) / 2)",
            "table": 'table = pd.read_csv("sales.csv", index_col=0)',
            "save": 'def save(text):\n    open("other.txt", "w").write(text)',
            "draw": "def draw(values):\n    plt.figure()\n" + SOLUTIONS["draw"].partition("\n")[2],
            "curve": "plt.plot([1, 2, 3])\ncurve = plt.gca()",
        }
    ),
    "shallow": Variant(
        SOLUTIONS
        | {
            "double": "double = (2).__mul__",
            "greet": "from functools import partial\n\ngreet = partial(str.__add__, 'Hello ')",
            "root": SOLUTIONS["root"].replace("ValueError", "KeyError"),
            "collect": "def collect(item, into=()):\n    return [*into, item]",
            "copy_of": "def copy_of(grid):\n    return grid[:]",
            "largest": "def largest():\n    best = sorted(numbers)\n    return best.pop()",
            "counts": SOLUTIONS["counts"].replace("{}", "dict.fromkeys(words, 0)"),
            "primes": "primes = (2, 3, 5)",
            "ordered": "def ordered(items):\n    items.sort()\n    return items",
            "vector": "def vector(n):\n    return [i / 2 for i in range(n)]",
            "draw": "def draw(values):\n    plt.plot(values)\n    return plt.gca()",
            "curve": "curve = plt.plot([1, 2, 3], [4, 5, 6])",
        }
    ),
    "leans": Variant(  # on what tests have made
        SOLUTIONS
        | {"double": "def double(y):\n    return 2 * x", "angle": "angle = cmath.phase(-1)"}
    ),
    "looks_alike": Variant(  # and does not cross the wire as it is
        SOLUTIONS
        | {
            "counts": "from collections import Counter\n\n\ndef counts(words):\n"
            "    return Counter(words)",
            "vector": "def vector(n):\n    return np.ma.array(np.arange(n) / 2)",
        }
    ),
}
# Where a test passes in the notebook alone, a person decides; nbgrader gives its points.
PEOPLE = {
    "leans": {
        "functions/double_of_a_name",
        "functions/double_prints_nothing",
        "numbers/angle_is_pi",
    },
    "looks_alike": {
        "functions/counts_words",
        "numbers/vector_is_an_array",
        "numbers/vector_values",
    },
}


def notebooks() -> dict[str, list[tuple[str, str, str, float]]]:
    """Return the cells of each notebook: their kind, name, text and points."""
    made = {}
    for name, exercises in NOTEBOOKS.items():
        cells = [("plain", "", IMPORTS, 0.0), ("locked", f"given_{name}", GIVEN, 0.0)]
        for answer, solution, tests in exercises:
            text = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
            cells.append(("answer", answer, text, 0.0))
            cells += [("test", test, words, 1.0) for test, words in tests]
        made[name] = cells
    return made
