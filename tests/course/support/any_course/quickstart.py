"""Hand-ins of `ps1`, the assignment of `nbgrader quickstart`."""

from __future__ import annotations

from tests.course.support.any_course import Variant

RIGHT = """def squares(n):
    if n < 1:
        raise ValueError("n must be at least 1")
    return [i ** 2 for i in range(1, n + 1)]"""
SUM = "def sum_of_squares(n):\n    return sum(squares(n))"
TEXT = "$\\sum_{i=1}^n i^2$"
CHECKED = '    if n < 1:\n        raise ValueError("n")\n'


def _squares(body: str, total: str = SUM) -> Variant:
    return Variant({"squares": f"def squares(n):\n{CHECKED}    {body}", "sum_of_squares": total})


VARIANTS = {
    "right": Variant({"squares": RIGHT, "sum_of_squares": SUM, "sum_of_squares_equation": TEXT}),
    "blank": Variant(),
    "empty_cells": Variant({"squares": "", "sum_of_squares": "", "part-a": ""}),
    "only_squares": Variant({"squares": RIGHT}),
    "only_sum": Variant({"sum_of_squares": SUM}),
    "late": Variant({"squares": RIGHT, "sum_of_squares": SUM}, when="2026-01-03 12:00:00 UTC"),
    "second_only": Variant({"part-a": "Fibonacci", "part-b": "Below 0"}, without=("problem1",)),
    "first_only": Variant({"squares": RIGHT, "sum_of_squares": SUM}, without=("problem2",)),
    "written": Variant({"sum_of_squares_application": "b = 2", "part-b": "Below zero."}),
    "from_zero": _squares("return [i ** 2 for i in range(n + 1)]"),
    "one_short": _squares("return [i ** 2 for i in range(1, n)]"),
    "no_error": Variant(
        {
            "squares": "def squares(n):\n    return [i ** 2 for i in range(1, n + 1)]",
            "sum_of_squares": SUM,
        }
    ),
    "type_error": Variant({"squares": RIGHT.replace("ValueError", "TypeError")}),
    "own_error": Variant(
        {
            "squares": "class Low(ValueError):\n    pass\n\n"
            + RIGHT.replace("raise ValueError", "raise Low"),
            "sum_of_squares": SUM,
        }
    ),
    "always_raises": Variant({"squares": 'def squares(n):\n    raise ValueError("no")'}),
    "raises_at_one": Variant({"squares": RIGHT.replace("n < 1", "n < 2"), "sum_of_squares": SUM}),
    "tuple": _squares("return tuple(i ** 2 for i in range(1, n + 1))"),
    "generator": Variant(
        {
            "squares": "def squares(n):\n    for i in range(1, n + 1):\n        yield i ** 2",
            "sum_of_squares": SUM,
        }
    ),
    "array": _squares("import numpy as np\n    return np.arange(1, n + 1) ** 2"),
    "numpy_numbers": _squares("import numpy as np\n    return list(np.arange(1, n + 1) ** 2)"),
    "dict_keys": _squares("return {i ** 2: 0 for i in range(1, n + 1)}.keys()"),
    "floats": _squares("return [float(i ** 2) for i in range(1, n + 1)]"),
    "texts": _squares("return [str(i ** 2) for i in range(1, n + 1)]"),
    "range": _squares("return range(1, n + 1)"),
    "a_set": _squares("return {i ** 2 for i in range(1, n + 1)}"),
    "none": _squares("[i ** 2 for i in range(1, n + 1)]"),
    "prints": _squares("print([i ** 2 for i in range(1, n + 1)])"),
    "own_list": Variant(
        {
            "squares": f"class Own(list):\n    pass\n\ndef squares(n):\n{CHECKED}"
            "    return Own(i ** 2 for i in range(1, n + 1))",
            "sum_of_squares": SUM,
        }
    ),
    "formula": _squares(
        "return [i ** 2 for i in range(1, n + 1)]",
        "def sum_of_squares(n):\n    return n * (n + 1) * (2 * n + 1) // 6",
    ),
    "formula_of_floats": _squares(
        "return [i ** 2 for i in range(1, n + 1)]",
        "def sum_of_squares(n):\n    return n * (n + 1) * (2 * n + 1) / 6",
    ),
    "wrong_sum": _squares(
        "return [i ** 2 for i in range(1, n + 1)]",
        "def sum_of_squares(n):\n    return sum(squares(n)) + 1",
    ),
    "syntax_error": Variant({"squares": "def squares(n)\n    return", "sum_of_squares": SUM}),
    "renamed": Variant({"squares": RIGHT.replace("squares", "square"), "sum_of_squares": SUM}),
    "recursion": Variant(
        {"squares": "def squares(n):\n    return squares(n)", "sum_of_squares": SUM}
    ),
    "exits": Variant({"squares": "def squares(n):\n    raise SystemExit", "sum_of_squares": SUM}),
    "callable_object": Variant(
        {
            "squares": "class S:\n    def __call__(self, n):\n"
            "        if n < 1:\n            raise ValueError\n"
            "        return [i ** 2 for i in range(1, n + 1)]\n\nsquares = S()",
            "sum_of_squares": SUM,
        }
    ),
    "lambda": Variant(
        {"squares": "squares = lambda n: [i ** 2 for i in range(1, n + 1)]", "sum_of_squares": SUM}
    ),
    "helper_in_a_cell": Variant(
        {"squares": RIGHT.replace("i ** 2", "power(i)"), "sum_of_squares": SUM},
        added={"jupyter": "def power(i):\n    return i ** 2"},
    ),
    "spoilt_below": Variant(
        {"squares": RIGHT, "sum_of_squares": SUM},
        added={"squares_invalid_input": "squares = None"},
    ),
    "spoilt_above": Variant({"squares": RIGHT, "sum_of_squares": SUM}, {"squares": "squares = 3"}),
    "own_sum": Variant(
        {"squares": RIGHT, "sum_of_squares": SUM}, added={"sum_of_squares": "sum = 0"}
    ),
    "edited_test": Variant({"correct_squares": "pass", "squares": "squares = 1"}),
    "dropped_test": Variant({"squares": RIGHT}, dropped=("correct_squares",)),
    "dropped_answer": Variant({"sum_of_squares": SUM}, dropped=("squares",)),
    "good_for_small": _squares("return [1, 4, 9][:n]"),
    "task": Variant(added={"cell-938593c4a215c6cc": "sum(range(11)) == 55"}),
}
LIVE = ("right", "generator", "spoilt_below")
